package io.lotusconsole.embedded;

import io.lotusconsole.http.Endpoint;
import io.lotusconsole.http.HttpPoster;
import io.lotusconsole.http.LeanHttpPoster;
import io.lotusconsole.json.JsonCursor;
import io.lotusconsole.rpc.Call;
import io.lotusconsole.rpc.CallObserver;
import io.lotusconsole.rpc.HttpConnection;
import io.lotusconsole.rpc.Peer;
import io.lotusconsole.rpc.ResultDecoder;
import io.lotusconsole.rpc.RpcException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The miner's way to one worker: a POST a call, with a token that was made for it. Safe for several threads. */
final class WorkerConnection implements AutoCloseable {
    /** A worker answers who it is at once, or it is none. */
    static final long CONNECT_MILLIS_MAX = 30_000;

    /** {@code TaskTypes} of a worker that is listed ({@code storage/sealer/stats.go}). */
    static final long TASKS_MILLIS_MAX = 3_000;

    /** A proof of 2 KiB takes seconds; beyond this the worker is taken for lost. A real miner waits for ever. */
    static final long PROOF_MILLIS_MAX = 30 * 60_000L;

    private static final int DEFAULT_PORT = 80;

    private final Endpoint endpoint;
    private final String token;
    private final Peer peer;
    private final HttpConnection connection;

    /** Connections of proofs that are being made. Guarded by itself. */
    private final Set<HttpConnection> proving = new HashSet<>();

    /** Guarded by {@link #proving}. */
    private boolean isClosed;

    WorkerConnection(Endpoint endpoint, String token) {
        this.endpoint = endpoint;
        this.token = token;
        this.peer = new Peer("worker", endpoint.authority(), "WorkerConnect", true, "lotus-miner", "admin", false);
        this.connection = open();
    }

    private HttpConnection open() {
        LeanHttpPoster poster = new LeanHttpPoster(endpoint, token, HttpPoster.REPLY_BYTES_MAX);
        return new HttpConnection(poster, token, peer, CallObserver.NONE);
    }

    /**
     * Where a worker said that it is.
     *
     * @throws IOException if it is no {@code http://} URL, the only kind that real workers give
     */
    static Endpoint endpoint(String url) throws IOException {
        try {
            URI uri = new URI(url);
            String host = uri.getHost();
            if ("http".equals(uri.getScheme()) && host != null && uri.getUserInfo() == null) {
                String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
                String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
                return new Endpoint("http", bare, uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(), path);
            }
        } catch (URISyntaxException e) {
            throw new IOException("not the URL of a worker: " + e.getMessage(), e);
        }
        throw new IOException("not the URL of a worker, such as http://127.0.0.1:3456/rpc/v0");
    }

    Endpoint endpoint() {
        return endpoint;
    }

    <T> T call(String method, ResultDecoder<T> decoder, long millisMax) throws RpcException {
        return connection.call(new Call<>("Filecoin." + method, "[]", decoder, millisMax));
    }

    /** A call for a proof, on a connection of its own: on a kept one a closed connection would be a second call. */
    <T> T prove(String method, String params, ResultDecoder<T> decoder) throws RpcException {
        HttpConnection own = open();
        synchronized (proving) {
            if (isClosed) {
                throw new RpcException.Closed("the miner stops");
            }
            proving.add(own);
        }
        try {
            return own.call(new Call<>("Filecoin." + method, params, decoder, PROOF_MILLIS_MAX));
        } finally {
            synchronized (proving) {
                proving.remove(own);
            }
            own.close();
        }
    }

    /** The names of its task types, as a Go set has them: fields of an object. */
    static List<String> taskTypes(JsonCursor in) throws IOException {
        List<String> types = new ArrayList<>();
        if (in.beginObject()) {
            while (in.nextField()) {
                types.add(in.name());
                in.skip();
            }
        }
        return types;
    }

    /** Nobody asks this worker anything any more; a proof that it is making is waited for all the same. */
    @Override
    public void close() {
        connection.close();
    }

    /** As {@link #close}, and proofs that are being made end as if the worker had closed their connections. */
    void abandon() {
        close();
        synchronized (proving) {
            isClosed = true;
            proving.forEach(HttpConnection::close);
        }
    }
}
