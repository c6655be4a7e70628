package io.lotusconsole.support;

import java.math.BigDecimal;
import java.util.Map;

/**
 * A recorded JSON-RPC reply, kept as the text it was except for its id.
 *
 * @param before the text up to the value of {@code id}
 * @param after the text behind it
 * @param errorCode the code of its error object, or null if it has a result
 */
public record Reply(String before, String after, Integer errorCode) {

    /** Splits a reply at its id. */
    static Reply of(String text) {
        Map<String, JsonScan.Span> members = JsonScan.members(text);
        JsonScan.Span id = members.get("id");
        if (id == null) {
            throw new IllegalArgumentException("a reply without id: " + text);
        }
        Integer code = null;
        if (members.containsKey("error")) {
            Map<?, ?> error = (Map<?, ?>) JsonScan.value(members.get("error").of(text));
            code = ((BigDecimal) error.get("code")).intValueExact();
        }
        return new Reply(text.substring(0, id.start()), text.substring(id.end()), code);
    }

    /** The reply to a request whose id stood there as this text. */
    String withId(String idText) {
        return before + idText + after;
    }

    static Reply error(int code, String message) {
        StringBuilder after =
                new StringBuilder(",\"error\":{\"code\":").append(code).append(",\"message\":");
        JsonScan.quote(after, message);
        return new Reply("{\"jsonrpc\":\"2.0\",\"id\":", after.append("}}\n").toString(), code);
    }

    static Reply result(String json) {
        return new Reply("{\"id\":", ",\"jsonrpc\":\"2.0\",\"result\":" + json + "}\n", null);
    }

    /** The status under which the reference serves this reply over HTTP (go-jsonrpc, {@code handler.go}). */
    int httpStatus() {
        if (errorCode == null || errorCode > 0) {
            return 200;
        }
        return errorCode == -32600 ? 400 : 500;
    }
}
