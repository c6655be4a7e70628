package io.lotusconsole.cli;

/** A command of ours cannot do its work on this machine. The message is one clause; the advice what to do. */
final class CommandFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final String advice;

    /** @param advice null for none */
    CommandFailure(String message, String advice, Throwable cause) {
        super(message, cause);
        this.advice = advice;
    }

    String advice() {
        return advice;
    }
}
