package io.lotusconsole.rpc;

import io.lotusconsole.json.JsonCursor;
import io.lotusconsole.json.JsonText;
import io.lotusconsole.json.MalformedJsonException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * One request off the wire.
 *
 * @param id as JSON text, as it is to be echoed; null for a notification
 * @param params JSON text of each, at most {@link #PARAMS_MAX}
 * @param paramCount how many there were
 * @param fault what is wrong with the request, or null
 */
record RpcRequest(String id, String method, List<String> params, int paramCount, RpcFault fault) {
    /** No method has more; further ones are counted and forgotten. */
    private static final int PARAMS_MAX = 32;

    /** Reads the object the cursor stands on, which is taken as a whole even if it is faulty. */
    static RpcRequest read(JsonCursor cursor) throws IOException {
        String id = null;
        String method = "";
        List<String> params = new ArrayList<>();
        int count = 0;
        RpcFault fault = null;
        if (!cursor.isObject()) {
            throw cursor.expected("a request object");
        }
        cursor.beginObject();
        while (cursor.nextField()) {
            switch (cursor.name()) {
                case "id" -> {
                    String invalid = invalidIdType(cursor);
                    if (invalid != null) {
                        cursor.skip();
                        fault = RpcFault.unparsable("failed to parse ID: invalid id type: " + invalid);
                    } else {
                        id = id(cursor);
                        if (isBool(id)) {
                            id = null;
                            fault = RpcFault.unparsable("failed to parse ID: invalid id type: bool");
                        }
                    }
                }
                case "method" -> method = cursor.text();
                case "params" -> {
                    if (!cursor.isArray() && !cursor.isNull()) {
                        String found = goKind(cursor);
                        if (fault == null) {
                            fault = RpcFault.unparsable("unmarshaling param array: json: cannot unmarshal " + found
                                    + " into Go value of type []jsonrpc.param");
                        }
                    } else if (cursor.beginArray()) {
                        for (; cursor.nextElement(); count++) {
                            if (count < PARAMS_MAX) {
                                params.add(cursor.raw());
                            } else {
                                cursor.skip();
                            }
                        }
                    }
                }
                default -> cursor.skip();
            }
        }
        return new RpcRequest(id, method, params, count, fault);
    }

    private static String invalidIdType(JsonCursor cursor) {
        return cursor.isArray() ? "[]interface {}" : cursor.isObject() ? "map[string]interface {}" : null;
    }

    private static String id(JsonCursor cursor) throws IOException {
        if (cursor.isNull()) {
            cursor.skip();
            return null;
        }
        return cursor.isText()
                ? JsonText.quote(new StringBuilder(), cursor.text()).toString()
                : cursor.raw();
    }

    private static boolean isBool(String id) {
        return "true".equals(id) || "false".equals(id);
    }

    private static String goKind(JsonCursor cursor) throws IOException {
        String kind = cursor.isObject() ? "object" : cursor.isText() ? "string" : null;
        String raw = cursor.raw();
        return kind != null ? kind : isBool(raw) ? "bool" : "number";
    }

    /** The request id inside the params of an {@code xrpc.cancel}, or null. */
    String cancelledId() {
        if (params.isEmpty()) {
            return null;
        }
        try (JsonCursor cursor = new JsonCursor(params.get(0))) {
            return invalidIdType(cursor) != null ? null : id(cursor);
        } catch (MalformedJsonException e) {
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
