package io.lotusconsole.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ReplayServerTest {
    private static final String TOKEN = RecordedFolder.TOKEN;

    /** Goal: replaying is faithful. Each recorded call is asked again, over both transports, with another id. */
    @TestFactory
    Stream<DynamicTest> everyRecordedCallIsAnsweredAsRecorded() {
        return RecordedFolder.names().stream()
                .flatMap(folder -> RecordedFolder.of(folder).recordings().stream())
                .map(recording -> dynamicTest(recording.title(), () -> askAgain(recording)));
    }

    private static void askAgain(Recording recording) throws Exception {
        RecordedFolder folder = RecordedFolder.of(recording.folder());
        for (Api api : Api.values()) {
            List<Exchange> own = folder.exchanges().stream()
                    .filter(e -> e.api() == api && e.source().equals(recording.name()))
                    .toList();
            try (ReplayServer server = ReplayServer.start(api, TOKEN, folder.answers(recording, api));
                    TestClient.Socket socket = new TestClient.Socket(server.port(), "/rpc/v0", TOKEN)) {
                int id = 1000;
                for (Exchange exchange : own) {
                    String request = request(++id, exchange.method(), exchange.params());
                    String expected = exchange.reply().withId(String.valueOf(id));
                    assertEquals(expected, socket.ask(request));
                    HttpResponse<String> response = TestClient.post(server.port(), "/rpc/v0", TOKEN, request);
                    assertEquals(expected, response.body());
                    assertEquals(exchange.reply().httpStatus(), response.statusCode());
                }
                assertEquals(List.of(), server.complaints());
                assertEquals(2 * own.size(), server.asked().size());
            }
        }
    }

    @Test
    void aTokenThatIsNotItsOwnIsRefusedOnPostAndOnUpgrade() throws Exception {
        try (ReplayServer server = ReplayServer.start(Api.MINER, TOKEN, Answers.toOne("Filecoin.Session", "1"))) {
            HttpResponse<String> response =
                    TestClient.post(server.port(), "/rpc/v0", "bad.bad.bad", request(1, "Filecoin.Session", List.of()));
            assertEquals(401, response.statusCode());
            assertEquals("", response.body());
            ExecutionException refused = assertThrows(
                    ExecutionException.class, () -> new TestClient.Socket(server.port(), "/rpc/v0", "bad.bad.bad"));
            WebSocketHandshakeException handshake =
                    assertInstanceOf(WebSocketHandshakeException.class, refused.getCause());
            assertEquals(401, handshake.getResponse().statusCode());
            assertEquals(List.of(), server.asked());
        }
    }

    @Test
    void theIdComesBackAsItWasWritten() throws Exception {
        try (ReplayServer server = ReplayServer.start(Api.MINER, TOKEN, Answers.toOne("Filecoin.Session", "\"s\""))) {
            for (String id : List.of("7", "\"seven\"", "18446744073709551615", "1e2", "null")) {
                String request = "{\"method\":\"Filecoin.Session\",\"meta\":{\"SpanContext\":\"x\"},\"params\":[ ],"
                        + "\"id\":" + id + " , \"jsonrpc\":\"2.0\"}";
                assertEquals(
                        "{\"id\":" + id + ",\"jsonrpc\":\"2.0\",\"result\":\"s\"}\n",
                        TestClient.post(server.port(), "/rpc/v0", TOKEN, request)
                                .body());
            }
            assertEquals(List.of(), server.complaints());
        }
    }

    @Test
    void aCallThatWasNeverRecordedIsAnErrorAndAComplaint() throws Exception {
        try (ReplayServer server = ReplayServer.start(Api.MINER, TOKEN, Answers.toOne("Filecoin.Session", "1"))) {
            HttpResponse<String> response = TestClient.post(
                    server.port(), "/rpc/v0", TOKEN, request(5, "Filecoin.SectorsStatus", List.of(3, true)));
            assertEquals(
                    "{\"jsonrpc\":\"2.0\",\"id\":5,\"error\":{\"code\":-32601,"
                            + "\"message\":\"no recorded answer to Filecoin.SectorsStatus[3,true]\"}}\n",
                    response.body());
            assertEquals(500, response.statusCode());
            assertEquals(List.of("MINER: no recorded answer to Filecoin.SectorsStatus[3,true]"), server.complaints());
        }
    }

    @Test
    void askingWrongIsAComplaint() throws Exception {
        try (ReplayServer server = ReplayServer.start(Api.MINER, TOKEN, Answers.toOne("Filecoin.Session", "1"))) {
            String request = request(1, "Filecoin.Session", List.of());
            assertEquals(
                    404,
                    TestClient.post(server.port(), "/rpc/v1", TOKEN, request).statusCode());
            assertEquals(
                    401,
                    TestClient.post(server.port(), "/rpc/v0", null, request).statusCode());
            assertEquals(
                    500, TestClient.post(server.port(), "/rpc/v0", TOKEN, "{}").statusCode());
            assertEquals(3, server.complaints().size(), server.complaints()::toString);
        }
    }

    @Test
    void aStateCallAtTheRecordedHeadIsTheCallAtTheEmptyKey() throws Exception {
        Recording recording = recording("two-post-workers", "proving-info");
        RecordedFolder folder = RecordedFolder.of("two-post-workers");
        String head = folder.exchanges().stream()
                .filter(e -> e.source().equals("proving-info") && e.method().equals("Filecoin.ChainHead"))
                .map(e -> JsonScan.members(e.replyText()).get("result").of(e.replyText()))
                .findFirst()
                .orElseThrow();
        String key = JsonScan.members(head).get("Cids").of(head);
        try (ReplayServer server = ReplayServer.start(Api.FULL_NODE, TOKEN, folder.answers(recording, Api.FULL_NODE))) {
            for (String method :
                    List.of("StateMinerInfo", "StateMinerPower", "StateReadState", "StateMinerDeadlines")) {
                String atHead = ask(server, "Filecoin." + method, "[\"t01000\"," + key + "]");
                assertEquals(ask(server, "Filecoin." + method, "[\"t01000\",[]]"), atHead);
                assertEquals(ask(server, "Filecoin." + method, "[\"t01000\",null]"), atHead);
            }
            assertEquals(List.of(), server.complaints());
            ask(server, "Filecoin.StateMinerInfo", "[\"t01000\",[{\"/\":\"another\"}]]");
            assertEquals(1, server.complaints().size());
        }
    }

    @Test
    void theSameQuestionHasTheAnswerOfTheServerAsked() throws Exception {
        Recording recording = recording("static-chain", "info");
        RecordedFolder folder = RecordedFolder.of("static-chain");
        try (ReplayServer miner = ReplayServer.start(Api.MINER, TOKEN, folder.answers(recording, Api.MINER));
                ReplayServer node =
                        ReplayServer.start(Api.FULL_NODE, TOKEN, folder.answers(recording, Api.FULL_NODE))) {
            assertTrue(ask(miner, "Filecoin.Version", "[]").contains("66816"));
            assertTrue(ask(node, "Filecoin.Version", "[]").contains("131840"));
        }
    }

    private static String ask(ReplayServer server, String method, String params) throws Exception {
        String request = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + params + "}";
        return TestClient.post(server.port(), "/rpc/v0", TOKEN, request).body();
    }

    private static String request(int id, String method, List<?> params) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":"
                + JsonScan.canonical(params) + ",\"meta\":{\"SpanContext\":\"AAAA\"}}";
    }

    private static Recording recording(String folder, String name) {
        return RecordedFolder.of(folder).recordings().stream()
                .filter(r -> r.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
