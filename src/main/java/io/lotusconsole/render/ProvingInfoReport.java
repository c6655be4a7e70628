package io.lotusconsole.render;

import io.lotusconsole.json.DocumentWriter;
import io.lotusconsole.proving.Answer;
import io.lotusconsole.proving.ChainClock;
import io.lotusconsole.proving.DeadlineView;
import io.lotusconsole.proving.Missing;
import io.lotusconsole.proving.ProvingOverview;
import io.lotusconsole.proving.ProvingWindow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** {@code proving info}. Draws what is known; what is not is {@code unknown} and named in {@link #missing}. */
public final class ProvingInfoReport implements Report {
    private static final String UNKNOWN = "unknown";

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
        List<Missing> missing = new ArrayList<>();
        addMissing(missing, "chain head", miner.head());
        addMissing(missing, "length of an epoch", miner.epochSeconds());
        addMissing(missing, "proving window", miner.window());
        missing.addAll(miner.unreadDeadlines());
        return missing;
    }

    private static void addMissing(List<Missing> missing, String what, Answer<?> answer) {
        if (!answer.isKnown()) {
            missing.add(Missing.of(what, answer));
        }
    }

    @Override
    public void paint(TextSink out, View view) {
        if (view.isLotus()) {
            stopAsLotus("getting chain head: ", miner.head());
            stopAsLotus("", miner.epochSeconds());
            stopAsLotus("getting miner info: ", miner.window());
        }
        out.text("Miner: ").remote(Colour.BLUE, miner.address()).line();
        if (view.isLotus() && !miner.unreadDeadlines().isEmpty()) {
            throw new PrintStopped("walking miner deadlines and partitions: "
                    + miner.unreadDeadlines().get(0).sentence());
        }
        ProvingWindow window = miner.window().value();
        paintNumber(out, "Current Epoch:           ", miner.currentEpoch());
        paintNumber(out, "Proving Period Boundary: ", window == null ? null : (Long) window.periodBoundary());
        out.text("Proving Period Start:    ")
                .text(window == null ? UNKNOWN : periodEpoch(window.periodStart(), view))
                .line();
        out.text("Next Period Start:       ")
                .text(window == null ? UNKNOWN : periodEpoch(window.nextPeriodStart(), view))
                .text("\n\n");

        String atLeast = miner.unreadDeadlines().isEmpty() ? "" : "at least ";
        if (miner.hasDeadlines()) {
            out.text("Faults:      ").text(atLeast).text(Long.toString(miner.faultySectors()));
            out.text(" (").text(faultPercent(view)).text("%)\n");
            out.text("Recovering:  ").text(atLeast).text(Long.toString(miner.recoveringSectors()));
            out.line();
        } else {
            out.text("Faults:      unknown\nRecovering:  unknown\n");
        }
        DeadlineView current = miner.currentDeadline();
        paintNumber(out, "Deadline Index:       ", window == null ? null : (Long) (long) window.deadlineIndex());
        paintNumber(out, "Deadline Sectors:     ", current == null ? null : (Long) current.liveSectors());
        paintEpoch(out, "Deadline Open:        ", window == null ? null : (Long) window.open());
        paintEpoch(out, "Deadline Close:       ", window == null ? null : (Long) window.close());
        paintEpoch(out, "Deadline Challenge:   ", window == null ? null : (Long) window.challenge());
        paintEpoch(out, "Deadline FaultCutoff: ", window == null ? null : (Long) window.faultCutoff());
    }

    private static void stopAsLotus(String what, Answer<?> answer) {
        if (!answer.isKnown()) {
            throw new PrintStopped(what + answer.failure());
        }
    }

    private static void paintNumber(TextSink out, String label, Long number) {
        out.text(label).text(number == null ? UNKNOWN : number.toString()).line();
    }

    private void paintEpoch(TextSink out, String label, Long epoch) {
        out.text(label).text(epoch == null ? UNKNOWN : distance(epoch)).line();
    }

    /** An epoch of a known window with its time, as far as that can be told. */
    private String periodEpoch(long epoch, View view) {
        ChainClock clock = miner.clock();
        long now = miner.window().value().currentEpoch();
        return clock == null ? distance(epoch) : Times.epochWithTime(now, epoch, clock, view.zone());
    }

    private String distance(long epoch) {
        return miner.epochSeconds().isKnown()
                ? Times.epoch(
                        miner.window().value().currentEpoch(),
                        epoch,
                        miner.epochSeconds().value())
                : Long.toString(epoch);
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
        ProvingWindow window = miner.window().value();
        ChainClock clock = miner.clock();
        DeadlineView current = miner.currentDeadline();
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
                        text(miner.currentEpoch()),
                        window == null ? null : Long.toString(window.periodStart()),
                        window == null ? null : Long.toString(window.nextPeriodStart()),
                        text(ofDeadlines(miner.liveSectors())),
                        text(ofDeadlines(miner.faultySectors())),
                        text(ofDeadlines(miner.recoveringSectors())),
                        window == null ? null : Integer.toString(window.deadlineIndex()),
                        current == null ? null : Long.toString(current.liveSectors()),
                        window == null ? null : Long.toString(window.open()),
                        window == null ? null : Long.toString(window.close()),
                        window == null || clock == null
                                ? null
                                : Times.timeOfDay(clock.secondsOf(window.close()), view.zone()),
                        window == null ? null : Long.toString(window.challenge()),
                        window == null ? null : Long.toString(window.faultCutoff()))
                .paint(out);
    }

    private static String text(Long number) {
        return number == null ? null : number.toString();
    }

    /** A sum over the deadlines; null if none could be read. */
    private Long ofDeadlines(long sum) {
        return miner.hasDeadlines() ? (Long) sum : null;
    }

    @Override
    public void write(DocumentWriter out, View view) {
        out.text("address", miner.address());
        writeWindow(out, miner);
        out.object("sectors");
        out.integer("live", ofDeadlines(miner.liveSectors()));
        out.integer("faulty", ofDeadlines(miner.faultySectors()));
        out.integer("recovering", ofDeadlines(miner.recoveringSectors()));
        DeadlineView current = miner.currentDeadline();
        out.integer("liveInCurrentDeadline", current == null ? null : (Long) current.liveSectors());
        out.end();
    }

    /** The members {@code epoch}, {@code period} and {@code deadline}, shared with the deadline lists. */
    static void writeWindow(DocumentWriter out, ProvingOverview miner) {
        ProvingWindow window = miner.window().value();
        out.integer("epoch", miner.currentEpoch());
        out.integer("epochSeconds", miner.epochSeconds().value());
        if (window == null) {
            out.nothing("period");
            out.nothing("currentDeadline");
            return;
        }
        ChainClock clock = miner.clock();
        out.object("period");
        out.integer("startEpoch", window.periodStart());
        out.time("startAt", time(clock, window.periodStart()));
        out.integer("nextStartEpoch", window.nextPeriodStart());
        out.time("nextStartAt", time(clock, window.nextPeriodStart()));
        out.integer("boundaryEpoch", window.periodBoundary());
        out.end();
        out.object("currentDeadline");
        out.integer("deadlineIndex", window.deadlineIndex());
        out.integer("openEpoch", window.open());
        out.time("openAt", time(clock, window.open()));
        out.integer("closeEpoch", window.close());
        out.time("closeAt", time(clock, window.close()));
        out.integer("challengeEpoch", window.challenge());
        out.integer("faultCutoffEpoch", window.faultCutoff());
        out.end();
    }

    private static Instant time(ChainClock clock, long epoch) {
        return clock == null ? null : Times.forDocument(clock.secondsOf(epoch));
    }
}
