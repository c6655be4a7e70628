package io.lotusconsole.tui;

import io.lotusconsole.feed.Figure;
import io.lotusconsole.proving.TaskCount;
import io.lotusconsole.proving.WorkerSnapshot;
import io.lotusconsole.proving.WorkerStatus.RunningTask;
import io.lotusconsole.render.Numbers;
import io.lotusconsole.tui.DashboardState.Panel;
import java.util.List;
import java.util.Locale;

/** The PoSt workers: three rows each while they all fit, else a row each. */
final class WorkersPanel {
    private static final int BLOCK_ROWS = 3;
    private static final int COMPACT_CELLS = 6;
    private static final int PERCENT_COLUMNS = 5;
    private static final int BLOCK_CELLS_MAX = 64;
    private static final String[] BARS = {"CPU", "RAM", "VMEM", "GPU"};

    /** {@code RAM [    ] 100% of 1023.9 GiB at attach } around its cells. */
    private static final int BLOCK_TEXT_COLUMNS = 40;

    private WorkersPanel() {}

    /** How many workers a page of so many rows below the title shows. */
    static int pageRows(DashboardState state, int rows) {
        return isInBlocks(state, rows) ? Math.max(1, rows / BLOCK_ROWS) : Math.max(1, rows - 1);
    }

    /** Rows with the title in which all fit. */
    static int allRows(DashboardState state) {
        return 1 + Math.max(1, state.rows().size() * BLOCK_ROWS);
    }

    private static boolean isInBlocks(DashboardState state, int rows) {
        return state.rows().size() * BLOCK_ROWS <= rows;
    }

    /** @param rows with the title */
    static void paint(Canvas canvas, int top, int rows, DashboardState state, Frame frame) {
        String remark = remark(state, frame.glyphs());
        Titles.paint(canvas, top, "PoSt workers", state.focus() == Panel.WORKERS, frame.glyphs(), remark);
        int room = rows - 1;
        if (state.rows().isEmpty()) {
            paintNone(canvas, top + 1, state);
        } else if (isInBlocks(state, room)) {
            for (int i = 0; i < state.rows().size(); i++) {
                paintBlock(canvas, top + 1 + i * BLOCK_ROWS, state, i, frame);
            }
        } else {
            paintHeadings(canvas, top + 1);
            int lines = room - 1;
            int first = firstShown(state.cursor(), lines, state.rows().size());
            for (int i = 0; i < lines && first + i < state.rows().size(); i++) {
                paintCompact(canvas, top + 2 + i, state, first + i, frame);
            }
        }
    }

    private static void paintHeadings(Canvas canvas, int row) {
        Columns columns = Columns.of(canvas.columns());
        canvas.text(1, row, columns.kind() - 1, Tone.FAINT, "host");
        canvas.text(columns.kind(), row, Tone.FAINT, "kind");
        canvas.text(columns.state(), row, Tone.FAINT, "state");
        for (int i = 0; i < BARS.length; i++) {
            canvas.textRight(columns.bars() + (i + 1) * columns.barColumns() - 1, row, Tone.FAINT, BARS[i]);
        }
    }

    /** Where the columns of compact rows begin. */
    private record Columns(int kind, int state, int bars, int cells) {
        static Columns of(int columns) {
            int cells = columns >= Painter.FULL_COLUMNS ? COMPACT_CELLS : 0;
            int bars = columns - BARS.length * (cells + PERCENT_COLUMNS) - 1;
            int state = bars - (cells > 0 ? 14 : 12);
            return new Columns(state - 8, state, bars, cells);
        }

        int barColumns() {
            return cells + PERCENT_COLUMNS;
        }
    }

    /** Pages, not lines: what is selected moves, and the rest stays where the eye left it. */
    private static int firstShown(int cursor, int room, int size) {
        return Math.max(0, Math.min(cursor / Math.max(1, room) * Math.max(1, room), size - room));
    }

    private static String remark(DashboardState state, Glyphs glyphs) {
        StringBuilder text = new StringBuilder();
        if (!state.filter().isEmpty() || state.isTyping()) {
            text.append('/')
                    .append(state.filter())
                    .append(state.isTyping() ? "_" : "")
                    .append("  ");
        }
        text.append(glyphs.reserved())
                .append(" reserved  ")
                .append(glyphs.other())
                .append(" at attach  ");
        int size = state.rows().size();
        text.append(size == 0 ? 0 : state.cursor() + 1).append('/').append(size);
        text.append("  by ").append(state.order().word()).append(state.isReversed() ? ", reversed" : "");
        return text.toString();
    }

