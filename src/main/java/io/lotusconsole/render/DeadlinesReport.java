package io.lotusconsole.render;

import io.lotusconsole.json.DocumentWriter;
import io.lotusconsole.proving.DeadlineState;
import io.lotusconsole.proving.DeadlineView;
import io.lotusconsole.proving.Missing;
import io.lotusconsole.proving.ProvingOverview;
import io.lotusconsole.proving.ProvingWindow;
import java.util.ArrayList;
import java.util.List;

/** {@code proving deadlines}. */
public final class DeadlinesReport implements Report {
    private final ProvingOverview miner;
    private final ProvingWindow window;
    private final boolean allSectors;

    /**
     * @param miner with its window, its clock and the states of its deadlines
     * @param allSectors whether terminated sectors and their partitions count
     */
    public DeadlinesReport(ProvingOverview miner, boolean allSectors) {
        this.miner = miner;
        this.window = miner.window().value();
        this.allSectors = allSectors;
    }

    @Override
    public String kind() {
        return "DeadlineList";
    }

    @Override
    public List<Missing> missing() {
        List<Missing> missing = new ArrayList<>();
        if (!miner.states().isKnown()) {
            missing.add(Missing.of("proven partitions", miner.states()));
        }
        missing.addAll(miner.unreadDeadlines());
        return missing;
    }

    /**
     * <pre>
     * Miner: f01000
     * deadline  open      partitions  sectors (faults)  proven partitions
     * 0         10:00:00  1           20 (1)            0
     * 1         10:30:00  1           20 (1)            1  (current)
     * </pre>
     */
    @Override
    public void paint(TextSink out, View view) {
        if (view.isLotus() && !missing().isEmpty()) {
            throw new PrintStopped("getting partitions for " + missing().get(0).sentence());
        }
        out.text("Miner: ").remote(Colour.BLUE, miner.address()).line();
        TextTable table = new TextTable();
        table.row("deadline", "open", "partitions", "sectors (faults)", "proven partitions");
        for (DeadlineView deadline : miner.deadlines()) {
            String index = Integer.toString(deadline.index());
            String open = Times.timeOfDay(openSeconds(deadline.index()), view.zone());
            String partitions = Integer.toString(partitionsOf(deadline));
            String sectors = sectorsOf(deadline) + " (" + deadline.faultySectors() + ")";
            String proven = provenText(deadline);
            if (deadline.index() == window.deadlineIndex()) {
                table.row(index, open, partitions, sectors, proven, "(current)");
            } else {
                table.row(index, open, partitions, sectors, proven);
            }
        }
        table.paint(out);
    }

    private long openSeconds(int index) {
        return miner.clock().secondsOf(window.openOf(index));
    }

    private int partitionsOf(DeadlineView deadline) {
        return allSectors ? deadline.partitions().size() : deadline.livePartitions();
    }

    private long sectorsOf(DeadlineView deadline) {
        return allSectors ? deadline.allSectors() : deadline.liveSectors();
    }

    private static String provenText(DeadlineView deadline) {
        return deadline.state() == null
                ? "unknown"
                : Long.toString(deadline.state().provenPartitions().count());
    }

    @Override
    public void paintWide(TextSink out, View view) {
        WideTable table = new WideTable(
                "DEADLINE",
                "STATUS",
                "OPEN EPOCH",
                "OPENS AT",
                "PARTITIONS",
                "ALL SECTORS",
                "LIVE",
                "FAULTY",
                "RECOVERING",
                "PROVEN PARTITIONS",
                "DISPUTABLE PROOFS");
        for (DeadlineView deadline : miner.deadlines()) {
            table.row(
                    Integer.toString(deadline.index()),
                    deadline.status(window).word(),
                    Long.toString(window.openOf(deadline.index())),
                    Times.timeOfDay(openSeconds(deadline.index()), view.zone()),
                    Integer.toString(partitionsOf(deadline)),
                    Long.toString(deadline.allSectors()),
                    Long.toString(deadline.liveSectors()),
                    Long.toString(deadline.faultySectors()),
                    Long.toString(deadline.recoveringSectors()),
                    provenText(deadline),
                    deadline.state() == null
                            ? "unknown"
                            : Long.toString(deadline.state().disputableProofCount()));
        }
        table.paint(out);
    }

    @Override
    public void write(DocumentWriter out, View view) {
        out.text("address", miner.address());
        ProvingInfoReport.writeWindow(out, miner);
        out.array("items");
        for (DeadlineView deadline : miner.deadlines()) {
            out.object();
            writeDeadline(out, deadline, miner);
            out.end();
        }
        out.endArray();
    }

    /** The members that a deadline has in every document. */
    static void writeDeadline(DocumentWriter out, DeadlineView deadline, ProvingOverview miner) {
        ProvingWindow window = miner.window().value();
        long open = window.openOf(deadline.index());
        out.integer("deadlineIndex", deadline.index());
        out.text("status", deadline.status(window).word());
        out.bool("current", deadline.index() == window.deadlineIndex());
        out.integer("openEpoch", open);
        out.time("openAt", Times.forDocument(miner.clock().secondsOf(open)));
        out.object("sectors");
        out.integer("all", deadline.allSectors());
        out.integer("live", deadline.liveSectors());
        out.integer("faulty", deadline.faultySectors());
        out.integer("recovering", deadline.recoveringSectors());
        out.end();
        out.integer("partitionCount", deadline.partitions().size());
        out.integer("livePartitionCount", deadline.livePartitions());
        DeadlineState state = deadline.state();
        out.integer(
                "provenPartitionCount",
                state == null ? null : (Long) state.provenPartitions().count());
        out.integer("disputableProofCount", state == null ? null : (Long) state.disputableProofCount());
    }
}
