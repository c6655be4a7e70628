package io.lotusconsole.lotus;

/** It cannot be told where to call: nothing is configured, or what is configured makes no sense. */
public final class ApiInfoException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String advice;

    /** @param advice one sentence: what to do about it */
    public ApiInfoException(String message, String advice) {
        super(message);
        this.advice = advice;
    }

    public String advice() {
        return advice;
    }
}
