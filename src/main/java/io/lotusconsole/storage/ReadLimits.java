package io.lotusconsole.storage;

/**
 * How long reading the sectors of one task may take. A sector is skipped for its slowness only after it was too slow
 * twice, and that must be known before the time for all is over: without a shorter limit of the operator each read
 * gets a share of what is left.
 *
 * @param eachMillis the operator's limit for one read; 0 for none
 * @param allMillis for all sectors together; 0 for {@link SectorReader#READ_MILLIS_MAX} for each read
 */
public record ReadLimits(long eachMillis, long allMillis) {
    /** No limit of the caller. */
    public static final ReadLimits NONE = new ReadLimits(0, 0);

    /** Two fifths for each of two reads, the rest for the index and for what came before. */
    private static final double FIRST_SHARE = 0.4;

    private static final double SECOND_SHARE = 2.0 / 3;

    /** @param leftMillis of {@link #allMillis} when the read begins */
    long millis(boolean isFirst, long leftMillis) {
        if (allMillis == 0) {
            return eachMillis;
        }
        long share = Math.max(1, (long) (leftMillis * (isFirst ? FIRST_SHARE : SECOND_SHARE)));
        return eachMillis == 0 ? share : Math.min(eachMillis, share);
    }
}
