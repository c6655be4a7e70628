package io.lotusconsole.render;

import io.lotusconsole.proving.ChainClock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * Moments as Lotus prints them: epochs with their distance, wall times in a zone.
 *
 * <p>Formatted by hand: the JDK's formatters read locale data, which costs the prompt 15 ms.
 */
public final class Times {
    private static final String[] MONTHS = {
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
    };

    private static final long YEAR_0 = -62_167_219_200L;
    private static final long YEAR_10000 = 253_402_300_800L;

    /** A day within what the JDK calls a date: room for any offset. */
    private static final long SECONDS_MAX = LocalDateTime.MAX.toEpochSecond(ZoneOffset.UTC) - 86_400;

    private static final long SECONDS_MIN = LocalDateTime.MIN.toEpochSecond(ZoneOffset.UTC) + 86_400;

    private Times() {}

    /** {@code 4318 (3 minutes 4 seconds ago)}, {@code 20 (now)}, {@code 58 (in 2 minutes 32 seconds)}. */
    public static String epoch(long current, long epoch, long epochSeconds) {
        return epoch + " (" + distance(current, epoch, epochSeconds) + ")";
    }

    private static String distance(long current, long epoch, long epochSeconds) {
        if (epoch == current) {
            return "now";
        }
        String length = Durations.words(Math.abs(epoch - current) * epochSeconds);
        return epoch < current ? length + " ago" : "in " + length;
    }

    /** {@code 3538 (30 Jul 26 08:05 UTC, 55 minutes 4 seconds ago)}. */
    public static String epochWithTime(long current, long epoch, ChainClock clock, Zone zone) {
        long seconds = clock.secondsOf(epoch);
        LocalDateTime time = local(seconds, zone.offsetSeconds(seconds));
        return epoch + " (" + two(time.getDayOfMonth()) + " " + MONTHS[time.getMonthValue() - 1] + " "
                + two(Math.floorMod(time.getYear(), 100)) + " " + two(time.getHour()) + ":" + two(time.getMinute())
                + " " + zone.name(seconds) + ", " + distance(current, epoch, clock.epochSeconds()) + ")";
    }

    /** {@code 15:04:05}. */
    public static String timeOfDay(long epochSecond, Zone zone) {
        return clock(local(epochSecond, zone.offsetSeconds(epochSecond)));
    }

    /** {@code 2006-01-02 15:04:05 -0700}. */
    public static String dateTime(long epochSecond, Zone zone) {
        int offset = zone.offsetSeconds(epochSecond);
        return full(local(epochSecond, offset)) + " " + offset(offset);
    }

    /**
     * A time that came with an offset, as Go's {@code Time.String} shows it to the second: {@code
     * 2026-08-05 01:02:03 +0000 UTC}; abbreviated if it is the local offset, else the offset twice.
     */
    public static String withOffset(OffsetDateTime time, Zone zone) {
        int offset = time.getOffset().getTotalSeconds();
        String digits = offset(offset);
        String name = digits;
        if (offset == 0) {
            name = "UTC";
        } else if (zone.offsetSeconds(time.toEpochSecond()) == offset) {
            name = zone.name(time.toEpochSecond());
        }
        return full(time.toLocalDateTime()) + " " + digits + " " + name;
    }

    /** {@code -0700}. */
    static String offset(int seconds) {
        int minutes = Math.abs(seconds) / 60;
        return (seconds < 0 ? "-" : "+") + two(minutes / 60) + two(minutes % 60);
    }

    /** The moment, or the nearest that an {@link Instant} can be. */
    static Instant nearest(long epochSecond) {
        long first = Instant.MIN.getEpochSecond();
        return Instant.ofEpochSecond(Math.max(first, Math.min(Instant.MAX.getEpochSecond(), epochSecond)));
    }

    /** The moment, or the nearest whose year has the four digits of RFC 3339. */
    static Instant forDocument(long epochSecond) {
        return Instant.ofEpochSecond(Math.max(YEAR_0, Math.min(YEAR_10000 - 1, epochSecond)));
    }

    private static LocalDateTime local(long epochSecond, int offsetSeconds) {
        long nearest = Math.max(SECONDS_MIN, Math.min(SECONDS_MAX, epochSecond));
        return LocalDateTime.ofEpochSecond(nearest + offsetSeconds, 0, ZoneOffset.UTC);
    }

    private static String full(LocalDateTime time) {
        String year = Integer.toString(time.getYear());
        return "0".repeat(Math.max(0, 4 - year.length())) + year + "-" + two(time.getMonthValue()) + "-"
                + two(time.getDayOfMonth()) + " " + clock(time);
    }

    private static String clock(LocalDateTime time) {
        return two(time.getHour()) + ":" + two(time.getMinute()) + ":" + two(time.getSecond());
    }

    private static String two(int number) {
        return number < 10 ? "0" + number : Integer.toString(number);
    }
}
