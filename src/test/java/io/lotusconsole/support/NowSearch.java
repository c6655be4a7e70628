package io.lotusconsole.support;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the instant at which the reference read its clock, of which a recording knows only the second.
 *
 * <p>The instants tried are those in steps of 10 ms from {@code at} to {@code at} + 2 s. Every figure
 * that counts from now grows with it, so each try says where to look next, and eight tries are enough.
 */
final class NowSearch {
    /** The last step: {@code at} + 2 s. */
    static final int STEP_MAX = 200;

    static final Duration STEP = Duration.ofMillis(10);

    /** Durations as Go prints them: {@code 5m27s}, {@code 2773h1m21s}, {@code 0.5s}. */
    private static final Pattern FIGURE = Pattern.compile("\\b(?:(\\d+)h)?(?:(\\d+)m)?(\\d+(?:\\.\\d+)?)s\\b");

    private final Instant at;
    private int lowest;
    private int highest = STEP_MAX;
    private int step;

    NowSearch(Instant at) {
        this.at = at;
    }

    /** The instant to try now; the first is {@code at} itself. */
    Instant now() {
        return at.plus(STEP.multipliedBy(step));
    }

    /**
     * Learns from a try that printed something else than the recording.
     *
     * @return whether another instant may give the recorded text; if not, the texts differ for good
     */
    boolean next(String expected, String actual) {
        List<Double> expectedFigures = figures(expected);
        List<Double> actualFigures = figures(actual);
        if (!FIGURE.matcher(expected)
                .replaceAll("…")
                .equals(FIGURE.matcher(actual).replaceAll("…"))) {
            return false;
        }
        boolean tooEarly = false;
        boolean tooLate = false;
        for (int i = 0; i < expectedFigures.size(); i++) {
            tooEarly |= actualFigures.get(i) < expectedFigures.get(i);
            tooLate |= actualFigures.get(i) > expectedFigures.get(i);
        }
        if (tooEarly == tooLate) {
            return false;
        }
        if (tooEarly) {
            lowest = step + 1;
        } else {
            highest = step - 1;
        }
        step = (lowest + highest) / 2;
        return lowest <= highest;
    }

    private static List<Double> figures(String text) {
        List<Double> seconds = new ArrayList<>();
        Matcher figure = FIGURE.matcher(text);
        while (figure.find()) {
            seconds.add(number(figure.group(1)) * 3600 + number(figure.group(2)) * 60 + number(figure.group(3)));
        }
        return seconds;
    }

    private static double number(String digits) {
        return digits == null ? 0 : Double.parseDouble(digits);
    }
}
