package io.lotusconsole.rpc;

import io.lotusconsole.http.BodyTooLargeException;
import io.lotusconsole.http.RpcHttpServer;
import io.lotusconsole.http.ServerExchange;
import io.lotusconsole.http.ServerHandler;
import io.lotusconsole.http.ServerWebSocket;
import io.lotusconsole.json.JsonCursor;
import io.lotusconsole.json.MalformedJsonException;
import io.lotusconsole.rpc.RpcDispatcher.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Answers JSON-RPC as go-jsonrpc does, over POST and over WebSocket on one path.
 *
 * <p>A token comes as {@code Authorization: Bearer} or as query parameter {@code token}. A refused one is
 * HTTP 401; without one the caller is let in with no permission at all, so every method refuses it. Its bodies are
 * held to {@link #ANONYMOUS_BYTES_MAX} and {@link #ANONYMOUS_MILLIS_MAX}, and read by few threads of their own:
 * strangers keep none but strangers waiting. Codes and statuses are those of {@code
 * go-jsonrpc/handler.go}, with two deliberate differences: notifications are never answered, not even
 * with an error, and a batch of notifications gets an empty body.
 */
public final class RpcServer implements ServerHandler {
    /** Longest request of a caller without a token. */
    static final long ANONYMOUS_BYTES_MAX = 64 * 1024;

    /** What a caller without a token has to send all of it. */
    static final long ANONYMOUS_MILLIS_MAX = 5_000;

    /** Requests of callers without a token that are read at a time, and that wait; the next one is dropped. */
    static final int ANONYMOUS_THREADS = 2;

    static final int ANONYMOUS_QUEUE_MAX = 32;

    private static final long THREAD_IDLE_SECONDS = 30;

    /** Requests in one batch. */
    static final int BATCH_MAX = 1000;

    /** After this it is looked whether a caller still waits for its answer. */
    static final long LATE_ANSWER_NANOS = 1_000_000_000;

    /** Calls one WebSocket may have running; one more drops the connection. */
    static final int WEB_SOCKET_CALLS_MAX = 256;

    private static final String JSON = "application/json";
    private static final String BEARER = "Bearer ";
    private static final byte[] NOTHING = {};
    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;

    private final RpcDispatcher dispatcher;
    private final TokenVerifier verifier;
    private final ThreadPoolExecutor strangers = new ThreadPoolExecutor(
            ANONYMOUS_THREADS,
            ANONYMOUS_THREADS,
            THREAD_IDLE_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(ANONYMOUS_QUEUE_MAX),
            task -> {
                Thread thread = new Thread(task, "strangers");
                thread.setDaemon(true);
                return thread;
            });

    public RpcServer(RpcDispatcher dispatcher, TokenVerifier verifier) {
        this.dispatcher = dispatcher;
        this.verifier = verifier;
        strangers.allowCoreThreadTimeOut(true);
    }

    @Override
    public Executor threads(ServerExchange exchange) {
        return isAnonymous(exchange) ? strangers : null;
    }

    private static boolean isAnonymous(ServerExchange exchange) {
        return isEmpty(exchange.header("Authorization")) && isEmpty(exchange.queryParameter("token"));
    }

    private static boolean isEmpty(String text) {
        return text == null || text.isEmpty();
    }

    @Override
    public void serve(ServerExchange exchange) throws IOException {
        Set<String> permissions = permissions(exchange);
        if (permissions == null) {
            exchange.reply(UNAUTHORIZED, null, NOTHING);
            return;
        }
        long bytesMax = permissions.isEmpty() ? ANONYMOUS_BYTES_MAX : exchange.bodyBytesMax();
        if (exchange.wantsWebSocket()) {
            exchange.acceptWebSocket(bytesMax, socket -> new Session(socket, permissions));
        } else {
            post(exchange, permissions, bytesMax);
        }
    }

    /** Null if the token is refused. */
    private Set<String> permissions(ServerExchange exchange) throws IOException {
        if (isAnonymous(exchange)) {
            return Set.of();
        }
        String authorization = exchange.header("Authorization");
        String token;
        if (isEmpty(authorization)) {
            token = exchange.queryParameter("token");
        } else if (authorization.startsWith(BEARER)) {
            token = authorization.substring(BEARER.length());
        } else {
            return null;
        }
        return verifier.permissionsOf(token);
    }

    private void post(ServerExchange exchange, Set<String> permissions, long bytesMax) throws IOException {
        boolean batch;
        List<RpcRequest> requests = new ArrayList<>();
        long millisMax = isAnonymous(exchange) ? ANONYMOUS_MILLIS_MAX : RpcHttpServer.BODY_MILLIS_MAX;
        try (PushbackInputStream body = new PushbackInputStream(exchange.body(bytesMax, millisMax))) {
            int first = firstByte(body);
            batch = first == '[';
            if (first >= 0) {
                read(body, batch, requests);
            }
            body.transferTo(java.io.OutputStream.nullOutputStream());
        } catch (BodyTooLargeException e) {
            refuse(
                    exchange,
                    RpcFault.unparsable(
                            "request bigger than maximum " + Math.min(bytesMax, exchange.bodyBytesMax()) + " allowed"));
            return;
        } catch (MalformedJsonException e) {
            refuse(exchange, RpcFault.unparsable("Parse error"));
            return;
        }
        if (requests.isEmpty() || requests.size() > BATCH_MAX) {
            refuse(exchange, RpcFault.invalidRequest());
            return;
        }
        new Post(exchange, batch, requests).start(permissions);
    }

    private static void refuse(ServerExchange exchange, RpcFault fault) throws IOException {
        String response = Outcome.of(fault).response("null");
        exchange.reply(fault.httpStatus(), JSON, response.getBytes(StandardCharsets.UTF_8));
    }

    /** The first byte that is not white space, pushed back; -1 if there is none. */
    private static int firstByte(PushbackInputStream body) throws IOException {
        for (int b; (b = body.read()) >= 0; ) {
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                body.unread(b);
                return b;
            }
        }
        return -1;
    }

    private static void read(InputStream body, boolean batch, List<RpcRequest> requests) throws IOException {
        try (JsonCursor cursor = new JsonCursor(body)) {
            if (!batch) {
                requests.add(RpcRequest.read(cursor));
                return;
            }
            cursor.beginArray();
            while (cursor.nextElement()) {
                if (requests.size() > BATCH_MAX) {
                    cursor.skip();
                } else {
                    requests.add(RpcRequest.read(cursor));
                }
            }
        }
    }

    /** One POST: its calls run one after the other, those that answer later beside each other. */
    private final class Post {
        private final ServerExchange exchange;
        private final boolean batch;
        private final List<RpcRequest> requests;
        private final Outcome[] outcomes;
        private final AtomicInteger pending;
        private final long startNanos = System.nanoTime();

        Post(ServerExchange exchange, boolean batch, List<RpcRequest> requests) {
            this.exchange = exchange;
            this.batch = batch;
            this.requests = requests;
            outcomes = new Outcome[requests.size()];
            pending = new AtomicInteger(requests.size());
        }

        void start(Set<String> permissions) {
            for (int i = 0; i < outcomes.length; i++) {
                int index = i;
                RpcRequest request = requests.get(i);
                RpcCall call = new RpcCall(request.method(), request.params(), permissions, this::isCallerGone);
                dispatcher.call(request, call, outcome -> {
                    outcomes[index] = outcome;
                    // The counter also publishes the array to whichever thread comes last.
                    return pending.decrementAndGet() != 0 || end();
                });
            }
        }

        /** Several calls of a batch may ask at once, and an exchange is for one thread at a time. */
        private synchronized boolean isCallerGone() {
            return exchange.isCallerGone();
        }

        /** Whether the caller may have got the answer. */
        private boolean end() {
            StringBuilder body = new StringBuilder();
            int status = OK;
            for (int i = 0; i < outcomes.length; i++) {
                if (outcomes[i].isDropped()) {
                    exchange.drop();
                    return true;
                }
                RpcRequest request = requests.get(i);
                boolean answered = request.id() != null || request.fault() != null;
                if (answered) {
                    body.append(body.isEmpty() ? batch ? "[" : "" : ",");
                    body.append(outcomes[i].response(request.id()));
                    status = batch ? OK : outcomes[i].httpStatus();
                }
            }
            if (batch && !body.isEmpty()) {
                body.append(']');
            }
            try {
                boolean isLate = System.nanoTime() - startNanos >= LATE_ANSWER_NANOS;
                boolean gone = isLate && isCallerGone();
                exchange.reply(status, JSON, body.toString().getBytes(StandardCharsets.UTF_8));
                return !gone;
            } catch (IOException | RuntimeException e) {
                // The caller is gone, or the reply broke, and its connection closed; nobody is left to tell.
                exchange.drop();
                return false;
            }
        }
    }

    /** One WebSocket. Requests are read one after the other, calls run beside each other on the pool. */
    private final class Session implements ServerWebSocket.Listener {
        private final ServerWebSocket socket;
        private final Set<String> permissions;
        private final Map<Object, RpcCall> running = new ConcurrentHashMap<>();

        Session(ServerWebSocket socket, Set<String> permissions) {
            this.socket = socket;
            this.permissions = permissions;
        }

        @Override
        public void onMessage(String text) {
            RpcRequest request;
            try (JsonCursor cursor = new JsonCursor(text)) {
                request = RpcRequest.read(cursor);
            } catch (IOException e) {
                // go-jsonrpc drops a malformed frame without an answer.
                return;
            }
            switch (request.method()) {
                case "", "xrpc.ch.val", "xrpc.ch.close" -> {
                    // A response or a channel of a call that we never made.
                }
                case "xrpc.cancel" -> cancel(request.cancelledId());
                default -> start(request);
            }
        }

        private void cancel(String id) {
            RpcCall call = id == null ? null : running.get(id);
            if (call != null) {
                call.cancel();
            }
        }

        private void start(RpcRequest request) {
            if (running.size() >= WEB_SOCKET_CALLS_MAX) {
                socket.drop();
                return;
            }
            RpcCall call = new RpcCall(request.method(), request.params(), permissions, () -> false);
            // A notification runs like any call, but cannot be cancelled by an id.
            Object key = request.id() == null ? call : request.id();
            running.put(key, call);
            socket.execute(() -> dispatcher.call(request, call, outcome -> {
                boolean isWaitedFor = running.remove(key, call);
                if (outcome.isDropped()) {
                    socket.drop();
                } else if (request.id() != null || request.fault() != null) {
                    socket.send(outcome.response(request.id()));
                }
                return isWaitedFor;
            }));
        }

        @Override
        public void onGone() {
            running.values().forEach(RpcCall::cancel);
            running.clear();
        }
    }
}
