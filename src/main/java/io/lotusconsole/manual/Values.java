package io.lotusconsole.manual;

import java.util.List;

/**
 * What may stand for a flag's value or a parameter, as far as a shell can be told.
 *
 * @param choices all of them, for {@link Kind#CHOICE}; empty otherwise
 * @param live for {@link Kind#LIVE}; null otherwise
 */
public record Values(Kind kind, List<String> choices, LiveValues live) {
    /** Where values come from. */
    public enum Kind {
        /** Nobody but the user knows. */
        TEXT,
        CHOICE,
        FILE,
        DIRECTORY,
        LIVE
    }

    public static final Values TEXT = new Values(Kind.TEXT, List.of(), null);
    public static final Values FILE = new Values(Kind.FILE, List.of(), null);
    public static final Values DIRECTORY = new Values(Kind.DIRECTORY, List.of(), null);

    public static Values choice(List<String> choices) {
        return new Values(Kind.CHOICE, List.copyOf(choices), null);
    }

    public static Values live(LiveValues live) {
        return new Values(Kind.LIVE, List.of(), live);
    }
}
