package io.lotusconsole.cli;

/** Lengths of time on the command line, in Go's form: {@code 10s}, {@code 1m30s}, {@code 500ms}. */
final class Intervals {
    private static final long MILLIS_MAX = 365L * 24 * 3600 * 1000;

    private Intervals() {}

    /** @return milliseconds; 0 for {@code 0} */
    static long millis(String text, String flag) throws UsageException {
        double sum = 0;
        int i = 0;
        boolean good = !text.isEmpty();
        while (good && i < text.length()) {
            int start = i;
            while (i < text.length() && (Character.isDigit(text.charAt(i)) || text.charAt(i) == '.')) {
                i++;
            }
            int unit = i;
            while (i < text.length() && !Character.isDigit(text.charAt(i)) && text.charAt(i) != '.') {
                i++;
            }
            double factor = factor(text.substring(unit, i));
            try {
                sum += Double.parseDouble(text.substring(start, unit)) * factor;
            } catch (NumberFormatException e) {
                good = false;
            }
            good &= factor > 0 || text.equals("0");
        }
        if (!good || sum > MILLIS_MAX || sum > 0 && sum < 1) {
            throw UsageException.ofFlag(
                    "invalid value \"" + text + "\" for flag " + flag, "Write a time such as 10s, 500ms or 1m30s.");
        }
        return Math.round(sum);
    }

    /** Whether a word can only be a length of time: a bare number may be many things. */
    static boolean isWithUnit(String word) {
        try {
            return !word.isEmpty() && !Character.isDigit(word.charAt(word.length() - 1)) && millis(word, "") > 0;
        } catch (UsageException e) {
            return false;
        }
    }

    private static double factor(String unit) {
        return switch (unit) {
            case "ms" -> 1;
            case "s" -> 1000;
            case "m" -> 60_000;
            case "h" -> 3_600_000;
            default -> 0;
        };
    }
}
