package io.lotusconsole.http;

import io.undertow.server.AbstractServerConnection;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpContinue;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Protocols;
import io.undertow.util.StatusCodes;
import io.undertow.websockets.WebSocketConnectionCallback;
import io.undertow.websockets.WebSocketProtocolHandshakeHandler;
import io.undertow.websockets.core.protocol.version13.Hybi13Handshake;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.xnio.ChannelListener;
import org.xnio.IoUtils;
import org.xnio.XnioExecutor;
import org.xnio.channels.StreamSinkChannel;
import org.xnio.channels.StreamSourceChannel;

/** One Undertow exchange as the rest of the program may see it. */
final class UndertowExchange implements ServerExchange {
    /** How much of a body nobody wants is still read, so that its sender sees the reply, and for how long. */
    private static final long DISCARD_BYTES_MAX = 256L * 1024 * 1024;

    private static final long DISCARD_MILLIS_MAX = 2_000;
    private static final int DISCARD_BUFFER_BYTES = 16 * 1024;

    private final RpcHttpServer server;
    private final HttpServerExchange exchange;
    private final long bodyBytesMax;
    private final AtomicBoolean answered = new AtomicBoolean();
    private final AtomicBoolean ended = new AtomicBoolean();

    /** Null until the body is asked for. */
    private Body body;

    UndertowExchange(RpcHttpServer server, HttpServerExchange exchange, long bodyBytesMax) {
        this.server = server;
        this.exchange = exchange;
        this.bodyBytesMax = bodyBytesMax;
    }

    @Override
    public String method() {
        return exchange.getRequestMethod().toString();
    }

    @Override
    public String path() {
        return exchange.getRequestPath();
    }

    @Override
    public String header(String name) {
        return exchange.getRequestHeaders().getFirst(name);
    }

    @Override
    public String queryParameter(String name) {
        Deque<String> values = exchange.getQueryParameters().get(name);
        return values == null ? null : values.peekFirst();
    }

    @Override
    public InetSocketAddress peer() {
        return exchange.getSourceAddress();
    }

    @Override
    public boolean wantsWebSocket() {
        return contains(Headers.CONNECTION, "upgrade") && contains(Headers.UPGRADE, "websocket");
    }

    private boolean contains(HttpString header, String word) {
        HeaderValues values = exchange.getRequestHeaders().get(header);
        return values != null
                && values.stream()
                        .anyMatch(value -> value.toLowerCase(Locale.ROOT).contains(word));
    }

    @Override
    public long bodyBytesMax() {
        return bodyBytesMax;
    }

    @Override
    public InputStream body(long bytesMax, long millisMax) throws IOException {
        long limit = Math.min(bytesMax, bodyBytesMax);
        // What says that it is too long need not be read at all.
        if (exchange.getRequestContentLength() > limit) {
            throw new BodyTooLargeException(limit);
        }
        if (body == null) {
            if (HttpContinue.requiresContinueResponse(exchange)) {
                HttpContinue.sendContinueResponseBlocking(exchange);
            }
            body = new Body(exchange.getRequestChannel());
        }
        body.limit = limit;
        body.whole = new Stall(millisMax);
        return body;
    }

    @Override
    public boolean isCallerGone() {
        // What comes after the answer is the next request, of which no byte may be taken.
        if (answered.get()
                || !exchange.isRequestComplete()
                || !(exchange.getConnection() instanceof AbstractServerConnection connection)) {
            return false;
        }
        try {
            int count = connection.getOriginalSourceConduit().read(ByteBuffer.allocate(1));
            if (count > 0) {
                // The first byte of a request sent before this one was answered; without it, that one is unreadable.
                exchange.setPersistent(false);
            }
            return count < 0;
        } catch (IOException e) {
            return true;
        }
    }

