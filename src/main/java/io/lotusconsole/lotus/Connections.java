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
        String token = location.token() == null ? null : location.token().reveal();
        Peer peer = new Peer(
                kind.title(),
                endpoint.authority(),
                location.source(),
                token != null,
                kind.tokenProgram(),
                kind.permission(),
                endpoint.isWebSocket());
        if (endpoint.isWebSocket()) {
            return new WebSocketConnection(endpoint, token, certificates, HttpPoster.REPLY_BYTES_MAX, peer, observer);
        }
        if (!endpoint.isSecure()) {
            HttpPoster lean = new LeanHttpPoster(endpoint, token, HttpPoster.REPLY_BYTES_MAX);
            return new HttpConnection(lean, token, peer, observer);
        }
        try {
            HttpPoster tls = new OkHttpPoster(endpoint, token, HttpPoster.REPLY_BYTES_MAX, certificates);
            return new HttpConnection(tls, token, peer, observer);
        } catch (HttpFault e) {
            throw RpcException.of(e).at(peer);
        }
    }
}
