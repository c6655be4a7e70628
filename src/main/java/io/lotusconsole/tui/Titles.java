package io.lotusconsole.tui;

import io.lotusconsole.render.CellWidth;

/** The row above a panel. */
final class Titles {
    private Titles() {}

    /** @param remark at the right, if there is room; may be empty */
    static void paint(Canvas canvas, int row, String title, boolean isFocused, Glyphs glyphs, String remark) {
        canvas.fill(0, row, canvas.columns(), Tone.FAINT, glyphs.line());
        int end = canvas.text(2, row, isFocused ? Tone.SELECTED : Tone.TITLE, " " + title + " ");
        int width = CellWidth.of(remark) + 2;
        if (!remark.isEmpty() && end + 1 + width < canvas.columns()) {
            canvas.textRight(canvas.columns() - 2, row, Tone.FAINT, " " + remark + " ");
        }
    }
}
