package io.lotusconsole.cli;

import io.lotusconsole.manual.CommandEntry;
import io.lotusconsole.manual.Flag;
import io.lotusconsole.manual.Parameter;
import io.lotusconsole.manual.Values;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The commands of both programs as plain values, from picocli's model, which is built whole only for this. */
public final class CommandEntries {
    private CommandEntries() {}

    /** {@code lotus-miner} with all its commands. */
    public static CommandEntry ofMiner() {
        return of(new MinerCommands());
    }

    /** {@code lotus-worker} with all its commands. */
    public static CommandEntry ofWorker() {
        return of(new WorkerCommands());
    }

    private static CommandEntry of(Group program) {
        CommandSpec spec = CommandSpec.create();
        GlobalOptions.describe(spec, program, true, true);
        return of(program, program.name(), spec);
    }

    private static CommandEntry of(Command command, String path, CommandSpec spec) {
        List<Flag> flags = new ArrayList<>();
        for (OptionSpec option : spec.options()) {
            flags.add(flag(option));
        }
        List<Parameter> parameters = new ArrayList<>();
        for (PositionalParamSpec parameter : spec.positionalParameters()) {
            parameters.add(new Parameter(parameter.paramLabel(), values(parameter)));
        }
        List<CommandEntry> children = new ArrayList<>();
        if (command instanceof Group group) {
            for (String name : group.childNames()) {
                Command child = group.child(name);
                CommandSpec childSpec = CommandSpec.create();
                child.describe(childSpec);
                GlobalOptions.describe(childSpec, child, false, true);
                children.add(of(child, path + " " + name, childSpec));
            }
        }
        return new CommandEntry(
                path,
                List.of(command.aliases()),
                command.summary(),
                List.of(spec.usageMessage().description()),
                flags,
                parameters,
                children,
                command instanceof Group);
    }

    private static Flag flag(OptionSpec option) {
        boolean isSwitch = option.type() == boolean.class;
        Flag.Arity arity =
                isSwitch ? Flag.Arity.SWITCH : option.arity().min() == 0 ? Flag.Arity.OPTIONAL : Flag.Arity.REQUIRED;
        return new Flag(
                List.of(option.names()),
                isSwitch ? null : option.paramLabel(),
                arity,
                values(option),
                option.type() == List.class,
                String.join(" ", option.description()),
                option.hidden());
    }

    private static Values values(ArgSpec argument) {
        Iterable<String> candidates = argument.completionCandidates();
        if (candidates instanceof LiveCandidates live) {
            return Values.live(live.kind());
        }
        if (candidates != null) {
            List<String> choices = new ArrayList<>();
            candidates.forEach(choices::add);
            return Values.choice(choices);
        }
        return switch (argument.paramLabel()) {
            case "FILE" -> Values.FILE;
            case "DIR", "PATH", "[PATH]", "[path]" -> Values.DIRECTORY;
            default -> Values.TEXT;
        };
    }
}
