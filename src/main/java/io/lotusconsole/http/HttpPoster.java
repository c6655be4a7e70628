package io.lotusconsole.http;

import java.io.Closeable;

/** POSTs JSON to one endpoint. Safe for several threads; each call has its own connection while it lasts. */
public interface HttpPoster extends Closeable {
    /** Connection attempts end after this, whatever the call's own limit. */
    int CONNECT_MILLIS_MAX = 5_000;

    /** Replies are limited to this unless a test says otherwise (design, decision 5). */
    long REPLY_BYTES_MAX = 512L * 1024 * 1024;

    /**
     * Sends a body and returns when the headers of the answer are here. Blocks until then, at most to
     * the limit.
     *
     * @param limit holds for the body of the answer as well
     * @param slow told once if no byte of the answer has come within its time; may be null
     */
    HttpReply post(byte[] body, TimeLimit limit, SlowNotice slow) throws HttpFault;

    @Override
    void close();
}
