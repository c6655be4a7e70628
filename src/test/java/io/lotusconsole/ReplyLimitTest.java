package io.lotusconsole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotusconsole.http.Endpoint;
import io.lotusconsole.http.HttpFault;
import io.lotusconsole.http.HttpPoster;
import io.lotusconsole.http.HttpReply;
import io.lotusconsole.http.LeanHttpPoster;
import io.lotusconsole.http.OkHttpPoster;
import io.lotusconsole.http.TimeLimit;
import io.lotusconsole.http.WebSocketChannel;
import io.lotusconsole.json.JsonCursor;
import io.lotusconsole.rpc.Call;
import io.lotusconsole.rpc.CallObserver;
import io.lotusconsole.rpc.Connection;
import io.lotusconsole.rpc.Peer;
import io.lotusconsole.rpc.RpcException;
import io.lotusconsole.rpc.WebSocketConnection;
import io.lotusconsole.support.FaultyServer;
import io.lotusconsole.support.Run;
import io.lotusconsole.support.Transport;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** A reply of the limit is read, one of a byte more is refused, however its end is told. */
class ReplyLimitTest {
    private static final int LIMIT = 100_000;

    /** Well within the limit, and within the memory of these tests. */
    private static final long LARGE_BYTES = 32 << 20;

    private static final long WAIT_SECONDS_MAX = 20;

