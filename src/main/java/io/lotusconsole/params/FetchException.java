package io.lotusconsole.params;

/** Parameter files could not be fetched. The message is one clause; the advice says what to do. */
public final class FetchException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What is in the way, by who can mend it. */
    public enum Kind {
        /** No answer from the gateway, or it broke off too often. */
        GATEWAY_UNREACHABLE,
        /** The gateway refuses the file. */
        GATEWAY_REFUSED,
        /** The gateway delivered something else. */
        WRONG_CONTENT,
        /** No room, or the directory cannot be written. */
        DISK
    }

    private final Kind kind;
    private final String advice;

    FetchException(Kind kind, String message, String advice, Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.advice = advice;
    }

    public Kind kind() {
        return kind;
    }

    public String advice() {
        return advice;
    }
}
