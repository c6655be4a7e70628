package io.lotusconsole.support;

import io.lotusconsole.cli.Console;
import io.lotusconsole.cli.Surroundings;
import io.lotusconsole.render.Zone;
import java.io.ByteArrayOutputStream;
import java.time.Clock;

/** The consoles that tests can run. */
public final class Consoles {
    private Consoles() {}

    /** {@code Main} in this JVM. */
    public static ConsoleUnderTest inProcess() {
        return (arguments, environment, stdoutIsTerminal, now, zone) -> {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ByteArrayOutputStream err = new ByteArrayOutputStream();
            Surroundings surroundings = new Surroundings(
                    "lotus-miner",
                    environment::get,
                    out,
                    err,
                    Clock.fixed(now, zone),
                    Zone.of(zone),
                    stdoutIsTerminal,
                    stdoutIsTerminal,
                    null,
                    null);
            int exit = Console.run(arguments, surroundings);
            return new ConsoleUnderTest.Outcome(exit, out.toByteArray(), err.toByteArray());
        };
    }
}
