package io.lotusconsole.render;

import io.lotusconsole.json.DocumentWriter;
import io.lotusconsole.proving.DeadlineView;
import io.lotusconsole.proving.Partition;
import io.lotusconsole.proving.ProvingOverview;
import io.lotusconsole.proving.SectorSet;

/** {@code proving deadline N}. */
public final class DeadlineReport implements Report {
    /** More numbers than any deadline of a real miner holds; a hostile set is refused, not printed. */
    private static final int NUMBERS_MAX = 5_000_000;

    private static final String[] NAMES = {"All", "Live", "Active", "Faulty", "Recovering"};

    private final ProvingOverview miner;
    private final DeadlineView deadline;
    private final boolean sectorNumbers;
    private final boolean bitFields;

    /** @param miner with the one deadline, its window and its clock */
    public DeadlineReport(ProvingOverview miner, DeadlineView deadline, boolean sectorNumbers, boolean bitFields) {
        this.miner = miner;
        this.deadline = deadline;
        this.sectorNumbers = sectorNumbers;
        this.bitFields = bitFields;
    }

    @Override
    public String kind() {
        return "Deadline";
    }

    /**
     * <pre>
     * Deadline Index:           16
     * Deadline Open:            09:09:53
     * Partitions:               1
     * Proven Partitions:        0
     * Current:                  false
     *
     * Partition Index:          0
     *         All Sectors:               2
     * </pre>
     */
    @Override
    public void paint(TextSink out, View view) {
        long open = miner.clock().secondsOf(miner.window().value().openOf(deadline.index()));
        boolean current = deadline.index() == miner.window().value().deadlineIndex();
        out.text("Deadline Index:           ")
                .text(Integer.toString(deadline.index()))
                .line();
        out.text("Deadline Open:            ")
                .text(Times.timeOfDay(open, view.zone()))
                .line();
        out.text("Partitions:               ")
                .text(Integer.toString(deadline.partitions().size()))
                .line();
        out.text("Proven Partitions:        ");
        out.text(Long.toString(deadline.state().provenPartitions().count())).line();
        out.text("Current:                  ").text(Boolean.toString(current)).text("\n\n");
        int index = 0;
        for (Partition partition : deadline.partitions()) {
            out.text("Partition Index:          ")
                    .text(Integer.toString(index++))
                    .line();
            SectorSet[] sets = sets(partition);
            for (int i = 0; i < NAMES.length; i++) {
                paintSet(out, NAMES[i], sets[i]);
            }
        }
    }

    private static SectorSet[] sets(Partition partition) {
        return new SectorSet[] {
            partition.all(), partition.live(), partition.active(), partition.faulty(), partition.recovering()
        };
    }

    private void paintSet(TextSink out, String name, SectorSet set) {
        out.text("\t").text(name).text(" Sectors:").text(" ".repeat(18 - name.length()));
        out.text(Long.toString(set.count()));
        if (bitFields) {
            long zeros = set.zeroRuns();
            long ones = set.oneRuns();
            long bytes = set.cborBytes();
            out.text(" (bitfield - runs " + zeros + "+" + ones + "=" + (zeros + ones) + " - " + set.zeroBits() + " 0s "
                    + set.count() + " 1s - 0 inv - " + Numbers.size(bytes) + " " + bytes + "B)");
        }
        out.line();
        if (sectorNumbers) {
            // Starts one column further right than the line above (quirk Q32).
            out.text("\t")
                    .text(name)
                    .text(" Sector Numbers:")
                    .text(" ".repeat(12 - name.length()))
                    .text("[");
            String separator = "";
            for (long number : set.numbers(NUMBERS_MAX)) {
                out.text(separator).text(Long.toString(number));
                separator = " ";
            }
            out.text("]\n");
        }
    }

    @Override
    public void paintWide(TextSink out, View view) {
        WideTable table = new WideTable(
                "DEADLINE", "PARTITION", "PROVEN", "ALL", "LIVE", "ACTIVE", "FAULTY", "RECOVERING", "SECTOR NUMBERS");
        int index = 0;
        for (Partition partition : deadline.partitions()) {
            table.row(
                    Integer.toString(deadline.index()),
                    Integer.toString(index),
                    deadline.state().provenPartitions().contains(index) ? "yes" : "no",
                    Long.toString(partition.all().count()),
                    Long.toString(partition.live().count()),
                    Long.toString(partition.active().count()),
                    Long.toString(partition.faulty().count()),
                    Long.toString(partition.recovering().count()),
                    ranges(partition.all()));
            index++;
        }
        table.paint(out);
    }

    /** {@code 1-2,93-94}. */
    private static String ranges(SectorSet set) {
        StringBuilder text = new StringBuilder();
        long[] runs = set.runLengths();
        long start = 0;
        for (int i = 0; i < runs.length; i++) {
            if (i % 2 == 1) {
                text.append(text.length() == 0 ? "" : ",").append(start);
                text.append(runs[i] == 1 ? "" : "-" + (start + runs[i] - 1));
            }
            start += runs[i];
        }
        return text.toString();
    }

    @Override
    public void write(DocumentWriter out, View view) {
        out.text("address", miner.address());
        DeadlinesReport.writeDeadline(out, deadline, miner);
        out.array("partitions");
        int index = 0;
        for (Partition partition : deadline.partitions()) {
            out.object();
            out.integer("partitionIndex", index);
            out.bool("proven", deadline.state().provenPartitions().contains(index));
            out.object("sectors");
            writeSet(out, "all", partition.all());
            writeSet(out, "live", partition.live());
            writeSet(out, "active", partition.active());
            writeSet(out, "faulty", partition.faulty());
            writeSet(out, "recovering", partition.recovering());
            out.end();
            out.end();
            index++;
        }
        out.endArray();
    }

    private static void writeSet(DocumentWriter out, String name, SectorSet set) {
        out.object(name);
        out.integer("count", set.count());
        out.text("ranges", ranges(set));
        out.end();
    }
}
