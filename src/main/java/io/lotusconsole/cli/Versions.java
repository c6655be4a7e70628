package io.lotusconsole.cli;

/** {@code --version}: this program, and the one of the same name that unknown commands go to. */
final class Versions {
    private Versions() {}

    static String text(Surroundings surroundings) {
        String next = surroundings.nextProgram();
        return ownTitle(surroundings) + "\nother commands: "
                + (next == null ? "no other " + surroundings.program() + " on PATH" : next) + "\n";
    }

    /** {@code lotus-worker version lotus-console 0.1.0}. */
    static String ownTitle(Surroundings surroundings) {
        return surroundings.program() + " version lotus-console " + Console.VERSION;
    }
}
