package io.lotusconsole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotusconsole.embedded.ProofAttempt;
import io.lotusconsole.support.HeldProver;
import io.lotusconsole.support.TcpRelay;
import io.lotusconsole.support.TestMiner;
import io.lotusconsole.support.WorkerProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Losses that last, in the middle of a proof, in a real miner's time: sessions looked at every 10 s with a limit of
 * 5 s, and a packaged worker with the rhythm of every day. {@code MinerLossIT} and {@code WorkerLossIT} have the short
 * ones.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class LongLossIT {
    private static final int DEADLINE = 2;
    private static final long CUT_SECONDS = 60;
    private static final long PAUSE_SECONDS = 30;

    /** From the end of a loss: two looks of the miner, and a proof. */
    private static final long BACK_SECONDS_MAX = 90;

    @TempDir
    private Path directory;

    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(2);

    @AfterEach
    void stopTimer() {
        timer.shutdownNow();
    }

    /** One whose chain stands still, and that looks at its workers as a real one does. */
    private static TestMiner miner(Path repo) throws Exception {
        return TestMiner.start(
                repo,
                config -> config.withEpoch(Duration.ofHours(1), 10).withSectors(2),
                proving -> proving.withSessionChecks(Duration.ofSeconds(10), Duration.ofSeconds(5)));
    }

    /** What is to be over in so many seconds, whatever else goes on meanwhile. */
    private ScheduledFuture<Void> after(long seconds, Ending ending) {
        return timer.schedule(
                () -> {
                    ending.run();
                    return null;
                },
                seconds,
                TimeUnit.SECONDS);
    }

    private interface Ending {
        void run() throws Exception;
    }

    private static ProofAttempt last(List<ProofAttempt> attempts) {
        ProofAttempt last = attempts.get(attempts.size() - 1);
        assertTrue(last.isVerified(), attempts::toString);
        assertTrue(attempts.stream().allMatch(each -> each.skipped().isEmpty()), attempts::toString);
        return last;
    }

    private CompletableFuture<Void> beside(Ending test) {
        return CompletableFuture.runAsync(() -> {
            try {
                test.run();
            } catch (Exception e) {
                throw new CompletionException(e);
            }
        });
    }

    /** Side by side, for each of them mostly waits. */
    @Test
    void aCutOfAMinuteAndAPauseOfHalfOfOneCostNothingButTheirTime() throws Exception {
        CompletableFuture<Void> cut = beside(() -> cut(Files.createDirectory(directory.resolve("cut"))));
        CompletableFuture<Void> pause = beside(() -> pause(Files.createDirectory(directory.resolve("pause"))));
        CompletableFuture.allOf(cut, pause).get();
    }

    private void pause(Path place) throws Exception {
        try (TestMiner miner = miner(place.resolve("miner"));
                HeldProver held = HeldProver.ofProofs(place).hold();
                WorkerProcess worker = WorkerProcess.start(
                                place.resolve("worker"),
                                held.environment(miner.environment()),
                                "--windowpost",
                                "--name",
                                "paused")
                        .awaitRegistered()) {
            String session = miner.awaitWorker("paused", true).id().toString();
            CompletableFuture<String> asked = miner.computing(DEADLINE);
            HeldProver.Held proof = held.awaitCall();
            worker.signal("STOP");
            ScheduledFuture<Void> end = after(PAUSE_SECONDS, () -> worker.signal("CONT"));
            miner.awaitWorker("paused", false);
            assertEquals("miner", last(miner.compute(DEADLINE)).maker().hostname());
            assertFalse(end.isDone() || asked.isDone(), "its connection is whole, and may bring the proof yet");
            end.get();
            proof.letAllGo();
            assertNotNull(asked.get(BACK_SECONDS_MAX, TimeUnit.SECONDS));
            assertEquals("paused", last(miner.attempts()).maker().hostname());
            assertEquals(session, miner.awaitWorker("paused", true).id().toString());
            assertEquals("paused", last(miner.compute(DEADLINE)).maker().hostname());
            assertEquals(1, worker.linesWith(0, "registering").size(), worker::toString);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /**
     * The proof is made while nothing goes through, and arrives when everything does again. A miner that was silent for
     * longer than 45 s may have lost its worker, which registers anew unless it is polled first: either will do.
     */
    private void cut(Path place) throws Exception {
        int port = freePort();
        try (TestMiner miner = miner(place.resolve("miner"));
                HeldProver held = HeldProver.ofProofs(place).hold();
                TcpRelay toWorker = TcpRelay.to(port);
                TcpRelay toMiner =
                        TcpRelay.to(miner.ports()[0]).replacing("127.0.0.1:" + port, "127.0.0.1:" + toWorker.port())) {
            Map<String, String> environment = new HashMap<>(held.environment(miner.environment()));
            environment.computeIfPresent(
                    "MINER_API_INFO",
                    (name, info) -> info.replace("/tcp/" + miner.ports()[0] + "/", "/tcp/" + toMiner.port() + "/"));
            try (WorkerProcess worker = WorkerProcess.start(
                            place.resolve("worker"),
                            environment,
                            "--windowpost",
                            "--name",
                            "cut",
                            "--listen",
                            "127.0.0.1:" + port)
                    .awaitRegistered()) {
                CompletableFuture<String> asked = miner.computing(DEADLINE);
                HeldProver.Held proof = held.awaitCall();
                int line = worker.lines().size();
                toWorker.cut();
                toMiner.cut();
                ScheduledFuture<Void> end = after(CUT_SECONDS, () -> {
                    toWorker.mend();
                    toMiner.mend();
                });
                proof.letAllGo();
                worker.awaitLine(line, each -> each.contains("\tproven\t"), "a proof");
                worker.awaitLine(
                        line,
                        each -> each.contains("heartbeat: the miner cannot be asked for its session"),
                        "that the miner is away");
                miner.awaitWorker("cut", false);
                assertEquals("miner", last(miner.compute(DEADLINE)).maker().hostname(), "nobody waits for it");
                assertFalse(end.isDone() || asked.isDone());
                end.get();
                assertNotNull(asked.get(BACK_SECONDS_MAX, TimeUnit.SECONDS));
                assertEquals("cut", last(miner.attempts()).maker().hostname());
                miner.awaitWorkers(
                        all -> all.stream()
                                        .filter(each -> each.hostname().equals("cut"))
                                        .allMatch(each -> each.enabled())
                                && all.size() == 2,
                        "one row of the worker, enabled");
                assertEquals("cut", last(miner.compute(DEADLINE)).maker().hostname());
                assertEquals(1, worker.linesWith(0, "\ttask\t").size(), "it was proven once\n" + worker);
            }
        }
    }
}
