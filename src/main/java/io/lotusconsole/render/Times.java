package io.lotusconsole.render;

import io.lotusconsole.proving.ChainClock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;

/** Moments as Lotus prints them: epochs with their distance, wall times in a zone. */
public final class Times {
    private static final DateTimeFormatter BRIEF = DateTimeFormatter.ofPattern("dd MMM yy HH:mm", Locale.ROOT);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter FULL = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern("xx", Locale.ROOT);
    private static final DateTimeFormatter LETTERS = DateTimeFormatter.ofPattern("zzz", Locale.ENGLISH);

    /**
     * Abbreviations the tz database itself has. Java invents letters for the others ("BRT"), where Go
     * prints the offset ("-03").
     */
    private static final Set<String> ABBREVIATIONS = Set.of(
            "ACDT", "ACST", "ADT", "AEDT", "AEST", "AKDT", "AKST", "AST", "AWST", "BST", "CAT", "CDT", "CEST", "CET",
            "CST", "ChST", "EAT", "EDT", "EEST", "EET", "EST", "GMT", "HDT", "HKT", "HST", "IDT", "IST", "JST", "KST",
            "MDT", "MSK", "MST", "NDT", "NST", "NZDT", "NZST", "PDT", "PKT", "PST", "SAST", "SST", "UTC", "WAT", "WEST",
            "WET", "WIB", "WIT", "WITA");

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
    public static String epochWithTime(long current, long epoch, ChainClock clock, ZoneId zone) {
        ZonedDateTime time = Instant.ofEpochSecond(clock.secondsOf(epoch)).atZone(zone);
        return epoch + " (" + BRIEF.format(time) + " " + zoneName(time) + ", "
                + distance(current, epoch, clock.epochSeconds()) + ")";
    }

    /** {@code 15:04:05}. */
    public static String timeOfDay(long epochSecond, ZoneId zone) {
        return CLOCK.format(Instant.ofEpochSecond(epochSecond).atZone(zone));
    }

    /** {@code 2006-01-02 15:04:05 -0700}. */
    public static String dateTime(long epochSecond, ZoneId zone) {
        ZonedDateTime time = Instant.ofEpochSecond(epochSecond).atZone(zone);
        return FULL.format(time) + " " + OFFSET.format(time);
    }

    /**
     * A time that came with an offset, as Go's {@code Time.String} shows it to the second: {@code
     * 2026-08-05 01:02:03 +0000 UTC}; abbreviated if it is the local offset, else the offset twice.
     */
    public static String withOffset(OffsetDateTime time, ZoneId zone) {
        String offset = OFFSET.format(time);
        String name = offset;
        if (time.getOffset().equals(ZoneOffset.UTC)) {
            name = "UTC";
        } else if (zone.getRules().getOffset(time.toInstant()).equals(time.getOffset())) {
            name = zoneName(time.atZoneSameInstant(zone));
        }
        return FULL.format(time) + " " + offset + " " + name;
    }

    private static String zoneName(ZonedDateTime time) {
        if (time.getOffset().equals(ZoneOffset.UTC) && isUtc(time.getZone())) {
            return "UTC";
        }
        String letters = LETTERS.format(time);
        if (ABBREVIATIONS.contains(letters)) {
            return letters;
        }
        String offset = OFFSET.format(time);
        return offset.endsWith("00") ? offset.substring(0, offset.length() - 2) : offset;
    }

    private static boolean isUtc(ZoneId zone) {
        String id = zone.getId();
        return id.equals("Z") || id.equals("UTC") || id.equals("Etc/UTC") || id.equals("GMT0") || id.equals("Zulu");
    }
}
