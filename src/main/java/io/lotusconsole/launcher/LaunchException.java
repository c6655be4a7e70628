package io.lotusconsole.launcher;

/** A worker cannot be started, found or stopped. The message is one clause; the advice says what to do. */
public final class LaunchException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String advice;

    /** @param advice null for none */
    LaunchException(String message, String advice) {
        super(message);
        this.advice = advice;
    }

    LaunchException(String message, String advice, Throwable cause) {
        super(message, cause);
        this.advice = advice;
    }

    public String advice() {
        return advice;
    }
}
