package io.lotusconsole.rpc;

import io.lotusconsole.json.JsonCursor;
import io.lotusconsole.json.MalformedJsonException;
import java.io.IOException;

/** Reads one JSON-RPC reply: the result through its decoder, or the error, and checks the id. */
final class ReplyReader {
    /** Longest error text kept; the rest says nothing a person would read. */
    private static final int ERROR_CHARS_MAX = 4096;

    private ReplyReader() {}

    /**
     * @param bearerToken what an error text must not repeat; null for none
     * @return the result
     * @throws RpcException.Remote if the reply is an error
     * @throws MalformedJsonException if it is no reply to this call
     */
    static <T> T read(JsonCursor reply, long id, ResultDecoder<T> decoder, String bearerToken)
            throws IOException, RpcException {
        T result = null;
        boolean hasResult = false;
        boolean hasId = false;
        RpcException.Remote error = null;
        if (!reply.isObject()) {
            throw reply.expected("a JSON-RPC reply");
        }
        reply.beginObject();
        while (reply.nextField()) {
            switch (reply.name()) {
                case "id" -> {
                    hasId = checkId(reply, id);
                }
                case "result" -> {
                    result = decoder.decode(reply);
                    hasResult = true;
                }
                case "error" -> error = error(reply, bearerToken);
                default -> reply.skip();
            }
        }
        reply.end();
        if (error != null) {
            throw error;
        }
        if (!hasId) {
            throw new MalformedJsonException("the reply has no id");
        }
        if (!hasResult) {
            throw new MalformedJsonException("the reply has neither result nor error");
        }
        return result;
    }

    private static boolean checkId(JsonCursor reply, long id) throws IOException {
        if (reply.isNull()) {
            // A server that could not read the request answers its error with a null id.
            reply.skip();
            return false;
        }
        if (!reply.isInteger() || reply.integer() != id) {
            throw new MalformedJsonException("the reply belongs to another request (id)");
        }
        return true;
    }

    private static int clamped(long code) {
        return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, code));
    }

    private static RpcException.Remote error(JsonCursor reply, String bearerToken) throws IOException {
        int code = 0;
        String message = "";
        if (!reply.beginObject()) {
            return null;
        }
        while (reply.nextField()) {
            switch (reply.name()) {
                case "code" -> code = clamped(reply.integer());
                case "message" -> message = reply.text();
                default -> reply.skip();
            }
        }
        message = Redaction.of(message, bearerToken);
        if (message.length() > ERROR_CHARS_MAX) {
            message = message.substring(0, ERROR_CHARS_MAX) + "…";
        }
        return new RpcException.Remote(code, message.isEmpty() ? "the peer gave no reason" : message);
    }
}
