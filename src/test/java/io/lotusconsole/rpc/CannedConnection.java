package io.lotusconsole.rpc;

import io.lotusconsole.json.JsonCursor;
import io.lotusconsole.json.MalformedJsonException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A connection that has one answer to everything, read as any real one reads it. */
public final class CannedConnection implements Connection {
    private static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*(\\d{1,9})");

    /** How a reply comes: a message of a WebSocket is text, the body of a POST is bytes; each has its parser. */
    public enum Form {
        TEXT {
            @Override
            JsonCursor cursor(String reply) throws IOException {
                return new JsonCursor(reply);
            }
        },
        BYTES {
            @Override
            JsonCursor cursor(String reply) throws IOException {
                return new JsonCursor(new ByteArrayInputStream(reply.getBytes(StandardCharsets.UTF_8)));
            }
        },
        /** Bytes that are no UTF-8, each in a character of the reply. */
        STRAY_BYTES {
            @Override
            JsonCursor cursor(String reply) throws IOException {
                return new JsonCursor(new ByteArrayInputStream(reply.getBytes(StandardCharsets.ISO_8859_1)));
            }
        };

        abstract JsonCursor cursor(String reply) throws IOException;
    }

    private final String reply;
    private final Form form;
    private final long id;

    public CannedConnection(String reply, Form form) {
        this.reply = reply;
        this.form = form;
        Matcher matcher = ID.matcher(reply);
        this.id = matcher.find() ? Long.parseLong(matcher.group(1)) : 1;
    }

    @Override
    public <T> T call(Call<T> call) throws RpcException {
        try (JsonCursor cursor = form.cursor(reply)) {
            return ReplyReader.read(cursor, id, call.decoder(), null);
        } catch (MalformedJsonException e) {
            throw new RpcException.Malformed(e.getMessage(), e);
        } catch (IOException e) {
            throw new AssertionError("a string cannot fail to be read", e);
        }
    }

    @Override
    public Peer peer() {
        return new Peer("a canned peer", "nowhere", "this test", false, "lotus-miner", "admin", false);
    }

    @Override
    public void close() {}
}
