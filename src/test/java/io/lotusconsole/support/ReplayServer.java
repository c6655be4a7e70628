package io.lotusconsole.support;

import io.lotusconsole.support.JsonScan.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.net.ServerSocketFactory;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;

/**
 * A miner or a full node on loopback that answers from recorded data, over POST and over WebSocket.
 *
 * <p>It answers like the reference: 401 with an empty body for a token that is not its own, on a POST and
 * on an upgrade; the request's id as it was written; an error object for a call it cannot answer. Such a
 * call is also kept, for the test to fail with.
 */
public final class ReplayServer implements AutoCloseable {
    /** Above this size Go's server, which does not know the length in advance, sends chunks. */
    private static final int UNCHUNKED_BYTES_MAX = 2048;

    private static final Logger SERVER_LOG = Logger.getLogger(MockWebServer.class.getName());

    static {
        SERVER_LOG.setLevel(Level.WARNING);
    }

    private final Api api;
    private final String token;
    private final Answers answers;
    private final MockWebServer server = new MockWebServer();
    // Both are written by the server's threads and read by the test's; each list guards itself.
    private final List<String> asked = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();

    private ReplayServer(Api api, String token, Answers answers) {
        this.api = api;
        this.token = token;
        this.answers = answers;
    }

    /**
     * Starts a server on a free port of 127.0.0.1.
     *
     * @param token the one that is let in
     */
    public static ReplayServer start(Api api, String token, Answers answers) {
        ReplayServer replay = new ReplayServer(api, token, answers);
        replay.server.setServerSocketFactory(new PromptSockets());
        replay.server.setDispatcher(replay.new Calls());
        try {
            replay.server.start(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return replay;
    }

    public int port() {
        return server.getPort();
    }

    /** The value of an {@code …_API_INFO} variable that leads here. */
    public String apiInfo(String presentedToken, Transport transport) {
        return presentedToken + ":" + transport.multiaddr(port());
    }

    /** The methods asked, in the order of arrival, answered or not. */
    public List<String> asked() {
        synchronized (asked) {
            return List.copyOf(asked);
        }
    }

    /** What the console asked that was never recorded, or asked in a way that no miner answers. Empty is good. */
    public List<String> complaints() {
        synchronized (complaints) {
            return List.copyOf(complaints);
        }
    }

    /** Closes the port and every connection. */
    @Override
    public void close() {
        server.close();
    }

    private void complain(String what) {
        synchronized (complaints) {
            complaints.add(api + ": " + what);
        }
    }

    /** The text to answer with, and its HTTP status. */
    private record Answer(int status, String text) {}

    private Answer answer(String requestText) {
        Map<String, Span> members;
        String method;
        List<?> params;
        String id;
        try {
            members = JsonScan.members(requestText);
            method = (String) JsonScan.value(members.get("method").of(requestText));
            params = (List<?>) JsonScan.value(members.get("params").of(requestText));
            id = members.get("id").of(requestText);
            if (!"\"2.0\"".equals(members.get("jsonrpc").of(requestText))) {
                complain("not JSON-RPC 2.0: " + requestText);
            }
        } catch (RuntimeException e) {
            complain("not a request: " + requestText);
            Reply refusal = Reply.error(-32700, "Parse error");
            return new Answer(refusal.httpStatus(), refusal.withId("null"));
        }
        synchronized (asked) {
            asked.add(method);
        }
        Reply reply = answers.to(method, params).orElse(null);
        if (reply == null) {
            String call = method + JsonScan.canonical(params);
            complain("no recorded answer to " + call);
            reply = Reply.error(-32601, "no recorded answer to " + call);
        }
        return new Answer(reply.httpStatus(), reply.withId(id));
    }

    /**
     * Server sockets whose connections send at once. The server writes a reply in several parts; left to
     * wait for each other's acknowledgement, they cost 40 ms a call.
     */
    private static final class PromptSockets extends ServerSocketFactory {
        @Override
        public ServerSocket createServerSocket() throws IOException {
            return new ServerSocket() {
                @Override
                public Socket accept() throws IOException {
                    Socket accepted = super.accept();
                    accepted.setTcpNoDelay(true);
                    return accepted;
                }
            };
        }

        @Override
        public ServerSocket createServerSocket(int port) {
            throw new UnsupportedOperationException("bound by the caller");
        }

        @Override
        public ServerSocket createServerSocket(int port, int backlog) {
            throw new UnsupportedOperationException("bound by the caller");
        }

        @Override
        public ServerSocket createServerSocket(int port, int backlog, InetAddress address) {
            throw new UnsupportedOperationException("bound by the caller");
        }
    }

    /** Hands each request to {@link #answer}, once the token is right. */
    private final class Calls extends Dispatcher {
        @Override
        public MockResponse dispatch(RecordedRequest request) {
            String path = request.getTarget();
            if (!api.serves(path)) {
                complain("asked at the path " + path);
                return new MockResponse.Builder()
                        .code(404)
                        .body("404 page not found\n")
                        .build();
            }
            String authorization = request.getHeaders().get("Authorization");
            if (authorization == null) {
                complain("asked without a token");
            }
            if (!("Bearer " + token).equals(authorization)) {
                return new MockResponse.Builder().code(401).build();
            }
            if ("websocket".equalsIgnoreCase(request.getHeaders().get("Upgrade"))) {
                return new MockResponse.Builder().webSocketUpgrade(new Frames()).build();
            }
            ByteString body = request.getBody();
            if (!"POST".equals(request.getMethod()) || body == null) {
                complain("asked by " + request.getMethod());
                return new MockResponse.Builder().code(405).build();
            }
            Answer answer = answer(body.utf8());
            MockResponse.Builder response =
                    new MockResponse.Builder().code(answer.status()).setHeader("Content-Type", "application/json");
            return answer.text().length() > UNCHUNKED_BYTES_MAX
                    ? response.chunkedBody(answer.text(), UNCHUNKED_BYTES_MAX).build()
                    : response.body(answer.text()).build();
        }
    }

    /** One WebSocket: a text frame a request, a text frame a reply. */
    private final class Frames extends WebSocketListener {
        @Override
        public void onMessage(WebSocket socket, String text) {
            socket.send(answer(text).text());
        }

        @Override
        public void onMessage(WebSocket socket, ByteString bytes) {
            complain("a binary frame");
            socket.close(1003, null);
        }

        @Override
        public void onClosing(WebSocket socket, int code, String reason) {
            socket.close(1000, null);
        }
    }
}
