package io.lotusconsole.http;

import java.util.Objects;

/**
 * Where an {@link RpcHttpServer} listens, and its bounds.
 *
 * @param host address or name to bind, for example {@code 127.0.0.1}
 * @param port 0 for any free port
 * @param bodyBytesMax longest request body and longest WebSocket message; a handler may ask for less
 * @param threads how many handlers run at a time. A handler that answers later occupies no thread
 * @param headerMillisMax a caller's request line and headers must be complete within this
 * @param queueMax how many requests wait for a thread; the connection of one more is closed, which a
 *     go-jsonrpc caller takes for "try another"
 */
public record ServerOptions(String host, int port, long bodyBytesMax, int threads, int queueMax, int headerMillisMax) {
    /** {@code DEFAULT_MAX_REQUEST_SIZE} of {@code go-jsonrpc/server.go}. */
    public static final long BODY_BYTES_MAX = 100L * 1024 * 1024;

    /** As in Lotus ({@code --http-server-timeout}). */
    private static final int HEADER_MILLIS_MAX = 30_000;

    private static final int THREADS = 8;
    private static final int QUEUE_MAX = 256;

    public ServerOptions {
        Objects.requireNonNull(host);
        if (port < 0 || port > 65535 || bodyBytesMax < 1 || threads < 1 || queueMax < 1 || headerMillisMax < 1) {
            throw new IllegalArgumentException("server bounds out of range");
        }
    }

    /** The usual bounds. */
    public static ServerOptions at(String host, int port) {
        return new ServerOptions(host, port, BODY_BYTES_MAX, THREADS, QUEUE_MAX, HEADER_MILLIS_MAX);
    }

    public ServerOptions withBodyBytesMax(long bytes) {
        return new ServerOptions(host, port, bytes, threads, queueMax, headerMillisMax);
    }

    /** @param millis 0 changes nothing */
    public ServerOptions withHeaderMillisMax(long millis) {
        int limit = millis == 0 ? headerMillisMax : (int) Math.min(millis, Integer.MAX_VALUE);
        return new ServerOptions(host, port, bodyBytesMax, threads, queueMax, limit);
    }
}
