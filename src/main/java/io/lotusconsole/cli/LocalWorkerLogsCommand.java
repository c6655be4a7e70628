package io.lotusconsole.cli;

import io.lotusconsole.launcher.LogFollower;
import io.lotusconsole.manual.LiveValues;
import io.lotusconsole.render.Printable;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code worker logs}: the end of a worker's log, and with {@code -f} what comes, until the command is interrupted. */
final class LocalWorkerLogsCommand extends Command {
    private static final int DEFAULT_LINES = 20;

    LocalWorkerLogsCommand() {
        super("logs", "Print the log of a worker");
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
        spec.addOption(GlobalOptions.flag("go on with what comes, until Ctrl-C", "--follow", "-f"));
        spec.addOption(GlobalOptions.text("N", "begin with the last N lines (" + DEFAULT_LINES + ")", "--lines", "-n"));
        describeName(spec, LiveValues.LOCAL_NAMES);
    }

    static void describeName(CommandSpec spec, LiveValues names) {
        spec.addPositional(PositionalParamSpec.builder()
                .paramLabel("NAME")
                .completionCandidates(new LiveCandidates(names))
                .type(String.class)
                .build());
    }

    @Override
    int run(Invocation in) throws UsageException, CommandFailure {
        String name = LocalWorkerGroup.name(in);
        int count = lines(in);
        return LocalWorkerGroup.with(in, workers -> {
            Path log = workers.log(name);
            try (LogFollower follower =
                    new LogFollower(log, line -> in.output().print(Printable.escapeAllButTab(line) + "\n"))) {
                follower.tail(count);
                if (in.has("--follow")) {
                    follower.follow();
                }
            }
            return ExitStatus.DONE;
        });
    }

    private static int lines(Invocation in) throws UsageException {
        String text = in.value("--lines");
        try {
            int lines = text == null ? DEFAULT_LINES : Integer.parseInt(text);
            if (lines >= 0) {
                return lines;
            }
        } catch (NumberFormatException e) {
            // Falls through to the error below.
        }
        throw UsageException.ofFlag("invalid value \"" + text + "\" for flag -n: parse error", null);
    }
}
