package io.lotusconsole.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Compares what the console prints with the files of {@code src/test/resources/golden}.
 *
 * <p>{@code -Dgolden.update=true} writes the files instead; the change is then read in the diff.
 */
public final class Golden {
    private static final String UPDATE = "golden.update";

    private Golden() {}

    /** Fails, with both texts between rules, unless the file holds exactly these bytes. */
    public static void check(String name, byte[] actual) {
        check(Fixtures.path("golden", name), actual, Boolean.getBoolean(UPDATE));
    }

    /** As {@link #check(String, byte[])}, of a text in UTF-8. */
    public static void check(String name, String actual) {
        check(name, actual.getBytes(StandardCharsets.UTF_8));
    }

    /** As {@link #check(String, String)}, of a generated file that lies elsewhere. */
    public static void checkFile(Path file, String actual) {
        check(file, actual.getBytes(StandardCharsets.UTF_8), Boolean.getBoolean(UPDATE));
    }

    static void check(Path file, byte[] actual, boolean update) {
        if (update) {
            write(file, actual);
            return;
        }
        if (!Files.exists(file)) {
            throw new AssertionError(new Transcript("no golden file " + file + "; -D" + UPDATE + "=true writes it")
                    .with("actual", Transcript.utf8(actual))
                    .toString());
        }
        byte[] expected = Fixtures.bytes(file);
        if (!Arrays.equals(expected, actual)) {
            throw new AssertionError(new Transcript("not the bytes of " + file)
                    .withDifference(file.getFileName().toString(), Transcript.utf8(expected), Transcript.utf8(actual))
                    .toString());
        }
    }

    private static void write(Path file, byte[] actual) {
        try {
            // Unchanged files keep their time, so that a rebuild after an update does little.
            if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), actual)) {
                Files.createDirectories(file.toAbsolutePath().getParent());
                Files.write(file, actual);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
