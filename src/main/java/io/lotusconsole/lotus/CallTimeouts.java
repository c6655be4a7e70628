package io.lotusconsole.lotus;

/**
 * Time limits by kind of call (design, decision 8), in milliseconds, 0 for none.
 *
 * @param ordinaryMillis any call not named below
 * @param workerStatsMillis {@code WorkerStats}, during which the miner waits 3 s per dead worker
 * @param openEndedMillis calls that prove or wait: the miner would go on anyway
 */
public record CallTimeouts(long ordinaryMillis, long workerStatsMillis, long openEndedMillis) {
    public static final CallTimeouts DEFAULT = new CallTimeouts(30_000, 120_000, 0);

    /** The same limit for every kind of call, as {@code --timeout} asks. */
    public static CallTimeouts all(long millis) {
        return new CallTimeouts(millis, millis, millis);
    }

    /** These, of which {@code WorkerStats} has used up so much before it was called; at least 1 ms is left of it. */
    public CallTimeouts afterWaiting(long millis) {
        long left = workerStatsMillis == 0 ? 0 : Math.max(1, workerStatsMillis - millis);
        return new CallTimeouts(ordinaryMillis, left, openEndedMillis);
    }
}
