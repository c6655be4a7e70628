package io.lotusconsole.render;

import java.util.ArrayList;
import java.util.List;

/**
 * The table of {@code -o wide}: one row an item, upper-case headings, two spaces between columns,
 * aligned by terminal columns, never truncated. A cell without a value is {@code -}.
 */
final class WideTable {
    private final String[] headings;
    private final List<String[]> rows = new ArrayList<>();

    WideTable(String... headings) {
        this.headings = headings;
    }

    WideTable row(String... cells) {
        for (int i = 0; i < cells.length; i++) {
            if (cells[i] == null || cells[i].isEmpty()) {
                cells[i] = "-";
            }
        }
        rows.add(cells);
        return this;
    }

    void paint(TextSink out) {
        int[] widths = new int[headings.length];
        widen(widths, headings);
        for (String[] row : rows) {
            widen(widths, row);
        }
        paintRow(out, headings, widths);
        for (String[] row : rows) {
            paintRow(out, row, widths);
        }
    }

    private static void widen(int[] widths, String[] cells) {
        for (int i = 0; i < cells.length; i++) {
            widths[i] = Math.max(widths[i], CellWidth.of(cells[i]));
        }
    }

    private static void paintRow(TextSink out, String[] cells, int[] widths) {
        for (int i = 0; i < cells.length; i++) {
            out.text(cells[i]);
            if (i + 1 < cells.length) {
                out.text(" ".repeat(widths[i] - CellWidth.of(cells[i]) + 2));
            }
        }
        out.line();
    }
}
