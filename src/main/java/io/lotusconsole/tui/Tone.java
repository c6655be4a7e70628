package io.lotusconsole.tui;

/** What a cell means; a {@link Palette} makes colours of it. Never the only sign of a state. */
enum Tone {
    PLAIN,
    FAINT,
    STRONG,
    TITLE,
    GOOD,
    WARNING,
    BAD,
    /** What happens now. */
    NOW,
    /** A name. */
    NAME,
    /** The part of a bar that the scheduler has booked. */
    RESERVED,
    /** The part of a bar that was in use at attach. */
    OTHER,
    SELECTED,
    /** Figures that are old. */
    OLD
}
