package io.lotusconsole.proving;

import java.util.List;

/**
 * What came of a drill: a proof that was made and sent to nobody.
 *
 * @param sectors their numbers
 * @param skipped sectors that could not be read for their own sake; there is no proof then
 * @param inability why nothing could be read; null if it could
 * @param isValid whether the proof verifies
 * @param places where sectors were read, the slowest first
 */
public record DrillResult(
        PoStKind kind,
        long sectorSizeBytes,
        List<Long> sectors,
        long readMillis,
        long proveMillis,
        long verifyMillis,
        List<SkippedSector> skipped,
        String inability,
        boolean isValid,
        List<ReadPlace> places) {
    /** A winning proof has to be in a block within this; the epoch has 30 s. */
    private static final long WINNING_MILLIS_MAX = 25_000;

    /** A deadline is open for this long. */
    private static final long WINDOW_MILLIS_MAX = 30L * 60 * 1000;

    /** @param why one clause */
    public record SkippedSector(long sectorNumber, String fault, String why) {}

    public DrillResult {
        sectors = List.copyOf(sectors);
        skipped = List.copyOf(skipped);
        places = List.copyOf(places);
    }

    public long totalMillis() {
        return readMillis + proveMillis + verifyMillis;
    }

    /** What the proof had to be made in. */
    public long limitMillis() {
        return kind == PoStKind.WINNING ? WINNING_MILLIS_MAX : WINDOW_MILLIS_MAX;
    }

    public boolean isInTime() {
        return totalMillis() <= limitMillis();
    }

    /** Whether a real proof would have been made, in time. */
    public boolean isPassed() {
        return isValid && isInTime();
    }
}
