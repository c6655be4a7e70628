package io.lotusconsole.rpc;

import io.lotusconsole.json.JsonText;

/** The JSON text of a request. */
final class RequestText {
    private RequestText() {}

    static String of(long id, Call<?> call) {
        StringBuilder text = new StringBuilder(80 + call.params().length());
        text.append("{\"jsonrpc\":\"2.0\",\"id\":").append(id).append(",\"method\":");
        JsonText.quote(text, call.method());
        return text.append(",\"params\":").append(call.params()).append('}').toString();
    }
}
