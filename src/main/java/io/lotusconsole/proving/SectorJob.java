package io.lotusconsole.proving;

import java.time.Instant;

/**
 * A sealing call the miner tracks. PoSt work never appears here.
 *
 * @param callId UUID of the call, all zero while it is only assigned
 * @param worker worker that has it, all zero if that worker is gone
 * @param hostname host the job itself names, empty mostly
 * @param runWait the wire's RunWait, see {@link #state()}
 * @param start null if the miner does not know
 */
public record SectorJob(
        String callId,
        long minerActor,
        long sectorNumber,
        WorkerId worker,
        String hostname,
        TaskType task,
        long runWait,
        Instant start) {

    /** {@code running}, {@code prepared}, {@code assigned(n)}, {@code ret-wait}, {@code returned}, {@code ret-done}. */
    public String state() {
        Long window = schedulingWindow();
        return window == null ? stateWord() : stateWord() + "(" + window + ")";
    }

    /** The scheduling window that an assigned job waits in, from 1; null for other jobs. */
    public Long schedulingWindow() {
        return runWait > 1 ? runWait - 1 : null;
    }

    /** {@link #state} without the number. */
    public String stateWord() {
        if (runWait > 1) {
            return "assigned";
        }
        if (runWait == 1) {
            return "prepared";
        }
        if (runWait == 0) {
            return "running";
        }
        return runWait == -1 ? "ret-wait" : runWait == -2 ? "returned" : "ret-done";
    }

    /** Returned and consumed; hidden unless asked for. */
    public boolean isDone() {
        return runWait <= -3;
    }
}
