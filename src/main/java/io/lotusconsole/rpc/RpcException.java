package io.lotusconsole.rpc;

import io.lotusconsole.http.HttpFault;

/**
 * Why a call has no result, by what the caller can do about it.
 *
 * <p>The message is one clause, fit for a person, without advice and without the token. Text that
 * came from the peer is not escaped: whoever prints it does that.
 */
public abstract sealed class RpcException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Whom the call was made to; null until a connection has said so. */
    private Peer peer;

    /** What was called, without the namespace; null until a connection has said so. */
    private String method;

    private RpcException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Notes whom the call was made to; the first to say so is right. */
    public RpcException at(Peer to) {
        peer = peer == null ? to : peer;
        return this;
    }

    /** Notes whom the call was made to and what was called, {@code Filecoin.ChainHead}. */
    public RpcException at(Peer to, String called) {
        method = method == null ? called.substring(called.lastIndexOf('.') + 1) : method;
        return at(to);
    }

    /** What was called, {@code ChainHead}; null if nothing was. */
    public String method() {
        return method;
    }

    /** Whom the call was made to; null if it was made to nobody. */
    public Peer peer() {
        return peer;
    }

    /** Nobody there: refused, no route, name unknown, TLS or certificate trouble, not HTTP. */
    public static final class Unreachable extends RpcException {
        private static final long serialVersionUID = 1L;

        private final HttpFault.Kind kind;

        public Unreachable(HttpFault fault) {
            super(fault.getMessage(), fault);
            this.kind = fault.kind();
        }

        public HttpFault.Kind kind() {
            return kind;
        }
    }

    /** The server turned the token down before looking at the call (HTTP 401 or 403). */
    public static final class Unauthorized extends RpcException {
        private static final long serialVersionUID = 1L;

        public Unauthorized(int status) {
            super("the token was refused (HTTP status " + status + ")", null);
        }
    }

    /** The server answered with an HTTP status that is no answer to a call, 404 for example. */
    public static final class BadStatus extends RpcException {
        private static final long serialVersionUID = 1L;

        private final int status;

        /** @param reason the first words of the body; empty if there are none */
        public BadStatus(int status, String reason) {
            super("HTTP status " + status + (reason.isEmpty() ? "" : ": " + reason), null);
            this.status = status;
        }

        public int status() {
            return status;
        }

        /** Whether a proxy says with it that the server behind it does not answer. */
        public boolean isFromProxy() {
            return status >= 502 && status <= 504;
        }
    }

    /** The method ran and failed, or was refused: the server's own words. */
    public static final class Remote extends RpcException {
        private static final long serialVersionUID = 1L;

        private static final String NO_PERMISSION = "missing permission to invoke '";

        private final int code;

        public Remote(int code, String message) {
            super(message, null);
            this.code = code;
        }

        public int code() {
            return code;
        }

        /** The token is good but lacks the permission (go-jsonrpc {@code auth/auth.go}). */
        public boolean isMissingPermission() {
            return code == 1 && getMessage().startsWith(NO_PERMISSION);
        }

        /** The permission asked for, such as {@code admin}; {@code admin} if it cannot be told. */
        public String missingPermission() {
            String need = "(need '";
            int start = getMessage().indexOf(need);
            int end = start < 0 ? -1 : getMessage().indexOf('\'', start + need.length());
            return end < 0 ? "admin" : getMessage().substring(start + need.length(), end);
        }
    }

    /** An answer came, but it is not what was agreed on. */
    public static final class Malformed extends RpcException {
        private static final long serialVersionUID = 1L;

        public Malformed(String message) {
            super(message, null);
        }

        public Malformed(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** The time limit passed first. The peer may go on with the call. */
    public static final class TimedOut extends RpcException {
        private static final long serialVersionUID = 1L;

        public TimedOut(String message) {
            super(message, null);
        }
    }

    /** The connection ended before the answer. The peer may go on with the call. */
    public static final class Closed extends RpcException {
        private static final long serialVersionUID = 1L;

        public Closed(String message) {
            super(message, null);
        }
    }

    /** The typed error of a fault of the transport. */
    public static RpcException of(HttpFault fault) {
        return switch (fault.kind()) {
            case TIMED_OUT -> new TimedOut(fault.getMessage());
            case CUT -> new Closed(fault.getMessage());
            case TOO_LARGE, BEYOND_MEMORY -> new Malformed(fault.getMessage(), fault);
            default -> new Unreachable(fault);
        };
    }
}
