package io.lotusconsole;

import io.lotusconsole.cli.Console;
import io.lotusconsole.cli.ExitStatus;
import io.lotusconsole.cli.Surroundings;
import io.lotusconsole.json.Warmup;
import java.util.Arrays;
import java.util.List;

/**
 * Both programs: {@code lotus-miner} and {@code lotus-worker}. The launcher starts the jar and says which
 * of the two it is in the system property {@code lotusconsole.program}.
 */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        Warmup.start();
        Surroundings surroundings = ProcessSurroundings.capture();
        List<String> words = Arrays.asList(args);
        if (Console.isInterruptedAsLotus(words, surroundings)) {
            Runtime.getRuntime().addShutdownHook(new FailedBySignal());
        }
        // halt, not exit: exit looks up a logger first, which costs the prompt 5 ms; shutdown hooks are for signals.
        Runtime.getRuntime().halt(Console.run(words, surroundings));
    }

    /** Ends with 1 on SIGINT and SIGTERM, as Lotus does, where the JVM would end with 130 and 143. */
    private static final class FailedBySignal extends Thread {
        @Override
        public void run() {
            Runtime.getRuntime().halt(ExitStatus.FAILED);
        }
    }

    /** Runs one command line in this process's surroundings; the exit status. Never throws. */
    static int run(String[] args) {
        Warmup.start();
        return Console.run(Arrays.asList(args), ProcessSurroundings.capture());
    }
}
