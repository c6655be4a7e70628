package io.lotusconsole.http;

import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.xnio.IoUtils;
import org.xnio.Options;

/**
 * An HTTP/1.1 and WebSocket server on one address, made for JSON-RPC: few callers, bodies of up to 100
 * MiB, answers that may take hours.
 *
 * <p>A running request has no time limit, as in Lotus ({@code cli/worker/worker.go}, {@code
 * node/rpc.go}): only a caller that stalls while it sends or takes bytes is cut off. Handlers run on a
 * bounded pool of daemon threads. A caller without a token, or with one that was refused, has to connect anew for its
 * next request, so that the answer it gets always finds room in the connection and no thread waits for it. Nothing is
 * logged. The listening thread and its handlers belong to this object; {@link #close} ends them.
 */
public final class RpcHttpServer implements AutoCloseable {
    /**
     * How long a connection may be silent between requests. Go callers keep theirs for 90 s and fail the
     * call on one that closes under it ({@code go-jsonrpc/client.go}), so ours must last longer.
     */
    static final int KEEP_ALIVE_MILLIS = 150_000;

    /** A request body may pause this long between two bytes. */
    public static final long BODY_STALL_MILLIS = 60_000;

    /** A request body must be complete within this, where a handler sets no other limit: 100 MiB at 7 Mbit/s. */
    public static final long BODY_MILLIS_MAX = 120_000;

    /** A caller may pause this long between taking two bytes of a reply. */
    public static final long REPLY_STALL_MILLIS = 60_000;

    /** What may wait for a WebSocket caller that does not read, besides one message. */
    public static final long WEB_SOCKET_UNSENT_BYTES_MAX = 64L * 1024 * 1024;

    /** WebSocket messages that may wait for their turn; more, or more bytes than one message may have, close it. */
    static final int WEB_SOCKET_INBOX_MAX = 1024;

    /** How long {@link #close} waits for running requests. */
    static final long STOP_GRACE_MILLIS = 2_000;

    /** Open connections; the next one waits in the operating system's queue. */
    private static final int CONNECTIONS_MAX = 1024;

    private static final int HEADER_BYTES_MAX = 64 * 1024;
    private static final int HEADERS_MAX = 100;
    private static final int IO_THREADS = 2;
    private static final int BUFFER_BYTES = 16 * 1024;
    private static final long THREAD_IDLE_MILLIS = 30_000;

    /** Held, for the JDK forgets the level of a logger that nobody holds. */
    private static final List<Logger> SILENCED = silence("io.undertow", "org.xnio", "org.jboss.threads");

    private static final AtomicInteger SERIAL = new AtomicInteger();

    private final ServerOptions options;
    private final Map<String, ServerHandler> handlers;
    private final ThreadPoolExecutor pool;
    private final Undertow undertow;
    private final InetSocketAddress address;

    /** Guards the two fields below and {@link #stopping}. */
    private final Object lock = new Object();

    private int running;
    private final Set<UndertowWebSocket> webSockets = new HashSet<>();
    private volatile boolean stopping;

