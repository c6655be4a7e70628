package io.lotusconsole.proving;

import java.util.List;

/**
 * When the proof of a deadline is to be expected.
 *
 * @param partitions that are still to be proven
 * @param provers how many are proven side by side: workers, or 1 for the miner itself
 * @param partitionMillis how long one takes, by those that were measured; 0 if none was
 * @param openSeconds when the deadline opens, seconds since 1970
 * @param closeSeconds when it closes
 * @param startSeconds when the proving begins: at the opening, or now
 */
public record Forecast(
        DeadlineView deadline,
        int partitions,
        int provers,
        long partitionMillis,
        long openSeconds,
        long closeSeconds,
        long startSeconds) {
    /**
     * That of a deadline of the running period.
     *
     * @param index may be one past the last of the period, which is the first of the next
     * @param measuredMillis what single partitions took
     * @return null if the chain does not say enough
     */
    public static Forecast of(
            ProvingOverview chain, int index, int provers, List<Long> measuredMillis, long nowSeconds) {
        ChainClock clock = chain.clock();
        if (clock == null || !chain.window().isKnown()) {
            return null;
        }
        ProvingWindow window = chain.window().value();
        DeadlineView deadline = chain.deadline(index % Math.max(1, window.periodDeadlines()));
        if (deadline == null) {
            return null;
        }
        boolean isOpen = index == window.deadlineIndex();
        long proven = isOpen && deadline.state() != null
                ? deadline.state().provenPartitions().count()
                : 0;
        long open = clock.secondsOf(window.openOf(index));
        return new Forecast(
                deadline,
                (int) Math.max(0, deadline.livePartitions() - proven),
                Math.max(1, provers),
                median(measuredMillis),
                open,
                clock.secondsOf(window.openOf(index) + window.deadlineEpochs()),
                Math.max(open, nowSeconds));
    }

    private static long median(List<Long> millis) {
        return millis.isEmpty() ? 0 : millis.stream().sorted().toList().get(millis.size() / 2);
    }

    /** How often all provers take one: five partitions on two workers are three rounds. */
    public long rounds() {
        return (partitions + provers - 1L) / provers;
    }

    public boolean isMeasured() {
        return partitionMillis > 0;
    }

    /** Seconds since 1970 at which the last is expected; of no use unless measured. */
    public long endSeconds() {
        return startSeconds + (rounds() * partitionMillis + 999) / 1000;
    }

    /** How much of the window is over by then: 1 is its close. */
    public double share() {
        return (double) (endSeconds() - openSeconds) / Math.max(1, closeSeconds - openSeconds);
    }
}
