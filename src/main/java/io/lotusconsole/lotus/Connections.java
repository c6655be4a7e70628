package io.lotusconsole.lotus;

import io.lotusconsole.http.Endpoint;
import io.lotusconsole.http.HttpFault;
import io.lotusconsole.http.HttpPoster;
import io.lotusconsole.http.LeanHttpPoster;
import io.lotusconsole.http.OkHttpPoster;
import io.lotusconsole.rpc.CallObserver;
import io.lotusconsole.rpc.Connection;
import io.lotusconsole.rpc.HttpConnection;
import io.lotusconsole.rpc.Peer;
import io.lotusconsole.rpc.RpcException;
import io.lotusconsole.rpc.WebSocketConnection;
import java.nio.file.Path;

/** Opens the connection an address asks for (design, decision 1). Nothing is sent before the first call. */
public final class Connections {
    private Connections() {}

    /** @param certificates PEM file to trust instead of the JDK's store, or null */
    public static Connection open(NodeKind kind, ApiLocator.Location location, Path certificates, CallObserver observer)
            throws RpcException {
        Endpoint endpoint = location.endpoint();
        String token = token(location);
        Peer peer = peer(kind, location, endpoint);
        if (endpoint.isWebSocket()) {
            return new WebSocketConnection(endpoint, token, certificates, HttpPoster.REPLY_BYTES_MAX, peer, observer);
        }
        if (!endpoint.isSecure()) {
            HttpPoster lean = new LeanHttpPoster(endpoint, token, HttpPoster.REPLY_BYTES_MAX);
            return new HttpConnection(lean, token, peer, observer);
        }
        return keeping(endpoint, token, certificates, peer, observer);
    }

    /**
     * One POST a call over connections that are kept, whatever the address asks for: a worker talks to its miner over
     * HTTP, all the time and from many threads ({@code cli/worker/worker.go}).
     */
    public static Connection openForWorker(
            NodeKind kind, ApiLocator.Location location, Path certificates, CallObserver observer) throws RpcException {
        Endpoint asked = location.endpoint();
        Endpoint endpoint = new Endpoint(asked.isSecure() ? "https" : "http", asked.host(), asked.port(), asked.path());
        return keeping(endpoint, token(location), certificates, peer(kind, location, endpoint), observer);
    }

    private static Connection keeping(
            Endpoint endpoint, String token, Path certificates, Peer peer, CallObserver observer) throws RpcException {
        try {
            HttpPoster poster = new OkHttpPoster(endpoint, token, HttpPoster.REPLY_BYTES_MAX, certificates);
            return new HttpConnection(poster, token, peer, observer);
        } catch (HttpFault e) {
            throw RpcException.of(e).at(peer);
        }
    }

    private static String token(ApiLocator.Location location) {
        return location.token() == null ? null : location.token().reveal();
    }

    private static Peer peer(NodeKind kind, ApiLocator.Location location, Endpoint endpoint) {
        return new Peer(
                kind.title(),
                endpoint.authority(),
                location.source(),
                location.token() != null,
                kind.tokenProgram(),
                kind.permission(),
                endpoint.isWebSocket());
    }
}
