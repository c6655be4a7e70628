package io.lotusconsole.cli;

import io.lotusconsole.render.Zone;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.UnaryOperator;

/** Reads command lines as the programs do, for tests of other packages. */
public final class CommandLines {
    private CommandLines() {}

    /**
     * The path of the command that a line is for.
     *
     * @param words the program's name first
     * @throws AssertionError if the program would refuse the line before it does anything
     */
    public static String pathOf(List<String> words) {
        Surroundings surroundings = surroundings(words.get(0), name -> null);
        Group root = words.get(0).equals("lotus-worker") ? new WorkerCommands() : new MinerCommands();
        try {
            Arguments arguments = new Arguments(root, surroundings);
            arguments.read(words.subList(1, words.size()));
            GlobalOptions.resolve(arguments, surroundings, arguments.style());
            return arguments.path();
        } catch (UsageException | UnknownCommandException e) {
            throw new AssertionError(String.join(" ", words), e);
        }
    }

    /** Those of a process without a terminal, whose output nobody reads. */
    static Surroundings surroundings(String program, UnaryOperator<String> environment) {
        return new Surroundings(
                program,
                environment,
                OutputStream.nullOutputStream(),
                OutputStream.nullOutputStream(),
                Clock.fixed(Instant.EPOCH, ZoneOffset.UTC),
                Zone.of(ZoneOffset.UTC),
                false,
                false,
                false,
                null,
                null);
    }
}
