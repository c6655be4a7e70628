package io.lotusconsole.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.function.Function;

/**
 * One request to an {@link RpcHttpServer} and its answer.
 *
 * <p>It ends exactly once, by a {@code reply}, {@link #drop} or {@link #acceptWebSocket}; the second of
 * two such calls is refused with {@link IllegalStateException}, except that {@link #drop} may always
 * be called and then does nothing. May be handed from thread to thread, but not used by two at once.
 */
public interface ServerExchange {
    /** {@code POST}, {@code GET} and so on. */
    String method();

    /** Decoded path, without the query. */
    String path();

    /** First value of a header, or null. */
    String header(String name);

    /** First value of a query parameter, decoded, or null. */
    String queryParameter(String name);

    InetSocketAddress peer();

    /**
     * Whether the caller wants a WebSocket. go-jsonrpc looks at {@code Connection} only; callers that offer
     * HTTP/2 in the same way, as the JDK's do, must still be able to POST.
     */
    boolean wantsWebSocket();

    /** The longest body this server takes, bytes. */
    long bodyBytesMax();

    /** The request body, which has {@link RpcHttpServer#BODY_MILLIS_MAX} to arrive. */
    default InputStream body(long bytesMax) throws IOException {
        return body(bytesMax, RpcHttpServer.BODY_MILLIS_MAX);
    }

    /**
     * The request body as it arrives; reads block, and fail after {@link
     * RpcHttpServer#BODY_STALL_MILLIS} without a byte.
     *
     * @param bytesMax the read that goes past it throws {@link BodyTooLargeException}, and so does this
     *     method if the caller announces more; the server's own limit holds as well
     * @param millisMax for all of it, from now on
     */
    InputStream body(long bytesMax, long millisMax) throws IOException;

    /**
     * Whether the caller has closed its end of the connection, as far as is known here; to be asked before a late
     * answer is made or given. A caller may have closed its sending side only and still take the answer. Does not
     * block.
     */
    boolean isCallerGone();

    /**
     * Answers. Blocks until the last byte is with the operating system.
     *
     * @param contentType null for none
     * @throws IOException if the caller is gone or took nothing for {@link
     *     RpcHttpServer#REPLY_STALL_MILLIS}; the connection is then closed
     */
    void reply(int status, String contentType, byte[] body) throws IOException;

    /**
     * Answers with a body that is written as it is made. Blocks until the last byte is with the operating system.
     *
     * @param lengthBytes -1 if it is not known before; otherwise the body must have exactly so many
     * @throws IOException as {@link #reply(int, String, byte[])}, and what {@code body} threw; the connection is then
     *     closed, so that the caller sees an answer that was cut and none that looks whole
     */
    void reply(int status, Map<String, String> headers, long lengthBytes, ReplyBody body) throws IOException;

    /** Writes the body of an answer. The stream fails if its taker stalls; it need not be closed. */
    interface ReplyBody {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Closes the connection without an answer: to the caller the server just vanished. */
    void drop();

    /**
     * Answers the handshake, or, to one that is none, with an error of its own. Blocks little.
     *
     * @param messageBytesMax a longer message closes the connection; the server's own limit holds as well
     * @param opened makes what listens to the connection; called once it is open, before any message,
     *     possibly after this method returned
     */
    void acceptWebSocket(long messageBytesMax, Function<ServerWebSocket, ServerWebSocket.Listener> opened)
            throws IOException;
}
