package io.lotusconsole.launcher;

/**
 * How long a worker that was started is waited for, in milliseconds.
 *
 * @param millisMax until it shows that it is at work, and again from when it serves until it is registered; 0 not to
 *     wait at all
 * @param silenceMillisMax between two lines of its log about the parameters, while it is at them
 * @param workMillisMax in all
 */
public record Patience(long millisMax, long silenceMillisMax, long workMillisMax) {
    /** A JVM starts, and a miner is asked: seconds, on a machine that does nothing else. */
    private static final long MILLIS = 60_000;

    /** Of a copy of a parameter file, 57 GiB at most, nothing is told but its beginning. */
    private static final long SILENCE_MILLIS = 5L * 60_000;

    /** Reading the parameters of 32 GiB takes two minutes; whoever fetches them does not want to wait for that. */
    private static final long WORK_MILLIS = 15L * 60_000;

    /** For who says nothing of it. */
    public static final Patience USUAL = new Patience(MILLIS, SILENCE_MILLIS, WORK_MILLIS);

    /** Not at all. */
    public static final Patience NONE = of(0);

    /** So long at most, whatever it is at. */
    public static Patience of(long millisMax) {
        return new Patience(millisMax, SILENCE_MILLIS, millisMax);
    }
}
