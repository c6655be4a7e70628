package io.lotusconsole.cli;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code --version}: this program, and the one of the same name that unknown commands go to. */
final class Versions {
    private Versions() {}

    static String text(Surroundings surroundings) {
        String own = surroundings.program() + " version lotus-console " + Console.VERSION + "\n";
        Path next = nextOfTheName(surroundings);
        return next == null
                ? own + "other commands: no other " + surroundings.program() + " on PATH\n"
                : own + "other commands: " + next + "\n";
    }

    /** The next program of our name on PATH that is not our launcher; null if there is none. */
    private static Path nextOfTheName(Surroundings surroundings) {
        String path = surroundings.variable("PATH");
        if (path == null) {
            return null;
        }
        for (String directory : path.split(File.pathSeparator)) {
            if (directory.isEmpty()) {
                continue;
            }
            Path candidate = Path.of(directory, surroundings.program());
            if (Files.isExecutable(candidate) && Files.isRegularFile(candidate) && !isOurs(candidate, surroundings)) {
                return candidate;
            }
        }
        return null;
    }

    private static boolean isOurs(Path candidate, Surroundings surroundings) {
        if (surroundings.checkout() == null) {
            return false;
        }
        try {
            return Files.isSameFile(candidate, Path.of(surroundings.checkout(), "bin", surroundings.program()));
        } catch (java.io.IOException e) {
            return false;
        }
    }
}
