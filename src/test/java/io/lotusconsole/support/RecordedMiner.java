package io.lotusconsole.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.lotusconsole.support.WireRecording.Call;
import io.lotusconsole.support.WireRecording.Side;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The miner of a {@link WireRecording}, once more: answers a worker as the recorded one did, calls it back in the
 * recorded order when it wants to attach, and afterwards whatever the recorded one asked. It knows of one storage path,
 * which it serves itself.
 *
 * <p>Nothing of the product's RPC is in it, so that a mistake on both sides does not go unseen.
 */
public final class RecordedMiner implements AutoCloseable {
    /** What a worker is started with; the recorded calls to the worker carry another token. */
    public static final String OPERATOR_TOKEN = "operator-token";

    /** The path of the recorded sectors. */
    private static final String STORAGE = "657602b4-c0ed-4031-970e-a47db38c8938";

    private static final String STORAGE_INFO = "{\"ID\":\"" + STORAGE + "\",\"URLs\":[\"%s\"],\"Weight\":10,"
            + "\"MaxStorage\":0,\"CanSeal\":false,\"CanStore\":true,\"Groups\":null,\"AllowTo\":null,"
            + "\"AllowTypes\":null,\"DenyTypes\":null,\"AllowMiners\":null,\"DenyMiners\":null}";
    private static final String STAT =
            "{\"Capacity\":1,\"Available\":1,\"FSAvailable\":1,\"Reserved\":0," + "\"Max\":0,\"Used\":0}";
    private static final Duration ANSWER_MAX = Duration.ofMinutes(2);
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** What the worker asked for over {@code /remote/vanilla/single}, answered with its bytes. */
    public interface Shelf {
        /** @param request the body, as {@link JsonScan#value} reads it */
        byte[] vanilla(Map<?, ?> request);
    }

    /** A request that came. @param headers with names in lower case */
    public record Asked(String method, List<?> params, Map<String, String> headers, Map<?, ?> frame) {
        public String question() {
            return method + JsonScan.canonical(params);
        }
    }

    /** The worker's answer to one call. */
    public record Answer(int status, Map<String, List<String>> headers, String body) {
        public Map<?, ?> frame() {
            return (Map<?, ?>) JsonScan.value(body);
        }

        public Object result() {
            return frame().get("result");
        }
    }

