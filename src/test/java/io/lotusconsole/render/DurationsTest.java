package io.lotusconsole.render;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The reference's lengths of time, section 2.4. */
class DurationsTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0s",
        "1, 1ns",
        "1000, 1\u00b5s",
        "1500, 1.5\u00b5s",
        "3890363, 3.890363ms",
        "300000000, 300ms",
        "1000000000, 1s",
        "2300000000, 2.3s",
        "59000000000, 59s",
        "60000000000, 1m0s",
        "61234567890, 1m1.23456789s",
        "93784000000000, 26h3m4s",
        "3600000000000, 1h0m0s",
        "-2300000000, -2.3s",
        "9223372036854775807, 2562047h47m16.854775807s",
        "-9223372036854775808, -2562047h47m16.854775808s"
    })
    void goDurations(long nanos, String text) {
        assertEquals(text, Durations.go(nanos));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-22T00:00:00Z, 2026-11-22T00:00:02.3Z, 2.3s, 2",
        "2026-11-22T00:00:02.3Z, 2026-11-22T00:00:00Z, -2.3s, -2",
        "1700-01-01T00:00:00Z, 2026-11-22T00:00:00Z, 2562047h47m16.854775807s, 9223372036",
        "9999-12-31T23:59:59Z, 2026-11-22T00:00:00Z, -2562047h47m16.854775808s, -9223372036"
    })
    void distancesSaturateAsInGo(Instant from, Instant to, String text, long seconds) {
        assertEquals(text, Durations.go(Durations.between(from, to)));
        assertEquals(seconds, Durations.secondsBetween(from, to));
    }

    @Test
    void secondsBeyondAGoDurationAreItsLongest() {
        assertEquals("2562047h47m16s", Durations.goSeconds(Long.MAX_VALUE));
        assertEquals("-2562047h47m16s", Durations.goSeconds(Long.MIN_VALUE));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 seconds",
        "1, 1 second",
        "59, 59 seconds",
        "60, 1 minute",
        "61, 1 minute 1 second",
        "3660, 1 hour 1 minute",
        "3601, 1 hour 1 second",
        "3661, 1 hour 1 minute",
        "183600, 2 days 3 hours",
        "691200, 1 week 1 day",
        "31536000, 1 year",
        "63072000, 2 years",
        "32140800, 1 year 1 week"
    })
    void wordsNameTheFirstTwoUnits(long seconds, String text) {
        assertEquals(text, Durations.words(seconds));
    }
}
