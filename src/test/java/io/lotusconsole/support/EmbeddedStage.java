package io.lotusconsole.support;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotusconsole.embedded.ChainMessage;
import io.lotusconsole.embedded.EmbeddedMiner;
import io.lotusconsole.embedded.EmbeddedMinerConfig;
import io.lotusconsole.embedded.Proving;
import io.lotusconsole.host.HostResources;
import io.lotusconsole.http.Endpoint;
import io.lotusconsole.http.HttpPoster;
import io.lotusconsole.http.LeanHttpPoster;
import io.lotusconsole.prover.Prover;
import io.lotusconsole.prover.TestNetworkProver;
import io.lotusconsole.proving.PoStKind;
import io.lotusconsole.rpc.CallObserver;
import io.lotusconsole.rpc.HttpConnection;
import io.lotusconsole.rpc.Peer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An embedded miner whose clock stands still until a test moves it, so that a deadline stays open as long as its
 * proof takes: epochs of a second, deadlines of ten, the first with sectors opening at epoch 20.
 */
public final class EmbeddedStage implements AutoCloseable {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Instant GENESIS = Instant.parse("2026-11-22T10:00:00Z");
    private static final HostResources MACHINE = new HostResources("box", 2, 64L << 30, 5, 1L << 30, 6, List.of());

    /** A session check that does not come during a test. */
    public static final Duration NEVER = Duration.ofHours(1);

    private final long secondsMax;
    private final Prover prover;
    private final EmbeddedMinerConfig config;
    private final AtomicReference<Instant> now = new AtomicReference<>(GENESIS);
    private final List<ScriptedWorker> workers = new ArrayList<>();
    private final ProofBook book;
    private EmbeddedMiner miner;

    /** @param secondsMax bound of every wait */
    public <P extends Prover & TestNetworkProver> EmbeddedStage(
            Path directory, P prover, int sectors, long secondsMax, UnaryOperator<Proving> how) throws IOException {
        this.secondsMax = secondsMax;
        this.prover = prover;
        book = new ProofBook(secondsMax);
        config = EmbeddedMinerConfig.in(directory.resolve("repo"))
                .withClock(now::get)
                .withHost(() -> MACHINE)
                .withEpoch(Duration.ofSeconds(1), 10)
                .withSectors(sectors)
                .withProving(how.apply(Proving.with(prover, prover)
                        .withSessionChecks(NEVER, Duration.ofSeconds(5))
                        .withObserver(book)));
        miner = EmbeddedMiner.start(config);
    }

    /** Of the last start. */
    public EmbeddedMiner miner() {
        return miner;
    }

    public ProofBook book() {
        return book;
    }

    /** Stops the miner and starts it again in the same repository. */
    public void restart() throws IOException {
        miner.close();
        now.set(GENESIS);
        miner = EmbeddedMiner.start(config);
    }

    /** Moves the clock to the beginning of an epoch. */
    public void epoch(long epoch) {
        now.set(GENESIS.plusSeconds(epoch));
    }

    /** Opens a deadline, waits until the chain has its proof, and goes on to the epoch that shows it. */
    public ChainMessage prove(int deadline) throws InterruptedException {
        int before = book.await(0, ChainMessage.Kind.PROOF).size();
        epoch(deadline * 10L);
        ChainMessage proof = book.await(before + 1, ChainMessage.Kind.PROOF).get(before);
        assertNull(proof.refusal(), proof::toString);
        epoch(proof.epoch());
        return proof;
    }

    /** A worker that is not attached yet; closed with this object. */
    public ScriptedWorker worker(PoStKind kind, String hostname) throws IOException {
        ScriptedWorker worker = ScriptedWorker.start(kind, hostname, prover, ScriptedWorker.storageOf(miner));
        workers.add(worker);
        return worker;
    }

    /** As {@link #worker}, and attached. */
    public ScriptedWorker attached(PoStKind kind, String hostname) throws Exception {
        ScriptedWorker worker = worker(kind, hostname);
        worker.attach(miner);
        return worker;
    }

