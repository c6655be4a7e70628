package io.lotusconsole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotusconsole.support.ConsoleUnderTest.Outcome;
import io.lotusconsole.support.Consoles;
import io.lotusconsole.support.DocumentSchema;
import io.lotusconsole.support.JsonScan;
import io.lotusconsole.support.TestMiner;
import io.lotusconsole.support.TestNetwork;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code lotus-worker drill} on the sectors of an embedded miner, with real proofs. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class DrillIT {
    @TempDir
    private Path directory;

    private TestMiner miner;

    @BeforeEach
    void start() throws Exception {
        miner = TestMiner.start(directory.resolve("miner"), config -> config.withSectors(2), proving -> proving);
    }

    @AfterEach
    void stop() throws Exception {
        miner.close();
    }

    private Outcome drill(String... flags) throws Exception {
        return drill(miner.environment(), flags);
    }

    private Outcome drill(Map<String, String> nodes, String... flags) throws Exception {
        Map<String, String> environment = new HashMap<>(nodes);
        environment.put("HOME", directory.toString());
        environment.put("FIL_PROOFS_PARAMETER_CACHE", TestNetwork.parameters().toString());
        List<String> words = new ArrayList<>(List.of("drill", "--windowpost", "--no-local-storage"));
        words.addAll(List.of("--worker-repo", directory.resolve("worker").toString()));
        words.addAll(List.of(flags));
        return Consoles.inProcess("lotus-worker", ByteArrayOutputStream::new)
                .run(words, environment, false, Instant.parse("2026-11-22T00:00:00Z"), ZoneOffset.UTC);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static Map<?, ?> document(Outcome outcome) {
        DocumentSchema.Reading reading = DocumentSchema.read().reading(text(outcome.stdout()));
        assertEquals("Drill", reading.kind());
        assertEquals(Set.of(), reading.wrong());
        assertEquals(Set.of(), reading.absent());
        return (Map<?, ?>) JsonScan.value(text(outcome.stdout()));
    }

    @Test
    void aDrillMakesAndVerifiesAProofThatIsSentToNobody() throws Exception {
        Outcome drill = drill("-o", "json");
        assertEquals(0, drill.exit(), () -> text(drill.stderr()));
        Map<?, ?> document = document(drill);
        assertEquals(true, document.get("verified"));
        assertEquals(true, document.get("passed"));
        assertEquals("[1,2]", JsonScan.canonical(document.get("sectorNumbers")));
        assertEquals(1, ((List<?>) document.get("places")).size());
        assertTrue(
                miner.attempts().stream().noneMatch(attempt -> !attempt.isForChain()), "the miner knows of no proof");

        assertTrue(text(drill.stderr()).contains("reading …\nproving …\nverifying …\n"), () -> text(drill.stderr()));
        Outcome told = drill();
        assertEquals(0, told.exit(), () -> text(told.stderr()));
        String said = text(told.stdout());
        assertTrue(said.startsWith("WindowPoSt of 2 sectors of 2 KiB, sent to nobody\n  read       "), said);
        assertTrue(said.endsWith("Passed: the proof verifies, and a deadline is open for 30m0s.\n"), said);
    }

    @Test
    void aDrillNamesTheSectorThatCannotBeRead() throws Exception {
        try (Stream<Path> files = Files.walk(miner.repo())) {
            for (Path sealed : files.filter(file -> file.endsWith(Path.of("sealed", "s-t01000-2")))
                    .toList()) {
                Files.delete(sealed);
            }
        }
        Outcome drill = drill("-o", "json");
        assertEquals(6, drill.exit(), () -> text(drill.stderr()));
        Map<?, ?> document = document(drill);
        assertEquals(false, document.get("passed"));
        assertTrue(document.get("reason") instanceof String, document::toString);
    }

    @Test
    void withoutAFullNodeTheMinerItselfNamesSectors() throws Exception {
        Map<String, String> minerOnly = new HashMap<>(miner.environment());
        minerOnly.remove("FULLNODE_API_INFO");
        Outcome drill = drill(minerOnly, "-o", "json");
        assertEquals(0, drill.exit(), () -> text(drill.stderr()));
        assertEquals(true, document(drill).get("passed"));
        assertTrue(text(drill.stderr()).contains("the miner chooses the sectors"), () -> text(drill.stderr()));
    }
}
