package io.lotusconsole.rpc;

import io.lotusconsole.http.HttpFault;
import io.lotusconsole.http.HttpPoster;
import io.lotusconsole.http.HttpReply;
import io.lotusconsole.http.SlowNotice;
import io.lotusconsole.http.TimeLimit;
import io.lotusconsole.json.JsonCursor;
import io.lotusconsole.json.MalformedJsonException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

/** One POST a call. */
public final class HttpConnection implements Connection {
    /** Of a body that is no reply, so much is read for the reason it gives. */
    private static final int REASON_BYTES_MAX = 1024;

    /** And so much of its first line is told. */
    private static final int REASON_CHARS_MAX = 200;

    private final HttpPoster poster;
    private final String bearerToken;
    private final Peer peer;
    private final CallObserver observer;
    private final AtomicLong lastId = new AtomicLong();

    /** @param bearerToken what no message may repeat; null for none */
    public HttpConnection(HttpPoster poster, String bearerToken, Peer peer, CallObserver observer) {
        this.poster = poster;
        this.bearerToken = bearerToken;
        this.peer = peer;
        this.observer = observer;
    }

    @Override
    public <T> T call(Call<T> call) throws RpcException {
        long start = System.nanoTime();
        RpcException failure = null;
        try {
            return exchange(call);
        } catch (RpcException e) {
            failure = e.at(peer, call.method());
            throw e;
        } finally {
            observer.onEnd(call.method(), (System.nanoTime() - start) / 1_000_000, failure);
        }
    }

    private <T> T exchange(Call<T> call) throws RpcException {
        long id = lastId.incrementAndGet();
        SlowNotice slow = new SlowNotice(SLOW_MILLIS, () -> observer.onSlow(call.method()));
        TimeLimit limit = TimeLimit.inMillis(call.timeoutMillis());
        byte[] body = RequestText.of(id, call).getBytes(StandardCharsets.UTF_8);
        try (HttpReply reply = poster.post(body, limit, slow)) {
            checkStatus(reply);
            try (JsonCursor cursor = new JsonCursor(reply.body())) {
                return ReplyReader.read(cursor, id, call.decoder(), bearerToken);
            }
        } catch (HttpFault e) {
            throw RpcException.of(e);
        } catch (MalformedJsonException e) {
            throw new RpcException.Malformed(e.getMessage(), e);
        } catch (IOException e) {
            throw new RpcException.Malformed("the answer cannot be read: " + e.getMessage(), e);
        }
    }

    /** 200 and 500 carry replies; go-jsonrpc answers an unknown method with 500 and a body. */
    private void checkStatus(HttpReply reply) throws RpcException, IOException {
        int status = reply.status();
        if (status == 401 || status == 403) {
            throw new RpcException.Unauthorized(status);
        }
        if (status == 400 && !reply.contentType().equals("application/json")) {
            String words = beginning(reply);
            if (HttpFault.saysTls(words)) {
                throw new RpcException.Unreachable(HttpFault.serverSpeaksTls(null));
            }
            throw new RpcException.BadStatus(status, firstLine(words));
        }
        if (status >= 300 && status < 400) {
            throw new RpcException.BadStatus(status, "a redirect, which is not followed");
        }
        if (status >= 502 && status <= 504) {
            throw new RpcException.BadStatus(status, "a proxy in front of it gets no answer from it");
        }
        if (reply.contentType().equals("text/html")) {
            throw new RpcException.Malformed("the answer is a web page, not JSON-RPC (HTTP status " + status + ")");
        }
        boolean mayCarryReply = status == 200 || status == 400 || status == 500;
        if (!mayCarryReply || status != 200 && !reply.contentType().equals("application/json")) {
            throw new RpcException.BadStatus(
                    status, reply.contentType().equals("text/plain") ? firstLine(beginning(reply)) : "");
        }
    }

    private static String beginning(HttpReply reply) throws IOException {
        return new String(reply.body().readNBytes(REASON_BYTES_MAX), StandardCharsets.UTF_8);
    }

    private String firstLine(String words) {
        String text = words.strip();
        int end = text.indexOf('\n');
        String line =
                ReplyReader.withoutToken(end < 0 ? text : text.substring(0, end).strip(), bearerToken);
        return line.startsWith("<") ? "" : line.substring(0, Math.min(REASON_CHARS_MAX, line.length()));
    }

    @Override
    public void close() {
        poster.close();
    }
}
