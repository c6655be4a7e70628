package io.lotusconsole.http;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;

/**
 * One open WebSocket. Text goes out in the order of {@link #send}; what comes in is told to one
 * {@link Listener} on OkHttp's reader thread, which must not block.
 */
public final class WebSocketChannel implements Closeable {
    /**
     * A peer that answers no ping for this long is gone: go-jsonrpc's own read limit. Not less, for an answer to a
     * ping waits behind the message being received, and that may be 100 MB over a slow line.
     */
    private static final int PING_MILLIS = 30_000;

    /** A server's refusal of the handshake is read so far, for what it says about TLS. */
    private static final int REFUSAL_BYTES_MAX = 1024;

    /** Compression is neither offered nor taken: a small message could fill the memory. */
    private static final String EXTENSIONS = "Sec-WebSocket-Extensions";

    private static final int NORMAL_CLOSURE = 1000;

    /** Told of messages and, exactly once, of the end. */
    public interface Listener {
        void onText(String text);

        /** The connection is gone; null if we closed it ourselves. */
        void onEnd(HttpFault fault);
    }

    private final OkHttpClient client;
    private final WebSocket socket;

    private WebSocketChannel(OkHttpClient client, WebSocket socket) {
        this.client = client;
        this.socket = socket;
    }

    /**
     * Opens a connection; blocks until the handshake is done, at most to the limit.
     *
     * @param certificates PEM file to trust instead of the JDK's store, or null
     * @throws HandshakeRefused if the server answered with an HTTP status instead
     */
    public static WebSocketChannel open(
            Endpoint endpoint,
            String bearerToken,
            Path certificates,
            TimeLimit limit,
            long messageCharsMax,
            Listener listener)
            throws HttpFault, HandshakeRefused {
        HttpUrl url = OkHttpClients.url(endpoint);
        ResolvedHost host = new ResolvedHost(endpoint);
        host.lookUp(limit);
        // Frame heads and TLS records come on top of the message.
        InboundGauge gauge = new InboundGauge(messageCharsMax + messageCharsMax / 16 + 64 * 1024);
        Events events = new Events(listener, messageCharsMax, gauge, endpoint.isSecure());
        OkHttpClient client = OkHttpClients.create(
                        endpoint, certificates, host, (thread, failure) -> events.onDeath(failure))
                .newBuilder()
                .socketFactory(gauge)
                .addInterceptor(WebSocketChannel::withoutExtensions)
                .pingInterval(PING_MILLIS, TimeUnit.MILLISECONDS)
                .build();
        Request.Builder request = new Request.Builder().url(url).header("User-Agent", "lotus-console");
        if (bearerToken != null) {
            request.header("Authorization", "Bearer " + bearerToken);
        }
        WebSocket socket = client.newWebSocket(request.build(), events);
        boolean opened = false;
        try {
            int status = events.handshake.get(limit.millisLeft(Integer.MAX_VALUE), TimeUnit.MILLISECONDS);
            if (status != 101) {
                throw new HandshakeRefused(status);
            }
            opened = true;
            return new WebSocketChannel(client, socket);
        } catch (TimeoutException e) {
            throw new HttpFault(HttpFault.Kind.TIMED_OUT, "no complete handshake in time", e);
        } catch (ExecutionException e) {
            throw events.fault(e.getCause(), limit.isOver());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HttpFault(HttpFault.Kind.CUT, "interrupted", e);
        } finally {
            if (!opened) {
                socket.cancel();
                OkHttpClients.close(client);
            }
        }
    }

    private static Response withoutExtensions(Interceptor.Chain chain) throws IOException {
        Request request = chain.request().newBuilder().removeHeader(EXTENSIONS).build();
        return chain.proceed(request).newBuilder().removeHeader(EXTENSIONS).build();
    }

    /** The server answered the handshake with an HTTP status, such as 401. */
    public static final class HandshakeRefused extends Exception {
        private static final long serialVersionUID = 1L;

        private final int status;

        HandshakeRefused(int status) {
            super("HTTP status " + status);
            this.status = status;
        }

        public int status() {
            return status;
        }
    }

    /** Queues a message. False if the connection is already gone. */
    public boolean send(String text) {
        return socket.send(text);
    }

    @Override
    public void close() {
        socket.close(NORMAL_CLOSURE, null);
        OkHttpClients.close(client);
    }

    private static final class Events extends WebSocketListener {
        private final Listener listener;
        private final long messageCharsMax;

        /** The HTTP status of the handshake, or its failure. */
        private final CompletableFuture<Integer> handshake = new CompletableFuture<>();

        /** Guarded by this; true once the end was told. */
        private boolean ended;

        private final InboundGauge gauge;
        private final boolean secure;

        Events(Listener listener, long messageCharsMax, InboundGauge gauge, boolean secure) {
            this.listener = listener;
            this.messageCharsMax = messageCharsMax;
            this.gauge = gauge;
            this.secure = secure;
        }

        HttpFault fault(Throwable failure, boolean timedOut) {
            return !secure && gauge.sawTls()
                    ? HttpFault.serverSpeaksTls(failure)
                    : OkHttpClients.fault(failure, timedOut);
        }

        /** OkHttp's reader thread is gone, by an Error or by a bug of its own. */
        void onDeath(Throwable failure) {
            handshake.completeExceptionally(failure);
            end(OkHttpClients.fault(failure, false));
        }

        @Override
        public void onOpen(WebSocket socket, Response response) {
            handshake.complete(101);
        }

        @Override
        public void onMessage(WebSocket socket, String text) {
            gauge.reset();
            if (text.length() > messageCharsMax) {
                end(new HttpFault(
                        HttpFault.Kind.TOO_LARGE,
                        "the answer is larger than the limit of " + messageCharsMax + " bytes"));
                socket.cancel();
                return;
            }
            listener.onText(text);
        }

        @Override
        public void onMessage(WebSocket socket, ByteString bytes) {
            onMessage(socket, bytes.utf8());
        }

        @Override
        public void onClosing(WebSocket socket, int code, String reason) {
            socket.close(NORMAL_CLOSURE, null);
            end(new HttpFault(HttpFault.Kind.CUT, "the server closed the connection"));
        }

        @Override
        public void onClosed(WebSocket socket, int code, String reason) {
            end(null);
        }

        @Override
        public void onFailure(WebSocket socket, Throwable failure, Response response) {
            if (response != null && response.code() != 101) {
                if (response.code() == 400 && saysTls(response)) {
                    handshake.completeExceptionally(HttpFault.serverSpeaksTls(failure));
                }
                handshake.complete(response.code());
            } else {
                handshake.completeExceptionally(failure);
            }
            end(fault(failure, false));
        }

        private static boolean saysTls(Response response) {
            try {
                return HttpFault.saysTls(response.peekBody(REFUSAL_BYTES_MAX).string());
            } catch (IOException e) {
                return false;
            }
        }

        private void end(HttpFault fault) {
            synchronized (this) {
                if (ended) {
                    return;
                }
                ended = true;
            }
            if (handshake.isDone() && !handshake.isCompletedExceptionally() && handshake.join() == 101) {
                listener.onEnd(fault);
            }
        }
    }
}
