package io.lotusconsole;

import io.lotusconsole.cli.Surroundings;
import io.lotusconsole.render.Zone;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.time.Clock;
import java.util.function.UnaryOperator;

/** Reads the real process once: environment, standard streams, clock, and what the launcher saw. */
final class ProcessSurroundings {
    private ProcessSurroundings() {}

    // A class, not a method reference: this runs before every command.
    private static final class Environment implements UnaryOperator<String> {
        @Override
        public String apply(String name) {
            return System.getenv(name);
        }
    }

    static Surroundings capture() {
        // The launcher's word for each of the standard streams: t if it is a terminal.
        String terminals = System.getProperty("lotusconsole.tty", "");
        boolean told = terminals.length() == 3;
        boolean all = !told && System.console() != null;
        return new Surroundings(
                System.getProperty("lotusconsole.program", "lotus-miner"),
                new Environment(),
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                Clock.systemUTC(),
                Zone.SYSTEM,
                told ? terminals.charAt(0) == 't' : all,
                told ? terminals.charAt(1) == 't' : all,
                told ? terminals.charAt(2) == 't' : all,
                System.getProperty("lotusconsole.home"),
                System.getProperty("lotusconsole.next"));
    }
}
