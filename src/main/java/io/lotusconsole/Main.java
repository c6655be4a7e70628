package io.lotusconsole;

import io.lotusconsole.cli.Console;
import io.lotusconsole.json.Warmup;
import java.util.Arrays;

/**
 * Both programs: {@code lotus-miner} and {@code lotus-worker}. The launcher starts the jar and says which
 * of the two it is in the system property {@code lotusconsole.program}.
 */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        // halt, not exit: exit looks up a logger first, which costs the prompt 5 ms; shutdown hooks are for signals.
        Runtime.getRuntime().halt(run(args));
    }

    /** Runs one command line in this process's surroundings; the exit status. Never throws. */
    static int run(String[] args) {
        Warmup.start();
        return Console.run(Arrays.asList(args), ProcessSurroundings.capture());
    }
}
