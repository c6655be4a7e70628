package io.lotusconsole.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotusconsole.host.HostResources;
import io.lotusconsole.http.ServerHandler;
import io.lotusconsole.lotus.RepositoryDirectory;
import io.lotusconsole.proving.PoStKind;
import io.lotusconsole.proving.ReadPlace;
import io.lotusconsole.proving.ResourceTable;
import io.lotusconsole.rpc.TokenVerifier;
import io.lotusconsole.storage.StoragePath;
import io.lotusconsole.support.DocumentSchema;
import io.lotusconsole.support.ScriptedMiner;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The worker's port over real sockets: what it answers to whom, and what it makes of nonsense. */
@Timeout(60)
class WorkerApiTest {
    private static final String OWN = "own-token";
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String SECTORS = "[{\"SealProof\":5,\"SectorNumber\":1,\"SealedCID\":{\"/\":\""
            + PoStTasksTest.SEALED + "\"},\"Challenge\":[1],\"Update\":false}]";
    private static final String RANDOMNESS = "\"" + "A".repeat(43) + "=\"";

    @TempDir
    private Path directory;

    private final ObedientProver prover = new ObedientProver();
    private final ObedientStorage storage = new ObedientStorage();
    private final List<String> changes = Collections.synchronizedList(new ArrayList<>());
    private volatile ChainPlace place;
    private final CountDownLatch registered = new CountDownLatch(1);
    private ScriptedMiner miner;
    private RepositoryDirectory repository;
    private PoStWorker worker;
    private CompletableFuture<Integer> running;

