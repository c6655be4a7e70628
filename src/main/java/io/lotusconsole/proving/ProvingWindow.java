package io.lotusconsole.proving;

/**
 * Where a miner stands in its proving period ({@code dline.Info}). All fields but the counts are
 * epochs.
 *
 * @param deadlineIndex the deadline now open, 0 to periodDeadlines-1
 * @param periodDeadlines deadlines in a period, 48
 * @param periodEpochs epochs in a period, 2880
 */
public record ProvingWindow(
        long currentEpoch,
        long periodStart,
        int deadlineIndex,
        long open,
        long close,
        long challenge,
        long faultCutoff,
        int periodDeadlines,
        long periodEpochs) {
    /** {@code WPoStPeriodDeadlines} of every network. */
    public static final int PERIOD_DEADLINES = 48;

    /** Epochs between the openings of two deadlines. */
    public long deadlineEpochs() {
        return periodDeadlines == 0 ? 0 : periodEpochs / periodDeadlines;
    }

    /** The epoch at which a deadline of this period opens or opened. */
    public long openOf(int index) {
        return open + (index - (long) deadlineIndex) * deadlineEpochs();
    }

    /** Offset of the period within the chain; the sign follows {@link #periodStart}, as Go's does. */
    public long periodBoundary() {
        return periodEpochs == 0 ? 0 : periodStart % periodEpochs;
    }

    public long nextPeriodStart() {
        return periodStart + periodEpochs;
    }
}
