package io.lotusconsole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotusconsole.embedded.ProofAttempt;
import io.lotusconsole.host.HostResources;
import io.lotusconsole.lotus.CallTimeouts;
import io.lotusconsole.lotus.MinerClient;
import io.lotusconsole.lotus.RepositoryDirectory;
import io.lotusconsole.prover.SectorSize;
import io.lotusconsole.prover.ffi.NativeLibrary;
import io.lotusconsole.proving.PoStKind;
import io.lotusconsole.proving.ResourceTable;
import io.lotusconsole.proving.WorkerSnapshot;
import io.lotusconsole.support.Libraries;
import io.lotusconsole.support.ScriptedMiner;
import io.lotusconsole.support.TestMiner;
import io.lotusconsole.worker.MachineReport;
import io.lotusconsole.worker.PhaseBudgets;
import io.lotusconsole.worker.PlaceFinder;
import io.lotusconsole.worker.PoStWorker;
import io.lotusconsole.worker.WorkerLog;
import io.lotusconsole.worker.WorkerStorage;
import io.lotusconsole.worker.WorkerTimes;
import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two WindowPoSt workers are replaced in turn while one deadline after the other is proven: the miner notices nothing.
 *
 * <p>Workers and miner are of this process, with real proofs; the miner's session checks and the worker's times are
 * shortened alike, by a factor of twenty.
 */
@Timeout(value = 8, unit = TimeUnit.MINUTES)
class RollingRestartIT {
    private static final int ROUNDS = 20;

    /** The first deadline with sectors, and so many after it, for a worker that is asked again does not prove again. */
    private static final int FIRST_DEADLINE = 2;

    private static final int DEADLINES = 8;

    /** Calls at work at a time, so that one begins at any moment of a worker's leaving. */
    private static final int AT_A_TIME = 2;

    /** Of the miner: 10 s and 5 s on a real one. */
    private static final Duration SESSION_CHECK = Duration.ofMillis(500);

    private static final Duration SESSION_LIMIT = Duration.ofMillis(250);

    /** {@link WorkerTimes#USUAL} for such a miner, with more time to be noticed leaving: all is in one process. */
    private static final WorkerTimes TIMES = new WorkerTimes(500, 20_000, 500, 1_200, 2_000, 250);

    private static final long STEP_SECONDS_MAX = 60;

    @TempDir
    private Path directory;

    /** A worker of this process, from its start to its end. */
    private static final class Worker implements AutoCloseable {
        private final ByteArrayOutputStream said = new ByteArrayOutputStream();
        private final CountDownLatch registered = new CountDownLatch(1);
        private final RepositoryDirectory repository;
        private final WorkerStorage storage;
        private final PoStWorker worker;
        private final CompletableFuture<Integer> running = new CompletableFuture<>();

        Worker(TestMiner miner, NativeLibrary library, Path repo, String name) throws Exception {
            repository = RepositoryDirectory.openShared(repo);
            WorkerLog log = new WorkerLog(said, WorkerLog.Format.TEXT, WorkerLog.Level.DEBUG, InstantSource.system());
            String token =
                    Files.readString(miner.miner().minerRepo().resolve("token")).trim();
            int port = miner.miner().minerAddress().getPort();
            MinerClient client = ScriptedMiner.client(port, token, CallTimeouts.all(30_000));
            storage = WorkerStorage.open(
                    new WorkerStorage.Options(repository, repo, true, 1000, SectorSize.KIB_2, 0, 0, 0.01, null),
                    library,
                    client,
                    token,
                    log);
            worker = new PoStWorker(
                    new PoStWorker.Facts(
                            PoStKind.WINDOW,
                            "test",
                            ProcessHandle.current().pid(),
                            1000,
                            SectorSize.KIB_2.bytes(),
                            new InetSocketAddress("127.0.0.1", 0),
                            TIMES,
                            PhaseBudgets.usual(PoStKind.WINDOW),
                            TimeUnit.SECONDS.toMillis(STEP_SECONDS_MAX),
                            0),
                    new PoStWorker.Parts(
                            repository,
                            "own token of " + name,
                            ScriptedMiner.client(port, token, CallTimeouts.all(4_000)),
                            client,
                            library,
                            new MachineReport(name, true, List.of(), ResourceTable.defaults(), HostResources::read),
                            storage,
                            PlaceFinder.NONE,
                            registered::countDown,
                            InstantSource.system(),
                            log));
            Thread thread = new Thread(this::run, name);
            thread.setDaemon(true);
            thread.start();
        }

