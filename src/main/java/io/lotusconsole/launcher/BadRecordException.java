package io.lotusconsole.launcher;

import java.io.IOException;

/** The record of a worker is there, and says nothing of it. The message is a clause that names the file. */
final class BadRecordException extends IOException {
    private static final long serialVersionUID = 1L;

    BadRecordException(String message, Throwable cause) {
        super(message, cause);
    }
}
