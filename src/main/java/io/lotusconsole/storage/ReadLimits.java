package io.lotusconsole.storage;

/**
 * How long reading the sectors of one task may take. A sector is skipped for its slowness only after it was too slow
 * twice, and that must be known before the time for all is over: without a shorter limit of the operator each read
 * gets a share of what is left. Where no sector at all was read, slowness excuses none of them: then a read may take
 * what there is.
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

    /**
     * The limit of one read; 0 for {@link SectorReader#READ_MILLIS_MAX}.
     *
     * @param leftMillis of {@link #allMillis} when the read begins
     * @param isAnyRead whether another sector of the task was read by then
     */
    long millis(boolean isFirst, boolean isAnyRead, long leftMillis) {
        if (allMillis == 0 || !isFirst && !isAnyRead) {
            return eachMillis;
        }
        long share = Math.max(1, (long) (leftMillis * (isFirst ? FIRST_SHARE : SECOND_SHARE)));
        return eachMillis == 0 ? share : Math.min(eachMillis, share);
    }
}
