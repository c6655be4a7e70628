package io.lotusconsole.tui;

import io.lotusconsole.proving.ChainClock;
import io.lotusconsole.proving.DeadlineView;
import io.lotusconsole.proving.Partition;
import io.lotusconsole.proving.ProvingOverview;
import io.lotusconsole.proving.ProvingWindow;
import io.lotusconsole.proving.TaskType;
import io.lotusconsole.proving.WorkerSnapshot;
import io.lotusconsole.proving.WorkerStatus;
import io.lotusconsole.proving.WorkerStatus.EndedTask;
import io.lotusconsole.render.Numbers;
import java.util.ArrayList;
import java.util.List;

/** What covers the panels: help, one worker, one deadline. */
final class Overlays {
    private static final String[] HELP = {
        "?          this help; ? or esc closes it",
        "q, ctrl-c  quit",
        "tab, 1-3   next panel; deadlines, workers, events",
        "arrows     move; also h j k l, page up and down, g and G",
        "enter      more of a worker or a deadline; esc goes back",
        "/          show the workers that match; /! those that do not; esc all",
        "s, r       sort by id, host, kind, state, busy; reverse",
        "f          freeze what is shown, and go on",
        "R          look now (WorkerStats keeps its distance)",
        "ctrl-l     paint anew    ctrl-z  suspend",
        "",
        "Figures say what they are: reserved is what the scheduler has booked,",
        "at attach what the worker had in use when it attached (the miner never",
        "asks again). A worker's own word (reading, proving) is measured now.",
    };

    private Overlays() {}

    static void paint(Canvas canvas, DashboardState state, Frame frame) {
        switch (state.overlay()) {
            case HELP -> box(canvas, "Keys", List.of(HELP), frame);
            case WORKER -> {
                if (state.selected() != null) {
                    box(canvas, "Worker " + state.selected().name(), workerLines(state.selected(), frame), frame);
                }
            }
            case DEADLINE -> {
                int index = Reducer.openOrSelected(state);
                box(
                        canvas,
                        "Deadline " + index,
                        deadlineLines(state.picture().chain().value(), index, frame),
                        frame);
            }
            case NONE -> {
                // The panels are not covered.
            }
        }
    }

    private static void box(Canvas canvas, String title, List<String> lines, Frame frame) {
        int top = HeaderPanel.ROWS;
        int rows = canvas.rows() - top - 1;
        for (int row = top; row < top + rows; row++) {
            canvas.fill(0, row, canvas.columns(), Tone.PLAIN, ' ');
        }
        Titles.paint(canvas, top, title, true, frame.glyphs(), "esc goes back");
        for (int i = 0; i < lines.size() && i < rows - 1; i++) {
            boolean isCut = i == rows - 2 && lines.size() > rows - 1;
            String text = isCut ? frame.glyphs().more() + " " + (lines.size() - i) + " more" : lines.get(i);
            canvas.text(2, top + 1 + i, isCut ? Tone.FAINT : Tone.PLAIN, text);
        }
    }

    private static List<String> workerLines(WorkerRow row, Frame frame) {
        List<String> lines = new ArrayList<>();
        lines.add("state       " + row.state().word());
        lines.add("id          " + row.id());
        String doing = WorkersPanel.doing(row, frame);
        lines.add("now         " + (doing.isEmpty() ? "nothing" : doing));
        if (row.seen() == null) {
            lines.add("The miner does not list it.");
        } else {
            addSeen(lines, row.seen());
        }
        if (row.own() != null && row.own().status() != null) {
            addOwn(lines, row.own().status(), frame);
        } else if (row.own() == null) {
            lines.add("");
            lines.add("It is not a worker of this console: what it measures itself is not known here.");
        }
        return lines;
    }

    private static void addSeen(List<String> lines, WorkerSnapshot seen) {
        lines.add("host        " + seen.hostname());
        List<String> tasks = new ArrayList<>();
        for (TaskType task : seen.hasTasks() ? seen.tasks() : List.<TaskType>of()) {
            tasks.add(task.shortName());
        }
        lines.add(
                "tasks       " + (tasks.isEmpty() ? "unknown: it did not answer the miner" : String.join(", ", tasks)));
        lines.add("CPU         " + Long.toUnsignedString(seen.reservedCores()) + " of "
                + Long.toUnsignedString(seen.cpus()) + " cores reserved");
        lines.add("RAM         " + Numbers.size(seen.usedMemoryBytes()) + " of "
                + Numbers.size(seen.physicalMemoryBytes()) + " in use at attach, "
                + Numbers.size(seen.reservedMinBytes()) + " reserved");
        lines.add("swap        " + Numbers.size(seen.usedSwapBytes()) + " of " + Numbers.size(seen.swapBytes())
                + " in use at attach, " + Numbers.size(seen.reservedMaxBytes()) + " VMEM reserved");
        for (String gpu : seen.gpus()) {
            lines.add("GPU         " + gpu);
        }
    }

    private static void addOwn(List<String> lines, WorkerStatus own, Frame frame) {
        lines.add("");
        lines.add("By its own word: " + own.state() + ", pid " + own.pid() + ", version " + own.version());
        if (own.unable() != null) {
            lines.add("It cannot prove: " + own.unable());
        }
        for (EndedTask task : own.ended()) {
            String at = task.startedAt() == null ? "" : frame.time(task.startedAt()) + " ";
            lines.add(at + task.kind() + " " + task.outcome() + ", " + task.sectors() + " sectors, "
                    + task.totalMillis() + " ms" + (task.skipped() > 0 ? ", " + task.skipped() + " skipped" : "")
                    + (task.error() == null ? "" : ": " + task.error()));
        }
    }

    private static List<String> deadlineLines(ProvingOverview chain, int index, Frame frame) {
        DeadlineView deadline = chain == null ? null : chain.deadline(index);
        if (deadline == null || !chain.window().isKnown()) {
            return List.of("not known");
        }
        ProvingWindow window = chain.window().value();
        List<String> lines = new ArrayList<>();
        lines.add("state       " + deadline.status(window).word());
        ChainClock clock = chain.clock();
        if (clock != null) {
            long open = window.openOf(index);
            lines.add("window      " + frame.time(clock.secondsOf(open)) + " to "
                    + frame.time(clock.secondsOf(open + window.deadlineEpochs())) + ", epochs " + open + " to "
                    + (open + window.deadlineEpochs()));
        }
        lines.add("sectors     " + deadline.liveSectors() + " live, " + deadline.faultySectors() + " faulty, "
                + deadline.recoveringSectors() + " recovering");
        if (deadline.state() != null) {
            lines.add("proofs      " + deadline.state().provenPartitions().count()
                    + " partitions proven in this window, " + deadline.state().disputableProofCount() + " disputable");
        }
        lines.add("");
        for (int i = 0; i < deadline.partitions().size(); i++) {
            Partition partition = deadline.partitions().get(i);
            lines.add("partition " + i + ": " + partition.live().count() + " live, "
                    + partition.faulty().count() + " faulty, "
                    + partition.recovering().count() + " recovering");
        }
        return lines;
    }
}
