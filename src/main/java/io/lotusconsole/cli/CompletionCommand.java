package io.lotusconsole.cli;

import io.lotusconsole.manual.BashScript;
import io.lotusconsole.manual.CommandEntry;
import io.lotusconsole.manual.FishScript;
import io.lotusconsole.manual.ZshScript;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code completion}: the script that completes a program's command lines. Asks nobody. */
final class CompletionCommand extends Command {
    private static final List<String> SHELLS = List.of("bash", "zsh", "fish");

    CompletionCommand() {
        super("completion", "Print the script that completes command lines in a shell");
    }

    @Override
    boolean isAskingNodes() {
        return false;
    }

    @Override
    boolean isReporting() {
        return false;
    }

    @Override
    void describe(CommandSpec spec) {
        spec.usageMessage()
                .description(
                        "bash: source <(PROGRAM completion bash), in ~/.bashrc.",
                        "zsh: source <(PROGRAM completion zsh) behind compinit, in ~/.zshrc.",
                        "fish: PROGRAM completion fish > ~/.config/fish/completions/PROGRAM.fish");
        spec.addPositional(PositionalParamSpec.builder()
                .paramLabel("bash|zsh|fish")
                .completionCandidates(SHELLS)
                .type(String.class)
                .build());
    }

    @Override
    int run(Invocation in) throws UsageException {
        CommandEntry program = in.surroundings().program().equals("lotus-worker")
                ? CommandEntries.ofWorker()
                : CommandEntries.ofMiner();
        String shell = in.onlyParameter("the shell");
        return switch (shell) {
            case "bash" -> in.output().print(BashScript.of(program));
            case "zsh" -> in.output().print(ZshScript.of(program));
            case "fish" -> in.output().print(FishScript.of(program));
            default -> throw new UsageException("there is no completion for \"" + shell + "\"", "bash, zsh or fish.");
        };
    }
}
