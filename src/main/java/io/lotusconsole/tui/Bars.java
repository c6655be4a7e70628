package io.lotusconsole.tui;

/** Bars of a row: a part in use otherwise, a part that is reserved, and the rest. */
final class Bars {
    private Bars() {}

    /**
     * @param other share of the whole, 0 to 1; more is clipped
     * @param reserved the same
     */
    static void paint(
            Canvas canvas, int column, int row, int cells, Glyphs glyphs, double other, double reserved, Tone tone) {
        int all = cells(other + reserved, cells);
        int booked = Math.min(all, cells(reserved, cells));
        canvas.fill(column, row, all - booked, Tone.OTHER, glyphs.other());
        canvas.fill(column + all - booked, row, booked, tone, glyphs.reserved());
        canvas.fill(column + all, row, cells - all, Tone.FAINT, glyphs.free());
    }

    private static int cells(double share, int cells) {
        return Double.isNaN(share) ? 0 : (int) Math.max(0, Math.min(cells, Math.round(share * cells)));
    }
}
