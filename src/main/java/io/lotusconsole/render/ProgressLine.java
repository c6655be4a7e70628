package io.lotusconsole.render;

/** How far a long job is, on one line. Pure. */
public final class ProgressLine {
    private static final int CELLS_MAX = 30;

    private ProgressLine() {}

    /**
     * <pre>
     * [|||||||||||||||               ]  50% 28.61 GiB/57.21 GiB 112 MiB/s 4m21s left WindowPoSt parameters
     * </pre>
     *
     * @param totalBytes -1 if it is not known; the bar and what is left are left out then
     * @param bytesPerSecond 0 if it cannot be told yet
     * @param columns of the terminal; the line is never wider
     */
    public static String of(String what, long doneBytes, long totalBytes, long bytesPerSecond, int columns) {
        StringBuilder line = new StringBuilder();
        if (totalBytes > 0) {
            long shown = Math.min(doneBytes, totalBytes);
            int cells = (int) ((double) shown / totalBytes * CELLS_MAX);
            line.append('[').append("|".repeat(cells)).append(" ".repeat(CELLS_MAX - cells));
            line.append("] ").append(percent(shown, totalBytes)).append(' ');
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
        return CellWidth.clip(line.append(' ').append(what).toString(), columns);
    }

    private static String percent(long done, long total) {
        String percent = (int) ((double) done / total * 100) + "%";
        return " ".repeat(4 - percent.length()) + percent;
    }
}
