package io.lotusconsole.worker;

import io.lotusconsole.rpc.RpcFault;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * What this worker answers to {@code Session}, which is how a miner knows whether to give it work ({@code
 * storage/sealer/sched_post.go}): the same UUID keeps it enabled, an error disables it, another UUID removes it.
 *
 * <p>Safe for several threads; nothing blocks but {@link #awaitFarewell}.
 */
final class WorkerSession {
    private final Object lock = new Object();

    /** All guarded by {@link #lock}. */
    private UUID id = UUID.randomUUID();

    private boolean enabled = true;
    private boolean taskEnabled = true;
    private String inability;
    private boolean leaving;
    private boolean gone;
    private long polledNanos;
    private boolean polled;

    /** Polls of the miner that were answered with the last UUID. */
    private int farewells;

    /** The UUID of the current registration. */
    UUID id() {
        synchronized (lock) {
            return id;
        }
    }

    /** A new UUID, for a new registration: a miner that sees one twice may crash. */
    UUID renew() {
        synchronized (lock) {
            id = UUID.randomUUID();
            polled = false;
            return id;
        }
    }

    /**
     * Answers a poll.
     *
     * @param isMiners whether the miner itself asks, and not the operator's own command
     * @throws RpcFault while the miner must not count on us
     */
    UUID answer(boolean isMiners) throws RpcFault {
        synchronized (lock) {
            if (isMiners) {
                polled = true;
                polledNanos = System.nanoTime();
            }
            if (gone) {
                if (isMiners) {
                    farewells++;
                    lock.notifyAll();
                }
                return id;
            }
            if (leaving) {
                throw RpcFault.ordinary("worker is leaving");
            }
            if (!enabled) {
                // The text of a real worker (storage/sealer/worker_tracked.go and sealworker/rpc.go).
                throw RpcFault.ordinary("worker disabled");
            }
            if (inability != null) {
                throw RpcFault.ordinary("worker is unable: " + inability);
            }
            return id;
        }
    }

    boolean isEnabled() {
        synchronized (lock) {
            return enabled;
        }
    }

    void setEnabled(boolean value) {
        synchronized (lock) {
            enabled = value;
        }
    }

    /** Whether the operator wants the worker's one kind of task to be offered when it registers. */
    boolean isTaskEnabled() {
        synchronized (lock) {
            return taskEnabled;
        }
    }

    void setTaskEnabled(boolean value) {
        synchronized (lock) {
            taskEnabled = value;
        }
    }

    /** @param reason why nothing can be proven at present; null once it can */
    void setInability(String reason) {
        synchronized (lock) {
            inability = reason;
        }
    }

    String inability() {
        synchronized (lock) {
            return inability;
        }
    }

    /** From now on the miner is to disable us. */
    void beginLeaving() {
        synchronized (lock) {
            leaving = true;
        }
    }

    /** Answers the next polls with a UUID that nobody registered, so that the miner drops our row. */
    void sayFarewell() {
        synchronized (lock) {
            leaving = true;
            gone = true;
            id = UUID.randomUUID();
        }
    }

    /**
     * Waits for those polls; false if they did not come in time.
     *
     * @param watchers how many rows of ours the miner polls; who has seen the new UUID polls no more
     */
    boolean awaitFarewell(long millis, int watchers) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        synchronized (lock) {
            while (farewells < watchers) {
                long left = end - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                TimeUnit.NANOSECONDS.timedWait(lock, left);
            }
            return true;
        }
    }

    /** Milliseconds since the miner asked last; -1 if it never did under this UUID. */
    long sincePolledMillis() {
        synchronized (lock) {
            return polled ? (System.nanoTime() - polledNanos) / 1_000_000 : -1;
        }
    }
}