    private final WireRecording recording;
    private final Shelf shelf;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "recorded miner");
        thread.setDaemon(true);
        return thread;
    });

    /** All guarded by this. */
    private final List<Asked> asked = new ArrayList<>();

    private final List<String> complaints = new ArrayList<>();
    private final Map<String, Answer> atConnect = new TreeMap<>();
    private String workerUrl;

    private RecordedMiner(WireRecording recording, Shelf shelf) throws IOException {
        this.recording = recording;
        this.shelf = shelf;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/rpc/v0", exchange -> serve(exchange, this::rpc));
        server.createContext("/remote/vanilla/single", exchange -> serve(exchange, this::vanilla));
        server.createContext(
                "/remote/stat/" + STORAGE, exchange -> serve(exchange, (got, body) -> reply(got, 200, null, STAT)));
        server.start();
    }

    public static RecordedMiner start(WireRecording recording, Shelf shelf) throws IOException {
        return new RecordedMiner(recording, shelf);
    }

    private interface Handler {
        void handle(HttpExchange exchange, String body) throws IOException, InterruptedException;
    }

    private void serve(HttpExchange exchange, Handler handler) {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String token = exchange.getRequestHeaders().getFirst("Authorization");
            if (!("Bearer " + OPERATOR_TOKEN).equals(token)) {
                complain(exchange.getRequestURI() + " with the token of somebody else");
                reply(exchange, 401, null, "");
                return;
            }
            handler.handle(exchange, body);
        } catch (IOException | RuntimeException e) {
            complain(exchange.getRequestURI() + ": " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void reply(HttpExchange exchange, int status, String type, String text) throws IOException {
        reply(exchange, status, type, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void reply(HttpExchange exchange, int status, String type, byte[] bytes) throws IOException {
        if (type != null) {
            exchange.getResponseHeaders().set("Content-Type", type);
        }
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private void vanilla(HttpExchange exchange, String body) throws IOException {
        reply(exchange, 200, "application/octet-stream", shelf.vanilla((Map<?, ?>) JsonScan.value(body)));
    }

    private void rpc(HttpExchange exchange, String body) throws IOException, InterruptedException {
        Map<?, ?> frame = (Map<?, ?>) JsonScan.value(body);
        Map<String, String> headers = new TreeMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
        String method = ((String) frame.get("method")).replaceFirst("^Filecoin\\.", "");
        Asked question = new Asked(method, (List<?>) frame.get("params"), headers, frame);
        synchronized (this) {
            asked.add(question);
        }
        String result = result(question);
        if (result == null) {
            complain("no recorded answer to " + question.question());
            reply(
                    exchange,
                    500,
                    "application/json",
                    "{\"error\":{\"code\":-32601,\"message\":\"not recorded\"},\"id\":" + frame.get("id")
                            + ",\"jsonrpc\":\"2.0\"}\n");
            return;
        }
        String text = "{\"id\":" + frame.get("id") + ",\"jsonrpc\":\"2.0\",\"result\":" + result + "}\n";
        reply(exchange, 200, "application/json", text);
    }

    /** Null if there is none. */
    private String result(Asked question) throws IOException, InterruptedException {
        switch (question.method()) {
            case "StorageList" -> {
                return "{\"" + STORAGE + "\":[{\"Miner\":1000,\"Number\":1,\"SectorFileType\":6}]}";
            }
            case "StorageInfo" -> {
                return String.format(STORAGE_INFO, url("/remote"));
            }
            case "AuthVerify" -> {
                boolean isOperators = question.params().equals(List.of(OPERATOR_TOKEN));
                return isOperators ? "[\"read\",\"write\",\"sign\",\"admin\"]" : recorded(question);
            }
            case "StorageFindSector" -> {
                return found(question);
            }
            case "WorkerConnect" -> {
                connect((String) question.params().get(0));
                return "null";
            }
            default -> {
                return recorded(question);
            }
        }
    }

    private String recorded(Asked question) {
        return recording.calls(Side.MINER).stream()
                .filter(call -> call.question().equals(question.question()) && call.answer() != null)
                .findFirst()
                .map(call -> resultText(call.answer()))
                .orElse(null);
    }

    private static String resultText(String answer) {
        return JsonScan.members(answer).get("result").of(answer);
    }

    /** The recorded answer to the same question about another sector, which is here now. */
    private String found(Asked question) {
        String number = String.valueOf(((Map<?, ?>) question.params().get(0)).get("Number"));
        return recording.calls(Side.MINER).stream()
                .filter(call -> call.method().equals("StorageFindSector")
                        && tail(call.params()).equals(tail(question.params())))
                .findFirst()
                .map(call -> resultText(call.answer())
                        .replaceAll("http://127\\.0\\.0\\.1:\\d+/remote", url("/remote"))
                        .replaceAll("s-t01000-\\d+", "s-t01000-" + number))
                .orElse(null);
    }

    private static List<?> tail(List<?> params) {
        return params.subList(1, params.size());
    }

    private void connect(String url) throws IOException, InterruptedException {
        synchronized (this) {
            workerUrl = url;
        }
        for (Call call : callsOfConnect()) {
            Answer answer = ask(call, call.request());
            synchronized (this) {
                atConnect.put(call.method(), answer);
            }
        }
    }

    /** What the recorded miner asked before it answered {@code WorkerConnect}, in order. */
    private List<Call> callsOfConnect() {
        List<Call> toWorker = recording.calls(Side.WORKER);
        List<String> methods = toWorker.stream().map(Call::method).toList();
        return toWorker.subList(0, methods.indexOf("TaskTypes") + 1);
    }

    /** What it asked later, in order. */
    public List<Call> callsAfterConnect() {
        List<Call> toWorker = recording.calls(Side.WORKER);
        return toWorker.subList(callsOfConnect().size(), toWorker.size());
    }

    /** The worker's answers to the calls during {@code WorkerConnect}, by method. */
    public synchronized Map<String, Answer> answersAtConnect() {
        return Map.copyOf(atConnect);
    }

    /** Sends a recorded call to the worker, with the recorded headers. @param body that of the call, or like it */
    public Answer ask(Call call, String body) throws IOException, InterruptedException {
        String url;
        synchronized (this) {
            url = workerUrl;
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                .timeout(ANSWER_MAX)
                .POST(HttpRequest.BodyPublishers.ofString(body));
        call.headers().forEach((name, value) -> {
            if (!name.equals("Host") && !name.equals("Content-Length")) {
                request.header(name, value);
            }
        });
        HttpResponse<String> response = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return new Answer(response.statusCode(), response.headers().map(), response.body());
    }

    private synchronized void complain(String what) {
        complaints.add(what);
    }

    /** What the worker asked that was never recorded, or in a way that no miner answers. Empty is good. */
    public synchronized List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** All that it was asked, in the order of arrival. */
    public synchronized List<Asked> asked() {
        return List.copyOf(asked);
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    /** The value of {@code MINER_API_INFO} that leads here. */
    public String apiInfo() {
        return OPERATOR_TOKEN + ":/ip4/127.0.0.1/tcp/" + server.getAddress().getPort() + "/http";
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
