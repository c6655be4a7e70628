package io.lotusconsole.render;

import io.lotusconsole.json.DocumentWriter;
import io.lotusconsole.proving.DrillResult;
import io.lotusconsole.proving.PoStKind;
import io.lotusconsole.proving.ReadPlace;

/** {@code lotus-worker drill}: what a proof that was sent to nobody took, and whether it had been in time. */
public final class DrillReport implements Report {
    private static final long NANOS = 1_000_000;

    /** Places that the text names. */
    private static final int PLACES_MAX = 5;

    private final DrillResult result;

    public DrillReport(DrillResult result) {
        this.result = result;
    }

    @Override
    public String kind() {
        return "Drill";
    }

    /**
     * <pre>
     * WindowPoSt of 2 sectors of 2 KiB, sent to nobody
     *   read       12ms
     *   prove      1.034s
     *   verify     4ms
     *   in all     1.05s
     * Slowest paths
     *   12ms       /storage/a (2 sectors)
     * Passed: the proof verifies, and a deadline is open for 30m0s.
     * </pre>
     */
    @Override
    public void paint(TextSink out, View view) {
        out.text(result.kind().title() + " of " + counted(result.sectors().size()) + " of "
                        + Numbers.size(result.sectorSizeBytes()) + ", sent to nobody")
                .line();
        line(out, "read", result.readMillis());
        line(out, "prove", result.proveMillis());
        line(out, "verify", result.verifyMillis());
        line(out, "in all", result.totalMillis());
        if (!result.places().isEmpty()) {
            out.text("Slowest paths").line();
        }
        result.places().stream().limit(PLACES_MAX).forEach(place -> out.text(
                        "  " + padded(duration(place.slowestMillis())))
                .remote(place.place())
                .text(" (" + counted(place.sectors()) + ")")
                .line());
        for (DrillResult.SkippedSector bad : result.skipped()) {
            out.text("Sector " + bad.sectorNumber() + ": ").remote(bad.why()).line();
        }
        verdict(out);
    }

    private void verdict(TextSink out) {
        String limit = result.kind() == PoStKind.WINNING
                ? "a block has to be made within " + duration(result.limitMillis())
                : "a deadline is open for " + duration(result.limitMillis());
        if (result.isPassed()) {
            out.text(Colour.GREEN, "Passed").text(": the proof verifies, and " + limit + ".");
        } else {
            out.text(Colour.RED, "Failed").text(": ").remote(why()).text(". For comparison, " + limit + ".");
        }
        out.line();
    }

    private String why() {
        if (result.inability() != null) {
            return result.inability();
        }
        if (!result.skipped().isEmpty()) {
            return counted(result.skipped().size()) + " could not be read, and nothing was proven";
        }
        return result.isValid() ? "it took too long" : "the proof does not verify";
    }

    private static String counted(int sectors) {
        return sectors + (sectors == 1 ? " sector" : " sectors");
    }

    private static String duration(long millis) {
        return Durations.go(millis * NANOS);
    }

    private static void line(TextSink out, String name, long millis) {
        out.text("  " + padded(name) + duration(millis)).line();
    }

    private static String padded(String word) {
        return word + " ".repeat(Math.max(1, 11 - word.length()));
    }

    @Override
    public void paintWide(TextSink out, View view) {
        WideTable table = new WideTable(
                "KIND", "SECTORS", "READ MS", "PROVE MS", "VERIFY MS", "TOTAL MS", "LIMIT MS", "PASSED", "WHY");
        table.row(
                result.kind().title(),
                Integer.toString(result.sectors().size()),
                Long.toString(result.readMillis()),
                Long.toString(result.proveMillis()),
                Long.toString(result.verifyMillis()),
                Long.toString(result.totalMillis()),
                Long.toString(result.limitMillis()),
                Boolean.toString(result.isPassed()),
                result.isPassed() ? null : out.escaped(why()));
        table.paint(out);
    }

    @Override
    public void write(DocumentWriter out, View view) {
        out.text("proof", result.kind().title());
        out.integer("sectorSizeBytes", result.sectorSizeBytes());
        out.integers("sectorNumbers", result.sectors());
        out.integer("readMillis", result.readMillis());
        out.integer("proveMillis", result.proveMillis());
        out.integer("verifyMillis", result.verifyMillis());
        out.integer("totalMillis", result.totalMillis());
        out.integer("limitMillis", result.limitMillis());
        out.bool("verified", result.isValid());
        out.bool("passed", result.isPassed());
        out.text("reason", result.isPassed() ? null : why());
        out.array("skipped");
        for (DrillResult.SkippedSector bad : result.skipped()) {
            out.object()
                    .integer("sectorNumber", bad.sectorNumber())
                    .text("fault", bad.fault())
                    .text("reason", bad.why())
                    .end();
        }
        out.endArray();
        out.array("places");
        for (ReadPlace place : result.places()) {
            out.object()
                    .text("place", place.place())
                    .integer("sectorCount", place.sectors())
                    .integer("failureCount", place.failures())
                    .integer("slowestMillis", place.slowestMillis())
                    .integer("totalMillis", place.totalMillis())
                    .end();
        }
        out.endArray();
    }
}
