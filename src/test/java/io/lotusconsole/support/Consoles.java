package io.lotusconsole.support;

import io.lotusconsole.cli.Console;
import io.lotusconsole.cli.Surroundings;
import io.lotusconsole.render.Zone;
import java.io.ByteArrayOutputStream;
import java.time.Clock;
import java.util.function.Supplier;

/** The consoles that tests can run. */
public final class Consoles {
    private Consoles() {}

    /** {@code lotus-miner} in this JVM. */
    public static ConsoleUnderTest inProcess() {
        return inProcess(ByteArrayOutputStream::new);
    }

    /** As {@link #inProcess()}, with a stderr for each run that may watch what is written to it. */
    public static ConsoleUnderTest inProcess(Supplier<ByteArrayOutputStream> stderr) {
        return inProcess("lotus-miner", stderr);
    }

    /** @param program {@code lotus-miner} or {@code lotus-worker} */
    public static ConsoleUnderTest inProcess(String program, Supplier<ByteArrayOutputStream> stderr) {
        return inProcess(program, null, stderr);
    }

    /** @param checkout directory that the launcher was found in, or null */
    public static ConsoleUnderTest inProcess(String program, String checkout, Supplier<ByteArrayOutputStream> stderr) {
        return (arguments, environment, stdoutIsTerminal, now, zone) -> {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ByteArrayOutputStream err = stderr.get();
            Surroundings surroundings = new Surroundings(
                    program,
                    environment::get,
                    out,
                    err,
                    Clock.fixed(now, zone),
                    Zone.of(zone),
                    false,
                    stdoutIsTerminal,
                    stdoutIsTerminal,
                    checkout,
                    null);
            int exit = Console.run(arguments, surroundings);
            return new ConsoleUnderTest.Outcome(exit, out.toByteArray(), err.toByteArray());
        };
    }
}
