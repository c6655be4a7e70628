package io.lotusconsole.storage;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Reads local files on threads that may be left behind: a read of storage that hangs cannot be ended, only waited
 * for no longer. Safe for many threads; each caller has one read at a time.
 */
final class LocalReads implements AutoCloseable {
    /** Reads that were left behind and have not come back; with so many, no new one is begun. */
    static final int STUCK_READS_MAX = 64;

    private static final long THREAD_IDLE_SECONDS = 30;

    private final AtomicInteger stuck = new AtomicInteger();

    /** Callers bound it: a thread for each that waits, and those that are left behind. */
    private final ThreadPoolExecutor pool = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, THREAD_IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                Thread thread = new Thread(task, "read of local storage");
                thread.setDaemon(true);
                return thread;
            });

    /** So many reads are left behind that no more is begun. */
    static final class TooManyStuck extends Exception {
        private static final long serialVersionUID = 1L;

        TooManyStuck() {
            super(STUCK_READS_MAX + " reads of local storage have not come back");
        }
    }

    /** A read, which is left behind at most once, before it is done. */
    private final class Read<T> extends FutureTask<T> {
        private boolean left;
        private boolean back;

        Read(Callable<T> read) {
            super(read);
        }

        synchronized void leave() {
            if (!back) {
                left = true;
                stuck.incrementAndGet();
            }
        }

        @Override
        protected synchronized void done() {
            back = true;
            if (left) {
                stuck.decrementAndGet();
            }
        }
    }

    /**
     * Runs a read and waits for it.
     *
     * @param timeoutMillis at least 1
     * @throws ExecutionException with what the read threw
     * @throws TimeoutException if it is left behind
     * @throws InterruptedException if it is left behind because the caller was interrupted
     */
    <T> T run(Callable<T> what, long timeoutMillis)
            throws ExecutionException, TimeoutException, InterruptedException, TooManyStuck {
        if (stuck.get() >= STUCK_READS_MAX) {
            throw new TooManyStuck();
        }
        Read<T> read = new Read<>(what);
        pool.execute(read);
        try {
            return read.get(timeoutMillis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | InterruptedException e) {
            read.leave();
            throw e;
        }
    }

    int stuckCount() {
        return stuck.get();
    }

    /** Begins no more; what is left behind keeps its daemon thread. */
    @Override
    public void close() {
        pool.shutdown();
    }
}
