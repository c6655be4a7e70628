package io.lotusconsole.cli;

/** {@code --version}: this program, and the one of the same name that unknown commands go to. */
final class Versions {
    private Versions() {}

    static String text(Surroundings surroundings) {
        String next = surroundings.nextProgram();
        return surroundings.program() + " version lotus-console " + Console.VERSION + "\nother commands: "
                + (next == null ? "no other " + surroundings.program() + " on PATH" : next) + "\n";
    }
}
