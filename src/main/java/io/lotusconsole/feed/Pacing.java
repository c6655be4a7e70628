package io.lotusconsole.feed;

/** How long to wait between two looks at a node. Immutable. */
public final class Pacing {
    /** {@code WorkerStats} at most this often. */
    public static final long WORKER_STATS_MILLIS_MIN = 10_000;

    /** Anything else at most this often. */
    public static final long ORDINARY_MILLIS_MIN = 1_000;

    /** After {@code WorkerStats} the miner is left alone for this many times as long as that took. */
    private static final int REST_FACTOR = 20;

    private final long intervalMillis;
    private final long restFactor;

    /** @param askedMillis the interval the user asked for */
    public Pacing(long askedMillis, boolean asksWorkerStats) {
        this.intervalMillis = Math.max(askedMillis, asksWorkerStats ? WORKER_STATS_MILLIS_MIN : ORDINARY_MILLIS_MIN);
        this.restFactor = asksWorkerStats ? REST_FACTOR : 1;
    }

    /** The interval that is kept when the node answers at once. */
    public long intervalMillis() {
        return intervalMillis;
    }

    /**
     * How long to wait after a look, from its start to the start of the next: never before its end.
     *
     * @param lookMillis how long it took; of one that asks {@code WorkerStats}, how long that call did
     */
    public long millisToNext(long lookMillis) {
        return Math.max(intervalMillis, Math.multiplyExact(restFactor, lookMillis));
    }
}
