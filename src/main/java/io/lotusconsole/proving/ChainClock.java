package io.lotusconsole.proving;

/**
 * What turns an epoch into a wall time: the head and the length of an epoch.
 *
 * @param headEpoch height of the head
 * @param headSeconds least block time stamp of the head, seconds since 1970
 * @param epochSeconds {@code BlockDelay} of the full node's {@code Version}
 */
public record ChainClock(long headEpoch, long headSeconds, long epochSeconds) {
    /** Seconds since 1970 at which an epoch begins; of one too far for that, the last or the first there are. */
    public long secondsOf(long epoch) {
        try {
            long away = Math.multiplyExact(Math.subtractExact(epoch, headEpoch), epochSeconds);
            return Math.addExact(headSeconds, away);
        } catch (ArithmeticException e) {
            return epoch < headEpoch ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }
}