        private void run() {
            try {
                running.complete(worker.run());
            } catch (Throwable e) {
                running.completeExceptionally(e);
            }
        }

        Worker awaitRegistered() throws InterruptedException {
            assertTrue(registered.await(STEP_SECONDS_MAX, TimeUnit.SECONDS), this::toString);
            return this;
        }

        /** Leaves as after a signal, and waits until it has. */
        void leave() throws Exception {
            worker.leave();
            assertEquals(0, running.get(STEP_SECONDS_MAX, TimeUnit.SECONDS), this::toString);
            close();
        }

        @Override
        public void close() throws Exception {
            worker.leave();
            running.handle((status, failure) -> status).get(STEP_SECONDS_MAX, TimeUnit.SECONDS);
            storage.close();
            repository.close();
        }

        @Override
        public String toString() {
            return said.toString(StandardCharsets.UTF_8);
        }
    }

    /** Has one deadline after the other proven until it is told to stop; how many, or why not. */
    private static CompletableFuture<Integer> computing(TestMiner miner, AtomicInteger next, AtomicBoolean isOver)
            throws Exception {
        MinerClient client = miner.client();
        return CompletableFuture.supplyAsync(() -> {
            int count = 0;
            while (!isOver.get()) {
                int deadline = FIRST_DEADLINE + next.getAndIncrement() % DEADLINES;
                try {
                    assertEquals(1, client.computeWindowPoSt(deadline).size());
                } catch (Exception e) {
                    throw new AssertionError("call " + count + " of the miner failed: " + e.getMessage(), e);
                }
                count++;
            }
            return count;
        });
    }

    @Test
    void twentyRoundsCostTheMinerNoCall() throws Exception {
        AtomicBoolean isOver = new AtomicBoolean();
        long startNanos = System.nanoTime();
        try (TestMiner miner = TestMiner.start(
                directory.resolve("miner"),
                c -> c.withSectors(2 * DEADLINES),
                p -> p.withSessionChecks(SESSION_CHECK, SESSION_LIMIT))) {
            NativeLibrary library = Libraries.require();
            Worker[] workers = {
                new Worker(miner, library, directory.resolve("even"), "even-0").awaitRegistered(),
                new Worker(miner, library, directory.resolve("odd"), "odd-0").awaitRegistered()
            };
            int from = miner.attempts().size();
            List<CompletableFuture<Integer>> computing = new ArrayList<>();
            AtomicInteger next = new AtomicInteger();
            for (int i = 0; i < AT_A_TIME; i++) {
                computing.add(computing(miner, next, isOver));
            }
            try {
                for (int round = 1; round <= ROUNDS; round++) {
                    int place = round % 2;
                    String name = place == 0 ? "even" : "odd";
                    workers[place].leave();
                    workers[place] = new Worker(miner, library, directory.resolve(name), name + "-" + round);
                    workers[place].awaitRegistered();
                    for (CompletableFuture<Integer> each : computing) {
                        // Now, with its reason, if it has failed.
                        each.getNow(0);
                    }
                }
            } finally {
                isOver.set(true);
            }
            int calls = 0;
            for (CompletableFuture<Integer> each : computing) {
                calls += each.get(STEP_SECONDS_MAX, TimeUnit.SECONDS);
            }
            check(miner, from, calls, startNanos);
            for (Worker each : workers) {
                each.close();
            }
        }
    }

    private static void check(TestMiner miner, int from, int calls, long startNanos) throws Exception {
        List<ProofAttempt> made = miner
                .attempts()
                .subList(from, miner.attempts().size())
                .stream()
                .filter(each -> each.kind() == PoStKind.WINDOW)
                .toList();
        List<ProofAttempt> failed =
                made.stream().filter(each -> !each.isVerified()).toList();
        Set<String> makers =
                made.stream().map(each -> each.maker().hostname()).collect(Collectors.toCollection(TreeSet::new));
        System.out.println(ROUNDS + " rounds in " + (System.nanoTime() - startNanos) / 1_000_000 + " ms, " + calls
                + " calls, " + made.size() + " partitions proven by " + makers);
        assertEquals(List.of(), failed, "no call of the miner fails, not even one that another worker mends");
        assertTrue(calls >= ROUNDS && made.size() >= ROUNDS, "there was work all the time");
        List<String> listed = new ArrayList<>();
        for (WorkerSnapshot each : miner.workers()) {
            listed.add(each.hostname());
        }
        assertEquals(3, listed.size(), "the miner itself and two workers, and no ghosts: " + listed);
    }
}
