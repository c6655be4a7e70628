package io.lotusconsole.http;

import java.io.IOException;

/** What answers the requests of one path of an {@link RpcHttpServer}. */
@FunctionalInterface
public interface ServerHandler {
    /**
     * Takes one request, on a thread of the server's pool.
     *
     * <p>It replies, drops the connection or accepts a WebSocket, either before it returns or later from
     * any thread; until then the request stays open without any time limit and without a thread.
     * An exception drops the connection unless a reply was begun.
     */
    void serve(ServerExchange exchange) throws IOException;
}
