package io.lotusconsole.json;

import java.io.IOException;

/** The text is not the JSON that was agreed on. The message says where and what was expected. */
public final class MalformedJsonException extends IOException {
    private static final long serialVersionUID = 1L;

    public MalformedJsonException(String message) {
        super(message);
    }
}
