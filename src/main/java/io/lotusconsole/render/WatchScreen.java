package io.lotusconsole.render;

import java.util.ArrayList;
import java.util.List;

/** Lays out what {@code --watch} draws on a terminal: a header, a report, and what is said beside it. */
public final class WatchScreen {
    /** Of a report that is too long, this part of the room is for its end. */
    private static final int TAIL_SHARE = 3;

    private WatchScreen() {}

    /**
     * Lines for all rows but the last, which is left to the cursor and what the terminal echoes there.
     *
     * <p>A report that is too long is cut in its middle: a table keeps its headings and its first rows, and
     * {@code info} both the state of the chain and the tally of workers that it closes with. Remarks are
     * wrapped, not clipped, for advice stands at their end; they give way to the report only beyond half of
     * the rows.
     *
     * @param header one line, clipped
     * @param report painted lines, each clipped
     * @param remarks sentences without colours and control characters
     */
    public static List<String> lines(String header, List<String> report, List<String> remarks, int rows, int columns) {
        int room = Math.max(0, rows - 2);
        List<String> wrapped = new ArrayList<>();
        for (String remark : remarks) {
            wrap(wrapped, remark, columns);
        }
        int remarkRows = Math.min(wrapped.size(), Math.max(room - report.size(), room / 2));
        List<String> lines = new ArrayList<>();
        lines.add(header);
        int reportRows = room - remarkRows;
        addCut(lines, report, reportRows, Math.max(0, reportRows - 1) / TAIL_SHARE);
        addCut(lines, wrapped, remarkRows, 0);
        lines.replaceAll(line -> CellWidth.clip(line, columns));
        return lines;
    }

    /** Adds so many lines; if there are more, a line in their place says how many, before the last so many. */
    private static void addCut(List<String> lines, List<String> all, int rows, int tail) {
        if (all.size() <= rows) {
            lines.addAll(all);
        } else if (rows > 0) {
            int head = rows - 1 - tail;
            lines.addAll(all.subList(0, head));
            lines.add("… " + (all.size() - head - tail) + " more lines");
            lines.addAll(all.subList(all.size() - tail, all.size()));
        }
    }

    /** Breaks at blanks, and within a word that is wider than the screen. */
    private static void wrap(List<String> lines, String text, int columns) {
        String rest = text;
        while (CellWidth.of(rest) > columns) {
            int end = CellWidth.clip(rest, columns).length();
            int blank = rest.lastIndexOf(' ', end);
            int cut = blank > 0 ? blank : Math.max(1, end);
            lines.add(rest.substring(0, cut));
            rest = rest.substring(blank > 0 ? cut + 1 : cut);
        }
        lines.add(rest);
    }
}
