package io.lotusconsole.render;

/** The bar of {@link #CELLS}, or fewer on a narrow screen: a yellow part drawn first, a green one, blanks. */
final class Bar {
    static final int CELLS = 64;

    /** With fewer a bar says less than the percentage beside it. */
    private static final int CELLS_MIN = 8;

    /** Lotus never clips; past this an honest terminal line ends and a hostile figure begins. */
    private static final int LOTUS_CELLS_MAX = 1 << 16;

    private static final String BARS = "|".repeat(CELLS);
    private static final String BLANKS = " ".repeat(CELLS);

    private Bar() {}

    /** How many cells fit beside so many columns of text. */
    static int cellsBeside(int textColumns, int columns) {
        return Math.max(CELLS_MIN, Math.min(CELLS, columns - textColumns));
    }

    static void paint(TextSink out, Style style, int cells, double total, double yellow, double green) {
        int yellowCells;
        int greenCells;
        if (style == Style.LOTUS) {
            yellowCells = rounded(yellow, total, cells);
            greenCells = rounded(green, total, cells);
        } else {
            // One rounding for the whole, so that the two parts never add up to one more than there are.
            int all = Math.min(cells, rounded(yellow + green, total, cells));
            greenCells = Math.min(all, rounded(green, total, cells));
            yellowCells = all - greenCells;
        }
        out.text(Colour.YELLOW, cells(BARS, '|', yellowCells));
        out.text(Colour.GREEN, cells(BARS, '|', greenCells));
        out.text(cells(BLANKS, ' ', cells - yellowCells - greenCells));
    }

    /** Half away from zero; a total of 0 is an empty bar, as on amd64 (quirk Q8). */
    private static int rounded(double part, double total, int cellsMax) {
        double cells = part / total * cellsMax;
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
