package io.lotusconsole.cli;

/** A command of ours cannot do its work on this machine. The message is one clause; the advice what to do. */
final class CommandFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final String advice;
    private final int status;

    /** @param advice null for none */
    CommandFailure(String message, String advice, Throwable cause) {
        this(message, advice, cause, ExitStatus.FAILED);
    }

    /** @param status one of {@link ExitStatus} */
    CommandFailure(String message, String advice, Throwable cause, int status) {
        super(message, cause);
        this.advice = advice;
        this.status = status;
    }

    int status() {
        return status;
    }

    String advice() {
        return advice;
    }
}
