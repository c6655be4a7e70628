package io.lotusconsole.feed;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Looks at one thing again and again, on a thread of its own, until it is closed. One look at a time; after looks that
 * failed it comes less often.
 */
public final class Poller<T> implements AutoCloseable {
    /** After the first failure in a row; twice as long after each further one. */
    static final long BACK_OFF_MILLIS_MIN = 1_000;

    /** However many have failed. */
    static final long BACK_OFF_MILLIS_MAX = 30_000;

    private static final int DOUBLINGS_MAX = 5;

    private final Source<T> source;
    private final Rhythm<T> rhythm;
    private final Consumer<Figure<T>> publish;
    private final Clock clock;
    private final Thread thread;

    /** Guarded by this. */
    private boolean isClosed;

    private boolean isHurried;

    /** What is looked at. */
    @FunctionalInterface
    public interface Source<T> {
        /** Blocks for the look, which has limits of its own. May be interrupted. */
        T ask() throws Exception;
    }

    /** How far apart looks are. */
    @FunctionalInterface
    public interface Rhythm<T> {
        /**
         * From the start of a look to that of the next.
         *
         * @param value of the look; null if it failed
         */
        long millisToNext(long lookMillis, T value);
    }

    private Poller(String name, Source<T> source, Rhythm<T> rhythm, Consumer<Figure<T>> publish, Clock clock) {
        this.source = source;
        this.rhythm = rhythm;
        this.publish = publish;
        this.clock = clock;
        this.thread = new Thread(this::run, "looks at " + name);
        thread.setDaemon(true);
    }

    /** @param publish called on the poller's thread after every look; must not block */
    public static <T> Poller<T> start(
            String name, Source<T> source, Rhythm<T> rhythm, Consumer<Figure<T>> publish, Clock clock) {
        Poller<T> poller = new Poller<>(name, source, rhythm, publish, clock);
        poller.thread.start();
        return poller;
    }

    private void run() {
        Figure<T> figure = Figure.none();
        int failures = 0;
        try {
            while (!isOver()) {
                long startNanos = System.nanoTime();
                Instant start = clock.instant();
                T value = null;
                try {
                    value = source.ask();
                    figure = Figure.known(value, start);
                    failures = 0;
                } catch (InterruptedException e) {
                    throw e;
                } catch (Exception e) {
                    figure = figure.troubled(Trouble.of(e), start);
                    failures++;
                } catch (OutOfMemoryError e) {
                    figure = figure.troubled(new Trouble(Trouble.Kind.FAILED, "the answer does not fit memory"), start);
                    failures++;
                }
                if (isOver()) {
                    return;
                }
                publish.accept(figure);
                long tookMillis = millisSince(startNanos);
                long millis = Math.max(rhythm.millisToNext(tookMillis, value), backOffMillis(failures));
                await(startNanos, millis);
            }
        } catch (InterruptedException e) {
            // Closed.
        }
    }

    static long backOffMillis(int failures) {
        return failures == 0
                ? 0
                : Math.min(BACK_OFF_MILLIS_MAX, BACK_OFF_MILLIS_MIN << Math.min(failures - 1, DOUBLINGS_MAX));
    }

    private static long millisSince(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
    }

    private synchronized boolean isOver() {
        return isClosed;
    }

    private synchronized void await(long startNanos, long millis) throws InterruptedException {
        while (!isClosed) {
            long due = isHurried ? Math.min(millis, Pacing.ORDINARY_MILLIS_MIN) : millis;
            long left = due - millisSince(startNanos);
            if (left <= 0) {
                break;
            }
            wait(left);
        }
        isHurried = false;
    }

    /** Has the next look come soon: {@link Pacing#ORDINARY_MILLIS_MIN} after the last at the earliest. */
    public synchronized void hurry() {
        isHurried = true;
        notifyAll();
    }

    /** Ends it; a look that is under way is interrupted and not published. Does not wait for it. */
    @Override
    public void close() {
        synchronized (this) {
            isClosed = true;
            notifyAll();
        }
        thread.interrupt();
    }
}
