package io.lotusconsole.rpc;

import io.lotusconsole.json.JsonCursor;
import java.io.IOException;

/** Finds the id of a reply without decoding the rest. */
final class ReplyId {
    /** The message has no numeric id: a notification, or a reply to nobody. */
    static final long NONE = -1;

    private ReplyId() {}

    static long of(String text) throws IOException {
        long id = NONE;
        try (JsonCursor reply = new JsonCursor(text)) {
            if (!reply.isObject()) {
                throw reply.expected("a JSON-RPC reply");
            }
            reply.beginObject();
            while (reply.nextField()) {
                if (!reply.name().equals("id")) {
                    reply.skip();
                } else if (reply.isInteger()) {
                    // Go puts it before the result; if it comes first the rest need not be scanned.
                    return reply.integer();
                } else {
                    reply.skip();
                }
            }
        }
        return id;
    }
}
