package io.lotusconsole.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotusconsole.http.RpcHttpServer;
import io.lotusconsole.http.ServerOptions;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Goal: every row of the go-jsonrpc table of codes and statuses, asked with a client that is not ours. */
@Timeout(20)
class RpcServerTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final BlockingQueue<RpcReply> HELD = new LinkedBlockingQueue<>();
    private static final BlockingQueue<String> SEEN = new LinkedBlockingQueue<>();
    private static final int BODY_BYTES_MAX = 200_000;

    private static RpcHttpServer server;

    @BeforeAll
    static void start() throws IOException {
        RpcDispatcher dispatcher = new RpcDispatcher(List.of(
                RpcMethod.immediate("F.Get", "read", 1, (call, out) -> {
                    SEEN.add(call.text(0));
                    out.element("<" + call.text(0) + ">");
                }),
                RpcMethod.immediate("F.Void", "read", 0, (call, out) -> {}),
                RpcMethod.immediate("F.Admin", "admin", 0, (call, out) -> out.element(1)),
                RpcMethod.immediate("F.Fail", "read", 0, (call, out) -> {
                    throw RpcFault.ordinary("no \"luck\"");
                }),
                RpcMethod.immediate("F.Known", "read", 0, (call, out) -> {
                    throw RpcFault.registered(11, "actor not found");
                }),
                RpcMethod.immediate("F.Broken", "read", 0, (call, out) -> {
                    throw new IOException("disk");
                }),
                RpcMethod.immediate("F.Half", "read", 0, (call, out) -> {
                    out.object().text("a", "b");
                    throw RpcFault.ordinary("half way");
                }),
                RpcMethod.immediate("F.Panic", "read", 0, (call, out) -> {
                    throw new IllegalStateException("x");
                }),
                RpcMethod.deferred("F.Hold", "read", 0, (call, reply) -> {
                    call.onCancel(() -> SEEN.add("cancelled"));
                    HELD.add(reply);
                }),
                RpcMethod.deferred("F.Drop", "read", 0, (call, reply) -> reply.drop())));
        TokenVerifier verifier = token -> switch (token) {
            case "reader" -> Set.of("read");
            case "admin" -> Set.of("admin");
            case "away" -> throw new IOException("the miner is away");
            default -> null;
        };
        server = RpcHttpServer.start(
                ServerOptions.at("127.0.0.1", 0).withBodyBytesMax(BODY_BYTES_MAX),
                Map.of("/rpc/v0", new RpcServer(dispatcher, verifier)));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static HttpRequest.Builder request(String query, String body) {
        URI uri = URI.create("http://127.0.0.1:" + server.address().getPort() + "/rpc/v0" + query);
        return HttpRequest.newBuilder(uri).POST(BodyPublishers.ofString(body));
    }

    private static HttpResponse<String> post(String body) throws Exception {
        return CLIENT.send(
                request("", body).header("Authorization", "Bearer reader").build(), BodyHandlers.ofString());
    }

    private static void assertAnswer(int status, String json, HttpResponse<String> response) {
        assertEquals(json + "\n", response.body());
        assertEquals(status, response.statusCode());
        assertEquals(
                "application/json",
                response.headers().firstValue("Content-Type").orElseThrow());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'jsonrpc':'2.0','id':7,'method':'F.Get','params':['a'],'meta':{'SpanContext':'AAA='}}"
                        + " | 200 | {'id':7,'jsonrpc':'2.0','result':'<a>'}",
                "{'params':['ü'],'method':'F.Get','id':'s'} | 200 | {'id':'s','jsonrpc':'2.0','result':'<ü>'}",
                "{'id':1.5,'method':'F.Void'} | 200 | {'id':1.5,'jsonrpc':'2.0','result':null}",
                "{'id':1,'method':'F.Void','params':null} | 200 | {'id':1,'jsonrpc':'2.0','result':null}",
                "{'id':1,'method':'F.Fail','params':[]}"
                        + " | 200 | {'error':{'code':1,'message':'no \\'luck\\''},'id':1,'jsonrpc':'2.0'}",
                "{'id':1,'method':'F.Known'}"
                        + " | 200 | {'error':{'code':11,'message':'actor not found'},'id':1,'jsonrpc':'2.0'}",
                "{'id':1,'method':'F.Broken'} | 200 | {'error':{'code':1,'message':'disk'},'id':1,'jsonrpc':'2.0'}",
                "{'id':1,'method':'F.Half'} | 200 | {'error':{'code':1,'message':'half way'},'id':1,'jsonrpc':'2.0'}",
                "{'id':1,'method':'F.Admin','params':[]} | 200 | {'error':{'code':1,'message':"
                        + "'missing permission to invoke #Admin# (need #admin#)'},'id':1,'jsonrpc':'2.0'}",
                "{'id':1,'method':'F.Nope','params':[]}"
                        + " | 500 | {'error':{'code':-32601,'message':'method #F.Nope# not found'},"
                        + "'id':1,'jsonrpc':'2.0'}",
                "{'id':1,'method':'F.Get','params':[]} | 500 | {'error':{'code':-32602,'message':"
                        + "'wrong param count (method #F.Get#): 0 != 1'},'id':1,'jsonrpc':'2.0'}",
                "{'id':1,'method':'F.Get','params':[1]} | 500 | {'error':{'code':-32700,'message':"
                        + "'unmarshaling params for #F.Get# (param: *string): expected a string, found a number'},"
                        + "'id':1,'jsonrpc':'2.0'}",
                "{'id':1,'method':'F.Get','params':{}} | 500 | {'error':{'code':-32700,'message':'unmarshaling param"
                        + " array: json: cannot unmarshal object into Go value of type []jsonrpc.param'},"
                        + "'id':1,'jsonrpc':'2.0'}",
                "{'id':true,'method':'F.Void'} | 500 | {'error':{'code':-32700,'message':"
                        + "'failed to parse ID: invalid id type: bool'},'id':null,'jsonrpc':'2.0'}",
                "nonsense | 500 | {'error':{'code':-32700,'message':'Parse error'},'id':null,'jsonrpc':'2.0'}",
                "{'id':1,'method':'F.Void'"
                        + " | 500 | {'error':{'code':-32700,'message':'Parse error'},'id':null,'jsonrpc':'2.0'}",
                "`` | 400 | {'error':{'code':-32600,'message':'Invalid request'},'id':null,'jsonrpc':'2.0'}",
                "[] | 400 | {'error':{'code':-32600,'message':'Invalid request'},'id':null,'jsonrpc':'2.0'}",
                "{'id':1,'method':'F.Panic'} | 500 | {'error':{'code':0,'message':'fatal error calling #F.Panic#:"
                        + " panic in rpc method #F.Panic#: x'},'id':1,'jsonrpc':'2.0'}",
            })
    void answersAreThoseOfGoJsonrpc(String body, int status, String json) throws Exception {
        String expected = json.replace("\\'", "\\\"").replace('\'', '"').replace('#', '\'');
        assertAnswer(status, expected, post(body.replace('\'', '"')));
    }

    @Test
    void anOversizeRequestIsAParseErrorThatNamesTheLimit() throws Exception {
        String body = "{\"id\":1,\"method\":\"F.Get\",\"params\":[\"" + "x".repeat(BODY_BYTES_MAX) + "\"]}";
        assertAnswer(
                500,
                "{\"error\":{\"code\":-32700,\"message\":\"request bigger than maximum 200000 allowed\"},"
                        + "\"id\":null,\"jsonrpc\":\"2.0\"}",
                post(body));
    }

    @Test
    void aNotificationRunsAndIsAnsweredWithAnEmptyBody() throws Exception {
        SEEN.clear();
        HttpResponse<String> response = post("{\"method\":\"F.Get\",\"params\":[\"quiet\"]}");
        assertEquals(200, response.statusCode());
        assertEquals("", response.body());
        assertEquals("quiet", SEEN.take());
    }

    @Test
    void aBatchIsAnsweredInItsOrderAndItsNotificationsAreNot() throws Exception {
        HttpResponse<String> response = post("[{\"id\":1,\"method\":\"F.Get\",\"params\":[\"a\"]},"
                + "{\"method\":\"F.Void\"},{\"id\":2,\"method\":\"F.Nope\"}]");
        assertEquals(200, response.statusCode());
        assertEquals(
                "[{\"id\":1,\"jsonrpc\":\"2.0\",\"result\":\"<a>\"},{\"error\":{\"code\":-32601,\"message\":"
                        + "\"method 'F.Nope' not found\"},\"id\":2,\"jsonrpc\":\"2.0\"}]",
                response.body().replace("\n", ""));
    }

    @Test
    void aBatchBeyondItsBoundIsRefusedAsAWhole() throws Exception {
        String one = "{\"id\":1,\"method\":\"F.Void\"}";
        String batch = "[" + one + ("," + one).repeat(RpcServer.BATCH_MAX) + "]";
        assertEquals(400, post(batch).statusCode());
    }

    @Test
    void aRefusedTokenIs401WithAnEmptyBody() throws Exception {
        String body = "{\"id\":1,\"method\":\"F.Void\"}";
        for (String header : List.of("Bearer wrong", "reader", "Basic cmVhZGVy")) {
            HttpResponse<String> response = CLIENT.send(
                    request("", body).header("Authorization", header).build(), BodyHandlers.ofString());
            assertEquals(401, response.statusCode(), header);
            assertEquals("", response.body());
        }
    }

    @Test
    void aTokenMayComeAsAQueryParameter() throws Exception {
        HttpResponse<String> response = CLIENT.send(
                request("?token=reader", "{\"id\":1,\"method\":\"F.Void\"}").build(), BodyHandlers.ofString());
        assertAnswer(200, "{\"id\":1,\"jsonrpc\":\"2.0\",\"result\":null}", response);
    }

    @Test
    void permissionsAreNoHierarchyAndAStrangerHasNone() throws Exception {
        String read = "{\"id\":1,\"method\":\"F.Void\"}";
        String missing = "{\"error\":{\"code\":1,\"message\":\"missing permission to invoke 'Void' (need 'read')\"},"
                + "\"id\":1,\"jsonrpc\":\"2.0\"}";
        HttpRequest admin =
                request("", read).header("Authorization", "Bearer admin").build();
        assertAnswer(200, missing, CLIENT.send(admin, BodyHandlers.ofString()));
        assertAnswer(200, missing, CLIENT.send(request("", read).build(), BodyHandlers.ofString()));
        String long70k = "{\"id\":1,\"method\":\"F.Get\",\"params\":[\"" + "x".repeat(70_000) + "\"]}";
        assertEquals(
                500,
                CLIENT.send(request("", long70k).build(), BodyHandlers.ofString())
                        .statusCode());
    }

    @Test
    void aTokenThatCannotBeVerifiedNowIsADroppedConnection() {
        HttpRequest request = request("", "{\"id\":1,\"method\":\"F.Void\"}")
                .header("Authorization", "Bearer away")
                .build();
        assertThrows(IOException.class, () -> CLIENT.send(request, BodyHandlers.ofString()));
    }

    @Test
    void aMethodMayDropTheConnection() {
        assertThrows(IOException.class, () -> post("{\"id\":1,\"method\":\"F.Drop\"}"));
    }

    @Test
    void aDeferredMethodAnswersOnceAndLaterAnswersAreIgnored() throws Exception {
        HttpRequest request = request("", "{\"id\":1,\"method\":\"F.Hold\"}")
                .header("Authorization", "Bearer reader")
                .build();
        var answer = CLIENT.sendAsync(request, BodyHandlers.ofString());
        RpcReply reply = HELD.take();
        reply.succeed(out -> out.element("first"));
        reply.fail(RpcFault.ordinary("second"));
        reply.drop();
        assertAnswer(200, "{\"id\":1,\"jsonrpc\":\"2.0\",\"result\":\"first\"}", answer.get());
    }

    @Test
    void aCallerWhoHungUpIsKnownToWaitNoMore() throws Exception {
        RpcReply posted;
        try (Socket socket = new Socket("127.0.0.1", server.address().getPort())) {
            String body = "{\"id\":1,\"method\":\"F.Hold\"}";
            socket.getOutputStream()
                    .write(("POST /rpc/v0 HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer reader\r\nContent-Length: "
                                    + body.length() + "\r\n\r\n" + body)
                            .getBytes(StandardCharsets.US_ASCII));
            posted = HELD.take();
            assertFalse(posted.isCallerGone());
        }
        while (!posted.isCallerGone()) {
            Thread.onSpinWait();
        }
        posted.drop();
        WebSocket socket = dial(new Texts(), "Bearer reader");
        socket.sendText("{\"id\":1,\"method\":\"F.Hold\"}", true).get();
        RpcReply dialled = HELD.take();
        assertFalse(dialled.isCallerGone());
        socket.abort();
        while (!dialled.isCallerGone()) {
            Thread.onSpinWait();
        }
    }

    private static final class Texts implements WebSocket.Listener {
        final BlockingQueue<String> received = new LinkedBlockingQueue<>();
        final CountDownLatch closed = new CountDownLatch(1);

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            received.add(data.toString());
            socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            closed.countDown();
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            closed.countDown();
        }
    }

    private static WebSocket dial(Texts texts, String authorization) throws Exception {
        WebSocket.Builder builder = CLIENT.newWebSocketBuilder();
        if (authorization != null) {
            builder.header("Authorization", authorization);
        }
        URI uri = URI.create("ws://127.0.0.1:" + server.address().getPort() + "/rpc/v0");
        return builder.buildAsync(uri, texts).get(10, TimeUnit.SECONDS);
    }

    @Test
    void aWebSocketAnswersOutOfOrderAndCancellingReachesTheCall() throws Exception {
        SEEN.clear();
        Texts texts = new Texts();
        WebSocket socket = dial(texts, "Bearer reader");
        socket.sendText("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"F.Hold\",\"params\":[]}", true)
                .get();
        RpcReply held = HELD.take();
        socket.sendText("{\"id\":\"two\",\"method\":\"F.Get\",\"params\":[\"b\"]}\n", true)
                .get();
        assertEquals("{\"id\":\"two\",\"jsonrpc\":\"2.0\",\"result\":\"<b>\"}\n", texts.received.take());
        assertEquals("b", SEEN.take());
        socket.sendText("{\"jsonrpc\":\"2.0\",\"method\":\"xrpc.cancel\",\"params\":[1]}", true)
                .get();
        assertEquals("cancelled", SEEN.take());
        held.fail(RpcFault.ordinary("context canceled"));
        assertEquals(
                "{\"error\":{\"code\":1,\"message\":\"context canceled\"},\"id\":1,\"jsonrpc\":\"2.0\"}\n",
                texts.received.take());
        socket.abort();
    }

    @Test
    void malformedFramesAndResponsesAreIgnoredAndTheConnectionLivesOn() throws Exception {
        Texts texts = new Texts();
        WebSocket socket = dial(texts, "Bearer reader");
        for (String frame : List.of("{", "[]", "1", "{\"id\":1,\"result\":2}", "{\"method\":\"xrpc.ch.val\"}")) {
            socket.sendText(frame, true).get();
        }
        socket.sendText("{\"id\":9,\"method\":\"F.Void\"}", true).get();
        assertEquals("{\"id\":9,\"jsonrpc\":\"2.0\",\"result\":null}\n", texts.received.take());
        socket.abort();
    }

    @Test
    void aLostWebSocketCancelsItsCalls() throws Exception {
        SEEN.clear();
        WebSocket socket = dial(new Texts(), "Bearer reader");
        socket.sendText("{\"id\":1,\"method\":\"F.Hold\"}", true).get();
        HELD.take();
        socket.abort();
        assertEquals("cancelled", SEEN.take());
    }

    @Test
    void tooManyRunningCallsDropTheWebSocket() throws Exception {
        Texts texts = new Texts();
        WebSocket socket = dial(texts, "Bearer reader");
        for (int i = 0; i <= RpcServer.WEB_SOCKET_CALLS_MAX; i++) {
            socket.sendText("{\"id\":" + i + ",\"method\":\"F.Hold\"}", true).get();
        }
        assertTrue(texts.closed.await(10, TimeUnit.SECONDS));
        HELD.clear();
        SEEN.clear();
    }

    @Test
    void aWebSocketWithARefusedTokenDoesNotOpenAndAStrangersMethodsAreRefused() throws Exception {
        ExecutionException refused = assertThrows(ExecutionException.class, () -> dial(new Texts(), "Bearer wrong"));
        assertEquals(
                401,
                ((WebSocketHandshakeException) refused.getCause()).getResponse().statusCode());
        Texts texts = new Texts();
        WebSocket socket = dial(texts, null);
        socket.sendText("{\"id\":1,\"method\":\"F.Void\"}", true).get();
        assertTrue(texts.received.take().contains("missing permission to invoke 'Void' (need 'read')"));
        socket.abort();
    }
}
