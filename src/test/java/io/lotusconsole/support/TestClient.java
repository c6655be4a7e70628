package io.lotusconsole.support;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Asks servers under test with the JDK's own client, apart from the product's. */
final class TestClient {
    private static final int WAIT_SECONDS_MAX = 10;
    private static final int REPLIES_MAX = 16;
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private TestClient() {}

    /** One POST; a null token sends none. */
    static HttpResponse<String> post(int port, String path, String token, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    /** An open WebSocket. */
    static final class Socket implements AutoCloseable, WebSocket.Listener {
        private final BlockingQueue<String> replies = new ArrayBlockingQueue<>(REPLIES_MAX);
        private final StringBuilder part = new StringBuilder();
        private final WebSocket socket;

        /** Dials, and fails with what {@link HttpClient} fails with if the upgrade is refused. */
        Socket(int port, String path, String token) throws Exception {
            socket = HTTP.newWebSocketBuilder()
                    .header("Authorization", "Bearer " + token)
                    .buildAsync(URI.create("ws://127.0.0.1:" + port + path), this)
                    .get(WAIT_SECONDS_MAX, TimeUnit.SECONDS);
        }

        /** Sends a frame and waits for one. */
        String ask(String text) throws Exception {
            socket.sendText(text, true).get(WAIT_SECONDS_MAX, TimeUnit.SECONDS);
            String reply = replies.poll(WAIT_SECONDS_MAX, TimeUnit.SECONDS);
            if (reply == null) {
                throw new AssertionError("no reply within " + WAIT_SECONDS_MAX + " s to " + text);
            }
            return reply;
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            part.append(data);
            if (last) {
                replies.add(part.toString());
                part.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public void close() {
            socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
        }
    }
}
