package io.lotusconsole.cli;

/** Exit statuses of both programs. {@code --style lotus} knows 0, 1 and 3 only. */
public final class ExitStatus {
    public static final int DONE = 0;
    public static final int FAILED = 1;
    public static final int USAGE = 2;
    public static final int UNKNOWN_COMMAND = 3;
    public static final int NOT_ALLOWED = 4;
    public static final int NOT_REACHABLE = 5;
    /** A check found a problem; for {@code doctor}. */
    public static final int PROBLEM_FOUND = 6;
    /** Answered in part: what is missing is named on stderr and in the document. */
    public static final int PARTIAL = 7;

    public static final int TIMED_OUT = 124;

    private ExitStatus() {}
}
