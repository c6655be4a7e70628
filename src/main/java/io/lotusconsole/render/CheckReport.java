package io.lotusconsole.render;

import io.lotusconsole.json.DocumentWriter;
import io.lotusconsole.proving.SectorCheck;
import java.util.List;

/** {@code proving check N}. */
public final class CheckReport implements Report {
    private final long deadline;
    private final List<SectorCheck> checks;
    private final boolean onlyBad;

    /** @param checks by partition and sector number */
    public CheckReport(long deadline, List<SectorCheck> checks, boolean onlyBad) {
        this.deadline = deadline;
        this.checks = checks;
        this.onlyBad = onlyBad;
    }

    @Override
    public String kind() {
        return "SectorCheck";
    }

    /**
     * <pre>
     * deadline  partition  sector  status
     * 0         0          1       good
     * 0         0          2       bad (generating vanilla proof: …)
     * </pre>
     */
    @Override
    public void paint(TextSink out, View view) {
        TextTable table = new TextTable();
        table.row("deadline", "partition", "sector", "status");
        for (SectorCheck check : checks) {
            if (onlyBad && check.isGood()) {
                continue;
            }
            String status = check.isGood()
                    ? out.styled(Colour.GREEN, "good")
                    : out.styled(Colour.RED, "bad") + " (" + out.escaped(check.reason()) + ")";
            table.row(
                    Long.toString(check.deadline()),
                    Long.toString(check.partition()),
                    Long.toString(check.sectorNumber()),
                    status);
        }
        table.paint(out);
    }

    @Override
    public void paintWide(TextSink out, View view) {
        WideTable table = new WideTable("DEADLINE", "PARTITION", "SECTOR", "STATUS", "REASON");
        for (SectorCheck check : checks) {
            if (!onlyBad || !check.isGood()) {
                table.row(
                        Long.toString(check.deadline()),
                        Long.toString(check.partition()),
                        Long.toString(check.sectorNumber()),
                        check.isGood() ? "good" : "bad",
                        check.isGood() ? null : out.escaped(check.reason()));
            }
        }
        table.paint(out);
    }

    @Override
    public void write(DocumentWriter out, View view) {
        long bad = 0;
        for (SectorCheck check : checks) {
            bad += check.isGood() ? 0 : 1;
        }
        out.integer("deadlineIndex", deadline);
        out.integer("checkedCount", checks.size());
        out.integer("badCount", bad);
        out.array("items");
        for (SectorCheck check : checks) {
            if (!onlyBad || !check.isGood()) {
                out.object();
                out.integer("partitionIndex", check.partition());
                out.integer("sectorNumber", check.sectorNumber());
                out.bool("good", check.isGood());
                out.text("reason", check.reason());
                out.end();
            }
        }
        out.endArray();
    }
}
