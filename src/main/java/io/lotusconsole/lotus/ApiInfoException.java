package io.lotusconsole.lotus;

/** It cannot be told where to call: nothing is configured, or what is configured makes no sense. */
public final class ApiInfoException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String advice;
    private final boolean notRunning;

    /** @param advice one sentence: what to do about it */
    public ApiInfoException(String message, String advice) {
        this(message, advice, false);
    }

    private ApiInfoException(String message, String advice, boolean notRunning) {
        super(message);
        this.advice = advice;
        this.notRunning = notRunning;
    }

    /** It is configured, but it is not running. */
    static ApiInfoException notRunning(String message, String advice) {
        return new ApiInfoException(message, advice, true);
    }

    /** Whether the node exists but is not running, rather than not being configured. */
    public boolean isNotRunning() {
        return notRunning;
    }

    public String advice() {
        return advice;
    }
}
