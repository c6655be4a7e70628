package io.lotusconsole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotusconsole.embedded.ProofAttempt;
import io.lotusconsole.support.HeldProver;
import io.lotusconsole.support.TestMiner;
import io.lotusconsole.support.WorkerProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Workers that are lost in the middle of a proof: somebody else makes it, and nothing hangs. Of one that is paused
 * {@code LongLossIT} tells.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class WorkerLossIT {
    private static final int DEADLINE = 2;
    private static final long ANSWER_SECONDS_MAX = 60;

    /** A budget that ran out, and what decision 6 allows beyond it. */
    private static final long RELEASE_MILLIS_MAX = 2_000 + 15_000;

    @TempDir
    private Path directory;

    private WorkerProcess worker(String name, Map<String, String> environment, String... more) throws Exception {
        String[] flags = new String[3 + more.length];
        flags[0] = "--windowpost";
        flags[1] = "--name";
        flags[2] = name;
        System.arraycopy(more, 0, flags, 3, more.length);
        return WorkerProcess.start(directory.resolve(name), environment, flags);
    }

    private static ProofAttempt last(List<ProofAttempt> attempts) {
        ProofAttempt last = attempts.get(attempts.size() - 1);
        assertTrue(last.isVerified(), attempts::toString);
        return last;
    }

    private static void assertNothingSkipped(TestMiner miner) {
        assertTrue(miner.attempts().stream().allMatch(each -> each.skipped().isEmpty()), miner::toString);
    }

    /** Alone, its call fails and says why, and the miner makes the next proof; beside another, that one makes it. */
    @Test
    void theProofOfAKilledWorkerIsMadeByTheMinerOrByAnotherWorker() throws Exception {
        try (TestMiner miner = TestMiner.startStill(directory.resolve("miner"));
                HeldProver held = HeldProver.ofProofs(directory).hold()) {
            try (WorkerProcess alone =
                    worker("alone", held.environment(miner.environment())).awaitRegistered()) {
                CompletableFuture<String> asked = miner.computing(DEADLINE);
                held.awaitCall();
                alone.killHard();
                ExecutionException failure =
                        assertThrows(ExecutionException.class, () -> asked.get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS));
                assertTrue(failure.getMessage().contains("got RPC errors from all workers"), failure::getMessage);
                miner.awaitWorker("alone", false);
                assertEquals("miner", last(miner.compute(DEADLINE)).maker().hostname());
            }
            try (WorkerProcess first =
                    worker("first", held.environment(miner.environment())).awaitRegistered()) {
                int from = miner.attempts().size();
                CompletableFuture<String> asked = miner.computing(DEADLINE);
                held.awaitCall();
                try (WorkerProcess second =
                        worker("second", miner.environment()).awaitRegistered()) {
                    first.killHard();
                    assertNotNull(asked.get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS));
                    List<ProofAttempt> tries =
                            miner.attempts().subList(from, miner.attempts().size());
                    assertEquals(2, tries.size(), tries::toString);
                    assertEquals("first", tries.get(0).maker().hostname());
                    assertFalse(tries.get(0).isVerified());
                    assertEquals("second", last(tries).maker().hostname());
                    assertTrue(second.isAlive());
                }
            }
            assertNothingSkipped(miner);
        }
    }

    @Test
    void aProofThatNeverComesBackIsGivenUpAndSoIsTheProcess() throws Exception {
        try (TestMiner miner = TestMiner.startStill(directory.resolve("miner"));
                HeldProver held = HeldProver.ofProofs(directory).hold();
                WorkerProcess worker = worker("stuck", held.environment(miner.environment()), "--prove-budget", "2s")
                        .awaitRegistered()) {
            assertGivenUp(miner, held, worker, "proving took longer than its budget of 2 s, and");
        }
    }

    /** Without {@code --post-read-timeout}: the budget of all reads ends it. */
    @Test
    void aReadThatNeverComesBackIsGivenUpAndSoIsTheProcess() throws Exception {
        try (TestMiner miner = TestMiner.startStill(directory.resolve("miner"));
                HeldProver held = HeldProver.ofReads(directory).hold()) {
            miner.shelfFor(directory.resolve("stuck"), directory.resolve("shelf"));
            try (WorkerProcess worker = worker("stuck", held.environment(miner.environment()), "--read-budget", "2s")
                    .awaitRegistered()) {
                assertGivenUp(miner, held, worker, "reading took longer than its budget of 2 s, and");
            }
        }
    }

    private static void assertGivenUp(TestMiner miner, HeldProver held, WorkerProcess worker, String why)
            throws Exception {
        CompletableFuture<String> asked = miner.computing(DEADLINE);
        held.awaitCall();
        long start = System.nanoTime();
        assertThrows(ExecutionException.class, () -> asked.get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS));
        assertEquals(70, worker.awaitExit(), worker::toString);
        long millis = (System.nanoTime() - start) / 1_000_000;
        assertTrue(millis < RELEASE_MILLIS_MAX, millis + " ms\n" + worker);
        assertEquals(1, worker.linesWith(0, why).size(), worker::toString);
        miner.awaitWorker("stuck", false);
        assertEquals("miner", last(miner.compute(DEADLINE)).maker().hostname());
        assertNothingSkipped(miner);
    }
}
