package io.lotusconsole.render;

/** The colours Lotus uses, with the bytes that begin and end them. */
public enum Colour {
    /** Attribute 0, which Lotus gives to a sector state it does not know (quirk Q45). */
    NONE("\u001b[0m", "\u001b[0m"),
    RED("\u001b[31m", "\u001b[0m"),
    GREEN("\u001b[32m", "\u001b[0m"),
    YELLOW("\u001b[33m", "\u001b[0m"),
    BLUE("\u001b[34m", "\u001b[0m"),
    MAGENTA("\u001b[35m", "\u001b[0m"),
    CYAN("\u001b[36m", "\u001b[0m"),
    DEFAULT("\u001b[39m", "\u001b[0m"),
    /** Two attributes, so two zeros at the end, as fatih/color ends them. */
    BLACK_ON_RED("\u001b[41;30m", "\u001b[0;0m");

    private final String start;
    private final String end;

    Colour(String start, String end) {
        this.start = start;
        this.end = end;
    }

    public String start() {
        return start;
    }

    public String end() {
        return end;
    }
}
