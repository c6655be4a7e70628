package io.lotusconsole;

import io.lotusconsole.cli.Console;
import java.util.Arrays;

/** {@code lotus-worker}. */
public final class WorkerMain {
    private WorkerMain() {}

    public static void main(String[] args) {
        Runtime.getRuntime().halt(Console.runWorker(Arrays.asList(args), ProcessSurroundings.capture("lotus-worker")));
    }
}
