package io.lotusconsole.tui;

/**
 * Characters to draw with.
 *
 * @param reserved a cell of a bar that is booked
 * @param other a cell of a bar that is in use otherwise
 * @param free a cell of a bar that is neither
 */
public record Glyphs(
        char reserved,
        char other,
        char free,
        char proven,
        char missed,
        char now,
        char waiting,
        char faulty,
        char empty,
        char unknown,
        char line,
        char cursor,
        String more,
        String dot) {
    /** For terminals of a UTF-8 locale. */
    public static final Glyphs BLOCKS =
            new Glyphs('█', '▒', '·', '✓', '✗', '▶', '○', '!', '·', '?', '─', '▌', "…", " · ");

    /** For all others. */
    public static final Glyphs ASCII =
            new Glyphs('#', '=', '.', 'v', 'X', '>', 'o', '!', '.', '?', '-', '>', "...", " - ");
}
