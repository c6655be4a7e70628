package io.lotusconsole.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of {@code src/test/resources}, read where they lie so that golden files can be rewritten. */
public final class Fixtures {
    private Fixtures() {}

    /** The path of a file or folder; Maven sets {@code basedir}, an IDE starts in it. */
    public static Path path(String first, String... more) {
        return Path.of(System.getProperty("basedir", ""), "src", "test", "resources")
                .resolve(Path.of(first, more));
    }

    /** The home of the consoles under test: nothing is there, and nothing may make it. */
    public static Path noHome() {
        return Path.of(System.getProperty("basedir", ""), "target", "no-such-home")
                .toAbsolutePath();
    }

    public static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String text(Path file) {
        return new String(bytes(file), StandardCharsets.UTF_8);
    }

    /** The entries of a folder, by name. */
    public static List<Path> list(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
