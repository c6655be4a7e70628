package io.lotusconsole.storage;

import io.lotusconsole.rpc.RpcException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Tells every session of the miner, which is a new index each time, of all own storage paths: each path by itself, and
 * again until it is told.
 *
 * <p>Knows from that whether an index lacks what it should have. Safe for many threads.
 */
public final class Announcement implements IndexTrust, AutoCloseable {
    /**
     * How long after the miner was first seen other hosts may still be telling it what they have: they look every 10 s
     * whether it was restarted, and a real one declares one file after the other.
     */
    static final long SETTLING_MILLIS = 600_000;

    /** First pause before a path is told again; it doubles. */
    private static final long RETRY_MILLIS = 1_000;

    private static final long RETRY_MILLIS_MAX = 30_000;

    /** Paths that are told beside each other; one that hangs holds its thread no longer than its limit. */
    private static final int PATHS_AT_ONCE = 32;

    private static final long THREAD_IDLE_SECONDS = 30;

    /** Asks the miner for its session now. */
    @FunctionalInterface
    public interface Miner {
        String session() throws RpcException;
    }

    private final LocalPaths local;
    private final PathAnnouncer announcer;
    private final Miner miner;
    private final PathAnnouncer.Told told;
    private final long settlingNanos;

    private final ThreadPoolExecutor telling = new ThreadPoolExecutor(
            PATHS_AT_ONCE,
            PATHS_AT_ONCE,
            THREAD_IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> daemon(task, "announcing storage"));

    private final ScheduledThreadPoolExecutor timer =
            new ScheduledThreadPoolExecutor(1, task -> daemon(task, "announcing storage later"));

    /** All guarded by this. The miner's session that is told; null before the first. */
    private String session;

    /** Since when the index may be whole but for the own paths. */
    private long changedNanos;

    /** By id of the path, of this session. */
    private final Map<String, Turn> turns = new LinkedHashMap<>();

    /** @param miner asked when a doubt depends on it */
    public Announcement(LocalPaths local, PathAnnouncer announcer, Miner miner, PathAnnouncer.Told told) {
        this(local, announcer, miner, told, SETTLING_MILLIS);
    }

