package io.lotusconsole.proving;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a worker does with parameter files before it registers, in the words of its log: for minutes it does nothing
 * else, and has no other way to tell.
 */
public enum ParameterWork {
    CHECKING("checking parameters"),
    WAITING("another process fetches parameters: waiting for it"),
    PLANNED("fetching parameters before registering"),
    COPYING("copying parameters"),
    RETRYING("fetching parameters: trying again"),
    FETCHING("fetching parameters"),
    DONE("parameters are good");

    /** A field of a line of either form: {@code percent=7} or {@code "percent":7}. */
    private static final Pattern FIELD = Pattern.compile("\\b(file|percent)(?:=|\":)\"?([^\\s\",}]+)");

    private final String words;

    ParameterWork(String words) {
        this.words = words;
    }

    /** The message of a log line. */
    public String words() {
        return words;
    }

    /**
     * What a line of a worker's log tells of such work.
     *
     * @param line as text or as JSON
     * @return such as {@code checking parameters, v28.params, 34 %}; null if the line is about something else
     */
    public static String toldIn(String line) {
        for (ParameterWork work : values()) {
            if (line.contains(work.words)) {
                StringBuilder told = new StringBuilder(work.words);
                Matcher field = FIELD.matcher(line);
                while (field.find()) {
                    told.append(", ")
                            .append(field.group(2))
                            .append(field.group(1).equals("percent") ? " %" : "");
                }
                return told.toString();
            }
        }
        return null;
    }
}