    private RpcHttpServer(ServerOptions options, Map<String, ServerHandler> handlers) throws IOException {
        this.options = options;
        this.handlers = Map.copyOf(handlers);
        String name = "http-" + SERIAL.incrementAndGet();
        AtomicInteger threads = new AtomicInteger();
        pool = new ThreadPoolExecutor(
                options.threads(),
                options.threads(),
                THREAD_IDLE_MILLIS,
                TimeUnit.MILLISECONDS,
                new ArrayBlockingQueue<>(options.queueMax()),
                task -> {
                    Thread thread = new Thread(task, name + "-handler-" + threads.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        undertow = Undertow.builder()
                .addHttpListener(options.port(), options.host())
                .setIoThreads(IO_THREADS)
                .setWorkerThreads(1)
                .setBufferSize(BUFFER_BYTES)
                // Freeing direct ones goes through sun.misc.Unsafe, of which a newer JDK warns on stderr.
                .setDirectBuffers(false)
                .setWorkerOption(Options.THREAD_DAEMON, true)
                .setWorkerOption(Options.WORKER_NAME, name)
                .setSocketOption(Options.KEEP_ALIVE, true)
                .setSocketOption(Options.CONNECTION_HIGH_WATER, CONNECTIONS_MAX)
                .setSocketOption(Options.CONNECTION_LOW_WATER, CONNECTIONS_MAX)
                .setServerOption(UndertowOptions.REQUEST_PARSE_TIMEOUT, options.headerMillisMax())
                .setServerOption(UndertowOptions.NO_REQUEST_TIMEOUT, KEEP_ALIVE_MILLIS)
                // Undertow's own limit, 2 MiB, resets the connection; ours lets the handler answer.
                .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, -1L)
                .setServerOption(UndertowOptions.MAX_HEADER_SIZE, HEADER_BYTES_MAX)
                .setServerOption(UndertowOptions.MAX_HEADERS, HEADERS_MAX)
                .setHandler(this::take)
                .build();
        try {
            undertow.start();
        } catch (RuntimeException e) {
            pool.shutdownNow();
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw e;
        }
        address = (InetSocketAddress) undertow.getListenerInfo().get(0).getAddress();
    }

    private static List<Logger> silence(String... names) {
        return java.util.Arrays.stream(names)
                .map(name -> {
                    Logger logger = Logger.getLogger(name);
                    logger.setLevel(Level.OFF);
                    return logger;
                })
                .toList();
    }

    /**
     * Binds and serves until {@link #close}.
     *
     * @param handlers by exact path, or by prefix if the key ends in {@code /}; every other path is 404
     * @throws IOException if the address cannot be bound
     */
    public static RpcHttpServer start(ServerOptions options, Map<String, ServerHandler> handlers) throws IOException {
        return new RpcHttpServer(options, handlers);
    }

    /** The address bound, with the real port. */
    public InetSocketAddress address() {
        return address;
    }

    /** On an I/O thread: admits the request to the pool or closes its connection. */
    private void take(HttpServerExchange exchange) {
        ServerHandler handler = handlerOf(exchange.getRequestPath());
        if (handler == null) {
            exchange.setStatusCode(StatusCodes.NOT_FOUND).endExchange();
            return;
        }
        synchronized (lock) {
            if (stopping) {
                IoUtils.safeClose(exchange.getConnection());
                return;
            }
            running++;
        }
        UndertowExchange ours = new UndertowExchange(this, exchange, options.bodyBytesMax());
        Executor own = handler.threads(ours);
        exchange.dispatch(
                task -> {
                    if (!tryExecute(own == null ? pool : own, task)) {
                        ours.drop();
                    }
                },
                () -> serve(handler, ours));
    }

    private ServerHandler handlerOf(String path) {
        ServerHandler exact = handlers.get(path);
        if (exact != null) {
            return exact;
        }
        int slash = path.indexOf('/', 1);
        return slash < 0 ? null : handlers.get(path.substring(0, slash + 1));
    }

    private static void serve(ServerHandler handler, UndertowExchange exchange) {
        try {
            handler.serve(exchange);
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            // A body too big for this heap is the caller's affair and ends with it.
            exchange.drop();
        } catch (Error e) {
            exchange.drop();
            throw e;
        }
    }

    /** Runs work on the pool; false if it is full or ended. */
    boolean tryExecute(Runnable work) {
        return tryExecute(pool, work);
    }

    private static boolean tryExecute(Executor threads, Runnable work) {
        try {
            threads.execute(work);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    void exchangeEnded() {
        synchronized (lock) {
            running--;
            lock.notifyAll();
        }
    }

    void opened(UndertowWebSocket webSocket) {
        synchronized (lock) {
            if (!stopping) {
                webSockets.add(webSocket);
                return;
            }
        }
        webSocket.drop();
    }

    void gone(UndertowWebSocket webSocket) {
        synchronized (lock) {
            webSockets.remove(webSocket);
        }
    }

    /**
     * Stops: new requests find the connection closed, running ones get {@link #STOP_GRACE_MILLIS} to be
     * answered, WebSockets are told {@link ServerWebSocket#GOING_AWAY}. A second call does nothing.
     */
    @Override
    public void close() {
        Set<UndertowWebSocket> open;
        synchronized (lock) {
            if (stopping) {
                return;
            }
            stopping = true;
            long deadlineNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(STOP_GRACE_MILLIS);
            try {
                for (long left; running > 0 && (left = deadlineNanos - System.nanoTime()) > 0; ) {
                    TimeUnit.NANOSECONDS.timedWait(lock, left);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            open = Set.copyOf(webSockets);
        }
        open.forEach(webSocket -> webSocket.close(ServerWebSocket.GOING_AWAY, "the server stops"));
        undertow.stop();
        pool.shutdownNow();
    }
}
