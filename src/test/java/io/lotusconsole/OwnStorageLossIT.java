package io.lotusconsole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotusconsole.embedded.ProofAttempt;
import io.lotusconsole.rpc.RpcException;
import io.lotusconsole.support.TestMiner;
import io.lotusconsole.support.WorkerProcess;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A worker whose own storage path holds the miner's sectors, and what becomes of it when something is wrong there:
 * one sector is skipped for its own sake, a path that is away makes the worker unable until it is back.
 */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class OwnStorageLossIT {
    private static final int DEADLINES = 8;
    private static final String META = "sectorstore.json";

    @TempDir
    private static Path directory;

    private static Path shelf;
    private static TestMiner miner;
    private static WorkerProcess worker;

    /** The one before is of another test: a question that was answered once is answered from memory. */
    private static int lastDeadline = 1;

    /** Numbers of the two sectors of this test's deadline. */
    private final int first = 2 * ++lastDeadline - 3;

    private final int second = first + 1;
    private final int deadline = lastDeadline;

    @BeforeAll
    static void start() throws Exception {
        miner = TestMiner.startStill(directory.resolve("miner"), 2 * DEADLINES, 0, 0);
        Path repo = directory.resolve("worker");
        shelf = directory.resolve("shelf");
        miner.shelfFor(repo, shelf);
        worker = WorkerProcess.start(
                        repo, miner.environment(), "--windowpost", "--name", "worker", "--post-read-timeout", "2s")
                .awaitRegistered();
    }

    @AfterAll
    static void stop() throws Exception {
        if (worker != null) {
            worker.close();
        }
        miner.close();
    }

    private static Path sealed(int sector) {
        return shelf.resolve("sealed").resolve("s-t01000-" + sector);
    }

    private static Path pAux(int sector) {
        return shelf.resolve("cache").resolve("s-t01000-" + sector).resolve("p_aux");
    }

    /** Something else lies in the place of a file, until it is closed. */
    private static final class Replaced implements AutoCloseable {
        private final Path file;
        private final Path kept;

        Replaced(Path file) throws IOException {
            this.file = file;
            kept = file.resolveSibling(file.getFileName() + ".kept");
            Files.move(file, kept);
        }

        static Replaced byNothing(Path file) throws IOException {
            return new Replaced(file);
        }

        static Replaced byDirectory(Path file) throws IOException {
            Replaced replaced = new Replaced(file);
            Files.createDirectory(file);
            return replaced;
        }

        /** Who opens it waits for as long as it is there. */
        static Replaced byFifo(Path file) throws Exception {
            Replaced replaced = new Replaced(file);
            assertEquals(
                    0, new ProcessBuilder("mkfifo", file.toString()).start().waitFor());
            return replaced;
        }

        static Replaced byText(Path file, byte[] bytes) throws IOException {
            Replaced replaced = new Replaced(file);
            Files.write(file, bytes);
            return replaced;
        }

        @Override
        public void close() throws IOException {
            if (Files.isDirectory(file) || !Files.isRegularFile(kept)) {
                Files.deleteIfExists(file);
            } else if (Files.exists(file)) {
                // Opened for both, a FIFO waits for nobody, and frees who waits.
                try (RandomAccessFile both = new RandomAccessFile(file.toFile(), "rw")) {
                    Files.delete(file);
                }
            }
            Files.move(kept, file);
        }
    }

    private interface Fault {
        AutoCloseable make() throws Exception;
    }

    private void assertWorkerProves() throws Exception {
        List<ProofAttempt> tries = miner.compute(deadline);
        assertEquals(1, tries.size(), tries::toString);
        assertEquals("worker", tries.get(0).maker().hostname());
        assertTrue(tries.get(0).isVerified(), tries::toString);
    }

    /** One sector is skipped, the other proven, and the worker stays able. */
    private void assertSkippedAlone(int sector, String fault, Fault making) throws Exception {
        int line = worker.lines().size();
        try (AutoCloseable broken = making.make()) {
            List<ProofAttempt> tries = miner.compute(deadline);
            assertEquals(2, tries.size(), tries::toString);
            assertEquals("worker", tries.get(0).maker().hostname());
            assertEquals(List.of((long) sector), tries.get(0).skipped(), tries::toString);
            assertEquals("worker", tries.get(1).maker().hostname());
            assertTrue(tries.get(1).isVerified(), tries::toString);
            worker.awaitLine(
                    line,
                    each -> each.contains("sector cannot be read")
                            && each.contains("sector=" + sector)
                            && each.contains("fault=" + fault),
                    "sector=" + sector + " fault=" + fault);
        }
        assertEquals(0, worker.linesWith(line, "unable:").size(), worker::toString);
        assertWorkerProves();
    }

    /** Nothing is skipped, the miner makes the proofs meanwhile, and the worker comes back by itself. */
    private void assertInability(String reason, Fault making) throws Exception {
        int line = worker.lines().size();
        int from = miner.attempts().size();
        try (AutoCloseable broken = making.make()) {
            assertThrows(RpcException.class, () -> miner.compute(deadline));
            worker.awaitLine(line, each -> each.contains("unable:") && each.contains(reason), "unable: " + reason);
            miner.awaitWorker("worker", false);
            List<ProofAttempt> tries = miner.compute(deadline);
            assertEquals("miner", tries.get(0).maker().hostname());
            assertTrue(tries.get(0).isVerified(), tries::toString);
        }
        worker.awaitLine(line, each -> each.contains("able again"), "able again");
        miner.awaitWorker("worker", true);
        assertWorkerProves();
        assertTrue(
                miner.attempts().stream().skip(from).allMatch(each -> each.skipped()
                        .isEmpty()),
                miner::toString);
        assertEquals(1, worker.linesWith(0, "registering").size(), worker::toString);
    }

    @Test
    void aSectorWhoseSealedFileHasChangedIsSkippedAlone() throws Exception {
        assertSkippedAlone(first, "corrupt", () -> {
            byte[] bytes = Files.readAllBytes(sealed(first));
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] ^= 1;
            }
            return Replaced.byText(sealed(first), bytes);
        });
    }

    @Test
    void aSectorThatCannotBeOpenedIsSkippedAlone() throws Exception {
        assertSkippedAlone(second, "unreadable", () -> Replaced.byDirectory(sealed(second)));
    }

    @Test
    void aSectorThatIsGoneIsSkippedAlone() throws Exception {
        assertSkippedAlone(second, "missing", () -> Replaced.byNothing(sealed(second)));
    }

    /** Twice its own limit, while the other one is read at once. */
    @Test
    void aSectorThatIsSlowTwiceIsSkippedAlone() throws Exception {
        assertSkippedAlone(first, "\"timed out\"", () -> Replaced.byFifo(pAux(first)));
    }

    @Test
    void aPathThatIsGoneIsInability() throws Exception {
        assertInability("does not answer", () -> Replaced.byNothing(shelf));
    }

    @Test
    void aPathThatCannotBeReadIsInability() throws Exception {
        assertInability("does not answer", () -> {
            Replaced files = Replaced.byDirectory(shelf.resolve("sealed"));
            Replaced meta = Replaced.byDirectory(shelf.resolve(META));
            return () -> {
                files.close();
                meta.close();
            };
        });
    }

    @Test
    void aPathThatIsSlowAltogetherIsInability() throws Exception {
        assertInability("does not answer", () -> {
            Replaced one = Replaced.byFifo(pAux(first));
            Replaced other = Replaced.byFifo(pAux(second));
            Replaced meta = Replaced.byFifo(shelf.resolve(META));
            return () -> {
                one.close();
                other.close();
                meta.close();
            };
        });
    }

    @Test
    void sectorsThatAreAllBadAreInability() throws Exception {
        assertInability("2 of 2 sectors could not be read", () -> {
            Replaced one = Replaced.byNothing(sealed(first));
            Replaced other = Replaced.byDirectory(sealed(second));
            return () -> {
                one.close();
                other.close();
            };
        });
    }
}
