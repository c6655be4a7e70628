package io.lotusconsole.storage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
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

    /**
     * Work that a caller of {@link Work#submitHere} does itself at a time, of one path and of all: it saves the way to
     * another thread, and what hangs must leave the callers some threads.
     */
    static final int HERE_EACH_MAX = 24;

    static final int HERE_MAX = 48;

    /** How late a limit may be noticed: to look at all is cheaper than an alarm for each. */
    private static final long SWEEP_MILLIS = 100;

    private final ScheduledThreadPoolExecutor timer =
            new ScheduledThreadPoolExecutor(1, task -> daemon(task, "limits of storage"));

    private final Semaphore here = new Semaphore(HERE_MAX);

    /** What was submitted and is not over. */
    private final Set<Work> open = ConcurrentHashMap.newKeySet();

    /** By the id of a path. Guarded by this. */
    private final Map<String, Lane> lanes = new HashMap<>();

    /** Guarded by this. */
    private boolean isClosed;

    StorageLanes() {
        timer.scheduleWithFixedDelay(this::sweep, SWEEP_MILLIS, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void sweep() {
        long now = System.nanoTime();
        open.forEach(work -> work.timeIsOver(now));
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

        private final Semaphore here = new Semaphore(HERE_EACH_MAX);

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

        private long limitNanos;

        /** @param isBrief whether it only looks, and so waits for no read */
        Work(StoragePath path, boolean isBrief) {
            this.path = path;
            this.isBrief = isBrief;
        }

        /** Does it, on a thread of the path. Tells nobody anything before it has ended it by {@link #end}. */
        abstract void work();

        /** Its time is over, or the path hangs. Must not block. */
        abstract void tooLong(boolean wasBegun);

        private Lane open() {
            Lane lane = lane(path);
            synchronized (this) {
                limitNanos = sinceNanos + TimeUnit.MILLISECONDS.toNanos(WAITING_MILLIS_MAX);
            }
            open.add(this);
            return lane;
        }

        /** As {@link #submit}, but does it on the caller's thread if few do. */
        final void submitHere() {
            Lane lane = open();
            if (!here.tryAcquire()) {
                enqueue(lane);
                return;
            }
            try {
                if (!lane.here.tryAcquire()) {
                    enqueue(lane);
                    return;
                }
                try {
                    run();
                } finally {
                    lane.here.release();
                }
            } finally {
                here.release();
            }
        }

        /** @throws RejectedExecutionException if too much waits already */
        final void submit() {
            enqueue(open());
        }

        private void enqueue(Lane lane) {
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
            limitNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
            return true;
        }

        /** It is over. @return false if it was before, and somebody else says what became of it */
        final synchronized boolean end() {
            if (isOver) {
                return false;
            }
            isOver = true;
            open.remove(this);
            return true;
        }

        final long millisSinceSubmitted() {
            return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - sinceNanos);
        }

        /** @param nanos the limit that has passed by then ends it */
        private void timeIsOver(long nanos) {
            giveUp(nanos, true);
        }

        private void giveUp(long nanos, boolean isByLimit) {
            boolean wasBegun;
            synchronized (this) {
                if (isByLimit && nanos - limitNanos < 0 || !end()) {
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
            ((Work) each).giveUp(0, false);
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
