package io.lotusconsole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotusconsole.support.TestMiner;
import io.lotusconsole.support.TestNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code lotus-worker drill}, packaged, on the sectors of an embedded miner: real proofs, sent to nobody. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class DrillIT {
    private static final long COMMAND_SECONDS_MAX = 120;

    @TempDir
    private Path directory;

    private record Outcome(int exit, String out, String err) {}

    private Outcome drill(Map<String, String> environment, String... flags) throws Exception {
        Path program = Path.of(System.getProperty("lotusconsole.home"), "bin", "lotus-worker");
        List<String> words = new ArrayList<>(List.of(program.toString(), "drill"));
        words.addAll(List.of(flags));
        Path out = directory.resolve("out");
        Path err = directory.resolve("err");
        ProcessBuilder builder =
                new ProcessBuilder(words).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.endsWith("_API_INFO") || name.startsWith("LOTUS_"));
        builder.environment().put("HOME", directory.toString());
        builder.environment().put("LOTUS_CONSOLE_MAKE_ARCHIVE", "never");
        builder.environment()
                .put("FIL_PROOFS_PARAMETER_CACHE", TestNetwork.parameters().toString());
        builder.environment().put("LC_ALL", "C");
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertTrue(process.waitFor(COMMAND_SECONDS_MAX, TimeUnit.SECONDS), "still running");
        return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    @Test
    void aPartitionIsReadProvenAndVerifiedAndNothingIsSent() throws Exception {
        try (TestMiner miner = TestMiner.start(directory.resolve("miner"))) {
            int before = miner.attempts().size();
            Outcome drill = drill(miner.environment(), "--windowpost", "--sectors", "2");
            assertEquals(0, drill.exit(), drill::toString);
            assertTrue(drill.out().startsWith("WindowPoSt of 2 sectors of 2 KiB, sent to nobody\n"), drill::toString);
            assertTrue(drill.out().contains("/remote (2 sectors)\n"), drill::toString);
            assertTrue(
                    drill.out().endsWith("Passed: the proof verifies, and a deadline is open for 30m0s.\n"),
                    drill::toString);
            assertTrue(
                    miner.attempts().subList(before, miner.attempts().size()).stream()
                            .allMatch(each -> each.maker().isMiner()),
                    "only the chain's own proofs");
        }
    }

    @Test
    void withoutAFullNodeTheMinerChoosesAndABadSectorIsNamed() throws Exception {
        try (TestMiner miner = TestMiner.start(directory.resolve("miner"), c -> c.withSectors(1), p -> p)) {
            Map<String, String> minerOnly = new HashMap<>(miner.environment());
            minerOnly.remove("FULLNODE_API_INFO");
            Outcome good = drill(minerOnly, "--windowpost", "-o", "json");
            assertEquals(0, good.exit(), good::toString);
            assertTrue(good.out().contains("\"verified\": true"), good::toString);
            assertTrue(good.err().contains("the miner chooses the sectors"), good::toString);

            Files.write(sealedFile(miner), new byte[2048]);
            Outcome bad = drill(minerOnly, "--windowpost");
            assertEquals(6, bad.exit(), bad::toString);
            assertTrue(bad.out().contains("Failed"), bad::toString);
        }
    }

    private static Path sealedFile(TestMiner miner) throws IOException {
        try (Stream<Path> files = Files.list(miner.repo().resolve("storage/sealed"))) {
            return files.findFirst().orElseThrow();
        }
    }
}
