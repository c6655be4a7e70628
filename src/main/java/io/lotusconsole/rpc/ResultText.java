package io.lotusconsole.rpc;

import io.lotusconsole.json.DocumentFormat;
import io.lotusconsole.json.DocumentWriter;
import java.io.IOException;
import java.io.Writer;

/** JSON text of one result, kept in memory, because the HTTP status depends on whether it can be written. */
final class ResultText extends Writer {
    /** Far above anything these servers answer; their callers accept 512 MiB. */
    static final int RESULT_CHARS_MAX = 64 * 1024 * 1024;

    private final StringBuilder text = new StringBuilder();

    DocumentWriter writer() {
        return new DocumentWriter(this, DocumentFormat.NDJSON);
    }

    /** The text, {@code null} if nothing was written. */
    String json() {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '\n') {
            end--;
        }
        return end == 0 ? "null" : text.substring(0, end);
    }

    @Override
    public void write(char[] chars, int offset, int length) throws IOException {
        if (text.length() + (long) length > RESULT_CHARS_MAX) {
            throw new IOException("the result is longer than " + RESULT_CHARS_MAX + " characters");
        }
        text.append(chars, offset, length);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
