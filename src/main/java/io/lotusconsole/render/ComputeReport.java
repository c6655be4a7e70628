package io.lotusconsole.render;

import io.lotusconsole.json.DocumentFormat;
import io.lotusconsole.json.DocumentWriter;
import io.lotusconsole.proving.WindowPoStResult;
import java.io.StringWriter;
import java.util.List;

/** {@code proving compute windowed-post N}. */
public final class ComputeReport implements Report {
    private static final int SKIPPED_MAX = 1_000_000;

    private final long deadline;
    private final long tookNanos;
    private final List<WindowPoStResult> results;

    /** @param results null if the miner answered {@code null}: nothing to prove */
    public ComputeReport(long deadline, long tookNanos, List<WindowPoStResult> results) {
        this.deadline = deadline;
        this.tookNanos = tookNanos;
        this.results = results;
    }

    @Override
    public String kind() {
        return "WindowPoStComputation";
    }

    /** {@code Took 5.3s} and the JSON that Lotus prints, its field names included. */
    @Override
    public void paint(TextSink out, View view) {
        out.text("Took ").text(Durations.go(tookNanos)).line();
        if (results == null || results.isEmpty()) {
            // Lotus fills a slice of its own, which stays nil when there is nothing to prove.
            out.text("null\n");
            return;
        }
        StringWriter text = new StringWriter();
        try (DocumentWriter json = new DocumentWriter(text, DocumentFormat.JSON)) {
            json.array();
            for (WindowPoStResult result : results) {
                writeAsLotus(json, result);
            }
            json.endArray();
        }
        out.text(text.getBuffer());
    }

    private static void writeAsLotus(DocumentWriter json, WindowPoStResult result) {
        json.object();
        json.integer("Deadline", result.deadline());
        json.array("Partitions");
        for (WindowPoStResult.PartitionResult partition : result.partitions()) {
            json.object();
            json.integer("Index", partition.index());
            json.integers("Skipped", partition.skipped().numbers(SKIPPED_MAX));
            json.end();
        }
        json.endArray();
        json.array("Proofs");
        for (WindowPoStResult.Proof proof : result.proofs()) {
            json.object();
            json.integer("PoStProof", proof.registeredPoStProof());
            json.text("ProofBytes", proof.proofBase64());
            json.end();
        }
        json.endArray();
        json.integer("ChainCommitEpoch", result.chainCommitEpoch());
        json.text("ChainCommitRand", result.chainCommitRandBase64());
        json.end();
    }

    @Override
    public void paintWide(TextSink out, View view) {
        WideTable table = new WideTable("DEADLINE", "PARTITION", "SKIPPED", "PROOFS", "TOOK");
        if (results != null) {
            for (WindowPoStResult result : results) {
                for (WindowPoStResult.PartitionResult partition : result.partitions()) {
                    table.row(
                            Long.toString(result.deadline()),
                            Long.toString(partition.index()),
                            Long.toString(partition.skipped().count()),
                            Integer.toString(result.proofs().size()),
                            Durations.go(tookNanos));
                }
            }
        }
        table.paint(out);
    }

    @Override
    public void write(DocumentWriter out, View view) {
        out.integer("deadlineIndex", deadline);
        out.number("tookSeconds", tookNanos / 1e9);
        out.array("items");
        if (results != null) {
            for (WindowPoStResult result : results) {
                writeBatch(out, result);
            }
        }
        out.endArray();
    }

    private static void writeBatch(DocumentWriter out, WindowPoStResult result) {
        out.object();
        out.array("partitions");
        for (WindowPoStResult.PartitionResult partition : result.partitions()) {
            out.object();
            out.integer("partitionIndex", partition.index());
            out.integers("skippedSectors", partition.skipped().numbers(SKIPPED_MAX));
            out.end();
        }
        out.endArray();
        out.array("proofs");
        for (WindowPoStResult.Proof proof : result.proofs()) {
            out.object();
            out.integer("registeredPoStProof", proof.registeredPoStProof());
            out.text("proofBase64", proof.proofBase64());
            out.end();
        }
        out.endArray();
        out.integer("chainCommitEpoch", result.chainCommitEpoch());
        out.text("chainCommitRandBase64", result.chainCommitRandBase64());
        out.end();
    }
}
