package io.lotusconsole.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotusconsole.proving.ChainClock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The reference's moments, section 2.4. */
class TimesTest {
    private static final Zone UTC = Zone.of(ZoneOffset.UTC);
    private static final Zone BERLIN = Zone.of(ZoneId.of("Europe/Berlin"));

    @ParameterizedTest
    @CsvSource({
        "4364, 4364, 4, 4364 (now)",
        "4364, 4318, 4, 4318 (3 minutes 4 seconds ago)",
        "20, 58, 4, 58 (in 2 minutes 32 seconds)",
        "100, 99, 30, 99 (30 seconds ago)",
        "100, 220, 30, 220 (in 1 hour)",
        "0, -1, 30, -1 (30 seconds ago)"
    })
    void epochsTellTheirDistance(long current, long epoch, long epochSeconds, String text) {
        assertEquals(text, Times.epoch(current, epoch, epochSeconds));
    }

    @ParameterizedTest
    @CsvSource({
        "2022-04-15T05:20:00Z, Europe/Berlin, 15 Apr 22 07:20 CEST",
        "2022-01-15T05:20:00Z, Europe/Berlin, 15 Jan 22 06:20 CET",
        "2022-04-15T05:20:00Z, UTC, 15 Apr 22 05:20 UTC",
        "2022-04-15T05:20:00Z, Z, 15 Apr 22 05:20 UTC",
        "2022-04-15T05:20:00Z, Europe/London, 15 Apr 22 06:20 BST",
        "2022-04-15T05:20:00Z, America/New_York, 15 Apr 22 01:20 EDT",
        "2022-04-15T05:20:00Z, Asia/Shanghai, 15 Apr 22 13:20 CST",
        "2022-04-15T05:20:00Z, America/Sao_Paulo, 15 Apr 22 02:20 -03",
        "2022-04-15T05:20:00Z, Asia/Kathmandu, 15 Apr 22 11:05 +0545",
        "2022-04-15T05:20:00Z, Asia/Singapore, 15 Apr 22 13:20 +08"
    })
    void wallTimesNameTheirZoneAsTheTzDatabaseDoes(Instant time, String zone, String text) {
        ChainClock clock = new ChainClock(100, time.getEpochSecond(), 30);
        assertEquals("100 (" + text + ", now)", Times.epochWithTime(100, 100, clock, Zone.of(ZoneId.of(zone))));
    }

    @Test
    void epochsWithTimesCountFromTheHead() {
        ChainClock clock =
                new ChainClock(100, Instant.parse("2022-04-15T05:20:00Z").getEpochSecond(), 30);
        assertEquals("98 (15 Apr 22 05:19 UTC, 1 minute ago)", Times.epochWithTime(100, 98, clock, UTC));
        assertEquals("104 (15 Apr 22 05:22 UTC, in 2 minutes)", Times.epochWithTime(100, 104, clock, UTC));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-08-05T01:02:03Z, 2026-08-05 01:02:03 +0000 UTC",
        "2026-08-05T01:02:03.999Z, 2026-08-05 01:02:03 +0000 UTC",
        "2026-08-05T03:02:03+02:00, 2026-08-05 03:02:03 +0200 CEST",
        "2026-01-05T03:02:03+02:00, 2026-01-05 03:02:03 +0200 +0200",
        "2026-08-04T22:02:03-03:00, 2026-08-04 22:02:03 -0300 -0300"
    })
    void fullTimesAbbreviateTheLocalOffsetOnly(OffsetDateTime time, String text) {
        assertEquals(text, Times.withOffset(time, BERLIN));
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, Long.MAX_VALUE})
    void momentsTooFarForADateAreTheNearestThatIsOne(long seconds) {
        String year = seconds < 0 ? "-999999999-01-02" : "999999999-12-31";
        assertTrue(Times.dateTime(seconds, BERLIN).startsWith(year), Times.dateTime(seconds, BERLIN));
        assertEquals(seconds < 0 ? Instant.MIN : Instant.MAX.truncatedTo(ChronoUnit.SECONDS), Times.nearest(seconds));
    }

    @Test
    void documentsHaveYearsOfFourDigits() {
        Instant first = Instant.parse("0000-01-01T00:00:00Z");
        Instant last = Instant.parse("9999-12-31T23:59:59Z");
        assertEquals(first, Times.forDocument(first.getEpochSecond()));
        assertEquals(first, Times.forDocument(first.getEpochSecond() - 1));
        assertEquals(last, Times.forDocument(last.getEpochSecond()));
        assertEquals(last, Times.forDocument(last.getEpochSecond() + 1));
        assertEquals(last, Times.forDocument(Long.MAX_VALUE));
    }

    @Test
    void epochsTooFarForATimeAreAtItsEnd() {
        ChainClock clock = new ChainClock(100, 1_700_000_000, 30);
        assertEquals(Long.MAX_VALUE, clock.secondsOf(Long.MAX_VALUE));
        assertEquals(Long.MIN_VALUE, clock.secondsOf(Long.MIN_VALUE));
        assertEquals(1_700_000_030, clock.secondsOf(101));
    }

    @Test
    void clockTimesAreLocal() {
        long seconds = Instant.parse("2022-04-15T23:30:05Z").getEpochSecond();
        assertEquals("01:30:05", Times.timeOfDay(seconds, BERLIN));
        assertEquals("2022-04-16 01:30:05 +0200", Times.dateTime(seconds, BERLIN));
    }
}
