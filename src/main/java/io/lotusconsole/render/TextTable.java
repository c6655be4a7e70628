package io.lotusconsole.render;

import java.util.ArrayList;
import java.util.List;

/**
 * Go's {@code text/tabwriter} as Lotus sets it up: padding 2, left aligned.
 *
 * <p>The last cell of a line is never padded. A column is a run of consecutive lines that have a
 * padded cell there, so a cell that only some lines have is aligned among those only. Width is counted
 * in code points, escapes included.
 */
final class TextTable {
    private static final int PADDING = 2;

    private final List<String[]> rows = new ArrayList<>();

    TextTable row(String... cells) {
        rows.add(cells);
        return this;
    }

    void paint(TextSink out) {
        int[][] widths = new int[rows.size()][];
        for (int i = 0; i < rows.size(); i++) {
            widths[i] = new int[rows.get(i).length - 1];
        }
        for (int i = 0; i < rows.size(); i++) {
            for (int column = 0; column < widths[i].length; column++) {
                if (widths[i][column] == 0) {
                    measure(widths, i, column);
                }
            }
        }
        for (int i = 0; i < rows.size(); i++) {
            String[] cells = rows.get(i);
            for (int column = 0; column < cells.length; column++) {
                out.text(cells[column]);
                if (column < widths[i].length) {
                    out.text(" ".repeat(widths[i][column] - length(cells[column])));
                }
            }
            out.line();
        }
    }

    /** Sets the width of the column that begins at this row. */
    private void measure(int[][] widths, int first, int column) {
        int width = 0;
        int end = first;
        while (end < rows.size() && column < widths[end].length) {
            width = Math.max(width, length(rows.get(end)[column]) + PADDING);
            end++;
        }
        for (int i = first; i < end; i++) {
            widths[i][column] = width;
        }
    }

    private static int length(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
