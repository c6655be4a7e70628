package io.lotusconsole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code src/main/rust/build.sh} on machines that lack something, or have a stand-in for cargo. */
class ProverBuildTest {
    private static final long BUILD_SECONDS_MAX = 60;

    @TempDir
    private Path temporary;

    private Path tools;
    private Path classes;
    private Path cargoOutput;

    /** A PATH with what the script needs besides what a test is about. */
    @BeforeEach
    void linkTools() throws IOException {
        tools = Files.createDirectories(temporary.resolve("tools"));
        classes = temporary.resolve("classes");
        cargoOutput = temporary.resolve("cargo output");
        for (String tool : new String[] {"sh", "uname", "dirname", "mkdir", "rm", "cp", "cmp", "sha256sum"}) {
            String folder = Files.exists(Path.of("/bin", tool)) ? "/bin/" : "/usr/bin/";
            program(tool, "exec " + folder + tool + " \"$@\"\n");
        }
    }

    private void program(String name, String body) throws IOException {
        Path file = Files.writeString(tools.resolve(name), "#!/bin/sh\n" + body);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Runs the script; its stderr. */
    private String build(int status, String... features) throws Exception {
        Path script = Path.of(System.getProperty("basedir", ""), "src", "main", "rust", "build.sh");
        Path err = temporary.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(
                        script.toAbsolutePath().toString(), classes.toString(), String.join(",", features))
                .redirectError(err.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().put("PATH", tools.toString());
        builder.environment().put("HOME", temporary.toString());
        builder.environment().put("CARGO_TARGET_DIR", cargoOutput.toString());
        Process process = builder.start();
        assertTrue(process.waitFor(BUILD_SECONDS_MAX, TimeUnit.SECONDS));
        assertEquals(status, process.exitValue(), Files.readString(err));
        return Files.readString(err);
    }

    private Properties note() throws IOException {
        try (Stream<Path> files = Files.walk(classes)) {
            Path note = files.filter(file -> file.endsWith("prover-build.properties"))
                    .findFirst()
                    .orElseThrow();
            Properties properties = new Properties();
            try (var in = Files.newBufferedReader(note)) {
                properties.load(in);
            }
            return properties;
        }
    }

    private long libraries() throws IOException {
        try (Stream<Path> files = Files.walk(classes)) {
            return files.filter(file -> file.toString().contains("liblotus_console_prover"))
                    .count();
        }
    }

    @Test
    void withoutCargoTheBuildGoesOnAndLeavesTheReason() throws Exception {
        program("cc", "exit 1\n");
        String err = build(0);
        assertEquals("WARNING: built without the proof library: cargo was not found when it was built\n", err);
        assertEquals("cargo was not found when it was built", note().getProperty("missing"));
        assertEquals(0, libraries());
    }

    @Test
    void withoutACompilerTheBuildGoesOnAndLeavesTheReason() throws Exception {
        program("cargo", "[ \"$1\" = --version ]\n");
        assertTrue(build(0).contains("a C compiler (cc) was not found"));
        assertEquals("a C compiler (cc) was not found when it was built", note().getProperty("missing"));
    }

    @Test
    void withAnOldCargoTheBuildGoesOnAndLeavesTheReason() throws Exception {
        program("cc", "exit 0\n");
        program("cargo", "[ \"$1\" = --version ] && echo 'cargo 1.63.0 (fd9c4297c 2022-07-01)'\n");
        assertTrue(build(0).contains("cargo was too old"));
        assertEquals("cargo was too old when it was built (1.63; 1.87 is needed)", note().getProperty("missing"));
        assertEquals(0, libraries());
    }

    @Test
    void whatCargoBuildsIsPutWhereJnaLooksAndNotedWithItsDigest() throws Exception {
        program("cc", "exit 0\n");
        program("cargo", """
                echo "$@" >"$HOME/arguments"
                mkdir -p "$CARGO_TARGET_DIR/release"
                for name in liblotus_console_prover.so liblotus_console_prover.dylib; do
                    printf 'abc' >"$CARGO_TARGET_DIR/release/$name"
                done
                """);
        build(0, "cuda");
        String arguments = Files.readString(temporary.resolve("arguments"));
        assertTrue(arguments.contains("--locked") && arguments.contains("--features devnet,cuda"), arguments);
        assertEquals("devnet,cuda", note().getProperty("features"));
        // SHA-256 of "abc", FIPS 180-2, appendix B.1.
        assertEquals("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", note().getProperty("sha256"));
        assertEquals(1, libraries());
        assertFalse(Files.exists(classes.resolve("release")), "cargo's own output is elsewhere");
    }

    @Test
    void aBuildThatFailsFailsAndAnOldLibraryDoesNotOutliveItsCargo() throws Exception {
        whatCargoBuildsIsPutWhereJnaLooksAndNotedWithItsDigest();
        program("cargo", "[ \"$1\" = --version ] && exit\necho 'error: no' >&2\nexit 101\n");
        assertTrue(build(101).contains("error: no"));
        Files.delete(tools.resolve("cargo"));
        build(0);
        assertEquals(0, libraries());
    }
}
