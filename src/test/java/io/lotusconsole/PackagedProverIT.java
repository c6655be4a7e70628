package io.lotusconsole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotusconsole.support.Jdks;
import io.lotusconsole.support.Libraries;
import io.lotusconsole.support.Run;
import io.lotusconsole.support.TestNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program and the proof library in its jar, as {@code lotus-worker fetch-params} needs it. */
class PackagedProverIT {
    private static final long PROCESS_SECONDS_MAX = 120;
    private static final Path HOME = Path.of(System.getProperty("lotusconsole.home"));

    @TempDir
    private Path directory;

    private Path unpackedInto;
    private final Map<String, String> environment = new HashMap<>();

    private record Outcome(int exit, String out, String err) {}

    @BeforeEach
    void surround() {
        unpackedInto = directory.resolve("cache/lotus-console/native");
        environment.put("HOME", directory.toString());
        environment.put("XDG_CACHE_HOME", directory.resolve("cache").toString());
        environment.put("LC_ALL", "C");
        environment.put("LOTUS_CONSOLE_MAKE_ARCHIVE", "never");
        environment.put("FIL_PROOFS_PARAMETER_CACHE", directory.resolve("none").toString());
    }

    private Outcome run(List<String> command) throws IOException, InterruptedException {
        Path out = directory.resolve("out");
        Path err = directory.resolve("err");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("LOTUS_") || name.startsWith("XDG_") || name.endsWith("_API_INFO"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            assertTrue(process.waitFor(PROCESS_SECONDS_MAX, TimeUnit.SECONDS), "still running");
        } finally {
            process.destroyForcibly();
        }
        return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    private Outcome worker(String words) throws IOException, InterruptedException {
        String program = HOME.resolve("bin").resolve("lotus-worker").toString();
        return run(
                Stream.concat(Stream.of(program), Stream.of(words.split(" "))).toList());
    }

    private void lists() throws IOException, InterruptedException {
        Outcome outcome = worker("fetch-params --list 32GiB");
        assertEquals("", outcome.err(), outcome::toString);
        assertEquals(0, outcome.exit());
        assertEquals(5, outcome.out().lines().count(), outcome.out());
        assertTrue(outcome.out().contains("WindowPoSt   32GiB  verifying key  missing  -"), outcome.out());
    }

    private Path unpacked() throws IOException {
        try (Stream<Path> files = Files.list(unpackedInto)) {
            List<Path> found = files.toList();
            assertEquals(1, found.size(), found::toString);
            return found.get(0);
        }
    }

    @Test
    void theLibraryIsUnpackedOnceForThisUserOnly() throws Exception {
        Libraries.require();
        lists();
        Path library = unpacked();
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(unpackedInto)));
        FileTime first = Files.getLastModifiedTime(library);
        lists();
        assertEquals(first, Files.getLastModifiedTime(unpacked()));
    }

    @Test
    void aCopyThatWasCutIsMadeAgain() throws Exception {
        Libraries.require();
        lists();
        long whole = Files.size(unpacked());
        Files.writeString(unpacked(), "cut");
        lists();
        assertEquals(whole, Files.size(unpacked()));
    }

    @Test
    void withoutACacheItIsUnpackedForOneRun() throws Exception {
        Libraries.require();
        Path temporary = Files.createDirectories(directory.resolve("tmp"));
        environment.put("LOTUS_CONSOLE_JAVA_OPTIONS", "-Djava.io.tmpdir=" + temporary);
        Files.writeString(directory.resolve("cache"), "a file is in the way");
        lists();
        try (Stream<Path> left = Files.list(temporary)) {
            assertEquals(
                    List.of(),
                    left.filter(file -> file.toString().contains("prover")).toList());
        }
    }

    @Test
    void everyJdkLoadsItWithoutAWord() throws Exception {
        Libraries.require();
        for (Jdks.Jdk jdk : Jdks.others()) {
            environment.put("LOTUS_CONSOLE_JAVA", jdk.java().toString());
            lists();
        }
    }

    @Test
    void anotherBuildCanBeNamed() throws Exception {
        environment.put("LOTUS_CONSOLE_PROVER", directory.resolve("other.so").toString());
        Outcome outcome = worker("fetch-params --list");
        assertEquals(1, outcome.exit());
        assertEquals(
                "ERROR: there is no proof library: " + directory.resolve("other.so") + " is not there\n"
                        + "Name an existing library in LOTUS_CONSOLE_PROVER, or unset it.\n",
                outcome.err());
    }

    /** What a machine without cargo built: the same classes, and a note where the library would be. */
    @Test
    void aBuildWithoutTheLibrarySaysWhyAndHowToGetIt() throws Exception {
        Path classes = directory.resolve("classes");
        Path note = null;
        try (Stream<Path> files = Files.walk(HOME.resolve("target/classes"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = classes.resolve(
                        HOME.resolve("target/classes").relativize(file).toString());
                Files.createDirectories(copy.getParent());
                if (file.endsWith("prover-build.properties")) {
                    note = copy;
                } else if (!file.toString().contains("liblotus_console_prover")) {
                    Files.copy(file, copy);
                }
            }
        }
        Files.writeString(note, "missing=cargo was not found when it was built\n");
        Outcome outcome = run(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dlotusconsole.program=lotus-worker",
                "-cp",
                classes + ":" + HOME.resolve("target/lib") + "/*",
                "io.lotusconsole.Main",
                "fetch-params",
                "--list"));
        assertEquals(1, outcome.exit(), outcome::toString);
        assertEquals(
                "ERROR: there is no proof library: cargo was not found when it was built\n"
                        + "Install Rust 1.87 or later with cargo, and a C compiler (cc), then build again:"
                        + " mvn -DskipTests package.\n",
                outcome.err());
    }

    @Test
    void filesOfATestNetworkAreCheckedAndNeverTakenForPublishedOnes() throws Exception {
        Libraries.ofTestNetwork();
        environment.put("FIL_PROOFS_PARAMETER_CACHE", TestNetwork.parameters().toString());
        Outcome check = worker("fetch-params --check 2KiB");
        assertEquals(1, check.exit(), check::toString);
        assertEquals(
                4,
                check.out()
                        .lines()
                        .filter(line -> line.contains("wrong content"))
                        .count(),
                check.out());
        Outcome fetch = worker("fetch-params 2KiB");
        assertEquals(1, fetch.exit(), fetch::toString);
        assertTrue(fetch.err().startsWith("ERROR: "), fetch.err());
        assertTrue(fetch.err().contains("holds parameters of a test network"), fetch.err());
    }

    @Test
    void theProofLibraryAndJnaAreNotLoadedByTheConsole() throws Exception {
        Path loaded = directory.resolve("loaded");
        environment.put("LOTUS_CONSOLE_JAVA_OPTIONS", "-Xlog:class+load:file=" + loaded);
        environment.put("MINER_API_INFO", Run.TOKEN + ":/ip4/127.0.0.1/tcp/9/http");
        Outcome outcome = run(List.of(HOME.resolve("bin").resolve("lotus-miner").toString(), "proving", "workers"));
        assertEquals(5, outcome.exit(), outcome::toString);
        String classes = Files.readString(loaded);
        assertTrue(classes.contains("io.lotusconsole.cli.WorkersCommand"), "the log was read");
        assertFalse(classes.contains("com.sun.jna") || classes.contains("io.lotusconsole.prover"), classes);
    }
}
