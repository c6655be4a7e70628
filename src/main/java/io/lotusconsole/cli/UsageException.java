package io.lotusconsole.cli;

/** The command line makes no sense. The message is one clause; the advice says how it is written. */
public final class UsageException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String advice;
    private final boolean aboutFlags;

    /** @param advice what to write instead; null for none */
    public UsageException(String message, String advice) {
        this(message, advice, false);
    }

    private UsageException(String message, String advice, boolean aboutFlags) {
        super(message);
        this.advice = advice;
        this.aboutFlags = aboutFlags;
    }

    /** A flag that does not exist or has a bad value; Lotus prints the help of the command with it. */
    static UsageException ofFlag(String message, String advice) {
        return new UsageException(message, advice, true);
    }

    public String advice() {
        return advice;
    }

    boolean isAboutFlags() {
        return aboutFlags;
    }
}
