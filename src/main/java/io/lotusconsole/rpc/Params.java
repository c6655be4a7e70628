package io.lotusconsole.rpc;

import io.lotusconsole.json.JsonText;
import java.util.List;

/** The positional parameters of one call, written as they are added. Not for several threads. */
public final class Params {
    private final StringBuilder json = new StringBuilder("[");

    private StringBuilder next() {
        return json.length() == 1 ? json : json.append(',');
    }

    public Params text(String value) {
        JsonText.quote(next(), value);
        return this;
    }

    public Params integer(long value) {
        next().append(value);
        return this;
    }

    public Params bool(boolean value) {
        next().append(value);
        return this;
    }

    public Params nothing() {
        next().append("null");
        return this;
    }

    public Params integers(long[] values) {
        StringBuilder out = next().append('[');
        for (int i = 0; i < values.length; i++) {
            out.append(i == 0 ? "" : ",").append(values[i]);
        }
        out.append(']');
        return this;
    }

    /** Objects of one member each: {@code [{"/":"bafy…"}]}, the form of CIDs. */
    public Params links(List<String> cids) {
        StringBuilder out = next().append('[');
        for (int i = 0; i < cids.size(); i++) {
            JsonText.quote(out.append(i == 0 ? "" : ",").append("{\"/\":"), cids.get(i))
                    .append('}');
        }
        out.append(']');
        return this;
    }

    public Params link(String cid) {
        JsonText.quote(next().append("{\"/\":"), cid).append('}');
        return this;
    }

    /** A value that is JSON text already. */
    public Params raw(String value) {
        next().append(value);
        return this;
    }

    /** The whole array as JSON text. */
    public String json() {
        return json + "]";
    }
}
