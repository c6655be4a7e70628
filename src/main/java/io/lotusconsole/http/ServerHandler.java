package io.lotusconsole.http;

import java.io.IOException;
import java.util.concurrent.Executor;

/** What answers the requests of one path of an {@link RpcHttpServer}. */
@FunctionalInterface
public interface ServerHandler {
    /**
     * Takes one request, on a thread of {@link #threads}.
     *
     * <p>It replies, drops the connection or accepts a WebSocket, either before it returns or later from
     * any thread; until then the request stays open without any time limit and without a thread.
     * An exception drops the connection unless a reply was begun.
     */
    void serve(ServerExchange exchange) throws IOException;

    /**
     * What {@link #serve} runs on: a pool of the handler's own if it waits for more than bytes, so that other paths of
     * the server are served meanwhile. A pool that refuses a request closes its connection. Asked on an I/O thread,
     * and must not block.
     *
     * @return null for the server's pool
     */
    default Executor threads(ServerExchange exchange) {
        return null;
    }
}