    private static void paintNone(Canvas canvas, int row, DashboardState state) {
        Figure<List<WorkerSnapshot>> workers = state.picture().workers();
        if (!workers.isKnown()) {
            boolean isAsked = workers.trouble() != null;
            String text = isAsked
                    ? workers.trouble().kind().word().toUpperCase(Locale.ROOT) + ": "
                            + workers.trouble().what()
                    : "asking the miner …";
            canvas.text(1, row, isAsked ? Tone.BAD : Tone.FAINT, text);
        } else if (!state.filter().isEmpty()) {
            canvas.text(1, row, Tone.FAINT, "no worker matches " + state.filter() + " (esc shows all)");
        } else {
            canvas.text(1, row, Tone.WARNING, "No PoSt worker is attached: the miner makes its proofs itself.");
        }
    }

    private static Tone tone(DashboardState state, WorkerRow row, Tone tone) {
        boolean isOld = row.seen() != null && state.picture().workers().isOld();
        return isOld ? Tone.OLD : tone;
    }

    private static int paintName(Canvas canvas, int top, int end, DashboardState state, int index, Frame frame) {
        WorkerRow row = state.rows().get(index);
        boolean isSelected = index == state.cursor() && state.focus() == Panel.WORKERS;
        if (isSelected) {
            canvas.fill(0, top, 1, Tone.NOW, frame.glyphs().cursor());
        }
        Tone tone = isSelected ? Tone.STRONG : tone(state, row, Tone.NAME);
        return canvas.text(1, top, end, tone, row.name());
    }

    private static String kind(WorkerRow row) {
        if (!row.hasKind()) {
            return "?";
        }
        return switch (row.kind()) {
            case WINDOW_POST -> "WindowPoSt";
            case WINNING_POST -> "WinningPoSt";
            case SEALING -> "Sealing";
        };
    }

    private static void paintBlock(Canvas canvas, int top, DashboardState state, int index, Frame frame) {
        WorkerRow row = state.rows().get(index);
        int at = paintName(canvas, top, canvas.columns(), state, index, frame);
        at = canvas.text(at + 2, top, tone(state, row, Tone.PLAIN), kind(row));
        at = canvas.text(
                at + 2, top, tone(state, row, row.state().tone()), row.state().word());
        at = canvas.text(at + 2, top, tone(state, row, Tone.NOW), doing(row, frame));
        if (row.seen() == null) {
            canvas.text(3, top + 1, Tone.FAINT, why(row));
            return;
        }
        int shortId = row.seen().id().shortText().length();
        if (at + 2 + shortId < canvas.columns()) {
            canvas.textRight(
                    canvas.columns() - 1, top, Tone.FAINT, row.seen().id().shortText());
        }
        int half = (canvas.columns() - 4) / 2;
        int cells = Math.max(COMPACT_CELLS, Math.min(BLOCK_CELLS_MAX, half - BLOCK_TEXT_COLUMNS));
        WorkerSnapshot seen = row.seen();
        Tone text = tone(state, row, Tone.PLAIN);
        Tone booked = tone(state, row, Tone.RESERVED);
        Gauge cpu = Gauge.cpu(seen);
        cpu.paint(canvas, 3, top + 1, cells, frame.glyphs(), text, booked);
        Gauge.ram(seen).paint(canvas, 3 + half, top + 1, cells, frame.glyphs(), text, booked);
        Gauge.vmem(seen).paint(canvas, 3 + half, top + 2, cells, frame.glyphs(), text, booked);
        if (seen.gpus().isEmpty()) {
            canvas.text(3, top + 2, Tone.FAINT, "GPU  none");
        } else {
            Gauge.gpu(seen).paint(canvas, 3, top + 2, cells, frame.glyphs(), text, booked);
        }
    }

    /** Why the miner does not list it, as far as it is known. */
    private static String why(WorkerRow row) {
        if (!row.own().isAlive()) {
            return "its process has ended: lotus-miner worker logs " + row.own().name();
        }
        return row.own().silence() == null
                ? "not registered with the miner"
                : row.own().silence();
    }

    /** What it is at, by its own word, or by the scheduler's books. */
    static String doing(WorkerRow row, Frame frame) {
        StringBuilder text = new StringBuilder();
        if (row.own() != null && row.own().isTelling()) {
            for (RunningTask task : row.own().status().running()) {
                text.append(text.isEmpty() ? "" : ", ").append(task.phase());
                if (task.phase().equals("reading")) {
                    text.append(' ').append(task.sectorsRead()).append('/').append(task.sectors());
                }
                if (task.startedAt() != null) {
                    long seconds =
                            frame.now().getEpochSecond() - task.startedAt().getEpochSecond();
                    text.append(' ').append(Frame.length(seconds));
                }
            }
        } else if (row.seen() != null) {
            for (TaskCount count : row.seen().taskCounts()) {
                text.append(text.isEmpty() ? "" : " ").append(count.task().shortName());
                text.append('(').append(count.running());
                text.append(count.limit() == 0 ? "" : "/" + count.limit()).append(')');
            }
        }
        return text.toString();
    }

