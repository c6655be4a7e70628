package io.lotusconsole.prover.ffi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotusconsole.prover.SectorSize;
import io.lotusconsole.proving.SealedCid;
import io.lotusconsole.support.Libraries;
import io.lotusconsole.support.TestNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Damaged parameters and wrong settings must blame no sector and no partition, and leave no proof hanging. */
class WrongSurroundingsIT {
    private static final long TRIAL_SECONDS_MAX = 150;

    /** Of the two files of window proofs, the middle of whose names says which circuit they are for. */
    private static final String WINDOW = "0170db1f394b35d995252228ee359194b13199d259380541dc529fb0099096b0";

    @TempDir
    private Path directory;

    private Path parameters;

    @BeforeEach
    void copyParameters() throws IOException {
        Libraries.ofTestNetwork();
        parameters = Files.createDirectories(directory.resolve("parameters"));
        try (Stream<Path> files = Files.list(TestNetwork.parameters())) {
            for (Path file :
                    files.filter(file -> file.toString().contains(WINDOW)).toList()) {
                Files.copy(file, parameters.resolve(file.getFileName()));
            }
        }
    }

    private Path file(String suffix) throws IOException {
        try (Stream<Path> files = Files.list(parameters)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static void cut(Path file, long bytes) throws IOException {
        try (var channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
            channel.truncate(Files.size(file) - bytes);
        }
    }

    /** Lines of {@link FailingTrial}: vanilla, window, window again, verdict. */
    private List<String> trial(Map<String, String> environment) throws Exception {
        List<String> lines = trial(environment, List.of());
        assertEquals(4, lines.size(), lines::toString);
        return lines;
    }

    private List<String> trial(Map<String, String> environment, List<String> sector) throws Exception {
        Path out = directory.resolve("out");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                FailingTrial.class.getName(),
                parameters.toString()));
        command.addAll(sector);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            assertTrue(process.waitFor(TRIAL_SECONDS_MAX, TimeUnit.SECONDS), "it hangs: " + Files.readString(out));
        } finally {
            process.destroyForcibly();
        }
        return Files.readAllLines(out);
    }

    @Test
    void goodParametersOfThisBuildProve() throws Exception {
        List<String> said = trial(Map.of());
        // The recorded proofs belong to other keys.
        assertEquals(List.of("good", "good", "good", "good"), said);
    }

    @Test
    void parametersThatAreCutBreakTheLibraryAndLeaveNothingHanging() throws Exception {
        cut(file(".params"), 96);
        List<String> said = trial(Map.of());
        assertEquals("good", said.get(0));
        assertTrue(said.get(1).startsWith("Broken ") || said.get(1).startsWith("BadParameters "), said::toString);
        assertTrue(said.get(2).startsWith("Broken ") || said.get(2).startsWith("BadParameters "), said::toString);
    }

    @Test
    void aVerifyingKeyThatIsCutIsABadParameter() throws Exception {
        cut(file(".vk"), 96);
        List<String> said = trial(Map.of());
        assertTrue(said.get(3).startsWith("BadParameters "), said::toString);
    }

    @Test
    void parametersThatAreNotThePublishedOnesAreSaidWhereThatIsAskedFor() throws Exception {
        List<String> said = trial(Map.of("FIL_PROOFS_VERIFY_PRODUCTION_PARAMS", "true"));
        assertTrue(said.get(1).startsWith("BadParameters a parameter file is not the published one"), said::toString);
    }

    /** The smallest sector whose tree has rows to discard; sealing it takes about 10 s on two idle cores. */
    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void anotherNumberOfDiscardedRowsBlamesNoSector() throws Exception {
        NativeLibrary library = Libraries.ofTestNetwork();
        byte[] data = new byte[(int) SectorSize.MIB_8.usableBytes()];
        new Random(8).nextBytes(data);
        SealedCid cid = library.seal(
                SectorSize.MIB_8,
                TestNetwork.PROVER,
                1,
                new byte[32],
                data,
                directory.resolve("cache"),
                directory.resolve("sealed"));
        List<String> sector = List.of(
                cid.toString(),
                directory.resolve("cache").toString(),
                directory.resolve("sealed").toString());
        assertEquals(List.of("good"), trial(Map.of("FIL_PROOFS_ROWS_TO_DISCARD", "2"), sector));
        String said = trial(Map.of("FIL_PROOFS_ROWS_TO_DISCARD", "0"), sector).get(0);
        assertTrue(said.startsWith("Failed ") && said.contains("does FIL_PROOFS_ROWS_TO_DISCARD differ"), said);
    }
}
