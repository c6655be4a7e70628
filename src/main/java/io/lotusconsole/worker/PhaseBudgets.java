package io.lotusconsole.worker;

import io.lotusconsole.proving.PoStKind;

/**
 * How long each phase of a task may take, milliseconds. Past the first or the last the task ends as inability; past
 * the second the process ends as well, for a native call cannot be cancelled.
 *
 * @param readMillis all sectors of the task; each read gets a share of it, so that one sector may be too slow twice
 * @param proveMillis the proof itself, without the wait for its turn
 * @param mergeMillis verifying the proof
 */
public record PhaseBudgets(long readMillis, long proveMillis, long mergeMillis) {
    private static final long MINUTE = 60_000;

    /** {@code PartitionCheckTimeout} of a miner is 20 minutes; a deadline is open for 30. */
    private static final PhaseBudgets WINDOW = new PhaseBudgets(20 * MINUTE, 60 * MINUTE, 5 * MINUTE);

    /** A block is due within 30 s; a proof that is later is of no use, but a cold first one may be. */
    private static final PhaseBudgets WINNING = new PhaseBudgets(MINUTE, 10 * MINUTE, MINUTE);

    public static PhaseBudgets usual(PoStKind kind) {
        return kind == PoStKind.WINDOW ? WINDOW : WINNING;
    }

    public PhaseBudgets withProveMillis(long millis) {
        return new PhaseBudgets(readMillis, millis, mergeMillis);
    }

    public PhaseBudgets withReadMillis(long millis) {
        return new PhaseBudgets(millis, proveMillis, mergeMillis);
    }
}
