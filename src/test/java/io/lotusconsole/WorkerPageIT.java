package io.lotusconsole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotusconsole.embedded.ProofAttempt;
import io.lotusconsole.proving.PoStKind;
import io.lotusconsole.proving.WindowPoStResult;
import io.lotusconsole.proving.WorkerSnapshot;
import io.lotusconsole.support.TestMiner;
import io.lotusconsole.support.WorkerProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The page's "Run the PoSt worker", sentence by sentence, with packaged workers and real proofs. */
@Timeout(value = 6, unit = TimeUnit.MINUTES)
class WorkerPageIT {
    /** The first deadline with sectors. */
    private static final int DEADLINE = 2;

    @TempDir
    private Path directory;

    private WorkerProcess worker(TestMiner miner, String name, String role) throws Exception {
        return WorkerProcess.start(directory.resolve(name), miner.environment(), role, "--name", name);
    }

    /** Has a deadline proven now, and tells who proved what. */
    private static List<ProofAttempt> compute(TestMiner miner) throws Exception {
        int before = miner.attempts().size();
        List<WindowPoStResult> results = miner.client().computeWindowPoSt(DEADLINE);
        assertEquals(1, results.size());
        List<ProofAttempt> made = miner.attempts();
        return made.subList(before, made.size()).stream()
                .filter(attempt -> attempt.kind() == PoStKind.WINDOW && !attempt.isForChain())
                .toList();
    }

    private static Set<String> makers(List<ProofAttempt> attempts) {
        return attempts.stream().map(each -> each.maker().hostname()).collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * "When a winningPoSt or windowPoSt worker connects, the miner will delegate all winningPoSt or windowPoSt tasks to
     * that worker. If both tasks are delegated, no PoSt tasks will be executed locally. If a worker is stopped, the
     * miner switches back to local PoSt automatically."
     */
    @Test
    void eachKindGoesToItsWorkerAndComesBackWhenTheWorkerIsStopped() throws Exception {
        try (TestMiner miner = TestMiner.start(directory.resolve("miner"), c -> c, p -> p.withWinEvery(30))) {
            assertEquals(Set.of("miner"), makers(compute(miner)), "nobody is attached yet");
            try (WorkerProcess window =
                            worker(miner, "window-host", "--windowpost").awaitRegistered();
                    WorkerProcess winning =
                            worker(miner, "winning-host", "--winningpost").awaitRegistered()) {
                int from = miner.attempts().size();
                assertEquals(Set.of("window-host"), makers(compute(miner)));
                ProofAttempt won = miner.awaitProof(
                        from, each -> each.kind() == PoStKind.WINNING, "a WinningPoSt after both are attached");
                assertEquals("winning-host", won.maker().hostname());
                assertTrue(won.isVerified(), won::toString);
                assertEquals(
                        Set.of("window-host", "winning-host"),
                        makers(miner.attempts().subList(from, miner.attempts().size())));

                window.signal("TERM");
                assertEquals(0, window.awaitExit(), window::toString);
                List<WorkerSnapshot> left = miner.workers();
                assertFalse(
                        left.stream().anyMatch(each -> each.hostname().equals("window-host")),
                        "no ghost row is left: " + left);
                assertEquals(Set.of("miner"), makers(compute(miner)), "stopped, local again");
                assertTrue(winning.isAlive());
            }
        }
    }

    /** "…create a cluster of windowPoSt and winningPoSt workers to handle multiple partitions simultaneously." */
    @Test
    void twoWindowWorkersTakeFourPartitionsSideBySide() throws Exception {
        try (TestMiner miner =
                TestMiner.start(directory.resolve("miner"), c -> c.withSectors(8), p -> p.withDeadlinePartitions(4))) {
            try (WorkerProcess first = worker(miner, "first", "--windowpost").awaitRegistered();
                    WorkerProcess second =
                            worker(miner, "second", "--windowpost").awaitRegistered()) {
                List<ProofAttempt> partitions = compute(miner);
                assertEquals(4, partitions.size(), partitions::toString);
                assertTrue(partitions.stream().allMatch(ProofAttempt::isVerified), partitions::toString);
                assertEquals(Set.of("first", "second"), makers(partitions));
                assertTrue(first.isAlive() && second.isAlive());
            }
        }
    }

    /** "A lotus worker instance can only be one of the following." */
    @Test
    void aWorkerIsOfOneKind() throws Exception {
        try (TestMiner miner = TestMiner.start(directory.resolve("miner"))) {
            for (String[] flags : new String[][] {
                {"--windowpost", "--winningpost"}, {"--windowpost", "--commit"}, {"--winningpost", "--addpiece=true"}
            }) {
                try (WorkerProcess both = WorkerProcess.start(directory.resolve("both"), miner.environment(), flags)) {
                    assertEquals(2, both.awaitExit(), both::toString);
                    both.awaitLine("ERROR: ");
                }
            }
            assertEquals(1, miner.workers().size(), "only the miner's own");
        }
    }
}
