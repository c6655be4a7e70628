package io.lotusconsole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotusconsole.embedded.ProofAttempt;
import io.lotusconsole.lotus.MinerClient;
import io.lotusconsole.support.TestMiner;
import io.lotusconsole.support.WorkerProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A miner disables a worker whose {@code Session} takes longer than 5 s, so it is answered while proofs take every
 * core. The worker is a packaged one in a process of its own, with one proof after the other.
 */
@Timeout(value = 6, unit = TimeUnit.MINUTES)
class HeartbeatIT {
    private static final int POLLS = 1_000;

    /** Between two polls; together they go over several proofs. */
    private static final long PAUSE_MILLIS = 30;

    /** What a miner would count as missed. */
    private static final Duration POLL_MAX = Duration.ofSeconds(5);

    private static final long GOOD_MILLIS = 1_000;
    private static final double GOOD_SHARE = 0.999;
    private static final int PROOFS_MIN = 5;

    /** The first deadline with sectors, and so many after it, for a worker that is asked again does not prove again. */
    private static final int FIRST_DEADLINE = 2;

    private static final int DEADLINES = 8;

    /** While one partition is proven, the sectors of the next are read. */
    private static final int AT_A_TIME = 2;

    private static final long COMPUTE_MINUTES_MAX = 2;
    private static final long POLLING_MINUTES_MAX = 4;

    @TempDir
    private Path directory;

    /** Polls at a steady pace, over one connection. */
    private static final class Poller {
        private final HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        private final HttpRequest request;
        private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        private final CountDownLatch done = new CountDownLatch(1);
        private final AtomicReference<Exception> failure = new AtomicReference<>();

        /** Of the timer's thread until it is done. */
        private final List<Long> micros = new ArrayList<>();

        private final Set<String> answers = new TreeSet<>();

        Poller(String authority, String token) {
            request = HttpRequest.newBuilder(URI.create("http://" + authority + "/rpc/v0"))
                    .header("Authorization", "Bearer " + token)
                    .header("Content-Type", "application/json")
                    .timeout(POLL_MAX)
                    .POST(HttpRequest.BodyPublishers.ofString(
                            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"Filecoin.Session\",\"params\":[]}"))
                    .build();
        }

        private void poll() {
            long startNanos = System.nanoTime();
            try {
                HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
                micros.add((System.nanoTime() - startNanos) / 1_000);
                answers.add(response.statusCode() + " " + response.body().strip());
            } catch (Exception e) {
                failure.set(new Exception("poll " + micros.size() + " was missed: " + e, e));
            }
            if (failure.get() != null || micros.size() == POLLS) {
                timer.shutdown();
                done.countDown();
            }
        }

        void run() throws Exception {
            timer.scheduleAtFixedRate(this::poll, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
            assertTrue(done.await(POLLING_MINUTES_MAX, TimeUnit.MINUTES), "polls are made");
            if (failure.get() != null) {
                throw failure.get();
            }
        }
    }

    /** Has one deadline after the other proven until it is told to stop. */
    private static CompletableFuture<Void> computing(TestMiner miner, int start, AtomicBoolean isOver)
            throws IOException {
        MinerClient client = miner.client();
        return CompletableFuture.runAsync(() -> {
            for (int i = start; !isOver.get(); i++) {
                try {
                    int deadline = FIRST_DEADLINE + i % DEADLINES;
                    assertEquals(1, client.computeWindowPoSt(deadline).size());
                } catch (Exception e) {
                    throw new AssertionError("computing failed: " + e.getMessage(), e);
                }
            }
        });
    }

    @Test
    void everySessionPollIsAnsweredWhileProofsTakeEveryCore() throws Exception {
        AtomicBoolean isOver = new AtomicBoolean();
        try (TestMiner miner = TestMiner.start(directory.resolve("miner"), c -> c.withSectors(2 * DEADLINES), p -> p);
                WorkerProcess worker = WorkerProcess.start(
                                directory.resolve("worker"), miner.environment(), "--windowpost", "--name", "busy")
                        .awaitRegistered()) {
            String token =
                    Files.readString(miner.miner().minerRepo().resolve("token")).trim();
            int from = miner.attempts().size();
            List<CompletableFuture<Void>> computing = new ArrayList<>();
            for (int i = 0; i < AT_A_TIME; i++) {
                computing.add(computing(miner, i * DEADLINES / AT_A_TIME, isOver));
            }
            worker.awaitLine("\ttask\t");
            Poller poller = new Poller(worker.authority(), token);
            long startNanos = System.nanoTime();
            try {
                poller.run();
            } finally {
                isOver.set(true);
            }
            long millis = (System.nanoTime() - startNanos) / 1_000_000;
            for (CompletableFuture<Void> each : computing) {
                each.get(COMPUTE_MINUTES_MAX, TimeUnit.MINUTES);
            }
            List<ProofAttempt> made = miner
                    .attempts()
                    .subList(from, miner.attempts().size())
                    .stream()
                    .filter(each -> each.maker().hostname().equals("busy"))
                    .toList();
            report(poller.micros, made.size(), millis);
            assertEquals(
                    List.of(), made.stream().filter(each -> !each.isVerified()).toList());
            assertTrue(made.size() >= PROOFS_MIN, made::toString);
            assertEquals(1, poller.answers.size(), () -> "always the same session: " + poller.answers);
            assertTrue(poller.answers.iterator().next().startsWith("200 {\"id\":1,\"jsonrpc\":\"2.0\",\"result\":\""));
            long good = poller.micros.stream()
                    .filter(each -> each <= GOOD_MILLIS * 1_000)
                    .count();
            assertTrue(good >= GOOD_SHARE * POLLS, () -> good + " of " + POLLS + " within " + GOOD_MILLIS + " ms");
        }
    }

    private static void report(List<Long> micros, int proofs, long millis) {
        List<Long> sorted = micros.stream().sorted().toList();
        StringBuilder text = new StringBuilder("Session polls, microseconds:");
        for (double share : new double[] {0.5, 0.9, 0.99, 0.999, 1}) {
            int place = (int) Math.ceil(share * sorted.size()) - 1;
            text.append(" p").append(share * 100).append('=').append(sorted.get(place));
        }
        System.out.println(text + "; " + sorted.size() + " polls in " + millis + " ms, " + proofs + " proofs");
    }
}