    @Override
    public void reply(int status, String contentType, byte[] bytes) throws IOException {
        Map<String, String> headers = contentType == null ? Map.of() : Map.of(Headers.CONTENT_TYPE_STRING, contentType);
        reply(status, headers, bytes.length, out -> out.write(bytes));
    }

    @Override
    public void reply(int status, Map<String, String> headers, long lengthBytes, ReplyBody content) throws IOException {
        answer();
        try {
            exchange.setStatusCode(status);
            headers.forEach((name, value) -> exchange.getResponseHeaders().put(new HttpString(name), value));
            if (lengthBytes >= 0) {
                exchange.setResponseContentLength(lengthBytes);
            } else if (exchange.getProtocol().equals(Protocols.HTTP_1_1)) {
                // Else a connection that will not be used again ends the reply by its end, whole or not.
                exchange.getResponseHeaders().put(Headers.TRANSFER_ENCODING, "chunked");
            }
            boolean complete = exchange.isRequestComplete();
            if (!complete || status == StatusCodes.UNAUTHORIZED || isAnonymous()) {
                exchange.setPersistent(false);
            }
            Taker taker = new Taker(exchange.getResponseChannel());
            content.writeTo(taker);
            taker.finish();
            if (complete) {
                exchange.endExchange();
            } else {
                discardRest();
            }
        } catch (IOException | RuntimeException e) {
            IoUtils.safeClose(exchange.getConnection());
            throw e;
        } finally {
            end();
        }
    }

    private boolean isAnonymous() {
        return isEmpty(header(Headers.AUTHORIZATION_STRING)) && isEmpty(queryParameter("token"));
    }

    private static boolean isEmpty(String text) {
        return text == null || text.isEmpty();
    }

    /**
     * A caller that is still sending when the connection closes sees a reset instead of our reply, so a
     * bounded part of the rest is read first, by the I/O threads.
     */
    private void discardRest() {
        StreamSourceChannel channel = body == null ? exchange.getRequestChannel() : body.channel;
        if (channel == null) {
            exchange.endExchange();
        } else {
            try {
                new Discarding(exchange, channel).begin();
            } catch (RejectedExecutionException e) {
                // The server has stopped; its connections are closed.
                IoUtils.safeClose(exchange.getConnection());
            }
        }
    }

    /** Reads what nobody wants, and then ends the exchange. */
    private static final class Discarding implements ChannelListener<StreamSourceChannel> {
        private final HttpServerExchange exchange;
        private final StreamSourceChannel channel;

        /** Of the channel's I/O thread only, as all that happens after {@link #begin}. */
        private long bytes;

        private XnioExecutor.Key timeout;

        Discarding(HttpServerExchange exchange, StreamSourceChannel channel) {
            this.exchange = exchange;
            this.channel = channel;
        }

        void begin() {
            channel.getIoThread().execute(() -> {
                timeout = channel.getIoThread().executeAfter(this::cut, DISCARD_MILLIS_MAX, TimeUnit.MILLISECONDS);
                channel.getReadSetter().set(this);
                handleEvent(channel);
            });
        }

        @Override
        public void handleEvent(StreamSourceChannel source) {
            try {
                ByteBuffer waste = ByteBuffer.allocate(DISCARD_BUFFER_BYTES);
                for (int count; (count = source.read(waste.clear())) != 0; bytes += count) {
                    if (count < 0) {
                        timeout.remove();
                        exchange.endExchange();
                        return;
                    }
                    if (bytes > DISCARD_BYTES_MAX) {
                        cut();
                        return;
                    }
                }
                source.resumeReads();
            } catch (IOException e) {
                cut();
            }
        }

        private void cut() {
            timeout.remove();
            IoUtils.safeClose(exchange.getConnection());
        }
    }

    @Override
    public void drop() {
        if (answered.compareAndSet(false, true)) {
            IoUtils.safeClose(exchange.getConnection());
            end();
        }
    }

