package io.lotusconsole.rpc;

import io.lotusconsole.json.JsonCursor;
import java.io.IOException;

/** Takes the {@code result} member from a reply, exactly one value, and makes something of it. */
public interface ResultDecoder<T> {
    /**
     * @throws io.lotusconsole.json.MalformedJsonException if the value is not what was agreed on
     */
    T decode(JsonCursor result) throws IOException;
}
