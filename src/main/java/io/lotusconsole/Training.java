package io.lotusconsole;

/**
 * Runs the commands that people wait for once, so that the JVM can put their classes into a class archive.
 *
 * <p>The launcher starts it in place of {@link Main}, with the flags that make the archive, at build time
 * and at the first use of another JDK; a {@link TrainingMiner} answers at the address in the environment.
 * It does nothing but run commands: every class it loaded beside them would be loaded by them for ever.
 * Exit status 0 says that they were run, whatever they answered.
 */
public final class Training {
    private static final String[][] WORKERS = {{"proving", "workers"}, {"sealing", "workers"}};

    private static final String[][] OTHERS = {
        {"-o", "json", "proving", "workers"},
        {"proving", "deadlines"},
        {"proving", "info"},
        {"info"},
        {"--help"},
        {"proving", "--help"}
    };

    private Training() {}

    /** @param args {@code workers} for the lists of workers alone, {@code all} for all commands */
    public static void main(String[] args) {
        runAll(WORKERS);
        if (args[0].equals("all")) {
            runAll(OTHERS);
        }
    }

    private static void runAll(String[][] commandLines) {
        for (String[] commandLine : commandLines) {
            Main.run(commandLine);
        }
    }
}