    /** A reply of so many bytes in each of HTTP's three ways. */
    private static Map<String, String> replies(int bytes) {
        String body = "x".repeat(bytes);
        String half = body.substring(0, bytes / 2);
        String rest = body.substring(bytes / 2);
        return Map.of(
                "by length",
                "HTTP/1.1 200 OK\r\nContent-Length: " + bytes + "\r\n\r\n" + body,
                "by chunks",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(half.length()) + "\r\n"
                        + half + "\r\n" + Integer.toHexString(rest.length()) + "\r\n" + rest + "\r\n0\r\n\r\n",
                "by the end",
                "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + body);
    }

    private static List<HttpPoster> posters(int port) throws IOException {
        Endpoint endpoint = new Endpoint("http", "127.0.0.1", port, "/rpc/v0");
        return List.of(new LeanHttpPoster(endpoint, null, LIMIT), new OkHttpPoster(endpoint, null, LIMIT, null));
    }

    private static int read(HttpPoster poster) throws IOException {
        try (poster;
                HttpReply reply = poster.post("{}".getBytes(), TimeLimit.inMillis(20_000), null)) {
            return reply.body().readAllBytes().length;
        }
    }

    @Test
    void aReplyOfTheLimitIsRead() throws IOException {
        for (String reply : replies(LIMIT).values()) {
            try (FaultyServer server = FaultyServer.sending(reply)) {
                for (HttpPoster poster : posters(server.port())) {
                    assertEquals(LIMIT, read(poster));
                }
            }
        }
    }

    @Test
    void aReplyOfOneByteMoreIsRefused() throws IOException {
        for (Map.Entry<String, String> reply : replies(LIMIT + 1).entrySet()) {
            try (FaultyServer server = FaultyServer.sending(reply.getValue())) {
                for (HttpPoster poster : posters(server.port())) {
                    HttpFault fault = assertThrows(HttpFault.class, () -> read(poster), reply.getKey());
                    assertEquals(HttpFault.Kind.TOO_LARGE, fault.kind(), reply.getKey());
                }
            }
        }
    }

    @Test
    void theRealLimitHoldsForTheConsole() {
        long tooMuch = HttpPoster.REPLY_BYTES_MAX + 1;
        try (FaultyServer miner = FaultyServer.answeringAtLength(tooMuch, FaultyServer.GOOD)) {
            Run.of(miner.apiInfo(Run.TOKEN, Transport.HTTP), "proving workers")
                    .failed(1, "the answer is larger than the limit of 536870912 bytes");
        }
        // Without a length in front, all of it has to come.
        try (FaultyServer miner = FaultyServer.streaming(tooMuch, FaultyServer.GOOD)) {
            Run.of(miner.apiInfo(Run.TOKEN, Transport.HTTP), "proving workers")
                    .failed(1, "the answer is larger than the limit of 536870912 bytes");
        }
        try (FaultyServer miner = FaultyServer.streaming(tooMuch - 1, FaultyServer.GOOD)) {
            Run.of(miner.apiInfo(Run.TOKEN, Transport.HTTP), "proving workers").ended(0);
        }
    }

    private static String called(long bytes) throws RpcException {
        try (FaultyServer miner = FaultyServer.answeringAtLength(bytes, FaultyServer.GOOD);
                Connection connection = new WebSocketConnection(
                        new Endpoint("ws", "127.0.0.1", miner.port(), "/rpc/v0"),
                        null,
                        null,
                        LIMIT,
                        new Peer("a miner", "127.0.0.1", "this test", false, "lotus-miner", "admin", false),
                        CallObserver.NONE)) {
            return connection.call(new Call<>("x", "[]", JsonCursor::raw, 20_000));
        }
    }

    @Test
    void aConnectionHoldsItsWebSocketToTheLimit() throws RpcException {
        assertEquals("{}", called(LIMIT));
        RpcException refusal = assertThrows(RpcException.Malformed.class, () -> called(LIMIT + 1));
        assertEquals("the answer is larger than the limit of " + LIMIT + " bytes", refusal.getMessage());
    }

    /** Of the limit itself the memory of these tests lets nothing be seen. */
    @Test
    void theConsoleReadsALargeMessageAndNotOneBeyondItsMemory() {
        try (FaultyServer miner = FaultyServer.answeringAtLength(LARGE_BYTES, FaultyServer.GOOD)) {
            Run.of(miner.apiInfo(Run.TOKEN, Transport.WEB_SOCKET), "proving workers")
                    .ended(0);
        }
        try (FaultyServer miner = FaultyServer.answeringAtLength(HttpPoster.REPLY_BYTES_MAX + 1, FaultyServer.GOOD)) {
            Run.of(miner.apiInfo(Run.TOKEN, Transport.WEB_SOCKET), "proving workers")
                    .failed(1, "the answer is too large for the memory allowed");
        }
    }

    /** What came of one message of so many bytes. */
    private static String message(long bytes, boolean dies)
            throws HttpFault, WebSocketChannel.HandshakeRefused, InterruptedException, ExecutionException,
                    TimeoutException {
        CompletableFuture<String> told = new CompletableFuture<>();
        WebSocketChannel.Listener listener = new WebSocketChannel.Listener() {
            @Override
            public void onText(String text) {
                if (dies) {
                    throw new OutOfMemoryError("as if");
                }
                told.complete("text of " + text.length());
            }

            @Override
            public void onEnd(HttpFault fault) {
                told.complete(fault == null ? "end" : fault.kind() + " " + fault.getMessage());
            }
        };
        try (FaultyServer server = FaultyServer.answeringAtLength(bytes, FaultyServer.GOOD);
                WebSocketChannel channel = WebSocketChannel.open(
                        new Endpoint("ws", "127.0.0.1", server.port(), "/rpc/v0"),
                        null,
                        null,
                        TimeLimit.inMillis(20_000),
                        LIMIT,
                        listener)) {
            assertTrue(channel.send("{\"id\":1,\"method\":\"x\"}"));
            return told.get(WAIT_SECONDS_MAX, TimeUnit.SECONDS);
        }
    }

    @Test
    void aMessageOfTheLimitIsReadAndOneOfAByteMoreIsRefused() throws Exception {
        assertEquals("text of " + LIMIT, message(LIMIT, false));
        assertTrue(message(LIMIT + 1, false).startsWith("TOO_LARGE"));
    }

    @Test
    void aMessageFarBeyondTheLimitIsNotGatheredInMemory() throws Exception {
        // More than the memory of these tests, had it to be kept.
        assertTrue(message(4 * HttpPoster.REPLY_BYTES_MAX, false).startsWith("TOO_LARGE"));
    }

    @Test
    void aReaderThatRunsOutOfMemoryIsToldOf() throws Exception {
        assertEquals("BEYOND_MEMORY the answer is too large for the memory allowed", message(1000, true));
    }
}
