package io.lotusconsole.render;

import io.lotusconsole.json.DocumentWriter;
import io.lotusconsole.proving.Missing;
import io.lotusconsole.proving.PoStKind;
import io.lotusconsole.proving.WorkerTally;
import java.util.Base64;
import java.util.List;

/** {@code demo}: what it did, as facts. Its text is the story that it and the commands tell. */
public final class DemoReport implements Report {
    /** One command that was shown. @param exitStatus what it ended with */
    public record Step(String command, int exitStatus) {}

    /** Something that the demo is to show, and whether it did. @param what a sentence without its full stop */
    public record Check(String what, boolean held) {}

    /**
     * A worker process that the demo started.
     *
     * @param session UUID it was registered with; null if it never was
     * @param exitStatus null if it was running when the story was over
     */
    public record Worker(String name, PoStKind role, long pid, String session, Integer exitStatus) {}

    /** A sector as the chain knows it. @param sealedCid as text */
    public record Sector(long number, String sealedCid) {}

    /**
     * A proof of the chain that was made or not made, with its public inputs.
     *
     * @param deadline null for a winning ticket
     * @param skipped numbers of sectors that could not be read
     * @param proofType the network's number of the type
     * @param maker host name of a worker, or {@code miner}; null if nobody was there to be asked
     * @param session of that worker; null otherwise
     * @param proof its bytes; null if there is none that holds
     * @param error null if it is verified
     */
    public record Proof(
            PoStKind kind,
            long epoch,
            Integer deadline,
            List<Sector> sectors,
            List<Long> skipped,
            int proofType,
            byte[] randomness,
            String maker,
            String session,
            byte[] proof,
            long millis,
            String error) {}

    /**
     * All of it.
     *
     * @param version of the embedded miner, which ends in {@code +simulated}; null, as is its address, if the story
     *     broke off before it was asked
     * @param workers enabled ones when all that were started were attached; null if it did not come to that
     * @param checks those that were come to
     * @param failure why the story broke off; null if it was told to its end
     * @param withoutProofs why nothing could be proven; null if it could
     * @param millis from the first word to the last
     * @param slowness how many times as long as on two free cores it may take; 1 on a machine that is fast enough
     */
    public record Facts(
            String version,
            String address,
            WorkerTally workers,
            List<Check> checks,
            List<Worker> started,
            List<Proof> proofs,
            List<Step> steps,
            String failure,
            String withoutProofs,
            long millis,
            double slowness) {
        /** Whether all of it held. */
        public boolean held() {
            return failure == null
                    && withoutProofs == null
                    && !checks.isEmpty()
                    && checks.stream().allMatch(Check::held);
        }
    }

    private final Facts facts;

    public DemoReport(Facts facts) {
        this.facts = facts;
    }

    @Override
    public String kind() {
        return "Demo";
    }

    @Override
    public List<Missing> missing() {
        return facts.withoutProofs() == null
                ? List.of()
                : List.of(new Missing("proofs", -1, facts.withoutProofs(), null));
    }

    /**
     * <pre>
     * Held:
     *   yes  The first WindowPoSt was made by demo-window, and is verified
     *   NO   demo-window left the miner: exit status 0, and no row of it stays
     * </pre>
     */
    @Override
    public void paint(TextSink out, View view) {
        out.text("Held:").line();
        for (Check check : facts.checks()) {
            out.text("  ");
            if (check.held()) {
                out.text(Colour.GREEN, "yes");
            } else {
                out.text(Colour.RED, "NO ");
            }
            out.text("  ").text(check.what()).line();
        }
    }

    @Override
    public void paintWide(TextSink out, View view) {
        WideTable table = new WideTable(
                "KIND", "EPOCH", "DEADLINE", "SECTORS", "SKIPPED", "MADE BY", "SESSION", "VERIFIED", "MILLIS", "ERROR");
        for (Proof proof : facts.proofs()) {
            table.row(
                    proof.kind().title(),
                    Long.toString(proof.epoch()),
                    proof.deadline() == null ? null : proof.deadline().toString(),
                    Integer.toString(proof.sectors().size()),
                    Integer.toString(proof.skipped().size()),
                    proof.maker() == null ? null : out.escaped(proof.maker()),
                    proof.session(),
                    Boolean.toString(proof.proof() != null),
                    Long.toString(proof.millis()),
                    proof.error() == null ? null : out.escaped(proof.error()));
        }
        table.paint(out);
    }

    @Override
    public void write(DocumentWriter out, View view) {
        out.text("minerVersion", facts.version());
        out.text("address", facts.address());
        if (facts.workers() == null) {
            out.nothing("workers");
        } else {
            out.object("workers");
            out.integer("sealing", facts.workers().sealing());
            out.integer("windowPoSt", facts.workers().windowPoSt());
            out.integer("winningPoSt", facts.workers().winningPoSt());
            out.end();
        }
        out.bool("held", facts.held());
        out.text("failure", facts.failure());
        out.integer("millis", facts.millis());
        out.number("slowness", facts.slowness());
        out.array("checks");
        for (Check check : facts.checks()) {
            out.object().text("what", check.what()).bool("held", check.held()).end();
        }
        out.endArray();
        out.array("started");
        for (Worker worker : facts.started()) {
            out.object()
                    .text("name", worker.name())
                    .text("role", worker.role().title())
                    .integer("pid", worker.pid())
                    .text("session", worker.session())
                    .integer(
                            "exitStatus",
                            worker.exitStatus() == null
                                    ? null
                                    : worker.exitStatus().longValue())
                    .end();
        }
        out.endArray();
        out.array("proofs");
        facts.proofs().forEach(proof -> write(out, proof));
        out.endArray();
        out.array("steps");
        for (Step step : facts.steps()) {
            out.object()
                    .text("command", step.command())
                    .integer("exitStatus", step.exitStatus())
                    .end();
        }
        out.endArray();
    }

    private static void write(DocumentWriter out, Proof proof) {
        out.object()
                .text("kind", proof.kind().title())
                .integer("epoch", proof.epoch())
                .integer(
                        "deadline",
                        proof.deadline() == null ? null : proof.deadline().longValue())
                .integer("proofType", proof.proofType())
                .text("randomnessBase64", base64(proof.randomness()));
        out.array("sectors");
        for (Sector sector : proof.sectors()) {
            out.object()
                    .integer("sectorNumber", sector.number())
                    .text("sealedCid", sector.sealedCid())
                    .end();
        }
        out.endArray();
        out.integers("skippedSectorNumbers", proof.skipped());
        out.text("maker", proof.maker())
                .text("session", proof.session())
                .text("proofBase64", proof.proof() == null ? null : base64(proof.proof()))
                .bool("verified", proof.proof() != null)
                .integer("millis", proof.millis())
                .text("error", proof.error())
                .end();
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
