package io.lotusconsole.worker;

import io.lotusconsole.host.HostResources;
import io.lotusconsole.lotus.RepositoryDirectory;
import io.lotusconsole.prover.Prover;
import io.lotusconsole.prover.SectorSize;
import io.lotusconsole.proving.PoStKind;
import io.lotusconsole.proving.ResourceTable;
import io.lotusconsole.support.ScriptedMiner;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** A worker of this process with the storage of a real one and a prover of the test's, asked as a miner asks it. */
final class RunningWorker implements AutoCloseable {
    static final String OWN = "own-token";

    /** Fast, so that a test sees many beats. */
    private static final WorkerTimes TIMES = new WorkerTimes(20, 60_000, 50, 100, 100, 50);

    private static final long STEP_SECONDS_MAX = 30;
    private static final int READ_TIMEOUT_MILLIS = 1_000;
    private static final String RANDOMNESS = "\"" + "A".repeat(43) + "=\"";
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final CountDownLatch registered = new CountDownLatch(1);
    private final CompletableFuture<Integer> running = new CompletableFuture<>();
    private final PoStKind kind;
    private final SectorSize size;
    private final RepositoryDirectory repository;
    private final WorkerStorage storage;
    private final PoStWorker worker;

    RunningWorker(ScriptedMiner miner, Path repo, PoStKind kind, SectorSize size, Prover prover, InstantSource clock)
            throws Exception {
        this.kind = kind;
        this.size = size;
        repository = RepositoryDirectory.open(repo);
        WorkerLog log = new WorkerLog(said, WorkerLog.Format.TEXT, WorkerLog.Level.DEBUG, clock);
        storage = WorkerStorage.open(
                new WorkerStorage.Options(repository, repo, true, 1000, size, 0, READ_TIMEOUT_MILLIS, 0.01, null),
                prover,
                ScriptedMiner.client(miner.port()),
                ScriptedMiner.TOKEN,
                log);
        worker = new PoStWorker(
                new PoStWorker.Facts(
                        kind,
                        "0.1.0",
                        42,
                        1000,
                        size.bytes(),
                        new InetSocketAddress("127.0.0.1", 0),
                        TIMES,
                        new PhaseBudgets(20_000, 20_000, 20_000),
                        20_000,
                        0),
                new PoStWorker.Parts(
                        repository,
                        OWN,
                        ScriptedMiner.client(miner.port()),
                        ScriptedMiner.client(miner.port()),
                        prover,
                        new MachineReport(
                                "here",
                                true,
                                List.of(),
                                ResourceTable.defaults(),
                                () -> new HostResources("host", 2, 1 << 30, 1 << 20, 0, 0, List.of())),
                        storage,
                        PlaceFinder.NONE,
                        registered::countDown,
                        clock,
                        log));
        Thread thread = new Thread(this::run, "worker");
        thread.setDaemon(true);
        thread.start();
        if (!registered.await(STEP_SECONDS_MAX, TimeUnit.SECONDS)) {
            throw new AssertionError("never registered\n" + log());
        }
    }

    private void run() {
        try {
            running.complete(worker.run());
        } catch (Throwable e) {
            running.completeExceptionally(e);
        }
    }

    String log() {
        return said.toString(StandardCharsets.UTF_8);
    }

    PoStWorker worker() {
        return worker;
    }

    /** Its exit status; waits for it. */
    int awaitEnd() throws Exception {
        return running.get(STEP_SECONDS_MAX, TimeUnit.SECONDS);
    }

    String get(String path) throws Exception {
        return CLIENT.send(request(path, OWN).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private HttpRequest.Builder request(String path, String token) {
        return HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + worker.address().getPort() + path))
                .header("Authorization", "Bearer " + token);
    }

    /**
     * The whole reply to a call of the miner.
     *
     * @throws IOException if the worker closes the connection
     */
    String call(String method, String params) throws IOException, InterruptedException {
        String body =
                "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"Filecoin." + method + "\",\"params\":[" + params + "]}";
        return CLIENT.send(
                        request("/rpc/v0", ScriptedMiner.TOKEN)
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body()
                .strip();
    }

    /** Has sectors proven, each of one challenge. @param index of the partition, for another question */
    String prove(int index, long... sectors) throws IOException, InterruptedException {
        String challenged = LongStream.of(sectors)
                .mapToObj(number -> "{\"SealProof\":5,\"SectorNumber\":" + number + ",\"SealedCID\":{\"/\":\""
                        + PoStTasksTest.SEALED + "\"},\"Challenge\":[1],\"Update\":false}")
                .collect(Collectors.joining(",", "[", "]"));
        boolean isWindow = kind == PoStKind.WINDOW;
        long code = io.lotusconsole.prover.RegisteredPoStProof.of(kind, size).networkCode();
        return call(
                isWindow ? "GenerateWindowPoSt" : "GenerateWinningPoSt",
                code + ",1000," + challenged + (isWindow ? "," + index : "") + "," + RANDOMNESS);
    }

    /** Waits until {@code Session} is answered, or fails, whichever is wanted. */
    String awaitSession(boolean isAnswered) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(STEP_SECONDS_MAX);
        String answer;
        do {
            answer = call("Session", "");
            if (System.nanoTime() > end) {
                throw new AssertionError(answer + "\n" + log());
            }
        } while (answer.contains("\"result\"") != isAnswered);
        return answer;
    }

    @Override
    public void close() throws Exception {
        worker.leave();
        try {
            awaitEnd();
        } finally {
            storage.close();
            repository.close();
        }
    }
}
