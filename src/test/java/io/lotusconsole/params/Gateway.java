package io.lotusconsole.params;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A gateway on loopback that has some files and behaves as it is told to, request by request. */
final class Gateway implements Closeable {
    /** What it does with one GET; those after the last one told are served well. */
    enum Manner {
        WELL,
        /** Half of what was asked for, then the connection ends. */
        CUT,
        /** The whole file, whatever range was asked for. */
        WITHOUT_RANGES,
        /** Both. */
        CUT_WITHOUT_RANGES,
        /** Beyond the end of the file, it does not say where that is. */
        WITHOUT_LENGTH_BEYOND_THE_END,
        /** Another content of the same length. */
        OTHER_CONTENT,
        UNAVAILABLE,
        NOT_FOUND
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final Queue<Manner> manners = new ArrayDeque<>();
    private final List<String> gets = Collections.synchronizedList(new ArrayList<>());

    /** Held shut while a test wants downloads to hang. */
    private volatile CountDownLatch gate = new CountDownLatch(0);

    Gateway() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/ipfs/";
    }

    void put(String cid, byte[] content) {
        files.put(cid, content);
    }

    synchronized void behave(Manner... next) {
        manners.addAll(List.of(next));
    }

    private synchronized Manner next() {
        Manner manner = manners.poll();
        return manner == null ? Manner.WELL : manner;
    }

    /** The ranges of the GETs so far; {@code all} for one without. */
    List<String> gets() {
        return List.copyOf(gets);
    }

    void shut() {
        gate = new CountDownLatch(1);
    }

    void open() {
        gate.countDown();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            byte[] content = files.get(path.substring(path.lastIndexOf('/') + 1));
            if (exchange.getRequestMethod().equals("HEAD")) {
                head(exchange, content);
                return;
            }
            String range = exchange.getRequestHeaders().getFirst("Range");
            gets.add(range == null ? "all" : range);
            Manner manner = next();
            if (manner == Manner.UNAVAILABLE || manner == Manner.NOT_FOUND || content == null) {
                exchange.sendResponseHeaders(manner == Manner.UNAVAILABLE ? 503 : 404, -1);
                return;
            }
            serve(exchange, content, range, manner);
        }
    }

    private static void head(HttpExchange exchange, byte[] content) throws IOException {
        if (content == null) {
            exchange.sendResponseHeaders(404, -1);
            return;
        }
        exchange.getResponseHeaders().set("Content-Length", Integer.toString(content.length));
        exchange.sendResponseHeaders(200, -1);
    }

    private void serve(HttpExchange exchange, byte[] content, String range, Manner manner) throws IOException {
        boolean ranges = manner != Manner.WITHOUT_RANGES && manner != Manner.CUT_WITHOUT_RANGES;
        boolean cut = manner == Manner.CUT || manner == Manner.CUT_WITHOUT_RANGES;
        int from =
                range == null || !ranges ? 0 : Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
        if (from >= content.length) {
            if (manner != Manner.WITHOUT_LENGTH_BEYOND_THE_END) {
                exchange.getResponseHeaders().set("Content-Range", "bytes */" + content.length);
            }
            exchange.sendResponseHeaders(416, -1);
            return;
        }
        if (from > 0) {
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
        }
        int length = content.length - from;
        exchange.sendResponseHeaders(from > 0 ? 206 : 200, length);
        await();
        byte[] sent = manner == Manner.OTHER_CONTENT ? new byte[content.length] : content;
        OutputStream out = exchange.getResponseBody();
        out.write(sent, from, cut ? length / 2 : length);
        out.flush();
        if (cut) {
            // Ends the connection, where closing the body first would keep it.
            exchange.close();
        } else {
            out.close();
        }
    }

    private void await() throws IOException {
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        open();
        server.stop(0);
        threads.shutdownNow();
    }
}
