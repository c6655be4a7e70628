package io.lotusconsole.render;

/** The bar of 64 cells: a yellow part drawn first, a green one, blanks. */
final class Bar {
    private static final int CELLS = 64;

    /** Lotus never clips; past this an honest terminal line ends and a hostile figure begins. */
    private static final int LOTUS_CELLS_MAX = 1 << 16;

    private static final String BARS = "|".repeat(CELLS);
    private static final String BLANKS = " ".repeat(CELLS);

    private Bar() {}

    static void paint(TextSink out, Style style, double total, double yellow, double green) {
        int yellowCells;
        int greenCells;
        if (style == Style.LOTUS) {
            yellowCells = lotusCells(yellow, total);
            greenCells = lotusCells(green, total);
        } else {
            // One rounding for the whole, so that the two parts never add up to 65.
            int all = Math.min(CELLS, lotusCells(yellow + green, total));
            greenCells = Math.min(all, lotusCells(green, total));
            yellowCells = all - greenCells;
        }
        out.text(Colour.YELLOW, cells(BARS, '|', yellowCells));
        out.text(Colour.GREEN, cells(BARS, '|', greenCells));
        out.text(cells(BLANKS, ' ', CELLS - yellowCells - greenCells));
    }

    /** Half away from zero; a total of 0 is an empty bar, as on amd64 (quirk Q8). */
    private static int lotusCells(double part, double total) {
        double cells = part / total * CELLS;
        if (Double.isNaN(cells) || cells <= 0 || cells >= 9.2e18) {
            return 0;
        }
        // Not floor(cells + 0.5), whose sum rounds the double just below a half up to 1.
        double whole = Math.floor(cells);
        return (int) Math.min(LOTUS_CELLS_MAX, cells - whole >= 0.5 ? whole + 1 : whole);
    }

    private static String cells(String ready, char cell, int count) {
        if (count <= 0) {
            return "";
        }
        return count <= CELLS ? ready.substring(0, count) : String.valueOf(cell).repeat(count);
    }
}
