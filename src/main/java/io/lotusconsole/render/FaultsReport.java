package io.lotusconsole.render;

import io.lotusconsole.json.DocumentWriter;
import io.lotusconsole.proving.DeadlineView;
import io.lotusconsole.proving.Missing;
import io.lotusconsole.proving.Partition;
import io.lotusconsole.proving.ProvingOverview;
import java.util.ArrayList;
import java.util.List;

/** {@code proving faults}. */
public final class FaultsReport implements Report {
    /** Faulty sectors listed at most; a miner with more has other worries than this list. */
    private static final int NUMBERS_MAX = 1_000_000;

    private record Fault(int deadline, int partition, long sector, boolean recovering) {}

    private final ProvingOverview miner;
    private final List<Fault> faults = new ArrayList<>();

    public FaultsReport(ProvingOverview miner) {
        this.miner = miner;
        for (DeadlineView deadline : miner.deadlines()) {
            int index = 0;
            for (Partition partition : deadline.partitions()) {
                for (long sector : partition.faulty().numbers(NUMBERS_MAX)) {
                    faults.add(new Fault(
                            deadline.index(),
                            index,
                            sector,
                            partition.recovering().contains(sector)));
                }
                index++;
            }
        }
    }

    @Override
    public String kind() {
        return "FaultList";
    }

    @Override
    public List<Missing> missing() {
        List<Missing> missing = new ArrayList<>();
        if (!miner.head().isKnown()) {
            missing.add(Missing.of("one tipset for all deadlines", miner.head()));
        }
        missing.addAll(miner.unreadDeadlines());
        return missing;
    }

    @Override
    public void paint(TextSink out, View view) {
        out.text("Miner: ").remote(Colour.BLUE, miner.address()).line();
        if (view.isLotus() && !miner.unreadDeadlines().isEmpty()) {
            throw new PrintStopped(miner.unreadDeadlines().get(0).sentence());
        }
        TextTable table = new TextTable();
        table.row("deadline", "partition", "sectors");
        for (Fault fault : faults) {
            table.row(
                    Integer.toString(fault.deadline()),
                    Integer.toString(fault.partition()),
                    Long.toString(fault.sector()));
        }
        table.paint(out);
    }

    @Override
    public void paintWide(TextSink out, View view) {
        WideTable table = new WideTable("DEADLINE", "PARTITION", "SECTOR", "RECOVERING");
        for (Fault fault : faults) {
            table.row(
                    Integer.toString(fault.deadline()),
                    Integer.toString(fault.partition()),
                    Long.toString(fault.sector()),
                    fault.recovering() ? "yes" : "no");
        }
        table.paint(out);
    }

    @Override
    public void write(DocumentWriter out, View view) {
        out.text("address", miner.address());
        out.array("items");
        for (Fault fault : faults) {
            out.object();
            out.integer("deadlineIndex", fault.deadline());
            out.integer("partitionIndex", fault.partition());
            out.integer("sectorNumber", fault.sector());
            out.bool("recovering", fault.recovering());
            out.end();
        }
        out.endArray();
    }
}
