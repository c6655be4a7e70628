package io.lotusconsole.http;

/** Something to say when an answer lets itself be waited for. Said at most once. */
public final class SlowNotice {
    private final long startNanos = System.nanoTime();
    private final int afterMillis;
    private Runnable say;

    public SlowNotice(int afterMillis, Runnable say) {
        this.afterMillis = afterMillis;
        this.say = say;
    }

    /** Milliseconds until it is due, at least 1; {@link Integer#MAX_VALUE} once it was said. */
    public synchronized int millisUntilDue() {
        if (say == null) {
            return Integer.MAX_VALUE;
        }
        return (int) Math.max(1, afterMillis - (System.nanoTime() - startNanos) / 1_000_000);
    }

    /** Says it if it is due and was not said yet. */
    public void sayIfDue() {
        Runnable due = null;
        synchronized (this) {
            if (say != null && (System.nanoTime() - startNanos) / 1_000_000 >= afterMillis) {
                due = say;
                say = null;
            }
        }
        if (due != null) {
            due.run();
        }
    }
}
