package io.lotusconsole.render;

import io.lotusconsole.json.DocumentWriter;
import io.lotusconsole.proving.ChainClock;
import io.lotusconsole.proving.DeadlineView;
import io.lotusconsole.proving.Missing;
import io.lotusconsole.proving.ProvingOverview;
import io.lotusconsole.proving.ProvingWindow;
import java.time.Instant;
import java.util.List;

/** {@code proving info}. */
public final class ProvingInfoReport implements Report {
    private final ProvingOverview miner;

    public ProvingInfoReport(ProvingOverview miner) {
        this.miner = miner;
    }

    @Override
    public String kind() {
        return "ProvingInfo";
    }

    @Override
    public List<Missing> missing() {
        return miner.missing();
    }

    @Override
    public void paint(TextSink out, View view) {
        ProvingWindow window = miner.window();
        ChainClock clock = miner.clock();
        out.text("Miner: ").remote(Colour.BLUE, miner.address()).line();
        if (view.isLotus() && !miner.missing().isEmpty()) {
            throw new PrintStopped("walking miner deadlines and partitions: "
                    + miner.missing().get(0).sentence());
        }
        long now = window.currentEpoch();
        out.text("Current Epoch:           ").text(Long.toString(now)).line();
        out.text("Proving Period Boundary: ")
                .text(Long.toString(window.periodBoundary()))
                .line();
        out.text("Proving Period Start:    ");
        out.text(Times.epochWithTime(now, window.periodStart(), clock, view.zone()))
                .line();
        out.text("Next Period Start:       ");
        out.text(Times.epochWithTime(now, window.nextPeriodStart(), clock, view.zone()))
                .text("\n\n");

        String atLeast = miner.missing().isEmpty() ? "" : "at least ";
        out.text("Faults:      ")
                .text(atLeast)
                .text(Long.toString(miner.faultySectors()))
                .text(" (");
        out.text(faultPercent(view)).text("%)\n");
        out.text("Recovering:  ")
                .text(atLeast)
                .text(Long.toString(miner.recoveringSectors()))
                .line();
        out.text("Deadline Index:       ")
                .text(Integer.toString(window.deadlineIndex()))
                .line();
        DeadlineView current = miner.deadline(window.deadlineIndex());
        out.text("Deadline Sectors:     ").text(current == null ? "unknown" : Long.toString(current.liveSectors()));
        out.line();
        paintEpoch(out, "Deadline Open:        ", window.open());
        paintEpoch(out, "Deadline Close:       ", window.close());
        paintEpoch(out, "Deadline Challenge:   ", window.challenge());
        paintEpoch(out, "Deadline FaultCutoff: ", window.faultCutoff());
    }

    private void paintEpoch(TextSink out, String label, long epoch) {
        long seconds = miner.clock().epochSeconds();
        out.text(label)
                .text(Times.epoch(miner.window().currentEpoch(), epoch, seconds))
                .line();
    }

    /** Lotus divides integers first, so its decimals are always {@code .00} (quirk Q30). */
    private String faultPercent(View view) {
        long live = miner.liveSectors();
        if (live == 0) {
            return "0.00";
        }
        double percent = view.isLotus() ? miner.faultySectors() * 100 / live : 100.0 * miner.faultySectors() / live;
        return Numbers.fixed(percent, 2);
    }

    @Override
    public void paintWide(TextSink out, View view) {
        ProvingWindow window = miner.window();
        DeadlineView current = miner.deadline(window.deadlineIndex());
        new WideTable(
                        "MINER",
                        "EPOCH",
                        "PERIOD START",
                        "NEXT PERIOD",
                        "LIVE",
                        "FAULTY",
                        "RECOVERING",
                        "DEADLINE",
                        "SECTORS",
                        "OPEN",
                        "CLOSE",
                        "CLOSES AT",
                        "CHALLENGE",
                        "FAULT CUTOFF")
                .row(
                        out.escaped(miner.address()),
                        Long.toString(window.currentEpoch()),
                        Long.toString(window.periodStart()),
                        Long.toString(window.nextPeriodStart()),
                        Long.toString(miner.liveSectors()),
                        Long.toString(miner.faultySectors()),
                        Long.toString(miner.recoveringSectors()),
                        Integer.toString(window.deadlineIndex()),
                        current == null ? null : Long.toString(current.liveSectors()),
                        Long.toString(window.open()),
                        Long.toString(window.close()),
                        Times.timeOfDay(miner.clock().secondsOf(window.close()), view.zone()),
                        Long.toString(window.challenge()),
                        Long.toString(window.faultCutoff()))
                .paint(out);
    }

    @Override
    public void write(DocumentWriter out, View view) {
        out.text("address", miner.address());
        writeWindow(out, miner.window(), miner.clock());
        out.object("sectors");
        out.integer("live", miner.liveSectors());
        out.integer("faulty", miner.faultySectors());
        out.integer("recovering", miner.recoveringSectors());
        DeadlineView current = miner.deadline(miner.window().deadlineIndex());
        out.integer("liveInCurrentDeadline", current == null ? null : (Long) current.liveSectors());
        out.end();
    }

    /** The members {@code epoch}, {@code period} and {@code deadline}, shared with the deadline lists. */
    static void writeWindow(DocumentWriter out, ProvingWindow window, ChainClock clock) {
        out.integer("epoch", window.currentEpoch());
        out.integer("epochSeconds", clock.epochSeconds());
        out.object("period");
        out.integer("startEpoch", window.periodStart());
        out.time("startAt", Instant.ofEpochSecond(clock.secondsOf(window.periodStart())));
        out.integer("nextStartEpoch", window.nextPeriodStart());
        out.time("nextStartAt", Instant.ofEpochSecond(clock.secondsOf(window.nextPeriodStart())));
        out.integer("boundaryEpoch", window.periodBoundary());
        out.end();
        out.object("currentDeadline");
        out.integer("deadlineIndex", window.deadlineIndex());
        out.integer("openEpoch", window.open());
        out.time("openAt", Instant.ofEpochSecond(clock.secondsOf(window.open())));
        out.integer("closeEpoch", window.close());
        out.time("closeAt", Instant.ofEpochSecond(clock.secondsOf(window.close())));
        out.integer("challengeEpoch", window.challenge());
        out.integer("faultCutoffEpoch", window.faultCutoff());
        out.end();
    }
}
