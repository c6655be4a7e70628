package io.lotusconsole.tui;

import io.lotusconsole.feed.Figure;
import io.lotusconsole.feed.OwnWorker;
import io.lotusconsole.feed.Picture;
import io.lotusconsole.proving.Forecast;
import io.lotusconsole.proving.PoStKind;
import io.lotusconsole.proving.ProvingOverview;
import io.lotusconsole.proving.Routing;
import io.lotusconsole.proving.WorkerSnapshot;
import io.lotusconsole.proving.WorkerStatus.EndedTask;
import java.util.ArrayList;
import java.util.List;

/** Who makes the next proofs, and when those of this deadline and the next are to be expected. */
final class OutlookPanel {
    /** Routing, the open deadline, the next one. */
    static final int ROWS = 3;

    /** Without the next deadline. */
    static final int BASIC_ROWS = 2;

    private static final double SHARE_NOTED = 0.5;
    private static final double SHARE_WARNED = 0.75;
    private static final double SHARE_BAD = 0.9;
    private static final int NAMES_MAX = 3;

    private OutlookPanel() {}

    static void paint(Canvas canvas, int top, int rows, DashboardState state, Frame frame) {
        Picture picture = state.picture();
        Figure<List<WorkerSnapshot>> workers = picture.workers();
        if (!workers.isKnown()) {
            boolean isAsked = workers.trouble() != null;
            String why = isAsked
                    ? "the miner does not tell its workers: "
                            + workers.trouble().what()
                    : "not known yet";
            canvas.text(1, top, isAsked ? Tone.BAD : Tone.FAINT, "next proofs: " + why);
        } else {
            int at = canvas.text(1, top, Tone.PLAIN, "next WindowPoSt: ");
            at = paintRoute(canvas, at, top, picture, PoStKind.WINDOW);
            at = canvas.text(at, top, Tone.FAINT, frame.glyphs().dot());
            at = canvas.text(at, top, Tone.PLAIN, "WinningPoSt: ");
            paintRoute(canvas, at, top, picture, PoStKind.WINNING);
        }
        ProvingOverview chain = picture.chain().value();
        if (chain == null || !chain.window().isKnown()) {
            boolean isAsked = picture.chain().trouble() != null;
            canvas.text(
                    1,
                    top + 1,
                    isAsked ? Tone.BAD : Tone.FAINT,
                    isAsked
                            ? "the chain is not known: "
                                    + picture.chain().trouble().what()
                            : "forecast: not known yet");
            return;
        }
        int provers = workers.isKnown()
                ? Routing.of(PoStKind.WINDOW, workers.value(), picture.local())
                        .workers()
                        .size()
                : 1;
        List<Long> measured = measured(picture);
        int open = chain.window().value().deadlineIndex();
        for (int i = 0; i < rows - 1; i++) {
            Forecast forecast =
                    Forecast.of(chain, open + i, provers, measured, frame.now().getEpochSecond());
            paintForecast(
                    canvas,
                    top + 1 + i,
                    i == 0 ? "this" : "next",
                    forecast,
                    provers,
                    picture.chain().isOld(),
                    frame);
        }
    }

    private static int paintRoute(Canvas canvas, int column, int row, Picture picture, PoStKind kind) {
        Figure<List<WorkerSnapshot>> workers = picture.workers();
        Routing route = Routing.of(kind, workers.value(), picture.local());
        if (route.isNobody()) {
            return canvas.text(column, row, Tone.BAD, "NOBODY (local proving is off)");
        }
        if (route.workers().isEmpty()) {
            String may = route.local() == Routing.LocalProving.ON ? "" : " (unless switched off: unknown)";
            return canvas.text(column, row, workers.isOld() ? Tone.OLD : Tone.WARNING, "miner itself" + may);
        }
        List<String> names = new ArrayList<>();
        for (WorkerSnapshot worker :
                route.workers().subList(0, Math.min(NAMES_MAX, route.workers().size()))) {
            names.add(worker.hostname());
        }
        int more = route.workers().size() - names.size();
        String text = String.join(", ", names) + (more > 0 ? " and " + more + " more" : "");
        return canvas.text(column, row, workers.isOld() ? Tone.OLD : Tone.NAME, text);
    }

    /** What single partitions took our own workers lately. */
    private static List<Long> measured(Picture picture) {
        List<Long> millis = new ArrayList<>();
        if (picture.own().isKnown()) {
            for (OwnWorker worker : picture.own().value()) {
                for (EndedTask task : worker.status() == null
                        ? List.<EndedTask>of()
                        : worker.status().ended()) {
                    if (task.kind().equals(PoStKind.WINDOW.title())
                            && task.outcome().equals("proven")) {
                        millis.add(task.totalMillis());
                    }
                }
            }
        }
        return millis;
    }

    /** @param forecast null if the chain does not say enough */
    private static void paintForecast(
            Canvas canvas, int row, String which, Forecast forecast, int provers, boolean isOld, Frame frame) {
        if (forecast == null) {
            canvas.text(1, row, Tone.FAINT, which + ": not known");
            return;
        }
        String name = which + " (" + forecast.deadline().index() + "): ";
        String close = "closes " + frame.time(forecast.closeSeconds());
        if (forecast.partitions() == 0) {
            boolean isEmpty = forecast.deadline().liveSectors() == 0;
            String what = isEmpty ? "nothing to prove, " : "all proven, ";
            canvas.text(1, row, isOld ? Tone.OLD : isEmpty ? Tone.FAINT : Tone.GOOD, name + what + close);
            return;
        }
        String what = forecast.partitions() + (forecast.partitions() == 1 ? " partition" : " partitions") + " on "
                + (provers == 0 ? "the miner" : provers == 1 ? "1 worker" : provers + " workers");
        if (!forecast.isMeasured()) {
            canvas.text(1, row, isOld ? Tone.OLD : Tone.PLAIN, name + what + ", " + close + "; no proof measured yet");
            return;
        }
        double share = forecast.share();
        Tone tone = share >= SHARE_BAD
                ? Tone.BAD
                : share >= SHARE_WARNED ? Tone.WARNING : share >= SHARE_NOTED ? Tone.NOW : Tone.GOOD;
        String sign = share >= SHARE_BAD ? "!! " : share >= SHARE_WARNED ? "! " : "";
        int at = canvas.text(1, row, isOld ? Tone.OLD : Tone.PLAIN, name + what + ", by ");
        at = canvas.text(
                at,
                row,
                isOld ? Tone.OLD : tone,
                sign + frame.time(forecast.endSeconds()) + " (" + Math.round(share * 100) + "% of window)");
        canvas.text(at, row, isOld ? Tone.OLD : Tone.PLAIN, ", " + close);
    }
}
