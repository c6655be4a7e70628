package io.lotusconsole.support;

import java.io.IOException;

/**
 * What a {@link FaultyServer} does wrong, and when. Every fault has a meaning over POST and over WebSocket; in a
 * reply, {@code $ID} stands for the id of the request.
 */
public enum Fault {
    // When the connection is accepted.
    ACCEPT_AND_CLOSE(Moment.ACCEPTED, FaultyServer.Peer::close),
    ACCEPT_AND_RESET(Moment.ACCEPTED, FaultyServer.Peer::reset),
    ACCEPT_AND_STALL(Moment.ACCEPTED, FaultyServer.Peer::stall),

    /** What an HTTP server says to bytes that are no HTTP. */
    BAD_REQUEST_AT_ONCE(
            Moment.ACCEPTED, peer -> peer.raw("HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\n"
                            + "Connection: close\r\n\r\n400 Bad Request")
                    .untilItLeaves()),

    // When the HTTP request is read, which over WebSocket is the handshake.
    CLOSE_BEFORE_HEADERS(Moment.REQUESTED, FaultyServer.Peer::close),
    STALL_BEFORE_HEADERS(Moment.REQUESTED, FaultyServer.Peer::stall),
    STALL_IN_HEADERS(
            Moment.REQUESTED, peer -> peer.raw("HTTP/1.1 200 OK\r\nContent-Ty").stall()),
    CUT_IN_HEADERS(
            Moment.REQUESTED, peer -> peer.raw("HTTP/1.1 200 OK\r\nContent-Ty").close()),
    ENDLESS_HEADER(Moment.REQUESTED, peer -> peer.raw("HTTP/1.1 200 OK\r\nX: ").flood("x")),
    ENDLESS_INFORMATION(Moment.REQUESTED, peer -> peer.flood("HTTP/1.1 102 Processing\r\n\r\n")),
    HTML_200(Moment.REQUESTED, peer -> peer.page("200 OK")),
    HTML_404(Moment.REQUESTED, peer -> peer.page("404 Not Found")),
    HTML_502(Moment.REQUESTED, peer -> peer.page("502 Bad Gateway")),
    TEXT_404(Moment.REQUESTED, peer -> peer.text("404 Not Found", "404 page not found\n")),
    TEXT_500(Moment.REQUESTED, peer -> peer.text("500 Internal Server Error", "disk \u001b[31mfull\n\nmore\n")),
    TEXT_503(Moment.REQUESTED, peer -> peer.text("503 Service Unavailable", "upstream is down")),
    UNAUTHORIZED_401(Moment.REQUESTED, peer -> peer.text("401 Unauthorized", "")),
    FORBIDDEN_403(Moment.REQUESTED, peer -> peer.text("403 Forbidden", "")),
    /** What Go's TLS server says to cleartext. */
    CLEARTEXT_REFUSED(Moment.REQUESTED, peer -> peer.raw(
                    "HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n")
            .close()),
    /** A fatal alert, handshake failure, as a TLS server answers what is not TLS. */
    TLS_ALERT(Moment.REQUESTED, peer -> peer.raw("\u0015\u0003\u0003\u0000\u0002\u0002\u0028")
            .close()),
    GARBAGE(Moment.REQUESTED, peer -> peer.raw("\u0000\u00ff\u0001 SSH-2.0-OpenSSH_9.6 \u001b[2J\r\n\r\n")
            .close()),
    REDIRECT(Moment.REQUESTED, peer -> peer.raw(
                    "HTTP/1.1 302 Found\r\nLocation: https://elsewhere.invalid/\r\n" + "Content-Length: 0\r\n\r\n")
            .close()),
    BAD_STATUS_LINE(
            Moment.REQUESTED, peer -> peer.raw("HTTP/1.1 abc OK\r\n\r\n").close()),
    BAD_CONTENT_LENGTH(Moment.REQUESTED, peer -> peer.raw("HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n")
            .close()),
    BAD_CHUNK_SIZE(Moment.REQUESTED, peer -> peer.raw(
                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + "zz\r\nabc\r\n")
            .close()),

