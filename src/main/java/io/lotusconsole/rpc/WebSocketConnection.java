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
public final class WebSocketConnection implements Connection {
    private final Endpoint endpoint;
    private final String bearerToken;
    private final Path certificates;
    private final Peer peer;
    private final CallObserver observer;

    /** Guarded by this; null before the first call and after a loss. */
    private Session session;

    /** Guarded by this. */
    private long lastId;

    /** @param certificates PEM file to trust instead of the JDK's store, or null */
    public WebSocketConnection(
            Endpoint endpoint, String bearerToken, Path certificates, Peer peer, CallObserver observer) {
        this.endpoint = endpoint;
        this.bearerToken = bearerToken;
        this.certificates = certificates;
        this.peer = peer;
        this.observer = observer;
    }

    @Override
    public <T> T call(Call<T> call) throws RpcException {
        long start = System.nanoTime();
        RpcException failure = null;
        try {
            return exchange(call);
        } catch (RpcException e) {
            failure = e.at(peer, call.method());
            throw e;
        } finally {
            observer.onEnd(call.method(), (System.nanoTime() - start) / 1_000_000, failure);
        }
    }

    private <T> T exchange(Call<T> call) throws RpcException {
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
            } catch (MalformedJsonException e) {
                throw new RpcException.Malformed(e.getMessage(), e);
            } catch (IOException e) {
                throw new RpcException.Malformed("the answer cannot be read: " + e.getMessage(), e);
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
            throw new RpcException.Malformed(e.getCause().getMessage(), e.getCause());
        }
    }

    private synchronized Session open(TimeLimit limit) throws RpcException {
        if (session != null && !session.ended) {
            return session;
        }
        Session fresh = new Session();
        int connectMillis = limit.millisLeft(HttpPoster.CONNECT_MILLIS_MAX);
        TimeLimit handshakeLimit = limit.isOver() ? limit : TimeLimit.inMillis(connectMillis);
        try {
            fresh.channel = WebSocketChannel.open(
                    endpoint, bearerToken, certificates, handshakeLimit, HttpPoster.REPLY_BYTES_MAX, fresh);
        } catch (WebSocketChannel.HandshakeRefused e) {
            if (e.status() == 401 || e.status() == 403) {
                throw new RpcException.Unauthorized(e.status());
            }
            throw new RpcException.BadStatus(e.status(), "the answer is not a WebSocket");
        } catch (HttpFault e) {
            throw RpcException.of(e);
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
