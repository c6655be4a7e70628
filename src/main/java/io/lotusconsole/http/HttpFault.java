package io.lotusconsole.http;

import java.io.IOException;

/** Why an exchange did not come to its end. The message is one clause for a person, without advice. */
public final class HttpFault extends IOException {
    private static final long serialVersionUID = 1L;

    /** What happened, by what a caller can do about it. */
    public enum Kind {
        /** Nothing listens there. */
        REFUSED,
        /** The host name has no address. */
        UNRESOLVED,
        /** No route, network down, or no answer to the connection attempt in time. */
        UNREACHABLE,
        /** Connected, but the time limit passed before the answer was complete. */
        TIMED_OUT,
        /** The connection ended before the answer was complete. */
        CUT,
        /** What came back is not HTTP, or not a WebSocket handshake. */
        NOT_HTTP,
        /** TLS was spoken to a cleartext port or the reverse. */
        TLS_MISMATCH,
        /** The server's certificate is not trusted or names another host. */
        BAD_CERTIFICATE,
        /** The file of certificates to trust cannot be read or holds none. */
        BAD_TRUST_FILE,
        /** The answer is larger than the limit. */
        TOO_LARGE,
        /** The answer is within the limit, but not within the memory this process may use. */
        BEYOND_MEMORY
    }

    private final Kind kind;

    public HttpFault(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public HttpFault(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** Of kind TLS_MISMATCH. @param cause may be null */
    public static HttpFault serverSpeaksTls(Throwable cause) {
        return new HttpFault(Kind.TLS_MISMATCH, "the server speaks TLS, we spoke cleartext", cause);
    }

    static HttpFault beyondMemory(Throwable cause) {
        return new HttpFault(Kind.BEYOND_MEMORY, "the answer is too large for the memory allowed", cause);
    }

    /**
     * Whether the body of a status 400 complains of cleartext on a TLS port: Go's {@code Client sent an HTTP
     * request to an HTTPS server.}, nginx's {@code The plain HTTP request was sent to HTTPS port}.
     */
    public static boolean saysTls(String refusal) {
        return refusal.contains("HTTP request") && refusal.contains("HTTPS");
    }

    public Kind kind() {
        return kind;
    }
}
