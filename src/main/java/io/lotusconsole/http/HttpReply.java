package io.lotusconsole.http;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/** The answer to one POST. Must be closed; a body read to its end lets the connection be used again. */
public interface HttpReply extends Closeable {
    int status();

    /** The media type without parameters, lower case; empty if the server named none. */
    String contentType();

    /**
     * The body, bounded by the reply limit and by the call's time limit. Its faults are {@link
     * HttpFault}s.
     */
    InputStream body();

    @Override
    void close() throws IOException;
}
