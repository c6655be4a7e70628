package io.lotusconsole.render;

import io.lotusconsole.json.DocumentWriter;
import io.lotusconsole.proving.Finding;
import io.lotusconsole.proving.Finding.Verdict;
import java.util.List;

/** {@code doctor}: what was looked at, what it comes to, and what mends it. */
public final class DoctorReport implements Report {
    private static final long NANOS = 1_000_000;

    /** As wide as the longest verdict. */
    private static final int VERDICT_COLUMNS = "warning".length() + 2;

    private final String program;
    private final List<Finding> findings;

    /** @param program {@code lotus-miner} or {@code lotus-worker} */
    public DoctorReport(String program, List<Finding> findings) {
        this.program = program;
        this.findings = List.copyOf(findings);
    }

    @Override
    public String kind() {
        return "Doctor";
    }

    /** Whether anything failed. */
    public boolean isHealthy() {
        return count(Verdict.FAILURE) == 0;
    }

    private long count(Verdict verdict) {
        return findings.stream().filter(finding -> finding.is(verdict)).count();
    }

    /**
     * <pre>
     * miner
     *   ok       API: lotus-miner v1.36.2 answers at 127.0.0.1:2345 (3ms)
     *   failure  token: it allows read, and not admin
     *            -&gt; `lotus-miner auth api-info --perm admin` on the miner's host prints one that does.
     * 1 ok, 1 failure
     * </pre>
     */
    @Override
    public void paint(TextSink out, View view) {
        String area = "";
        for (Finding finding : findings) {
            if (!finding.area().equals(area)) {
                area = finding.area();
                out.text(area).line();
            }
            String word = finding.verdict().word();
            out.text("  ")
                    .text(colour(finding.verdict()), word)
                    .text(" ".repeat(VERDICT_COLUMNS - word.length()))
                    .remote(finding.check() + ": " + said(finding))
                    .text(took(finding))
                    .line();
            if (finding.remedy() != null) {
                out.text(" ".repeat(2 + VERDICT_COLUMNS))
                        .text("-> ")
                        .remote(finding.remedy())
                        .line();
            }
        }
        out.text(summary()).line();
    }

    private static String said(Finding finding) {
        return finding.is(Verdict.UNKNOWN) ? "not knowable here: " + finding.why() : finding.why();
    }

    private static String took(Finding finding) {
        return finding.tookMillis() == null ? "" : " (" + Durations.go(finding.tookMillis() * NANOS) + ")";
    }

    /** {@code 12 ok, 2 warnings, 1 failure, 3 not knowable here}. */
    private String summary() {
        StringBuilder summary = new StringBuilder(count(Verdict.OK) + " ok");
        long warnings = count(Verdict.WARNING);
        long failures = count(Verdict.FAILURE);
        long unknown = count(Verdict.UNKNOWN);
        if (warnings > 0) {
            summary.append(", ").append(warnings).append(warnings == 1 ? " warning" : " warnings");
        }
        if (failures > 0) {
            summary.append(", ").append(failures).append(failures == 1 ? " failure" : " failures");
        }
        return (unknown > 0 ? summary.append(", ").append(unknown).append(" not knowable here") : summary).toString();
    }

    private static Colour colour(Verdict verdict) {
        return switch (verdict) {
            case OK -> Colour.GREEN;
            case WARNING -> Colour.YELLOW;
            case FAILURE -> Colour.RED;
            case UNKNOWN -> Colour.CYAN;
        };
    }

    @Override
    public void paintWide(TextSink out, View view) {
        WideTable table = new WideTable("VERDICT", "AREA", "CHECK", "WHY", "REMEDY", "TOOK");
        for (Finding finding : findings) {
            table.row(
                    finding.verdict().word(),
                    finding.area(),
                    out.escaped(finding.check()),
                    out.escaped(finding.why()),
                    finding.remedy() == null ? null : out.escaped(finding.remedy()),
                    finding.tookMillis() == null ? null : Durations.go(finding.tookMillis() * NANOS));
        }
        table.paint(out);
    }

    @Override
    public void write(DocumentWriter out, View view) {
        out.text("program", program);
        out.bool("healthy", isHealthy());
        out.object("counts");
        for (Verdict verdict : Verdict.values()) {
            out.integer(verdict.word(), count(verdict));
        }
        out.end();
        out.array("items");
        for (Finding finding : findings) {
            out.object()
                    .text("area", finding.area())
                    .text("check", finding.check())
                    .text("verdict", finding.verdict().word())
                    .text("why", finding.why())
                    .text("remedy", finding.remedy())
                    .integer("tookMillis", finding.tookMillis())
                    .end();
        }
        out.endArray();
    }
}