    /** @param settlingMillis in place of {@link #SETTLING_MILLIS} */
    Announcement(LocalPaths local, PathAnnouncer announcer, Miner miner, PathAnnouncer.Told told, long settlingMillis) {
        this.local = local;
        this.announcer = announcer;
        this.miner = miner;
        this.told = told;
        this.settlingNanos = TimeUnit.MILLISECONDS.toNanos(settlingMillis);
        telling.allowCoreThreadTimeOut(true);
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** One path and one session of the miner. Its fields are guarded by the announcement. */
    private final class Turn implements Runnable {
        private final StoragePath path;
        private long pauseMillis = RETRY_MILLIS;
        private String trouble = "";

        /** Whether the index has it; otherwise whether it is worth waiting for. */
        private boolean isTold;

        private boolean isAwaited = true;
        private long toldNanos;

        Turn(StoragePath path) {
            this.path = path;
        }

        @Override
        public void run() {
            if (!isCurrent()) {
                return;
            }
            String why = null;
            boolean isMinerAway = false;
            try {
                announcer.announce(path);
            } catch (RpcException e) {
                why = e.getMessage();
                isMinerAway = !(e instanceof RpcException.Remote);
            } catch (IOException | RuntimeException e) {
                why = String.valueOf(e.getMessage());
            }
            if (why == null) {
                succeeded();
            } else {
                failed(why, isMinerAway);
            }
        }

        private boolean isCurrent() {
            synchronized (Announcement.this) {
                return turns.get(path.id()) == this && local.byId(path.id()) != null;
            }
        }

        private void succeeded() {
            synchronized (Announcement.this) {
                isTold = true;
                isAwaited = false;
                toldNanos = System.nanoTime();
                Announcement.this.notifyAll();
            }
        }

        /** A path that is away, or that the index does not want, keeps nobody waiting, but is tried again. */
        private void failed(String why, boolean isMinerAway) {
            long pause;
            boolean isNew;
            synchronized (Announcement.this) {
                if (!isCurrent()) {
                    return;
                }
                isAwaited = isMinerAway;
                isNew = !why.equals(trouble);
                trouble = why;
                pause = pauseMillis;
                pauseMillis = Math.min(2 * pauseMillis, RETRY_MILLIS_MAX);
                Announcement.this.notifyAll();
            }
            if (isNew) {
                told.trouble("the storage path " + path.root() + " is not announced yet, and tried again: " + why);
            }
            later(this, pause);
        }
    }

    private void later(Turn turn, long millis) {
        try {
            timer.schedule(() -> begin(turn), millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // The worker has left.
        }
    }

    private void begin(Turn turn) {
        try {
            telling.execute(turn);
        } catch (RejectedExecutionException e) {
            // The worker has left.
        }
    }

    /**
     * Says which session of the miner there is now. Another one than before is told everything; the same is not told
     * again. Does not block.
     */
    public synchronized void minerIs(String current) {
        if (current.equals(session)) {
            return;
        }
        if (session != null) {
            told.progress("the miner was restarted: own storage is announced again");
        }
        session = current;
        changedNanos = System.nanoTime();
        turns.clear();
        announcer.forget();
        for (StoragePath path : local.all()) {
            tell(path);
        }
        notifyAll();
    }

    private void tell(StoragePath path) {
        Turn turn = new Turn(path);
        turns.put(path.id(), turn);
        begin(turn);
    }

    /**
     * Waits until a session knows every own path that answers.
     *
     * @param millis to wait at most
     * @return whether it does
     */
    public synchronized boolean await(String wanted, long millis) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (!wanted.equals(session) || turns.values().stream().anyMatch(turn -> turn.isAwaited)) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return true;
    }

    /**
     * Announces a path that was opened just now. Blocks; what fails is tried again later all the same.
     *
     * @throws IOException if the path does not answer
     */
    public void add(StoragePath path) throws RpcException, IOException {
        Turn turn = new Turn(path);
        synchronized (this) {
            turns.put(path.id(), turn);
        }
        try {
            announcer.announce(path);
            turn.succeeded();
        } catch (RpcException | IOException e) {
            turn.failed(e.getMessage(), false);
            throw e;
        }
    }

    /**
     * Takes a path from the index, before it is closed: what is listed and not open looks as if it were missing.
     * Blocks for one call.
     *
     * @throws RpcException.Remote if the index says no, as to a path that it does not know; the path is withdrawn
     * @throws RpcException if the miner cannot be told; the path is as it was
     */
    public void remove(StoragePath path) throws RpcException {
        Turn turn;
        synchronized (this) {
            turn = turns.remove(path.id());
            changed();
        }
        try {
            announcer.withdraw(path);
        } catch (RpcException e) {
            if (turn != null && !(e instanceof RpcException.Remote)) {
                synchronized (this) {
                    turns.putIfAbsent(path.id(), turn);
                }
            }
            throw e;
        }
    }

    /** Takes every path from the index, as far as it can be told. Blocks for a call each. */
    public void removeAll() {
        synchronized (this) {
            turns.clear();
            changed();
        }
        announcer.withdrawAll();
    }

    /** What is withdrawn here may be announced by another host soon. */
    private synchronized void changed() {
        changedNanos = System.nanoTime();
        notifyAll();
    }

    @Override
    public String whyDoubtful(long sinceNanos) {
        String known;
        synchronized (this) {
            if (session == null) {
                return "the miner was not reached yet";
            }
            for (Turn turn : turns.values()) {
                if (!turn.isTold || sinceNanos - turn.toldNanos < 0) {
                    return "the own storage path " + turn.path.root() + " was not announced yet";
                }
            }
            if (sinceNanos - changedNanos < settlingNanos) {
                return "hosts may still be telling it what they have, for less than "
                        + TimeUnit.NANOSECONDS.toMinutes(settlingNanos)
                        + " minutes have passed since the miner was restarted or first seen, or storage was detached";
            }
            known = session;
        }
        try {
            return miner.session().equals(known) ? null : "the miner was restarted";
        } catch (RpcException e) {
            return "the miner cannot be asked for its session: " + e.getMessage();
        }
    }

    /** Tells nothing more. */
    @Override
    public void close() {
        timer.shutdownNow();
        telling.shutdownNow();
    }
}
