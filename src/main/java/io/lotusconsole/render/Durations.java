package io.lotusconsole.render;

import java.time.Duration;
import java.time.Instant;

/** Lengths of time as Go and durafmt print them. */
public final class Durations {
    private static final String[] NAMES = {"year", "week", "day", "hour", "minute", "second"};
    private static final long[] SECONDS = {365 * 86400L, 7 * 86400L, 86400, 3600, 60, 1};

    /** The longest Go duration, 292 years, in whole seconds. */
    static final long SECONDS_MAX = Long.MAX_VALUE / 1_000_000_000L;

    private Durations() {}

    /** {@code time.Duration.String}: {@code 26h3m4s}, {@code 2.3s}, {@code 3.890363ms}, {@code 0s}. */
    public static String go(long nanos) {
        if (nanos == 0) {
            return "0s";
        }
        StringBuilder out = new StringBuilder();
        if (nanos < 0) {
            out.append('-');
        }
        // Negating the least long is undone by reading it as unsigned.
        long rest = nanos < 0 ? -nanos : nanos;
        if (Long.compareUnsigned(rest, 1_000_000_000) < 0) {
            int power = rest < 1_000 ? 0 : rest < 1_000_000 ? 3 : 6;
            return fraction(out, rest, power)
                    .append(power == 0 ? "ns" : power == 3 ? "\u00b5s" : "ms")
                    .toString();
        }
        long seconds = Long.divideUnsigned(rest, 1_000_000_000);
        long hours = seconds / 3600;
        long minutes = seconds / 60 % 60;
        if (hours > 0) {
            out.append(hours).append('h');
        }
        if (hours > 0 || minutes > 0) {
            out.append(minutes).append('m');
        }
        long nanosOfMinute = seconds % 60 * 1_000_000_000 + Long.remainderUnsigned(rest, 1_000_000_000);
        return fraction(out, nanosOfMinute, 9).append('s').toString();
    }

    /** Appends {@code value / 10^power} without trailing zeros. */
    private static StringBuilder fraction(StringBuilder out, long value, int power) {
        String digits = Long.toString(value);
        while (digits.length() <= power) {
            digits = "0" + digits;
        }
        int point = digits.length() - power;
        int end = digits.length();
        while (end > point && digits.charAt(end - 1) == '0') {
            end--;
        }
        out.append(digits, 0, point);
        return end > point ? out.append('.').append(digits, point, end) : out;
    }

    /** {@link #go} of whole seconds; of more than a Go duration can hold, its longest. */
    public static String goSeconds(long seconds) {
        return go(Math.max(-SECONDS_MAX, Math.min(SECONDS_MAX, seconds)) * 1_000_000_000L);
    }

    /** {@code to.Sub(from)} in nanoseconds: what is longer than Go can hold is the longest it can. */
    public static long between(Instant from, Instant to) {
        Duration exact = Duration.between(from, to);
        try {
            return exact.toNanos();
        } catch (ArithmeticException e) {
            return exact.isNegative() ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }

    /** {@link #between} in whole seconds, truncated towards zero. */
    public static long secondsBetween(Instant from, Instant to) {
        return between(from, to) / 1_000_000_000L;
    }

    /** The first two units that are not zero: {@code 1 hour 1 minute}, {@code 0 seconds}. */
    public static String words(long seconds) {
        StringBuilder out = new StringBuilder();
        long rest = seconds;
        int units = 0;
        for (int i = 0; i < NAMES.length && units < 2; i++) {
            long count = rest / SECONDS[i];
            rest %= SECONDS[i];
            if (count > 0) {
                out.append(units == 0 ? "" : " ").append(count).append(' ').append(NAMES[i]);
                out.append(count == 1 ? "" : "s");
                units++;
            }
        }
        return units == 0 ? "0 seconds" : out.toString();
    }
}
