package io.lotusconsole.tui;

import io.lotusconsole.render.Times;
import io.lotusconsole.render.Zone;
import java.time.Instant;

/**
 * What a frame is drawn for besides the state.
 *
 * @param where address of the miner
 */
record Frame(Instant now, Zone zone, Glyphs glyphs, String where) {
    String time(long epochSecond) {
        return Times.timeOfDay(epochSecond, zone);
    }

    String time(Instant at) {
        return time(at.getEpochSecond());
    }

    /** {@code 12s}, {@code 5m02s}, {@code 1h07m}: of a length at which nothing beside it moves. */
    static String length(long seconds) {
        long all = Math.max(0, seconds);
        if (all < 60) {
            return all + "s";
        }
        if (all < 3600) {
            return all / 60 + "m" + two(all % 60) + "s";
        }
        return all < 86_400
                ? all / 3600 + "h" + two(all / 60 % 60) + "m"
                : all / 86_400 + "d" + two(all / 3600 % 24) + "h";
    }

    private static String two(long number) {
        return number < 10 ? "0" + number : Long.toString(number);
    }
}
