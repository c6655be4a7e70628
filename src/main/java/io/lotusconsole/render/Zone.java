package io.lotusconsole.render;

import java.time.ZoneId;
import java.util.Locale;
import java.util.Set;
import java.util.TimeZone;

/**
 * A time zone, looked up when it is first needed.
 *
 * <p>{@link TimeZone} and not {@link ZoneId}: the first use of the latter looks for providers in every jar
 * of the class path, 25 ms that most commands need not pay.
 */
public final class Zone {
    /** The zone of this process. */
    public static final Zone SYSTEM = new Zone(null);

    /**
     * Abbreviations the tz database itself has. Java invents letters for the others ("BRT"), where Go
     * prints the offset ("-03").
     */
    private static final Set<String> ABBREVIATIONS = Set.of(
            "ACDT", "ACST", "ADT", "AEDT", "AEST", "AKDT", "AKST", "AST", "AWST", "BST", "CAT", "CDT", "CEST", "CET",
            "CST", "ChST", "EAT", "EDT", "EEST", "EET", "EST", "GMT", "HDT", "HKT", "HST", "IDT", "IST", "JST", "KST",
            "MDT", "MSK", "MST", "NDT", "NST", "NZDT", "NZST", "PDT", "PKT", "PST", "SAST", "SST", "UTC", "WAT", "WEST",
            "WET", "WIB", "WIT", "WITA");

    /** Null for the zone of this process, which is then asked for each time. */
    private final TimeZone zone;

    private Zone(TimeZone zone) {
        this.zone = zone;
    }

    public static Zone of(ZoneId id) {
        return new Zone(TimeZone.getTimeZone(id));
    }

    private TimeZone zone() {
        return zone == null ? TimeZone.getDefault() : zone;
    }

    /** Seconds to add to UTC at that moment. */
    public int offsetSeconds(long epochSecond) {
        return zone().getOffset(epochSecond * 1000) / 1000;
    }

    /** The name of the zone at that moment as Go prints it: {@code CEST}, or {@code -03} if it has no letters. */
    public String name(long epochSecond) {
        TimeZone known = zone();
        int offset = offsetSeconds(epochSecond);
        String id = known.getID();
        if (offset == 0 && (id.equals("UTC") || id.equals("Etc/UTC") || id.equals("GMT0") || id.equals("Zulu"))) {
            return "UTC";
        }
        boolean summer = offset * 1000L != known.getRawOffset();
        String letters = known.getDisplayName(summer, TimeZone.SHORT, Locale.ENGLISH);
        if (ABBREVIATIONS.contains(letters)) {
            return letters;
        }
        String digits = Times.offset(offset);
        return digits.endsWith("00") ? digits.substring(0, digits.length() - 2) : digits;
    }
}
