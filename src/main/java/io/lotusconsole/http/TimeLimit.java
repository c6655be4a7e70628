package io.lotusconsole.http;

/** A moment after which a call is given up; or none. Immutable, measured on the monotonic clock. */
public final class TimeLimit {
    public static final TimeLimit NONE = new TimeLimit(0, false);

    private final long endNanos;
    private final boolean limited;

    private TimeLimit(long endNanos, boolean limited) {
        this.endNanos = endNanos;
        this.limited = limited;
    }

    /** Ends so many milliseconds from now; 0 is {@link #NONE}. */
    public static TimeLimit inMillis(long millis) {
        return millis == 0 ? NONE : new TimeLimit(System.nanoTime() + millis * 1_000_000, true);
    }

    public boolean isLimited() {
        return limited;
    }

    public boolean isOver() {
        return limited && System.nanoTime() - endNanos >= 0;
    }

    /** Milliseconds left, at least 1 while it is not over, at most {@code most}. */
    public int millisLeft(int most) {
        if (!limited) {
            return most;
        }
        long left = (endNanos - System.nanoTime() + 999_999) / 1_000_000;
        return (int) Math.max(left < 0 ? 0 : 1, Math.min(left, most));
    }
}
