package io.lotusconsole.cli;

import java.util.Locale;

/** Sizes on the command line as Lotus reads them ({@code units.RAMInBytes}): {@code 500GiB}, {@code 1.5t}. */
final class ByteCounts {
    private static final String UNITS = "kmgtpe";

    private ByteCounts() {}

    /** Bytes, units being powers of 1024 with and without {@code i}; -1 if the text is no size. */
    static long parse(String text) {
        int end = 0;
        while (end < text.length() && (Character.isDigit(text.charAt(end)) || text.charAt(end) == '.')) {
            end++;
        }
        String unit = text.substring(end).strip().toLowerCase(Locale.ROOT);
        double factor = 1;
        if (!unit.isEmpty() && UNITS.indexOf(unit.charAt(0)) >= 0) {
            factor = Math.pow(1024, UNITS.indexOf(unit.charAt(0)) + 1);
            unit = unit.substring(1);
            unit = unit.equals("ib") ? "b" : unit;
        }
        if (!unit.isEmpty() && !unit.equals("b")) {
            return -1;
        }
        try {
            double bytes = Double.parseDouble(text.substring(0, end)) * factor;
            return bytes < Long.MAX_VALUE ? (long) bytes : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