    private static String answer(InetSocketAddress address, String path, Path repo, String method, String params)
            throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + address.getPort() + path))
                .header("Authorization", "Bearer " + Files.readString(repo.resolve("token")))
                .POST(BodyPublishers.ofString("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"Filecoin." + method
                        + "\",\"params\":" + params + "}"))
                .build();
        return CLIENT.send(request, BodyHandlers.ofString()).body();
    }

    private static String group(String regex, String body) {
        Matcher matcher = Pattern.compile(regex).matcher(body);
        assertTrue(matcher.matches(), body);
        return matcher.group(1);
    }

    private static String result(String body) {
        return group("\\{\"id\":1,\"jsonrpc\":\"2.0\",\"result\":(.*)}\n", body);
    }

    /** The result of a call to the miner, as JSON text. */
    public String miner(String method, String params) throws Exception {
        return result(answer(miner.minerAddress(), "/rpc/v0", miner.minerRepo(), method, params));
    }

    /** The error text of a call to the miner. */
    public String error(String method, String params) throws Exception {
        String body = answer(miner.minerAddress(), "/rpc/v0", miner.minerRepo(), method, params);
        return group("\\{\"error\":\\{\"code\":1,\"message\":\"(.*)\"},\"id\":1,\"jsonrpc\":\"2.0\"}\n", body);
    }

    /** The result of a call to the full node. */
    public String node(String method, String params) throws Exception {
        return result(answer(miner.fullNodeAddress(), "/rpc/v1", miner.fullNodeRepo(), method, params));
    }

    /** A worker's way to the miner, with the miner's own token. */
    public static HttpConnection connection(EmbeddedMiner miner) throws IOException {
        Endpoint endpoint =
                new Endpoint("http", "127.0.0.1", miner.minerAddress().getPort(), "/rpc/v0");
        String token = Files.readString(miner.minerRepo().resolve("token"));
        Peer peer = new Peer("lotus-miner", endpoint.authority(), "test", true, "lotus-miner", "admin", false);
        LeanHttpPoster poster = new LeanHttpPoster(endpoint, token, HttpPoster.REPLY_BYTES_MAX);
        return new HttpConnection(poster, token, peer, CallObserver.NONE);
    }

    /** A request to the miner's {@code /remote}; a null token sends none. */
    public HttpResponse<byte[]> remote(String method, String path, String token, String body) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + miner.minerAddress().getPort() + "/remote/" + path);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofByteArray());
    }

    /** A tipset key as a parameter. */
    public String key() throws Exception {
        return group("\\{\"Cids\":(\\[\\{\"/\":\"[a-z0-9]+\"}]),.*", node("ChainHead", "[]"));
    }

    /** Whose block the head's is. */
    public String blockMiner() throws Exception {
        return group(".*\"Blocks\":\\[\\{\"Miner\":\"(t0\\d+)\".*", node("ChainHead", "[]"));
    }

    /** What {@code StateMinerSectorCount} says: live, active, faulty. */
    public String count() throws Exception {
        String count = node("StateMinerSectorCount", "[\"t01000\",[]]");
        return count.replaceAll("[^0-9,]", "");
    }

    /** One partition as {@code StateMinerPartitions} has it. */
    public String partition(int deadline) throws Exception {
        return node("StateMinerPartitions", "[\"t01000\"," + deadline + ",[]]");
    }

    /** {@code PostSubmissions} and {@code DisputableProofCount} of a deadline, at a key. */
    public String submissions(int deadline, String key) throws Exception {
        String[] all = node("StateMinerDeadlines", "[\"t01000\"," + key + "]").split("\\},\\{");
        return all[deadline].replaceAll(".*\"PostSubmissions\":(\\[[0-9,]*]).*ofCount\":(\\d+).*", "$1 $2");
    }

    /** Asks again and again until the answer is as wanted; each question takes a moment of its own. */
    public String awaitMiner(String method, String params, Predicate<String> wanted) throws Exception {
        return await(() -> miner(method, params), wanted);
    }

    /** Something that can be asked again and again. */
    public interface Question {
        String ask() throws Exception;
    }

    /** Asks again and again until the answer is as wanted. */
    public String await(Question question, Predicate<String> wanted) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(secondsMax);
        String answer = question.ask();
        while (!wanted.test(answer)) {
            assertTrue(System.nanoTime() < end, answer);
            answer = question.ask();
        }
        return answer;
    }

    /** Whether {@code WorkerStats} lists a worker, and as enabled or not. */
    public static Predicate<String> lists(String session, boolean isEnabled) {
        return stats -> Pattern.compile("\"" + session + "\":\\{\"Info\":.*?\"Enabled\":" + isEnabled)
                .matcher(stats.replaceAll("(\"[0-9a-f-]{36}\":\\{\"Info\")", "\n$1"))
                .find();
    }

    @Override
    public void close() throws IOException {
        workers.forEach(ScriptedWorker::close);
        miner.close();
    }
}