    @Override
    public void acceptWebSocket(long messageBytesMax, Function<ServerWebSocket, ServerWebSocket.Listener> opened)
            throws IOException {
        answer();
        String offered = exchange.getRequestHeaders().getFirst(new HttpString("Sec-WebSocket-Protocol"));
        // Lotus echoes whatever subprotocol is offered (go-jsonrpc/server.go).
        Set<String> protocols = offered == null ? Set.of() : Set.of(offered.split(",", 2)[0].trim());
        try {
            new WebSocketProtocolHandshakeHandler(
                            List.of(new Hybi13Handshake(protocols, false)),
                            (WebSocketConnectionCallback) (handshake, channel) -> new UndertowWebSocket(
                                            server, channel, Math.min(messageBytesMax, bodyBytesMax))
                                    .open(opened))
                    .handleRequest(exchange);
            if (!exchange.isUpgrade()) {
                exchange.endExchange();
            }
        } catch (Exception e) {
            IoUtils.safeClose(exchange.getConnection());
            throw e instanceof IOException io ? io : new IOException("the WebSocket handshake failed", e);
        } finally {
            end();
        }
    }

    private void answer() {
        if (!answered.compareAndSet(false, true)) {
            throw new IllegalStateException("the request is answered already");
        }
    }

    private void end() {
        if (ended.compareAndSet(false, true)) {
            server.exchangeEnded();
        }
    }

    /** Counts down to a stall: a time without progress. */
    private static final class Stall {
        private final long nanosMax;
        private long start = System.nanoTime();

        Stall(long millisMax) {
            nanosMax = TimeUnit.MILLISECONDS.toNanos(millisMax);
        }

        void reset() {
            start = System.nanoTime();
        }

        /** At least 1. */
        long leftMillis() throws SocketTimeoutException {
            long left = nanosMax - (System.nanoTime() - start);
            if (left <= 0) {
                throw new SocketTimeoutException("the caller stalls");
            }
            return Math.max(1, TimeUnit.NANOSECONDS.toMillis(left));
        }
    }

    /** Who takes the answer; a stall begins with a write, however long the making of the bytes took. */
    private static final class Taker extends OutputStream {
        private final StreamSinkChannel channel;

        Taker(StreamSinkChannel channel) {
            this.channel = channel;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] source, int offset, int length) throws IOException {
            ByteBuffer bytes = ByteBuffer.wrap(source, offset, length);
            Stall stall = new Stall(RpcHttpServer.REPLY_STALL_MILLIS);
            while (bytes.hasRemaining()) {
                if (channel.write(bytes) > 0) {
                    stall.reset();
                } else {
                    channel.awaitWritable(stall.leftMillis(), TimeUnit.MILLISECONDS);
                }
            }
        }

        /** Undertow throws here if it was fewer bytes than announced. */
        void finish() throws IOException {
            Stall stall = new Stall(RpcHttpServer.REPLY_STALL_MILLIS);
            channel.shutdownWrites();
            while (!channel.flush()) {
                channel.awaitWritable(stall.leftMillis(), TimeUnit.MILLISECONDS);
            }
        }
    }

    /** The request body, blocking and bounded. */
    private static final class Body extends InputStream {
        private final StreamSourceChannel channel;
        private long limit;
        private long count;
        private Stall whole;

        Body(StreamSourceChannel channel) {
            this.channel = channel;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (length == 0 || channel == null) {
                return length == 0 ? 0 : -1;
            }
            ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
            Stall stall = new Stall(RpcHttpServer.BODY_STALL_MILLIS);
            for (; ; ) {
                whole.leftMillis();
                int read = channel.read(buffer);
                if (read < 0) {
                    return -1;
                }
                if (read > 0) {
                    count += read;
                    if (count > limit) {
                        throw new BodyTooLargeException(limit);
                    }
                    return read;
                }
                channel.awaitReadable(Math.min(stall.leftMillis(), whole.leftMillis()), TimeUnit.MILLISECONDS);
            }
        }
    }
}
