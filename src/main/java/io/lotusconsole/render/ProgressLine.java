package io.lotusconsole.render;

/** How far a long job is, on one line. Pure. */
public final class ProgressLine {
    private static final int CELLS_MAX = 30;

    /** A shorter bar says nothing. */
    private static final int CELLS_MIN = 5;

    private ProgressLine() {}

    /**
     * <pre>
     * WindowPoSt parameters  50% 28.61 GiB/57.21 GiB 112 MiB/s 4m22s left [|||||     ]
     * </pre>
     *
     * @param totalBytes -1 if it is not known; the bar and what is left are left out then
     * @param bytesPerSecond 0 if it cannot be told yet
     * @param columns of the terminal; the line is never wider, and the bar gives way first
     */
    public static String of(String what, long doneBytes, long totalBytes, long bytesPerSecond, int columns) {
        StringBuilder line = new StringBuilder(what).append(' ');
        double share = totalBytes > 0 ? Math.min(1, (double) doneBytes / totalBytes) : 0;
        if (totalBytes > 0) {
            String percent = (int) (share * 100) + "%";
            line.append(" ".repeat(4 - percent.length())).append(percent).append(' ');
        }
        line.append(Numbers.size(doneBytes));
        if (totalBytes > 0) {
            line.append('/').append(Numbers.size(totalBytes));
        }
        if (bytesPerSecond > 0) {
            line.append(' ').append(Numbers.size(bytesPerSecond)).append("/s");
            if (totalBytes > doneBytes) {
                long seconds = (totalBytes - doneBytes + bytesPerSecond - 1) / bytesPerSecond;
                line.append(' ').append(Durations.goSeconds(seconds)).append(" left");
            }
        }
        int cells = Math.min(CELLS_MAX, columns - CellWidth.of(line.toString()) - 3);
        if (totalBytes > 0 && cells >= CELLS_MIN) {
            int full = (int) (share * cells);
            line.append(" [")
                    .append("|".repeat(full))
                    .append(" ".repeat(cells - full))
                    .append(']');
        }
        return CellWidth.clip(line.toString(), columns);
    }
}
