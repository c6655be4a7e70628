package io.lotusconsole.rpc;

import io.lotusconsole.http.Endpoint;
import io.lotusconsole.http.HttpFault;
import io.lotusconsole.http.HttpPoster;
import io.lotusconsole.http.TimeLimit;
import io.lotusconsole.http.WebSocketChannel;
import io.lotusconsole.json.JsonCursor;
import io.lotusconsole.json.MalformedJsonException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Calls over one WebSocket, opened by the first call and opened anew by the next one after it was
 * lost.
 *
 * <p>The reader thread only finds the reply's id and hands the text to the waiting caller, who decodes
 * it: a slow decoder never holds up another call.
 */
public final class WebSocketConnection extends ObservedConnection {
    /** Connecting has its own limit; beyond that, so that it is told as what it is. */
    private static final int HANDSHAKE_MILLIS_MAX = HttpPoster.CONNECT_MILLIS_MAX + 1_000;

    private final Endpoint endpoint;
    private final Path certificates;
    private final long replyCharsMax;

    /** Guarded by this; null before the first call and after a loss. */
    private Session session;

    /** Guarded by this. */
    private long lastId;

    /**
     * @param certificates PEM file to trust instead of the JDK's store, or null
     * @param replyCharsMax longest reply that is taken
     */
    public WebSocketConnection(
            Endpoint endpoint,
            String bearerToken,
            Path certificates,
            long replyCharsMax,
            Peer peer,
            CallObserver observer) {
        super(peer, observer, bearerToken);
        this.endpoint = endpoint;
        this.certificates = certificates;
        this.replyCharsMax = replyCharsMax;
    }

    @Override
    <T> T exchange(Call<T> call) throws RpcException {
        TimeLimit limit = TimeLimit.inMillis(call.timeoutMillis());
        CompletableFuture<String> answer = new CompletableFuture<>();
        Session session;
        long id;
        synchronized (this) {
            session = open(limit);
            id = ++lastId;
            session.lastIssuedId = id;
            session.waiting.put(id, answer);
        }
        try {
            if (!session.send(RequestText.of(id, call))) {
                throw new RpcException.Closed("the connection was closed before any answer");
            }
            String text = await(call, answer, limit);
            try (JsonCursor cursor = new JsonCursor(text)) {
                return ReplyReader.read(cursor, id, call.decoder(), bearerToken);
            } catch (IOException e) {
                throw malformed(e);
            }
        } finally {
            session.waiting.remove(id);
        }
    }

    private String await(Call<?> call, CompletableFuture<String> answer, TimeLimit limit) throws RpcException {
        try {
            try {
                return answer.get(limit.millisLeft(SLOW_MILLIS), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (!limit.isOver()) {
                    observer.onSlow(call.method());
                }
            }
            return limit.isLimited()
                    ? answer.get(limit.millisLeft(Integer.MAX_VALUE), TimeUnit.MILLISECONDS)
                    : answer.get();
        } catch (TimeoutException e) {
            throw new RpcException.TimedOut("no complete answer in time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RpcException.Closed("interrupted");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof HttpFault fault) {
                throw RpcException.of(fault);
            }
            if (e.getCause() instanceof IOException unreadable) {
                throw malformed(unreadable);
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private synchronized Session open(TimeLimit limit) throws RpcException {
        if (session != null && !session.ended) {
            return session;
        }
        Session fresh = new Session();
        TimeLimit handshakeLimit = limit.isOver() ? limit : TimeLimit.inMillis(limit.millisLeft(HANDSHAKE_MILLIS_MAX));
        try {
            fresh.channel =
                    WebSocketChannel.open(endpoint, bearerToken, certificates, handshakeLimit, replyCharsMax, fresh);
        } catch (WebSocketChannel.HandshakeRefused e) {
            if (e.status() == 401 || e.status() == 403) {
                throw new RpcException.Unauthorized(e.status());
            }
            throw new RpcException.BadStatus(e.status(), "the answer is not a WebSocket");
        } catch (HttpFault e) {
            boolean ownLimit = e.kind() == HttpFault.Kind.TIMED_OUT && !limit.isOver();
            throw RpcException.of(
                    ownLimit
                            ? new HttpFault(HttpFault.Kind.UNREACHABLE, "no answer to the WebSocket handshake", e)
                            : e);
        }
        session = fresh;
        return fresh;
    }

    @Override
    public synchronized void close() {
        if (session != null && session.channel != null) {
            session.channel.close();
        }
    }

    /** One life of the connection and the calls waiting on it. */
    private static final class Session implements WebSocketChannel.Listener {
        private final Map<Long, CompletableFuture<String>> waiting = new ConcurrentHashMap<>();
        private volatile WebSocketChannel channel;
        private volatile boolean ended;

        /** Ids up to this may still be answered, late, after their caller gave up. */
        private volatile long lastIssuedId;

        boolean send(String text) {
            return !ended && channel.send(text);
        }

        @Override
        public void onText(String text) {
            try {
                long id = ReplyId.of(text);
                CompletableFuture<String> caller = waiting.remove(id);
                if (caller != null) {
                    caller.complete(text);
                } else if (id == ReplyId.NONE) {
                    // Perhaps the error of a server that could not read the request: whoever waits reads it.
                    completeAll(text);
                } else if (id <= 0 || id > lastIssuedId) {
                    failAll(new MalformedJsonException("the reply belongs to another request (id)"));
                }
            } catch (IOException e) {
                failAll(e);
            }
        }

        @Override
        public void onEnd(HttpFault fault) {
            ended = true;
            failAll(
                    fault != null
                            ? fault
                            : new HttpFault(HttpFault.Kind.CUT, "the connection was closed before any answer"));
        }

        private void completeAll(String text) {
            for (Long id : waiting.keySet()) {
                CompletableFuture<String> caller = waiting.remove(id);
                if (caller != null) {
                    caller.complete(text);
                }
            }
        }

        private void failAll(IOException failure) {
            for (Long id : waiting.keySet()) {
                CompletableFuture<String> caller = waiting.remove(id);
                if (caller != null) {
                    caller.completeExceptionally(failure);
                }
            }
        }
    }
}
