package io.lotusconsole.proving;

/**
 * A place that sectors of a proof were read from, or were to be.
 *
 * @param place root of a storage path, or the URL it is served at
 * @param sectors that were asked for there
 * @param failures of them that were not read there
 * @param slowestMillis the sector that took longest
 * @param totalMillis all of them, one after the other
 */
public record ReadPlace(String place, int sectors, int failures, long slowestMillis, long totalMillis) {
    /** Both of one place together. */
    public ReadPlace and(ReadPlace other) {
        return new ReadPlace(
                place,
                sectors + other.sectors,
                failures + other.failures,
                Math.max(slowestMillis, other.slowestMillis),
                totalMillis + other.totalMillis);
    }
}
