package io.lotusconsole.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotusconsole.prover.SectorSize;
import io.lotusconsole.proving.PoStKind;
import io.lotusconsole.support.ScriptedMiner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Partitions of a thousand sectors, and single ones, of a host that has some of them: what the miner is answered. */
@Timeout(120)
class StorageFaultsTest {
    private static final String DECLARE = "StorageDeclareSector";
    private static final long[] THOUSAND = LongStream.range(0, 1_000).toArray();

    @TempDir
    private Path directory;

    private final ObedientProver prover = new ObedientProver();
    private ScriptedMiner miner;
    private ScriptedShelf shelf;

    @BeforeEach
    void start() throws Exception {
        miner = ScriptedMiner.start();
        shelf = new ScriptedShelf();
        miner.storageUrl = shelf.url();
    }

    @AfterEach
    void stop() {
        shelf.close();
        miner.close();
    }

    private RunningWorker worker(PoStKind kind) throws Exception {
        return new RunningWorker(
                miner, directory.resolve("repo"), kind, SectorSize.GIB_32, prover, InstantSource.system());
    }

    @Test
    void oneOfAThousandIsSkippedAndTheOthersAreProvenWithoutIt() throws Exception {
        shelf.missing = number -> number == 500;
        try (RunningWorker worker = worker(PoStKind.WINDOW)) {
            String answer = worker.prove(0, THOUSAND);
            assertTrue(answer.contains("\"Skipped\":[{\"Miner\":1000,\"Number\":500}]"), answer);
            assertTrue(answer.contains("\"ProofBytes\":null"), answer);
            worker.awaitSession(true);
            long[] left =
                    LongStream.of(THOUSAND).filter(number -> number != 500).toArray();
            assertTrue(worker.prove(0, left).contains("AQEB"));
        }
    }

    @Test
    void aHundredOfAThousandAreInabilityUntilTheyCanBeRead() throws Exception {
        shelf.missing = number -> number % 10 == 3;
        try (RunningWorker worker = worker(PoStKind.WINDOW)) {
            assertThrows(IOException.class, () -> worker.prove(0, THOUSAND));
            String session = worker.awaitSession(false);
            assertTrue(session.contains("of 1000 sectors could not be read, of which 10 may be skipped"), session);
            assertEquals(0, prover.proofs.get());
            assertTrue(worker.get("/status").contains("\"outcome\":\"dropped\""));
            assertTrue(worker.get("/metrics").contains("lotus_worker_skipped_sectors_total 0\n"));
            shelf.missing = number -> false;
            worker.awaitSession(true);
            assertTrue(worker.prove(0, THOUSAND).contains("AQEB"));
        }
    }

    /** As a worker of Lotus does; and to each miner anew, for its index is empty. */
    @Test
    void ownSectorsAreDeclaredBeforeTheFirstRegistrationAndToARestartedMinerAlthoughDisabled() throws Exception {
        Path path = directory.resolve("shelf");
        Files.createDirectories(path.resolve("sealed"));
        Files.writeString(
                path.resolve("sectorstore.json"), "{\"ID\":\"own\",\"Weight\":10,\"CanSeal\":false,\"CanStore\":true}");
        for (int number = 0; number < 20; number++) {
            Files.createFile(path.resolve("sealed").resolve("s-t01000-" + number));
        }
        Files.createDirectories(directory.resolve("repo"));
        Files.writeString(
                directory.resolve("repo").resolve("storage.json"), "{\"StoragePaths\":[{\"Path\":\"" + path + "\"}]}");
        try (RunningWorker worker = worker(PoStKind.WINDOW)) {
            List<String> asked = List.copyOf(miner.asked);
            assertEquals(20, Collections.frequency(asked.subList(0, asked.indexOf("WorkerConnect")), DECLARE));
            assertEquals(20, Collections.frequency(asked, DECLARE));
            worker.call("SetEnabled", "false");
            miner.told.clear();
            miner.session = UUID.randomUUID().toString();
            assertEquals("attach own", miner.told.take());
            for (int i = 0; i < 20; i++) {
                assertEquals("declare own", miner.told.take());
            }
        }
        assertEquals("detach own", miner.told.take());
    }

    /** Nobody speaks for its host but the host itself: silent, it would be so for the next ticket too. */
    @Test
    void aHostThatIsSilentForATicketMakesAWinningWorkerUnableUntilItAnswers() throws Exception {
        shelf.silent = number -> true;
        try (RunningWorker worker = worker(PoStKind.WINNING)) {
            assertThrows(IOException.class, () -> worker.prove(0, 1));
            worker.awaitSession(false);
            shelf.silent = number -> false;
            worker.awaitSession(true);
            assertTrue(worker.prove(0, 1).contains("AQEB"));
        }
    }

    @Test
    void aSlowSectorOfAHostThatAnswersCostsAWinningWorkerThatTicketOnly() throws Exception {
        shelf.silent = number -> number == 1;
        try (RunningWorker worker = worker(PoStKind.WINNING)) {
            assertThrows(IOException.class, () -> worker.prove(0, 1));
            worker.awaitSession(true);
            assertTrue(worker.prove(0, 2).contains("AQEB"));
        }
    }
}