    private static void paintCompact(Canvas canvas, int top, DashboardState state, int index, Frame frame) {
        WorkerRow row = state.rows().get(index);
        Columns columns = Columns.of(canvas.columns());
        paintName(canvas, top, columns.kind() - 1, state, index, frame);
        canvas.text(
                columns.kind(),
                top,
                columns.state() - 1,
                tone(state, row, Tone.PLAIN),
                kind(row).replace("PoSt", ""));
        String progress = progress(row);
        Tone tone = tone(state, row, progress.isEmpty() ? row.state().tone() : Tone.NOW);
        canvas.text(
                columns.state(),
                top,
                columns.bars() - 1,
                tone,
                progress.isEmpty() ? row.state().word() : progress);
        if (row.seen() == null) {
            canvas.text(columns.bars(), top, Tone.FAINT, why(row));
            return;
        }
        int at = columns.bars();
        for (Gauge gauge :
                List.of(Gauge.cpu(row.seen()), Gauge.ram(row.seen()), Gauge.vmem(row.seen()), Gauge.gpu(row.seen()))) {
            if (columns.cells() > 0) {
                Bars.paint(
                        canvas,
                        at,
                        top,
                        columns.cells(),
                        frame.glyphs(),
                        gauge.other(),
                        gauge.reserved(),
                        tone(state, row, Tone.RESERVED));
            }
            at += columns.barColumns();
            canvas.textRight(at - 1, top, tone(state, row, Tone.PLAIN), gauge.percent() + "%");
        }
    }

    /** How far it is by its own word, in few characters; empty if it is at nothing or not one of ours. */
    private static String progress(WorkerRow row) {
        if (row.state() != WorkerRow.State.ENABLED
                || row.own() == null
                || row.own().status().running().isEmpty()) {
            return "";
        }
        RunningTask task = row.own().status().running().get(0);
        boolean isReading = task.phase().equals("reading") && task.sectors() > 0;
        return task.phase() + (isReading ? " " + task.sectorsRead() * 100 / task.sectors() + "%" : "");
    }

    /**
     * One figure of a worker.
     *
     * @param other share in use beside what is reserved
     * @param reserved share
     * @param text what is said beside the bar
     */
    private record Gauge(String label, double other, double reserved, String text) {
        static Gauge cpu(WorkerSnapshot worker) {
            double share = share(worker.reservedCores(), worker.cpus());
            String text = Long.toUnsignedString(worker.reservedCores()) + "/" + Long.toUnsignedString(worker.cpus())
                    + " cores reserved";
            return new Gauge("CPU", 0, share, text);
        }

        static Gauge ram(WorkerSnapshot worker) {
            return memory("RAM", worker.otherMemoryBytes(), worker.reservedMinBytes(), worker.physicalMemoryBytes());
        }

        static Gauge vmem(WorkerSnapshot worker) {
            return memory("VMEM", worker.otherVirtualBytes(), worker.reservedMaxBytes(), worker.virtualMemoryBytes());
        }

        /** What is in use is as it was when the worker attached, or what is reserved if that is more. */
        private static Gauge memory(String label, long other, long reserved, long total) {
            double used = share(other, total);
            double booked = share(reserved, total);
            String label2 = other == 0 && reserved != 0 ? " reserved" : " at attach";
            String text = percent(used + booked) + "% of " + Numbers.size(total) + label2;
            return new Gauge(label, used, booked, text);
        }

        static Gauge gpu(WorkerSnapshot worker) {
            int count = worker.gpus().size();
            double share = count == 0 ? 0 : worker.roundedGpus() / count;
            String text = Numbers.fixed(worker.roundedGpus(), 2) + "/" + count + " reserved";
            return new Gauge(
                    "GPU",
                    0,
                    share,
                    text + (count == 0 ? "" : " " + worker.gpus().get(0)));
        }

        private static double share(long part, long total) {
            return total == 0 ? 0 : Numbers.toDouble(part) / Numbers.toDouble(total);
        }

        private static long percent(double share) {
            return (long) Math.max(0, Math.min(999, share * 100));
        }

        long percent() {
            return percent(other + reserved);
        }

        void paint(Canvas canvas, int column, int row, int cells, Glyphs glyphs, Tone tone, Tone booked) {
            canvas.text(column, row, tone, label);
            Bars.paint(canvas, column + 5, row, cells, glyphs, other, reserved, booked);
            int end = column + (canvas.columns() - 4) / 2 - 1;
            canvas.text(column + 6 + cells, row, end, tone, text);
        }
    }
}
