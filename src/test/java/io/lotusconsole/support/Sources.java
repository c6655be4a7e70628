package io.lotusconsole.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The Java sources of this project, for tests about the code itself. */
public final class Sources {
    private Sources() {}

    /** The root of a source set, {@code main} or {@code test}. */
    public static Path folder(String set) {
        return Path.of(System.getProperty("basedir", ""), "src", set, "java");
    }

    /** All files of a source set, by name. */
    public static List<Path> files(String set) {
        try (Stream<Path> files = Files.walk(folder(set))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
