package io.lotusconsole;

import io.lotusconsole.cli.Console;
import java.util.Arrays;

/** {@code lotus-miner}. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        Runtime.getRuntime().halt(Console.runMiner(Arrays.asList(args), ProcessSurroundings.capture("lotus-miner")));
    }
}
