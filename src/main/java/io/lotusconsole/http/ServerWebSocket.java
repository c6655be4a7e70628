package io.lotusconsole.http;

/** The server's end of one WebSocket connection. Every method may be called from any thread. */
public interface ServerWebSocket {
    /** Close code of a server that goes away (RFC 6455, 7.4.1). */
    int GOING_AWAY = 1001;

    /**
     * Sends one text message. Does not block. If more than {@link
     * RpcHttpServer#WEB_SOCKET_UNSENT_BYTES_MAX} wait for a caller that does not read, the connection is
     * dropped.
     */
    void send(String text);

    /** Says goodbye with a close code, then closes. Does not block. */
    void close(int code, String reason);

    /** Closes the connection without a word. */
    void drop();

    /**
     * Runs work on the server's pool, so that {@link Listener#onMessage} need not block. Does not block;
     * drops the connection if the pool is full.
     */
    void execute(Runnable work);

    /** Who is told about one connection. Calls come one after the other, on threads of the pool. */
    interface Listener {
        /** A whole text message, or a binary one, which is read as UTF-8 text. */
        void onMessage(String text);

        /** The connection is gone, for whatever reason. Called exactly once, last. */
        void onGone();
    }
}
