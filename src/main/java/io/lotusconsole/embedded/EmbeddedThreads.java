package io.lotusconsole.embedded;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads for what takes time: proofs, calls to workers, reading sectors. Daemons; they come and go with the work.
 * How much of it there is at a time, those who give it bound.
 */
final class EmbeddedThreads implements AutoCloseable {
    private final ExecutorService pool;
    private final ScheduledExecutorService timer;

    EmbeddedThreads() {
        AtomicInteger serial = new AtomicInteger();
        pool = Executors.newCachedThreadPool(task -> daemon(task, "embedded-work-" + serial.incrementAndGet()));
        timer = Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "embedded-timer"));
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    ExecutorService pool() {
        return pool;
    }

    /** Starts things; what takes time is for the pool. */
    ScheduledExecutorService timer() {
        return timer;
    }

    /** Begins nothing any more and interrupts who waits; does not wait for what runs. */
    @Override
    public void close() {
        timer.shutdownNow();
        pool.shutdownNow();
    }
}
