package io.lotusconsole.rpc;

import io.lotusconsole.json.JsonCursor;
import io.lotusconsole.json.MalformedJsonException;
import java.io.IOException;
import java.io.StringReader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A connection that has one answer to everything, read as any real one reads it. */
public final class CannedConnection implements Connection {
    private static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*(\\d{1,9})");

    private final String reply;
    private final long id;

    public CannedConnection(String reply) {
        this.reply = reply;
        Matcher matcher = ID.matcher(reply);
        this.id = matcher.find() ? Long.parseLong(matcher.group(1)) : 1;
    }

    @Override
    public <T> T call(Call<T> call) throws RpcException {
        try (JsonCursor cursor = new JsonCursor(new StringReader(reply))) {
            return ReplyReader.read(cursor, id, call.decoder(), null);
        } catch (MalformedJsonException e) {
            throw new RpcException.Malformed(e.getMessage(), e);
        } catch (IOException e) {
            throw new AssertionError("a string cannot fail to be read", e);
        }
    }

    @Override
    public Peer peer() {
        return new Peer("a canned peer", "nowhere", "this test", false);
    }

    @Override
    public void close() {}
}
