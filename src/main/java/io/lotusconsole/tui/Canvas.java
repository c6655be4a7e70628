package io.lotusconsole.tui;

import io.lotusconsole.render.CellWidth;
import io.lotusconsole.render.Printable;
import java.util.Arrays;

/**
 * A grid of cells that panels are drawn on. What does not fit is left out; nothing that is drawn on it is ever a
 * control character. For one thread.
 */
final class Canvas {
    /** The right half of a wide character. */
    static final int WIDE_REST = 0;

    private static final int BLANK = ' ';

    private final int columns;
    private final int rows;
    private final int[] codePoints;
    private final Tone[] tones;

    /** @param columns at least 1 @param rows at least 1 */
    Canvas(int columns, int rows) {
        this.columns = columns;
        this.rows = rows;
        this.codePoints = new int[columns * rows];
        this.tones = new Tone[columns * rows];
        Arrays.fill(codePoints, BLANK);
        Arrays.fill(tones, Tone.PLAIN);
    }

    int columns() {
        return columns;
    }

    int rows() {
        return rows;
    }

    int codePoint(int column, int row) {
        return codePoints[row * columns + column];
    }

    Tone tone(int column, int row) {
        return tones[row * columns + column];
    }

    /**
     * Draws a text from a cell on, as far as the row goes; a stranger's text too.
     *
     * @return the column after it
     */
    int text(int column, int row, Tone tone, String text) {
        return text(column, row, columns, tone, text);
    }

    /** As {@link #text(int, int, Tone, String)}, but ends before a column. */
    int text(int column, int row, int end, Tone tone, String text) {
        int at = column;
        if (row < 0 || row >= rows) {
            return at;
        }
        String safe = Printable.escape(text);
        int limit = Math.min(end, columns);
        for (int i = 0; i < safe.length(); ) {
            int codePoint = safe.codePointAt(i);
            int width = CellWidth.of(Character.toString(codePoint));
            i += Character.charCount(codePoint);
            if (width == 0) {
                // A combining mark: a cell holds one character, and a name is told by its letters.
                continue;
            }
            if (at + width > limit) {
                return at;
            }
            put(at, row, tone, codePoint, width);
            at += width;
        }
        return at;
    }

    /** As {@link #text(int, int, int, Tone, String)}, but nothing at all if it does not fit whole. */
    int whole(int column, int row, int end, Tone tone, String text) {
        boolean isFitting = column + CellWidth.of(Printable.escape(text)) <= Math.min(end, columns);
        return isFitting ? text(column, row, end, tone, text) : column;
    }

    private void put(int column, int row, Tone tone, int codePoint, int width) {
        if (column < 0) {
            return;
        }
        int cell = row * columns + column;
        codePoints[cell] = codePoint;
        tones[cell] = tone;
        if (width == 2) {
            codePoints[cell + 1] = WIDE_REST;
            tones[cell + 1] = tone;
        }
    }

    /** A text that ends before a column. */
    void textRight(int end, int row, Tone tone, String text) {
        text(Math.max(0, end - CellWidth.of(Printable.escape(text))), row, end, tone, text);
    }

    /** One character, again and again. */
    void fill(int column, int row, int count, Tone tone, char glyph) {
        for (int i = column; i < Math.min(columns, column + count); i++) {
            if (row >= 0 && row < rows) {
                put(i, row, tone, glyph, 1);
            }
        }
    }

    /** Gives all cells of a part of a row another tone. */
    void retone(int column, int row, int count, Tone tone) {
        for (int i = Math.max(0, column); row >= 0 && row < rows && i < Math.min(columns, column + count); i++) {
            tones[row * columns + i] = tone;
        }
    }

    /** The rows as text, without blanks at their ends. */
    String asText() {
        StringBuilder out = new StringBuilder();
        for (int row = 0; row < rows; row++) {
            int start = out.length();
            for (int column = 0; column < columns; column++) {
                int codePoint = codePoint(column, row);
                if (codePoint != WIDE_REST) {
                    out.appendCodePoint(codePoint);
                }
            }
            int end = out.length();
            while (end > start && out.charAt(end - 1) == ' ') {
                end--;
            }
            out.setLength(end);
            out.append('\n');
        }
        return out.toString();
    }
}
