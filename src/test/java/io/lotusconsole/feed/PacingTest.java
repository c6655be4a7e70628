package io.lotusconsole.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PacingTest {
    @ParameterizedTest
    @CsvSource({
        "1000, true, 50, 10000",
        "60000, true, 50, 60000",
        "10000, true, 600, 12000",
        "10000, true, 39000, 780000",
        "100, false, 5, 1000",
        "5000, false, 5, 5000",
        "1000, false, 900, 1000",
        "1000, false, 3000, 3000"
    })
    void onlyWorkerStatsIsFollowedByARestOfTwentyTimesAsLong(
            long asked, boolean workerStats, long lookMillis, long expected) {
        assertEquals(expected, new Pacing(asked, workerStats).millisToNext(lookMillis));
    }
}