    // When the call is read.
    CLOSE_BEFORE_ANSWER(Moment.CALLED, FaultyServer.Peer::close),
    STALL_BEFORE_ANSWER(Moment.CALLED, FaultyServer.Peer::stall),
    STALL_IN_BODY(Moment.CALLED, peer -> peer.half(FaultyServer.GOOD).stall()),
    CUT_IN_BODY(Moment.CALLED, peer -> peer.half(FaultyServer.GOOD).close()),
    STALL_IN_CHUNKS(Moment.CALLED, peer -> peer.halfChunked(FaultyServer.GOOD).stall()),
    CUT_IN_CHUNKS(Moment.CALLED, peer -> peer.halfChunked(FaultyServer.GOOD).close()),
    SLOW_DRIP(Moment.CALLED, peer -> peer.drip(FaultyServer.GOOD)),
    TRUNCATED_JSON(Moment.CALLED, "{\"jsonrpc\":\"2.0\",\"id\":$ID,\"result\":{\"0\":{\"Info\":{"),
    EMPTY_BODY(Moment.CALLED, ""),
    NOT_JSON(Moment.CALLED, "I am \u001b[31ma teapot"),
    NOT_AN_OBJECT(Moment.CALLED, "[1,2,3]"),
    MORE_THAN_JSON(Moment.CALLED, FaultyServer.GOOD + "}"),
    DEEP_JSON(Moment.CALLED, "{\"id\":$ID,\"x\":" + "[".repeat(100_000)),
    INVALID_UTF8(Moment.CALLED, peer -> peer.answerBytes("{\"id\":$ID,\"result\":{\"\u00ff\u00fe\":{}}}")),
    WRONG_ID(Moment.CALLED, "{\"jsonrpc\":\"2.0\",\"id\":987654,\"result\":{}}"),
    TEXT_ID(Moment.CALLED, "{\"jsonrpc\":\"2.0\",\"id\":\"$ID\",\"result\":{}}"),
    NO_ID(Moment.CALLED, "{\"jsonrpc\":\"2.0\",\"result\":{}}"),
    NULL_ID(Moment.CALLED, "{\"jsonrpc\":\"2.0\",\"id\":null,\"result\":{}}"),
    HUGE_ID(Moment.CALLED, "{\"jsonrpc\":\"2.0\",\"id\":99999999999999999999999999,\"result\":{}}"),
    NO_RESULT(Moment.CALLED, "{\"jsonrpc\":\"2.0\",\"id\":$ID}"),
    RESULT_OF_WRONG_TYPE(Moment.CALLED, "{\"jsonrpc\":\"2.0\",\"id\":$ID,\"result\":[\"\u001b[31m\"]}"),
    RESULT_AND_ERROR(
            Moment.CALLED,
            "{\"jsonrpc\":\"2.0\",\"id\":$ID,\"result\":{},\"error\":{\"code\":1,\"message\":\"both\"}}"),
    ERROR(Moment.CALLED, "{\"jsonrpc\":\"2.0\",\"id\":$ID,\"error\":{\"code\":1,\"message\":\"no such thing\"}}"),
    ERROR_WITH_NULL_ID(
            Moment.CALLED, "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32700,\"message\":\"parse\"}}"),
    ERROR_OF_CONTROL_CHARACTERS(
            Moment.CALLED,
            "{\"id\":$ID,\"error\":{\"code\":1,\"message\":\"a\\u001b[31mb\\r\\nERROR: c\\u0007\\u009b\\u202e\"}}"),
    ERROR_OF_WRONG_TYPE(Moment.CALLED, "{\"id\":$ID,\"error\":\"boom\"}"),
    ERROR_WITH_TOKEN(Moment.CALLED, "{\"id\":$ID,\"error\":{\"code\":1,\"message\":\"bad token $TOKEN, sorry\"}}"),
    MISSING_PERMISSION(
            Moment.CALLED,
            "{\"id\":$ID,\"error\":{\"code\":1,\"message\":"
                    + "\"missing permission to invoke 'WorkerStats' (need 'admin')\"}}");

    /** When a fault happens. */
    public enum Moment {
        ACCEPTED,
        REQUESTED,
        CALLED
    }

    /** What is done to the client; the connection is closed when it returns. */
    interface Act {
        void upon(FaultyServer.Peer peer) throws IOException;
    }

    private final Moment moment;
    private final Act act;

    Fault(Moment moment, Act act) {
        this.moment = moment;
        this.act = act;
    }

    Fault(Moment moment, String reply) {
        this(moment, peer -> peer.answer(reply));
    }

    public Moment moment() {
        return moment;
    }

    Act act() {
        return act;
    }
}
