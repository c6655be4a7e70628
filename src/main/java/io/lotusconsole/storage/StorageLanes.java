package io.lotusconsole.storage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Work on own storage paths that others ask for: each path has threads of its own, so that one that hangs holds up
 * only those who want something of it, and those not without end. Safe for many threads.
 */
final class StorageLanes implements AutoCloseable {
    /** Work on one path at a time. */
    static final int THREADS_EACH = 64;

    /** Looks whether something is on one path, at a time: they do not wait behind what is being read there. */
    static final int LOOKS_EACH = 8;

    /** Work on one path that waits; more is refused. */
    static final int WAITING_EACH_MAX = 4096;

    /**
     * Reads of one path that were left behind and have not come back; with so many, no more is begun there, and while
     * a single look whether a file is there does not come back neither.
     */
    static final int STUCK_EACH_MAX = THREADS_EACH / 2;

    /** Nobody waits longer for a sector than {@code SingleCheckTimeout} of Lotus ({@code node/config/def.go}). */
    private static final long WAITING_MILLIS_MAX = 600_000;

    private static final long THREAD_IDLE_SECONDS = 30;

    private final ScheduledThreadPoolExecutor timer =
            new ScheduledThreadPoolExecutor(1, task -> daemon(task, "limits of storage"));

    /** By the id of a path. Guarded by this. */
    private final Map<String, Lane> lanes = new HashMap<>();

    /** Guarded by this. */
    private boolean isClosed;

    StorageLanes() {
        timer.setRemoveOnCancelPolicy(true);
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    private static ThreadPoolExecutor pool(int threads, String name) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threads,
                threads,
                THREAD_IDLE_SECONDS,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING_EACH_MAX),
                task -> daemon(task, name));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private static final class Lane {
        private final ThreadPoolExecutor reads = pool(THREADS_EACH, "serving a storage path");
        private final ThreadPoolExecutor looks = pool(LOOKS_EACH, "looking into a storage path");

        /** Reads that were left behind; a look counts as many. Guarded by the lanes. */
        private int stuck;
    }

    /**
     * Something to do on one path. It is over once: when it says so itself, or when its time is. What hangs is left
     * behind then.
     */
    abstract class Work implements Runnable {
        private final StoragePath path;
        private final boolean isBrief;
        private final long sinceNanos = System.nanoTime();

        /** All guarded by this. */
        private boolean isBegun;

        private boolean isOver;
        private int weight = 1;

        /** What it counts for while it is left behind. */
        private int stuck;

        private ScheduledFuture<?> limit;

        /** @param isBrief whether it only looks, and so waits for no read */
        Work(StoragePath path, boolean isBrief) {
            this.path = path;
            this.isBrief = isBrief;
        }

        /** Does it, on a thread of the path. Tells nobody anything before it has ended it by {@link #end}. */
        abstract void work();

        /** Its time is over, or the path hangs. Must not block. */
        abstract void tooLong(boolean wasBegun);

        /** @throws RejectedExecutionException if too much waits already */
        final void submit() {
            Lane lane = lane(path);
            synchronized (this) {
                limit = timer.schedule(this::timeIsOver, WAITING_MILLIS_MAX, TimeUnit.MILLISECONDS);
            }
            try {
                (isBrief ? lane.looks : lane.reads).execute(this);
            } catch (RejectedExecutionException e) {
                end();
                throw e;
            }
        }

        @Override
        public final void run() {
            synchronized (this) {
                if (isOver) {
                    return;
                }
                isBegun = true;
            }
            try {
                work();
            } finally {
                back();
            }
        }

        /**
         * It goes on, for so long at most.
         *
         * @param isLook whether it only looks at what no storage that answers takes long for
         * @return false if it is over already
         */
        final synchronized boolean mayTake(long millis, boolean isLook) {
            if (isOver) {
                return false;
            }
            weight = isLook ? STUCK_EACH_MAX : 1;
            limit.cancel(false);
            limit = timer.schedule(this::timeIsOver, millis, TimeUnit.MILLISECONDS);
            return true;
        }

        /** It is over. @return false if it was before, and somebody else says what became of it */
        final synchronized boolean end() {
            if (isOver) {
                return false;
            }
            isOver = true;
            limit.cancel(false);
            return true;
        }

        final long millisSinceSubmitted() {
            return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - sinceNanos);
        }

        private void timeIsOver() {
            boolean wasBegun;
            synchronized (this) {
                if (!end()) {
                    return;
                }
                wasBegun = isBegun;
                stuck = isBegun ? weight : 0;
            }
            if (wasBegun) {
                leave(path, weight);
            }
            tooLong(wasBegun);
        }

        private void back() {
            int wasStuck;
            synchronized (this) {
                wasStuck = stuck;
                stuck = 0;
            }
            if (wasStuck > 0) {
                synchronized (StorageLanes.this) {
                    lanes.get(path.id()).stuck -= wasStuck;
                }
            }
        }
    }

    private synchronized Lane lane(StoragePath path) {
        if (isClosed) {
            throw new RejectedExecutionException("closed");
        }
        return lanes.computeIfAbsent(path.id(), id -> new Lane());
    }

    /** Something is left behind; where too many are, what waits is not kept waiting. */
    private void leave(StoragePath path, int weight) {
        List<Runnable> waiting = new ArrayList<>();
        synchronized (this) {
            Lane lane = lanes.get(path.id());
            lane.stuck += weight;
            if (lane.stuck >= STUCK_EACH_MAX) {
                lane.reads.getQueue().drainTo(waiting);
                lane.looks.getQueue().drainTo(waiting);
            }
        }
        for (Runnable each : waiting) {
            ((Work) each).timeIsOver();
        }
    }

    /** Whether so much is left behind there that nothing more is to be begun. */
    synchronized boolean isStuck(StoragePath path) {
        Lane lane = lanes.get(path.id());
        return lane != null && lane.stuck >= STUCK_EACH_MAX;
    }

    /** Begins no more. */
    @Override
    public void close() {
        synchronized (this) {
            isClosed = true;
            for (Lane lane : lanes.values()) {
                lane.reads.shutdown();
                lane.looks.shutdown();
            }
        }
        timer.shutdownNow();
    }
}
