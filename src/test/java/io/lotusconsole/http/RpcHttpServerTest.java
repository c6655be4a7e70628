package io.lotusconsole.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.BindException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class RpcHttpServerTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static final String START_OF_A_POST = "POST /rpc/v0 HTTP/1.1\r\nHost: x\r\nContent-Length: 900\r\n\r\n";

    private RpcHttpServer server;

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private void serve(ServerOptions options, ServerHandler handler) throws IOException {
        server = RpcHttpServer.start(options, Map.of("/rpc/v0", handler, "/remote/", handler));
    }

    private void serve(ServerHandler handler) throws IOException {
        serve(ServerOptions.at("127.0.0.1", 0), handler);
    }

    private URI uri(String scheme, String path) {
        return URI.create(scheme + "://127.0.0.1:" + server.address().getPort() + path);
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri("http", path))
                .POST(BodyPublishers.ofString(body))
                .build();
        return CLIENT.send(request, BodyHandlers.ofString());
    }

    private static void echo(ServerExchange exchange) throws IOException {
        byte[] body = exchange.body(exchange.bodyBytesMax()).readAllBytes();
        exchange.reply(200, "text/plain", body);
    }

    @Test
    void aBodyComesInAndAReplyGoesOut() throws Exception {
        serve(RpcHttpServerTest::echo);
        String text = "x".repeat(3_000_000);
        HttpResponse<String> response = post("/rpc/v0?token=a", text);
        assertEquals(200, response.statusCode());
        assertEquals(text, response.body());
        assertEquals("text/plain", response.headers().firstValue("content-type").orElseThrow());
    }

    @Test
    void pathsMatchExactlyOrByPrefixAndAllElseIsNotFound() throws Exception {
        serve(RpcHttpServerTest::echo);
        assertEquals(200, post("/remote/stat/1", "").statusCode());
        assertEquals(404, post("/rpc/v1", "").statusCode());
        assertEquals(404, post("/", "").statusCode());
    }

    @Test
    void aReplyIsWrittenAsItIsMadeWithItsLengthKnownOrNot() throws Exception {
        byte[] part = "0123456789".repeat(10_000).getBytes(StandardCharsets.US_ASCII);
        int parts = 50;
        serve(exchange -> exchange.reply(
                206,
                Map.of("Content-Type", "application/x-part", "X-Other", "yes"),
                exchange.path().endsWith("known") ? (long) part.length * parts : -1,
                out -> {
                    for (int i = 0; i < parts; i++) {
                        out.write(part);
                    }
                }));
        for (String path : new String[] {"/remote/known", "/remote/open"}) {
            HttpResponse<String> response = post(path, "x");
            assertEquals(206, response.statusCode());
            assertEquals(part.length * parts, response.body().length());
            assertEquals("yes", response.headers().firstValue("x-other").orElseThrow());
            assertEquals(
                    path.endsWith("known"),
                    response.headers().firstValue("content-length").isPresent());
        }
    }

    @Test
    void aReplyWhoseMakingFailsNeverLooksWhole() throws Exception {
        serve(exchange -> exchange.reply(200, Map.of(), exchange.path().endsWith("known") ? 100 : -1, out -> {
            out.write(new byte[50]);
            if (!exchange.path().endsWith("short/known")) {
                throw new IOException("the file ends");
            }
        }));
        assertThrows(IOException.class, () -> post("/remote/known", "x"));
        assertThrows(IOException.class, () -> post("/remote/open", "x"));
        assertThrows(IOException.class, () -> post("/remote/short/known", "x"));
    }

    @Test
    void aReplyMayComeLaterFromAnotherThreadWithoutKeepingOneOfThePool() throws Exception {
        BlockingQueue<ServerExchange> held = new LinkedBlockingQueue<>();
        ServerOptions oneThread = new ServerOptions("127.0.0.1", 0, 1000, 1, 1, 30_000);
        serve(oneThread, exchange -> {
            if (exchange.path().equals("/remote/hold")) {
                held.add(exchange);
            } else {
                echo(exchange);
            }
        });
        HttpRequest request = HttpRequest.newBuilder(uri("http", "/remote/hold"))
                .POST(BodyPublishers.ofString("x"))
                .build();
        CompletableFuture<HttpResponse<String>> reply = CLIENT.sendAsync(request, BodyHandlers.ofString());
        ServerExchange exchange = held.take();
        assertEquals("free", post("/rpc/v0", "free").body());
        assertFalse(reply.isDone());
        exchange.reply(200, null, "late".getBytes(StandardCharsets.UTF_8));
        assertEquals("late", reply.get().body());
        assertThrows(IllegalStateException.class, () -> exchange.reply(200, null, new byte[0]));
    }

    @Test
    void aCallerThatHungUpIsKnownToBeGoneAndOneThatWaitsIsNot() throws Exception {
        BlockingQueue<ServerExchange> held = new LinkedBlockingQueue<>();
        serve(exchange -> {
            exchange.body(100).readAllBytes();
            held.add(exchange);
        });
        ServerExchange exchange;
        try (Socket socket = new Socket("127.0.0.1", server.address().getPort())) {
            socket.getOutputStream()
                    .write("POST /rpc/v0 HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}"
                            .getBytes(StandardCharsets.US_ASCII));
            exchange = held.take();
            assertFalse(exchange.isCallerGone());
        }
        while (!exchange.isCallerGone()) {
            Thread.onSpinWait();
        }
        exchange.drop();
    }

    @Test
    void aDroppedRequestEndsWithoutASingleByte() throws Exception {
        serve(ServerExchange::drop);
        try (Socket socket = new Socket("127.0.0.1", server.address().getPort())) {
            socket.getOutputStream()
                    .write("POST /rpc/v0 HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}"
                            .getBytes(StandardCharsets.US_ASCII));
            int first;
            try {
                first = socket.getInputStream().read();
            } catch (java.net.SocketException reset) {
                first = -1;
            }
            assertEquals(-1, first);
        }
    }

    @Test
    void aHandlerThatThrowsDropsTheConnectionAndTheServerGoesOn() throws Exception {
        serve(exchange -> {
            if (exchange.path().equals("/remote/bad")) {
                throw new IllegalStateException("bad");
            }
            echo(exchange);
        });
        assertThrows(IOException.class, () -> post("/remote/bad", "x"));
        assertEquals("good", post("/rpc/v0", "good").body());
    }

    @Test
    void moreRequestsThanThreadsAndQueueTakeAreDropped() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch busy = new CountDownLatch(1);
        serve(new ServerOptions("127.0.0.1", 0, 1000, 1, 1, 30_000), exchange -> {
            busy.countDown();
            try {
                release.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            echo(exchange);
        });
        HttpRequest request = HttpRequest.newBuilder(uri("http", "/rpc/v0"))
                .POST(BodyPublishers.ofString("x"))
                .build();
        CompletableFuture<HttpResponse<String>> running = CLIENT.sendAsync(request, BodyHandlers.ofString());
        busy.await();
        // One of the next two finds the queue taken by the other.
        CompletableFuture<HttpResponse<String>> second = CLIENT.sendAsync(request, BodyHandlers.ofString());
        CompletableFuture<HttpResponse<String>> third = CLIENT.sendAsync(request, BodyHandlers.ofString());
        CompletableFuture<Void> anyFailed = new CompletableFuture<>();
        second.whenComplete((r, e) -> completeIfFailed(anyFailed, e));
        third.whenComplete((r, e) -> completeIfFailed(anyFailed, e));
        anyFailed.get(10, TimeUnit.SECONDS);
        release.countDown();
        assertEquals(200, running.get().statusCode());
    }

    private static void completeIfFailed(CompletableFuture<Void> failed, Throwable e) {
        if (e != null) {
            failed.complete(null);
        }
    }

    @Test
    void aBodyBeyondTheLimitIsRefusedAndItsSenderStillSeesTheReply() throws Exception {
        serve(ServerOptions.at("127.0.0.1", 0).withBodyBytesMax(100_000), exchange -> {
            try {
                echo(exchange);
            } catch (BodyTooLargeException e) {
                exchange.reply(500, "text/plain", ("limit " + e.limitBytes()).getBytes(StandardCharsets.UTF_8));
            }
        });
        assertEquals(200, post("/rpc/v0", "x".repeat(100_000)).statusCode());
        HttpResponse<String> refused = post("/rpc/v0", "x".repeat(100_001));
        assertEquals("limit 100000", refused.body());
        assertEquals(500, refused.statusCode());
        assertEquals("limit 100000", post("/rpc/v0", "x".repeat(40_000_000)).body());
    }

    @Test
    void aChunkedBodyWithoutALengthHasTheSameLimit() throws Exception {
        serve(ServerOptions.at("127.0.0.1", 0).withBodyBytesMax(10), exchange -> {
            try {
                echo(exchange);
            } catch (BodyTooLargeException e) {
                exchange.reply(500, null, new byte[0]);
            }
        });
        HttpRequest request = HttpRequest.newBuilder(uri("http", "/rpc/v0"))
                .POST(BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(new byte[11])))
                .build();
        assertEquals(500, CLIENT.send(request, BodyHandlers.discarding()).statusCode());
    }

    @Test
    void oneConnectionServesManyRequests() throws Exception {
        serve(RpcHttpServerTest::echo);
        try (Socket socket = new Socket("127.0.0.1", server.address().getPort())) {
            for (int i = 0; i < 3; i++) {
                socket.getOutputStream()
                        .write(("POST /rpc/v0 HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer a\r\n"
                                        + "Content-Length: 2\r\n\r\nhi")
                                .getBytes(StandardCharsets.US_ASCII));
                assertTrue(readUntil(socket.getInputStream(), "\r\n\r\nhi").startsWith("HTTP/1.1 200 OK\r\n"));
            }
        }
    }

    /** Answers pile up in a connection whose owner takes none of them, and then a thread waits for it. */
    @Test
    void strangersAndThoseWhoAreRefusedConnectAnewForTheirNextRequest() throws Exception {
        serve(exchange -> exchange.reply(exchange.path().startsWith("/remote/") ? 401 : 200, null, new byte[0]));
        for (String request : new String[] {
            "POST /rpc/v0 HTTP/1.1\r\nHost: x\r\n\r\n",
            "POST /remote/a HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer b\r\n\r\n"
        }) {
            try (Socket socket = new Socket("127.0.0.1", server.address().getPort())) {
                socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
                assertTrue(answer.contains("Connection: close\r\n"), answer);
            }
        }
    }

    @Test
    void aReplyToOneWhoStillOwesItsBodyKeepsNoThread() throws Exception {
        ServerOptions oneThread = new ServerOptions("127.0.0.1", 0, 1000, 1, 20, 30_000);
        serve(oneThread, exchange -> exchange.reply(200, null, new byte[] {'a'}));
        List<Socket> owing = new ArrayList<>();
        long start = System.nanoTime();
        try {
            for (int i = 0; i < 6; i++) {
                Socket socket = new Socket("127.0.0.1", server.address().getPort());
                owing.add(socket);
                socket.getOutputStream().write(START_OF_A_POST.getBytes(StandardCharsets.US_ASCII));
            }
            assertEquals("a", post("/rpc/v0", "").body());
            assertTrue(System.nanoTime() - start < 6_000_000_000L, "6 times 2 s, one after the other");
            for (Socket socket : owing) {
                assertTrue(readUntil(socket.getInputStream(), "\r\n\r\na").startsWith("HTTP/1.1 200 OK\r\n"));
            }
            assertEquals(-1, owing.get(0).getInputStream().read(), "what is owed is not waited for for ever");
        } finally {
            for (Socket socket : owing) {
                socket.close();
            }
        }
    }

    @Test
    void aBodyThatDripsHasALimitForAllOfIt() throws Exception {
        serve(exchange -> {
            exchange.body(1000, 300).readAllBytes();
            exchange.reply(200, null, new byte[0]);
        });
        ScheduledExecutorService dripping = Executors.newSingleThreadScheduledExecutor();
        try (Socket socket = new Socket("127.0.0.1", server.address().getPort())) {
            socket.getOutputStream().write(START_OF_A_POST.getBytes(StandardCharsets.US_ASCII));
            dripping.scheduleAtFixedRate(
                    () -> {
                        try {
                            socket.getOutputStream().write('x');
                        } catch (IOException e) {
                            // The other side has closed it.
                        }
                    },
                    20,
                    20,
                    TimeUnit.MILLISECONDS);
            assertEquals(-1, socket.getInputStream().read());
        } catch (java.net.SocketException reset) {
            // As good an end as any.
        } finally {
            dripping.shutdownNow();
        }
    }

    private static String readUntil(InputStream in, String end) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf(end) < 0) {
            int b = in.read();
            if (b < 0) {
                throw new IOException("ended after " + text);
            }
            text.append((char) b);
        }
        return text.toString();
    }

    private static final class Collector implements WebSocket.Listener {
        final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
        final CompletableFuture<Integer> closed = new CompletableFuture<>();
        private final StringBuilder partial = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            partial.append(data);
            if (last) {
                texts.add(partial.toString());
                partial.setLength(0);
            }
            socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            closed.complete(code);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            closed.complete(-1);
        }
    }

    private WebSocket dial(Collector collector) throws Exception {
        return CLIENT.newWebSocketBuilder()
                .subprotocols("offered")
                .buildAsync(uri("ws", "/rpc/v0"), collector)
                .get(10, TimeUnit.SECONDS);
    }

    private void serveUpperCase(CountDownLatch gone, long messageBytesMax) throws IOException {
        serve(exchange -> exchange.acceptWebSocket(messageBytesMax, socket -> new ServerWebSocket.Listener() {
            @Override
            public void onMessage(String text) {
                if (text.equals("drop")) {
                    socket.drop();
                } else {
                    socket.send(text.toUpperCase(java.util.Locale.ROOT));
                }
            }

            @Override
            public void onGone() {
                gone.countDown();
            }
        }));
    }

    @Test
    void webSocketMessagesKeepTheirOrderWhetherTextBinaryOrInParts() throws Exception {
        CountDownLatch gone = new CountDownLatch(1);
        serveUpperCase(gone, 10_000_000);
        Collector collector = new Collector();
        WebSocket socket = dial(collector);
        assertEquals("offered", socket.getSubprotocol());
        socket.sendText("one", true).get();
        socket.sendBinary(ByteBuffer.wrap("two".getBytes(StandardCharsets.UTF_8)), true)
                .get();
        String part = "z".repeat(100_000);
        for (int i = 0; i < 30; i++) {
            socket.sendText(part, i == 29).get();
        }
        assertEquals("ONE", collector.texts.take());
        assertEquals("TWO", collector.texts.take());
        assertEquals(3_000_000, collector.texts.take().length());
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").get();
        assertTrue(gone.await(10, TimeUnit.SECONDS));
    }

    @Test
    void aWebSocketMessageBeyondTheLimitEndsTheConnection() throws Exception {
        CountDownLatch gone = new CountDownLatch(1);
        serveUpperCase(gone, 1000);
        Collector collector = new Collector();
        WebSocket socket = dial(collector);
        socket.sendText("x".repeat(1001), true);
        collector.closed.get(10, TimeUnit.SECONDS);
        assertTrue(gone.await(10, TimeUnit.SECONDS));
        assertTrue(collector.texts.isEmpty());
    }

    @Test
    void aDroppedWebSocketIsGoneOnBothSides() throws Exception {
        CountDownLatch gone = new CountDownLatch(1);
        serveUpperCase(gone, 1000);
        Collector collector = new Collector();
        dial(collector).sendText("drop", true);
        collector.closed.get(10, TimeUnit.SECONDS);
        assertTrue(gone.await(10, TimeUnit.SECONDS));
    }

    @Test
    void stoppingLetsARunningRequestEndAndClosesTheRest() throws Exception {
        BlockingQueue<ServerExchange> held = new LinkedBlockingQueue<>();
        CountDownLatch gone = new CountDownLatch(1);
        serve(exchange -> {
            if (exchange.wantsWebSocket()) {
                exchange.acceptWebSocket(10, socket -> new ServerWebSocket.Listener() {
                    @Override
                    public void onMessage(String text) {}

                    @Override
                    public void onGone() {
                        gone.countDown();
                    }
                });
            } else {
                held.add(exchange);
            }
        });
        Collector collector = new Collector();
        dial(collector);
        HttpRequest request = HttpRequest.newBuilder(uri("http", "/rpc/v0"))
                .POST(BodyPublishers.ofString("x"))
                .build();
        CompletableFuture<HttpResponse<String>> reply = CLIENT.sendAsync(request, BodyHandlers.ofString());
        ServerExchange exchange = held.take();
        CompletableFuture<Void> stopped = CompletableFuture.runAsync(server::close);
        exchange.reply(200, null, "done".getBytes(StandardCharsets.UTF_8));
        assertEquals("done", reply.get().body());
        stopped.get(10, TimeUnit.SECONDS);
        collector.closed.get(10, TimeUnit.SECONDS);
        assertTrue(gone.await(10, TimeUnit.SECONDS));
        assertThrows(
                ConnectException.class,
                () -> new Socket("127.0.0.1", server.address().getPort()).close());
    }

    @Test
    void aTakenPortIsAnOrdinaryError() throws Exception {
        serve(RpcHttpServerTest::echo);
        int port = server.address().getPort();
        IOException e = assertThrows(
                IOException.class, () -> RpcHttpServer.start(ServerOptions.at("127.0.0.1", port), Map.of()));
        assertInstanceOf(BindException.class, e);
    }

    @Test
    void nothingIsWrittenToStandardError() throws Exception {
        PrintStream before = System.err;
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
        try {
            serve(exchange -> {
                throw new IllegalStateException("loud");
            });
            assertThrows(IOException.class, () -> post("/rpc/v0", "x"));
            server.close();
        } finally {
            System.setErr(before);
        }
        assertEquals("", errors.toString(StandardCharsets.UTF_8));
    }
}
