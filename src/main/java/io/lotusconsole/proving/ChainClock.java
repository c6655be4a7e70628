package io.lotusconsole.proving;

/**
 * What turns an epoch into a wall time: the head and the length of an epoch.
 *
 * @param headEpoch height of the head
 * @param headSeconds least block time stamp of the head, seconds since 1970
 * @param epochSeconds {@code BlockDelay} of the full node's {@code Version}
 */
public record ChainClock(long headEpoch, long headSeconds, long epochSeconds) {
    /** Seconds since 1970 at which an epoch begins. */
    public long secondsOf(long epoch) {
        return headSeconds + (epoch - headEpoch) * epochSeconds;
    }
}
