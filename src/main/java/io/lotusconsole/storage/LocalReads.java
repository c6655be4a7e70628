package io.lotusconsole.storage;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Reads local files on threads that may be left behind: a read of storage that hangs cannot be ended, only waited
 * for no longer. What is left behind is counted by its place, so that one place that hangs leaves the others as they
 * are. Safe for many threads; each caller has one read at a time.
 */
final class LocalReads implements AutoCloseable {
    /** Reads of one place that were left behind and have not come back; with so many, no new one is begun there. */
    static final int STUCK_READS_MAX = 64;

    private static final long THREAD_IDLE_SECONDS = 30;

    private final int stuckMax;

    /** How many were left behind at each place. Guarded by this. */
    private final Map<String, Integer> stuck = new HashMap<>();

    /** Callers bound it: a thread for each that waits, and those that are left behind. */
    private final ThreadPoolExecutor pool = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, THREAD_IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                Thread thread = new Thread(task, "read of local storage");
                thread.setDaemon(true);
                return thread;
            });

    LocalReads() {
        this(STUCK_READS_MAX);
    }

    /** @param stuckMax in place of {@link #STUCK_READS_MAX} */
    LocalReads(int stuckMax) {
        this.stuckMax = stuckMax;
    }

    /** So many reads of a place are left behind that no more is begun there. */
    static final class TooManyStuck extends Exception {
        private static final long serialVersionUID = 1L;

        TooManyStuck(String place, int count) {
            super((count == 1 ? "a read" : count + " reads") + " of " + place + " did not come back");
        }
    }

    /** A read, which is left behind at most once, before it is done. */
    private final class Read<T> extends FutureTask<T> {
        private final String place;
        private boolean left;
        private boolean back;

        Read(String place, Callable<T> read) {
            super(read);
            this.place = place;
        }

        synchronized void leave() {
            if (!back) {
                left = true;
                count(place, 1);
            }
        }

        @Override
        protected synchronized void done() {
            back = true;
            if (left) {
                count(place, -1);
            }
        }
    }

    private synchronized void count(String place, int more) {
        stuck.merge(place, more, (before, change) -> before + change == 0 ? null : before + change);
    }

    private synchronized int stuckAt(String place) {
        return stuck.getOrDefault(place, 0);
    }

    /**
     * Runs a read and waits for it.
     *
     * @param place what hangs if it does not come back: the root of a storage path
     * @param timeoutMillis at least 1
     * @throws ExecutionException with what the read threw
     * @throws TimeoutException if it is left behind
     * @throws InterruptedException if it is left behind because the caller was interrupted
     */
    <T> T run(String place, Callable<T> what, long timeoutMillis)
            throws ExecutionException, TimeoutException, InterruptedException, TooManyStuck {
        int before = stuckAt(place);
        if (before >= stuckMax) {
            throw new TooManyStuck(place, before);
        }
        Read<T> read = new Read<>(place, what);
        pool.execute(read);
        try {
            return read.get(timeoutMillis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | InterruptedException e) {
            read.leave();
            throw e;
        }
    }

    synchronized int stuckCount() {
        return stuck.values().stream().mapToInt(Integer::intValue).sum();
    }

    /**
     * The same for what throws nothing but {@link IOException}: a place that does not answer in time is one.
     *
     * @param place as the message names it
     */
    <T> T look(String place, Callable<T> what, long timeoutMillis) throws IOException, InterruptedException {
        try {
            return run(place, what, timeoutMillis);
        } catch (TimeoutException e) {
            throw new IOException(place + " does not answer within " + timeoutMillis / 1000 + " s", e);
        } catch (TooManyStuck e) {
            throw new IOException(place + " does not answer: " + e.getMessage(), e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException fault) {
                throw fault;
            }
            throw new IOException(place + " cannot be looked at: " + e.getCause(), e);
        }
    }

    /** Begins no more; what is left behind keeps its daemon thread. */
    @Override
    public void close() {
        pool.shutdown();
    }
}
