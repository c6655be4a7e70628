package io.lotusconsole.support;

import io.lotusconsole.embedded.EmbeddedMiner;
import io.lotusconsole.embedded.EmbeddedMinerConfig;
import io.lotusconsole.embedded.ProofAttempt;
import io.lotusconsole.embedded.ProofObserver;
import io.lotusconsole.embedded.Proving;
import io.lotusconsole.lotus.CallTimeouts;
import io.lotusconsole.lotus.MinerClient;
import io.lotusconsole.prover.ffi.NativeLibrary;
import io.lotusconsole.proving.WorkerSnapshot;
import io.lotusconsole.rpc.RpcException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** An embedded miner with real proofs in this process, and every proof it was told of. */
public final class TestMiner implements AutoCloseable {
    private static final long PROOF_SECONDS_MAX = 120;
    private static final long WORKERS_SECONDS_MAX = 60;
    private static final long LOOK_MILLIS = 50;

    private final Path repo;
    private final EmbeddedMiner miner;

    /** Guarded by itself. */
    private final List<ProofAttempt> attempts;

    private TestMiner(Path repo, EmbeddedMiner miner, List<ProofAttempt> attempts) {
        this.repo = repo;
        this.miner = miner;
        this.attempts = attempts;
    }

    /** Epochs of 200 ms, a deadline of 10 of them, sessions looked at every second; no winning tickets. */
    public static TestMiner start(Path repo) throws Exception {
        return start(repo, config -> config, proving -> proving);
    }

    /** @param changes of the config; @param provingChanges of how it proves */
    public static TestMiner start(
            Path repo, UnaryOperator<EmbeddedMinerConfig> changes, UnaryOperator<Proving> provingChanges)
            throws Exception {
        TestNetwork.ensureParameters();
        NativeLibrary library = Libraries.require();
        library.useParameters(TestNetwork.parameters());
        List<ProofAttempt> attempts = new ArrayList<>();
        Proving proving = provingChanges.apply(Proving.with(library, library)
                .withWinEvery(Proving.WIN_EVERY_MAX)
                .withSessionChecks(Duration.ofSeconds(1), Duration.ofSeconds(5))
                .withObserver(new ProofObserver() {
                    @Override
                    public void onAttempt(ProofAttempt attempt) {
                        synchronized (attempts) {
                            attempts.add(attempt);
                            attempts.notifyAll();
                        }
                    }
                }));
        EmbeddedMinerConfig config = changes.apply(EmbeddedMinerConfig.in(repo)
                .withEpoch(Duration.ofMillis(200), 10)
                .withProving(proving));
        return new TestMiner(repo, EmbeddedMiner.start(config), attempts);
    }

    public EmbeddedMiner miner() {
        return miner;
    }

    /** The variables by which its workers and consoles find it. */
    public Map<String, String> environment() throws IOException {
        return Map.of(
                "MINER_API_INFO", info(miner.minerRepo(), miner.minerMultiaddr()),
                "FULLNODE_API_INFO", info(miner.fullNodeRepo(), miner.fullNodeMultiaddr()));
    }

    private static String info(Path repo, String multiaddr) throws IOException {
        return Files.readString(repo.resolve("token")).trim() + ":" + multiaddr;
    }

    /** Every proof so far, the first first. */
    public List<ProofAttempt> attempts() {
        synchronized (attempts) {
            return List.copyOf(attempts);
        }
    }

