package io.lotusconsole.embedded;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The workers of one kind, as the scheduler sees them ({@code storage/sealer/sched_post.go}). Safe for several
 * threads; never calls a worker.
 */
final class WorkerRegistry {
    /** More than any miner has. */
    static final int WORKERS_MAX = 256;

    private final Map<String, AttachedWorker> workers = new LinkedHashMap<>();

    /**
     * Lists a worker, enabled. One of the same session is replaced.
     *
     * @return what was replaced, or null
     * @throws IllegalStateException if there are too many
     */
    synchronized AttachedWorker add(AttachedWorker worker) {
        if (workers.size() >= WORKERS_MAX && !workers.containsKey(worker.session())) {
            throw new IllegalStateException(WORKERS_MAX + " workers are attached already");
        }
        AttachedWorker before = workers.put(worker.session(), worker);
        notifyAll();
        return before;
    }

    /** Takes a worker off the list, unless another one stands in its place. */
    synchronized void drop(AttachedWorker worker) {
        workers.remove(worker.session(), worker);
        notifyAll();
    }

    synchronized void enable(AttachedWorker worker, boolean enabled) {
        worker.enable(enabled);
        notifyAll();
    }

    synchronized boolean has(AttachedWorker worker) {
        return workers.get(worker.session()) == worker;
    }

    synchronized List<AttachedWorker> all() {
        return List.copyOf(workers.values());
    }

    synchronized List<AttachedWorker.Row> rows() {
        return workers.values().stream().map(AttachedWorker::row).toList();
    }

    /** Whether work of this kind goes to workers: one enabled worker is enough, busy or not. */
    synchronized boolean hasEnabled() {
        return workers.values().stream().anyMatch(AttachedWorker::isEnabled);
    }

    /**
     * Books a worker that is enabled and has the resources, and was not tried. Of those that run the fewest tasks any
     * one: partitions that come together are spread over the workers, where Lotus draws a worker for each.
     *
     * @return null if there is none now
     */
    synchronized AttachedWorker take(Collection<AttachedWorker> tried) {
        List<AttachedWorker> ready = new ArrayList<>(workers.values());
        ready.removeIf(worker -> tried.contains(worker) || !worker.isReady());
        Collections.shuffle(ready);
        AttachedWorker taken = ready.stream()
                .min(Comparator.comparingInt(worker -> worker.booked().tasks()))
                .orElse(null);
        if (taken != null) {
            taken.begin();
        }
        return taken;
    }

    /**
     * As {@link #take} with nobody tried, but waits while all enabled workers are busy. Lotus goes on waiting if they
     * are all disabled meanwhile.
     *
     * @return null if no worker is enabled any more, or none got ready in time
     */
    synchronized AttachedWorker awaitReady(long millisMax) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millisMax);
        while (true) {
            AttachedWorker taken = take(List.of());
            long left = end - System.nanoTime();
            if (taken != null || !hasEnabled() || left <= 0) {
                return taken;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    /** Frees what {@link #take} booked. */
    synchronized void release(AttachedWorker worker) {
        worker.end();
        notifyAll();
    }
}
