package io.lotusconsole.support;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** Shared libraries made in the test that wants them. */
public final class CCompiler {
    private CCompiler() {}

    /**
     * Compiles a source of {@code src/test/c}. Skips the test if the machine has no C compiler.
     *
     * @param more arguments of the compiler
     */
    public static Path library(String source, Path library, String... more) throws Exception {
        Path file = Path.of(System.getProperty("basedir", ""), "src", "test", "c", source);
        List<String> command = new ArrayList<>(List.of("cc", "-shared", "-fPIC", "-o", library.toString()));
        command.add(file.toString());
        command.addAll(List.of(more));
        Path log = library.resolveSibling(library.getFileName() + ".log");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            assertEquals(0, process.waitFor(), () -> read(log));
            return library;
        } catch (IOException e) {
            return Assumptions.abort("this machine has no C compiler (cc)");
        }
    }

    private static String read(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