    /** The first proof from some index on that is wanted; waits for it. */
    public ProofAttempt awaitProof(int from, Predicate<ProofAttempt> wanted, String what) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PROOF_SECONDS_MAX);
        synchronized (attempts) {
            for (int next = from; ; next++) {
                while (next >= attempts.size()) {
                    long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                    if (left <= 0) {
                        throw new AssertionError("no such proof: " + what + "\n" + this);
                    }
                    attempts.wait(left);
                }
                if (wanted.test(attempts.get(next))) {
                    return attempts.get(next);
                }
            }
        }
    }

    /** A still one of two sectors, both of deadline 2, at any ports. */
    public static TestMiner startStill(Path repo) throws Exception {
        return startStill(repo, 2, 0, 0);
    }

    /**
     * One whose chain stands still: nothing is proven but what the test asks for, and a deadline has the same
     * challenges for as long as it runs. Sessions are looked at twice a second.
     *
     * @param sectors two of each deadline, from deadline 2 on
     * @param ports of miner and full node; 0 for any
     */
    public static TestMiner startStill(Path repo, int sectors, int... ports) throws Exception {
        return start(
                repo,
                config -> config.withEpoch(Duration.ofHours(1), 10)
                        .withSectors(sectors)
                        .withListen("127.0.0.1", ports[0], ports[1]),
                proving -> proving.withSessionChecks(Duration.ofMillis(500), Duration.ofSeconds(2)));
    }

    /** Where it listens, for one that is started in its place. */
    public int[] ports() {
        return new int[] {
            miner.minerAddress().getPort(), miner.fullNodeAddress().getPort()
        };
    }

    /**
     * Has a deadline proven now.
     *
     * @return what was tried for it, the first first; the last is the proof
     * @throws RpcException if nobody made it
     */
    public List<ProofAttempt> compute(long deadline) throws Exception {
        int before = attempts().size();
        client().computeWindowPoSt(deadline);
        List<ProofAttempt> all = attempts();
        return all.subList(before, all.size());
    }

    /** Has a deadline proven on another thread; the result is the proof in base 64. */
    public CompletableFuture<String> computing(long deadline) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return client().computeWindowPoSt(deadline)
                        .get(0)
                        .proofs()
                        .get(0)
                        .proofBase64();
            } catch (IOException | RpcException e) {
                throw new CompletionException(e);
            }
        });
    }

    /** Waits until its list of workers is as wanted. */
    public List<WorkerSnapshot> awaitWorkers(Predicate<List<WorkerSnapshot>> wanted, String what) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(WORKERS_SECONDS_MAX);
        while (true) {
            List<WorkerSnapshot> now = workers();
            if (wanted.test(now)) {
                return now;
            }
            if (System.nanoTime() > end) {
                throw new AssertionError("never so: " + what + "\n" + now + "\n" + this);
            }
            synchronized (attempts) {
                // It tells nobody when that changes.
                attempts.wait(LOOK_MILLIS);
            }
        }
    }

    /** Waits until a worker is listed and enabled, or listed and disabled. */
    public WorkerSnapshot awaitWorker(String hostname, boolean isEnabled) throws Exception {
        Predicate<WorkerSnapshot> wanted = each -> each.hostname().equals(hostname) && each.enabled() == isEnabled;
        String what = hostname + (isEnabled ? " enabled" : " disabled");
        return awaitWorkers(all -> all.stream().anyMatch(wanted), what).stream()
                .filter(wanted)
                .findFirst()
                .orElseThrow();
    }

    /**
     * Makes a storage path with a copy of the miner's sectors, and the repository of a worker that opens it.
     *
     * @param workerRepo made if need be
     * @param shelf the storage path, made
     */
    public void shelfFor(Path workerRepo, Path shelf) throws IOException {
        Path own = repo.resolve("storage");
        try (Stream<Path> files = Files.walk(own)) {
            for (Path file : files.toList()) {
                Files.copy(file, shelf.resolve(own.relativize(file).toString()));
            }
        }
        Files.writeString(
                shelf.resolve("sectorstore.json"),
                "{\"ID\":\"" + UUID.randomUUID() + "\",\"Weight\":10,\"CanSeal\":false,\"CanStore\":true}");
        Files.createDirectories(workerRepo);
        Files.writeString(workerRepo.resolve("storage.json"), "{\"StoragePaths\":[{\"Path\":\"" + shelf + "\"}]}");
    }

    /** The workers on its list. */
    public List<WorkerSnapshot> workers() throws Exception {
        return client().workerStats();
    }

    public MinerClient client() throws IOException {
        String token = Files.readString(miner.minerRepo().resolve("token")).trim();
        return ScriptedMiner.client(miner.minerAddress().getPort(), token, CallTimeouts.all(120_000));
    }

    /** A new token of the miner's. */
    public String issue(String... permissions) throws Exception {
        String body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"Filecoin.AuthNew\",\"params\":[[\""
                + String.join("\",\"", permissions) + "\"]]}";
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + miner.minerAddress().getPort() + "/rpc/v0"))
                .header(
                        "Authorization",
                        "Bearer "
                                + Files.readString(miner.minerRepo().resolve("token"))
                                        .trim())
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        String answer = HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
        Matcher token = Pattern.compile("\"result\":\"([^\"]+)\"").matcher(answer);
        if (!token.find()) {
            throw new AssertionError(answer);
        }
        return new String(Base64.getDecoder().decode(token.group(1)), StandardCharsets.US_ASCII);
    }

    public Path repo() {
        return repo;
    }

    @Override
    public void close() throws IOException {
        miner.close();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("proofs:\n");
        attempts().forEach(each -> text.append(each).append('\n'));
        return text.toString();
    }
}
