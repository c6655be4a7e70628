package io.lotusconsole.rpc;

/**
 * How a server answers a call it does not fulfil: code and text of the error object.
 *
 * <p>Thrown by handlers. Costs no stack trace, for it is an answer and not an accident.
 */
public final class RpcFault extends Exception {
    /** A method's ordinary error (protocol of go-jsonrpc, {@code handler.go}). */
    public static final int ORDINARY = 1;

    static final int PANIC = 0;
    static final int PARSE_ERROR = -32700;
    static final int INVALID_REQUEST = -32600;
    static final int METHOD_NOT_FOUND = -32601;
    static final int INVALID_PARAMS = -32602;

    private static final int HTTP_OK = 200;
    private static final int HTTP_BAD_REQUEST = 400;
    private static final int HTTP_SERVER_ERROR = 500;

    private static final long serialVersionUID = 1L;

    private final int code;
    private final int httpStatus;

    private RpcFault(int code, int httpStatus, String message) {
        super(message, null, false, false);
        this.code = code;
        this.httpStatus = httpStatus;
    }

    /** An ordinary error: code {@link #ORDINARY}, HTTP 200. */
    public static RpcFault ordinary(String message) {
        return new RpcFault(ORDINARY, HTTP_OK, message);
    }

    /** An error whose code the two ends agreed on, HTTP 200. */
    public static RpcFault registered(int code, String message) {
        return new RpcFault(code, HTTP_OK, message);
    }

    /** The caller lacks a permission; named as go-jsonrpc names it, without the namespace. */
    static RpcFault missingPermission(String method, String permission) {
        String name = method.substring(method.lastIndexOf('.') + 1);
        return ordinary("missing permission to invoke '" + name + "' (need '" + permission + "')");
    }

    static RpcFault invalidRequest() {
        return new RpcFault(INVALID_REQUEST, HTTP_BAD_REQUEST, "Invalid request");
    }

    static RpcFault unparsable(String message) {
        return new RpcFault(PARSE_ERROR, HTTP_SERVER_ERROR, message);
    }

    static RpcFault unknownMethod(String method) {
        return new RpcFault(METHOD_NOT_FOUND, HTTP_SERVER_ERROR, "method '" + method + "' not found");
    }

    static RpcFault wrongParamCount(String method, int given, int wanted) {
        String message = "wrong param count (method '" + method + "'): " + given + " != " + wanted;
        return new RpcFault(INVALID_PARAMS, HTTP_SERVER_ERROR, message);
    }

    static RpcFault panic(String method, String cause) {
        String message = "fatal error calling '" + method + "': panic in rpc method '" + method + "': " + cause;
        return new RpcFault(PANIC, HTTP_SERVER_ERROR, message);
    }

    public int code() {
        return code;
    }

    /** Status of the HTTP answer that carries it. */
    public int httpStatus() {
        return httpStatus;
    }
}
