package io.lotusconsole.worker;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Whether this worker can prove at present. While it cannot, {@code Session} fails, for only then does a miner without
 * another worker prove by itself; a self-check that passes ends that.
 *
 * <p>Safe for several threads. Self-checks run on the timer's thread one at a time, and may block it.
 */
final class Ability {
    /** Finds out whether what was lost is back. */
    interface SelfCheck {
        /** Null if it is, else why it is not. May block for as long as one read may take. */
        String whyNot() throws Exception;
    }

    private final WorkerSession session;
    private final ScheduledExecutorService timer;
    private final long checkMillis;
    private final WorkerLog log;

    /** Guarded by this: the check that has to pass; null while able. */
    private SelfCheck check;

    Ability(WorkerSession session, ScheduledExecutorService timer, long checkMillis, WorkerLog log) {
        this.session = session;
        this.timer = timer;
        this.checkMillis = checkMillis;
        this.log = log;
    }

    /** Makes the worker unable until a check passes; a later loss takes the place of an earlier one. */
    synchronized void lose(String reason, SelfCheck regained) {
        boolean isNew = check == null;
        check = regained;
        session.setInability(reason);
        if (isNew) {
            log.error("unable: the miner is told by a failing session until a self-check passes", "why", reason);
            lookLater();
        }
    }

    private void lookLater() {
        try {
            timer.schedule(this::look, checkMillis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // The worker has left; nobody asks for its session any more.
        }
    }

    private void look() {
        SelfCheck current;
        synchronized (this) {
            current = check;
        }
        String whyNot;
        try {
            whyNot = current.whyNot();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        } catch (Exception | Error e) {
            // A check that dies would leave the worker unable for ever.
            whyNot = String.valueOf(e.getMessage());
        }
        synchronized (this) {
            if (whyNot == null && current == check) {
                check = null;
                session.setInability(null);
                log.info("able again: the self-check passed");
                return;
            }
            if (whyNot != null && current == check) {
                session.setInability(whyNot);
            }
        }
        lookLater();
    }
}