    @BeforeEach
    void start() throws Exception {
        miner = ScriptedMiner.start();
        repository = RepositoryDirectory.open(directory.resolve("repo"));
        WorkerLog log = new WorkerLog(
                OutputStream.nullOutputStream(), WorkerLog.Format.TEXT, WorkerLog.Level.DEBUG, InstantSource.system());
        worker = new PoStWorker(
                new PoStWorker.Facts(
                        PoStKind.WINDOW,
                        "0.1.0",
                        42,
                        1000,
                        2048,
                        new InetSocketAddress("127.0.0.1", 0),
                        new WorkerTimes(50, 60_000, 50, 300, 300, 20),
                        new PhaseBudgets(1_000, 20_000, 20_000),
                        20_000,
                        1_000),
                new PoStWorker.Parts(
                        repository,
                        OWN,
                        ScriptedMiner.client(miner.port()),
                        ScriptedMiner.client(miner.port()),
                        prover,
                        new MachineReport(
                                "here",
                                true,
                                List.of("GPU \"1\""),
                                ResourceTable.defaults(),
                                () -> new HostResources("host", 2, 1 << 30, 1 << 20, 0, 0, List.of())),
                        new NoStorage(),
                        (call, found) -> {
                            if (place != null) {
                                found.accept(place);
                            }
                        },
                        registered::countDown,
                        InstantSource.system(),
                        log));
        running = CompletableFuture.supplyAsync(() -> {
            try {
                return worker.run();
            } catch (IOException | InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        registered.await();
    }

    @AfterEach
    void stop() throws Exception {
        prover.hold.countDown();
        worker.leave();
        running.get();
        repository.close();
        miner.close();
    }

    private final class NoStorage implements StorageAccess, LocalStorage {
        @Override
        public SectorSource source() {
            return storage;
        }

        @Override
        public List<PreFlight.Obstacle> obstacles() {
            return List.of();
        }

        @Override
        public LocalStorage local() {
            return this;
        }

        @Override
        public ServerHandler remote(TokenVerifier tokens) {
            return exchange -> exchange.reply(404, null, new byte[0]);
        }

        @Override
        public void announce(String remoteUrl) {
            changes.add("announce");
        }

        @Override
        public void minerIs(String minerSession) {}

        @Override
        public boolean awaitAnnounced(String minerSession, long millis) {
            return true;
        }

        @Override
        public void withdraw() {
            changes.add("withdraw");
        }

        @Override
        public List<StoragePath> paths() {
            return List.of(new StoragePath("an-id", Path.of("/storage/a"), 10, false, true));
        }

        @Override
        public void add(Path root) throws IOException {
            if (!root.toString().equals("/storage/b")) {
                throw new IOException(root + " is no storage path");
            }
            changes.add("add");
        }

        @Override
        public void detach(Path root) {
            changes.add("detach " + root);
        }

        @Override
        public void detachAll() {
            changes.add("detach all");
        }

        @Override
        public void redeclare(String storageId, boolean dropMissing) {
            changes.add("redeclare " + storageId + " " + dropMissing);
        }
    }

    private HttpRequest.Builder request(String path, String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + worker.address().getPort() + path));
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    private HttpResponse<String> get(String path, String token) throws Exception {
        return CLIENT.send(request(path, token).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String token, String body) throws Exception {
        return CLIENT.send(
                request("/rpc/v0", token)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private String call(String method, String params) throws Exception {
        String body =
                "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"Filecoin." + method + "\",\"params\":[" + params + "]}";
        return post(ScriptedMiner.TOKEN, body).body().strip();
    }

    private static String result(String json) {
        return "{\"id\":7,\"jsonrpc\":\"2.0\",\"result\":" + json + "}";
    }

    @Test
    void everyCallOfMinerAndCommandsIsAnsweredAsLotusDoes() throws Exception {
        assertEquals(result("67328"), call("Version", ""));
        assertEquals(call("Session", ""), call("ProcessSession", ""));
        assertEquals(result("{\"post/v0/windowproof\":{}}"), call("TaskTypes", ""));
        assertEquals(result("\"0-0\""), call("TaskNumbers", ""));
        assertEquals(result("true"), call("Enabled", ""));
        assertEquals(result("null"), call("WaitQuiet", ""));
        assertEquals(
                result("[{\"ID\":\"an-id\",\"Weight\":10,\"LocalPath\":\"/storage/a\","
                        + "\"CanSeal\":false,\"CanStore\":true}]"),
                call("Paths", ""));
        assertEquals(result("{\"an-id\":\"/storage/a\"}"), call("StorageLocal", ""));
        String info = call("Info", "");
        assertTrue(
                info.contains(
                        "{\"Hostname\":\"here\",\"IgnoreResources\":false,\"Resources\":{\"MemPhysical\":1073741824"
                                + ",\"MemUsed\":1048576,\"MemSwap\":0,\"MemSwapUsed\":0,\"CPUs\":2,"
                                + "\"GPUs\":[\"GPU \\\"1\\\"\"]"
                                + ",\"Resources\":{\"post/v0/windowproof\":{\"0\":{\"MinMemory\":2048"),
                info);
    }

    @Test
    void settingsAndStorageAreChangedByTheirCalls() throws Exception {
        assertEquals(result("null"), call("SetEnabled", "false"));
        assertTrue(call("Session", "").contains("worker disabled"));
        assertEquals(result("false"), call("Enabled", ""));
        assertTrue(call("ProcessSession", "").contains("\"result\":\""));
        assertEquals(result("null"), call("SetEnabled", "true"));
        assertEquals(result("null"), call("TaskDisable", "\"post/v0/windowproof\""));
        String types = "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"Filecoin.TaskTypes\",\"params\":[]}";
        assertEquals(result("{}"), post(OWN, types).body().strip());
        assertEquals(
                result("{\"post/v0/windowproof\":{}}"),
                call("TaskTypes", ""),
                "a miner would take it for a worker that seals");
        assertEquals(result("null"), call("TaskEnable", "\"post/v0/windowproof\""));
        assertTrue(call("TaskEnable", "\"seal/v0/commit/2\"").contains("only task"));
        assertEquals(result("null"), call("StorageAddLocal", "\"/storage/b\""));
        assertTrue(call("StorageAddLocal", "\"/elsewhere\"").contains("is no storage path"));
        assertTrue(call("StorageAddLocal", "\"relative\"").contains("absolute"));
        assertEquals(result("null"), call("StorageDetachLocal", "\"/storage/b\""));
        assertEquals(result("null"), call("StorageRedeclareLocal", "null,true"));
        assertEquals(result("null"), call("StorageRedeclareLocal", "\"an-id\",false"));
        assertEquals(result("null"), call("StorageDetachAll", ""));
        while (!changes.contains("detach all")) {
            Thread.onSpinWait();
        }
        assertEquals(
                List.of(
                        "announce",
                        "add",
                        "detach /storage/b",
                        "redeclare null true",
                        "redeclare an-id false",
                        "detach all"),
                changes);
    }

    /** As `lotus-worker stop` asks, which would take it from a task that reads. */
    @Test
    void storageThatIsDetachedBeforeTheEndStaysUntilRunningTasksHaveEnded() throws Exception {
        prover.isHeld = true;
        CompletableFuture<String> proof = CompletableFuture.supplyAsync(() -> {
            try {
                return call("GenerateWindowPoSt", "10,1000," + SECTORS + ",0," + RANDOMNESS);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        prover.started.take();
        assertEquals(result("null"), call("StorageDetachAll", ""));
        assertEquals(result("null"), call("Shutdown", ""));
        assertEquals(List.of("announce"), List.copyOf(changes));
        prover.hold.countDown();
        assertTrue(proof.get().contains("AQEB"));
        assertEquals(0, running.get());
        assertEquals(List.of("announce", "withdraw"), List.copyOf(changes));
    }

    @Test
    void proofsOfItsKindAreMadeAndWhatNobodyCanAnswerIsAnError() throws Exception {
        assertTrue(call("GenerateWindowPoSt", "10,1000," + SECTORS + ",0," + RANDOMNESS)
                .contains("\"PoStProof\":10,\"ProofBytes\":\"AQEB"));
        assertTrue(call("GenerateWinningPoSt", "0,1000," + SECTORS + "," + RANDOMNESS)
                .contains("makes a WindowPoSt only"));
        assertTrue(call("GenerateWindowPoSt", "10,1001," + SECTORS + ",0," + RANDOMNESS)
                .contains("not for 1001"));
        assertTrue(call("GenerateWindowPoSt", "0,1000," + SECTORS + ",0," + RANDOMNESS)
                .contains("not one of a WindowPoSt"));
        assertTrue(call("GenerateWindowPoSt", "10,1000,[],0," + RANDOMNESS).contains("0 sectors"));
        assertTrue(
                call("GenerateWindowPoSt", "10,1000," + SECTORS + ",0,\"AAAA\"").contains("32 bytes"));
        assertTrue(call("GenerateWindowPoSt", "10,1000," + SECTORS + ",-1," + RANDOMNESS)
                .contains("partition index"));
        assertTrue(call("SealCommit2", "null,null").contains("wrong param count")
                || call("SealCommit2", "").contains("not found"));
    }

    @ParameterizedTest
    @CsvSource({
        "/status,,401",
        "/status,wrong,401",
        "/status,own-token,200",
        "/status,test-token,200",
        "/metrics,,200",
        "/metrics,wrong,401",
        "/readyz,,401",
        "/readyz,test-token,200",
        "/livez,,200",
        "/remote/stat/x,,404",
        "/nothing,own-token,404",
        "/,,404"
    })
    void everyEndpointWantsItsToken(String path, String token, int status) throws Exception {
        assertEquals(status, get(path, token).statusCode());
    }

    @Test
    void withoutATokenOrWithAWrongOneNoCallIsAnswered() throws Exception {
        String body = "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"Filecoin.Session\",\"params\":[]}";
        assertTrue(post(null, body).body().contains("missing permission to invoke 'Session' (need 'admin')"));
        assertEquals(401, post("wrong", body).statusCode());
        assertEquals(200, post(OWN, body).statusCode());
    }

    @Test
    void statusAndMetricsTellWhatWasDone() throws Exception {
        storage.bad = 1;
        call("GenerateWindowPoSt", "10,1000," + SECTORS + ",0," + RANDOMNESS);
        String status = get("/status", OWN).body();
        assertTrue(status.startsWith("{\"apiVersion\":\"lotus-console/v1\",\"kind\":\"WorkerStatus\""), status);
        assertTrue(status.contains("\"state\":\"registered\""), status);
        assertTrue(status.contains("\"outcome\":\"skipped\""), status);
        assertTrue(
                status.contains("\"skipped\":[{\"sector\":1,\"fault\":\"corrupt\",\"why\":\"it has changed\"}]"),
                status);
        String metrics = get("/metrics", null).body();
        assertTrue(metrics.contains("lotus_worker_tasks_total{outcome=\"skipped\"} 1\n"), metrics);
        assertTrue(metrics.contains("lotus_worker_skipped_sectors_total 1\n"), metrics);
        assertTrue(metrics.contains("lotus_worker_registered{role=\"WindowPoSt\"} 1\n"), metrics);
    }

    /** The man page tells of those, each with the labels that its samples have. */
    @Test
    void theSeriesAreThoseOfTheList() throws Exception {
        StringBuilder heads = new StringBuilder();
        Set<String> labels = new HashSet<>();
        for (Metric metric : Metric.values()) {
            heads.append("# HELP " + metric.series() + " " + metric.help() + "\n");
            heads.append("# TYPE " + metric.series() + " " + metric.type().word() + "\n");
            labels.add(metric.series() + " " + metric.labels());
        }
        List<String> lines = get("/metrics", null).body().lines().toList();
        assertEquals(
                heads.toString().lines().toList(),
                lines.stream().filter(line -> line.startsWith("#")).toList());
        Set<String> seen = new HashSet<>();
        for (String line : lines) {
            if (!line.startsWith("#")) {
                String names = line.replaceAll("^[^{ ]*(\\{(.*)\\})? .*", "$2").replaceAll("=\"[^\"]*\"", "");
                seen.add(line.replaceAll("[{ ].*", "") + " " + names.replace(",", ", "));
            }
        }
        assertEquals(labels, seen);
    }

    @Test
    void aRunningTaskIsShownWithItsPhase() throws Exception {
        prover.isHeld = true;
        CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> {
            try {
                return call("GenerateWindowPoSt", "10,1000," + SECTORS + ",0," + RANDOMNESS);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        prover.started.take();
        String status = get("/status", OWN).body();
        assertTrue(status.contains("\"phase\":\"proving\",\"sectorsRead\":1,\"sectors\":1"), status);
        assertEquals(result("\"1-0\""), call("TaskNumbers", ""));
        prover.hold.countDown();
        assertTrue(answer.get().contains("AQEB"));
    }

    @Test
    void itsStatusIsAsTheTableOfDocumentsSaysAndHasEveryRowOfIt() throws Exception {
        List<String> documents = new ArrayList<>();
        documents.add(get("/status", OWN).body());
        storage.bad = 1;
        call("GenerateWindowPoSt", "10,1000," + SECTORS + ",0," + RANDOMNESS);
        storage.bad = -1;
        call("Session", "");
        place = new ChainPlace(2, 0);
        storage.places = List.of(new ReadPlace("/storage/a", 1, 0, 12, 12));
        prover.isHeld = true;
        CompletableFuture<Void> asking = CompletableFuture.runAsync(() -> {
            try {
                call("GenerateWindowPoSt", "10,1000," + SECTORS + ",0," + RANDOMNESS);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        prover.started.take();
        documents.add(get("/status", OWN).body());
        prover.hold.countDown();
        asking.get();
        storage.down = "its host is away";
        // Of another sector: a proof that was made is answered again.
        String other = SECTORS.replace("\"SectorNumber\":1", "\"SectorNumber\":2");
        try {
            call("GenerateWindowPoSt", "10,1000," + other + ",0," + RANDOMNESS);
        } catch (IOException e) {
            // That is how a miner is told of an inability.
        }
        String unable;
        do {
            unable = get("/status", OWN).body();
        } while (!unable.contains("\"state\":\"unable\"") || !unable.contains("\"outcome\":\"dropped\""));
        documents.add(unable);

        DocumentSchema schema = DocumentSchema.read();
        Set<String> unseen = schema.placesOf("WorkerStatus");
        for (String document : documents) {
            DocumentSchema.Reading reading = schema.reading(document);
            assertEquals(Set.of(), reading.wrong(), document);
            assertEquals(Set.of(), reading.absent(), document);
            unseen.removeAll(reading.seen());
        }
        assertEquals(Set.of(), unseen, () -> "rows without a value in " + documents);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "garbage\r\n\r\n",
                "\0\1\2\3\r\n\r\n",
                "GET /\r\n\r\n",
                "POST /rpc/v0 HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n{{{{{",
                "POST /rpc/v0 HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
                "POST /rpc/v0 HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"
            })
    void nonsenseAtThePortEndsItsConnectionAndNothingElse(String nonsense) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", worker.address().getPort())) {
            socket.getOutputStream().write(nonsense.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            InputStream in = socket.getInputStream();
            try {
                in.readAllBytes();
            } catch (IOException reset) {
                // As good an end as any.
            }
        }
        assertEquals(result("67328"), call("Version", ""));
    }

    @Test
    void halfOpenAndSlowCallersKeepNobodyWaiting() throws Exception {
        List<Socket> silent = new ArrayList<>();
        try {
            for (int i = 0; i < 50; i++) {
                Socket socket = new Socket("127.0.0.1", worker.address().getPort());
                silent.add(socket);
                socket.getOutputStream()
                        .write("POST /rpc/v0 HTTP/1.1\r\nHost: x\r\nContent-Le".getBytes(StandardCharsets.US_ASCII));
            }
            assertEquals(result("67328"), call("Version", ""));
            // Headers that are not complete within their limit, a second here, end the connection.
            silent.get(0).setSoTimeout(20_000);
            assertEquals(-1, silent.get(0).getInputStream().read());
        } finally {
            for (Socket socket : silent) {
                socket.close();
            }
        }
    }

    @Test
    void strangersWhoNeverSendTheirBodiesKeepOnlyStrangersWaiting() throws Exception {
        List<Socket> silent = new ArrayList<>();
        try {
            for (int i = 0; i < 50; i++) {
                Socket socket = new Socket("127.0.0.1", worker.address().getPort());
                silent.add(socket);
                socket.getOutputStream()
                        .write((i % 2 == 0
                                        ? "POST /rpc/v0 HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\n{"
                                        : "GET /status HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\n{")
                                .getBytes(StandardCharsets.US_ASCII));
            }
            long start = System.nanoTime();
            assertEquals(result("67328"), call("Version", ""));
            assertEquals(200, get("/livez", null).statusCode());
            assertTrue(System.nanoTime() - start < 2_000_000_000L, "as if nobody else were there");
            silent.get(0).setSoTimeout(20_000);
            assertEquals(-1, silent.get(0).getInputStream().read(), "a stranger's body has a limit of its own");
        } finally {
            for (Socket socket : silent) {
                socket.close();
            }
        }
    }

    @Test
    void tenMegabytesOfAStrangerAreRefusedAndOfTheMinerAreRead() throws Exception {
        String huge = "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"Filecoin.Version\",\"params\":[],\"meta\":\""
                + "x".repeat(10 << 20) + "\"}";
        HttpResponse<String> refused = post(null, huge);
        assertTrue(refused.body().contains("request bigger than maximum 65536 allowed"), refused::body);
        assertEquals(result("67328"), post(ScriptedMiner.TOKEN, huge).body().strip());
    }

    /** The session fails, a task that arrives is done, and a new UUID is the farewell. */
    private void leaveCleanly(String session) throws Exception {
        worker.leave();
        String leaving;
        do {
            leaving = call("Session", "");
        } while (leaving.equals(session));
        assertTrue(leaving.contains("worker is leaving"), leaving);
        assertTrue(call("GenerateWindowPoSt", "10,1000," + SECTORS + ",0," + RANDOMNESS)
                .contains("AQEB"));
        String farewell;
        do {
            farewell = call("Session", "");
        } while (farewell.contains("worker is leaving"));
        assertTrue(farewell.contains("\"result\":\""), farewell);
        assertNotEquals(session, farewell);
    }

    @Test
    void leavingFailsTheSessionTakesWhatArrivesAndSaysFarewellWithAnotherUuid() throws Exception {
        String session = call("Session", "");
        leaveCleanly(session);
        assertEquals(0, running.get());
        assertTrue(changes.contains("withdraw"));
    }

    @Test
    void leavingIsAsCleanWhenTheMinerPollsButDidNotAnswerALastQuestion() throws Exception {
        String session = call("Session", "");
        miner.close();
        while (!get("/status", OWN).body().contains("\"away\":true")) {
            call("Session", "");
        }
        leaveCleanly(session);
        assertEquals(0, running.get());
    }

    @Test
    void shutdownLeavesAsASignalDoes() throws Exception {
        assertEquals(result("null"), call("Shutdown", ""));
        assertEquals(0, running.get());
    }
}
