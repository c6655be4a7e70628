package io.lotusconsole.tui;

import io.lotusconsole.feed.Figure;
import io.lotusconsole.feed.Picture;
import io.lotusconsole.proving.ChainClock;
import io.lotusconsole.proving.ProvingOverview;
import io.lotusconsole.proving.ProvingWindow;
import java.util.Locale;

/** Two rows: which miner, epoch and time; the open deadline, its countdown, and how old each figure is. */
final class HeaderPanel {
    static final int ROWS = 2;

    private static final int BAR_CELLS = 20;

    private HeaderPanel() {}

    static void paint(Canvas canvas, DashboardState state, Frame frame) {
        Picture picture = state.picture();
        paintMiner(canvas, state, picture, frame);
        int ages = paintAges(canvas, picture, frame);
        paintDeadline(canvas, picture, frame, ages - 2);
    }

    private static void paintMiner(Canvas canvas, DashboardState state, Picture picture, Frame frame) {
        String clock = frame.time(frame.now());
        int end = canvas.columns() - clock.length() - 2;
        canvas.textRight(canvas.columns() - 1, 0, Tone.STRONG, clock);
        ProvingOverview chain = picture.chain().value();
        String actor = chain == null ? "lotus-miner" : "lotus-miner " + chain.address();
        int at = canvas.text(1, 0, end, Tone.TITLE, actor);
        if (state.frozen() != null) {
            at = canvas.text(at + 2, 0, end, Tone.WARNING, "FROZEN (f goes on)");
        }
        if (chain != null && chain.currentEpoch() != null) {
            ChainClock time = chain.clock();
            long epoch = chain.currentEpoch();
            String text = "epoch " + epoch + (time == null ? "" : " at " + frame.time(time.secondsOf(epoch)));
            at = canvas.whole(at + 2, 0, end, Tone.PLAIN, text);
        }
        at = canvas.whole(at + 2, 0, end, Tone.FAINT, frame.where());
        if (picture.miner().isKnown()) {
            canvas.whole(at + 2, 0, end, Tone.FAINT, picture.miner().value().version());
        }
    }

    private static void paintDeadline(Canvas canvas, Picture picture, Frame frame, int end) {
        ProvingOverview chain = picture.chain().value();
        if (chain == null || !chain.window().isKnown()) {
            canvas.text(1, 1, end, Tone.FAINT, "deadline not known yet");
            return;
        }
        ProvingWindow window = chain.window().value();
        int at = canvas.text(1, 1, end, Tone.STRONG, "deadline " + window.deadlineIndex());
        ChainClock clock = chain.clock();
        if (clock == null) {
            return;
        }
        long open = clock.secondsOf(window.open());
        long close = clock.secondsOf(window.open() + window.deadlineEpochs());
        long now = frame.now().getEpochSecond();
        String left =
                now < close ? "closes in " + Frame.length(close - now) : "closed " + Frame.length(now - close) + " ago";
        at = canvas.whole(at + 1, 1, end, Tone.PLAIN, left);
        at = canvas.whole(at + 1, 1, end, Tone.PLAIN, "at " + frame.time(close));
        if (at + 2 + BAR_CELLS < end) {
            double share = (double) (now - open) / Math.max(1, close - open);
            Bars.paint(canvas, at + 1, 1, BAR_CELLS, frame.glyphs(), 0, share, Tone.NOW);
        }
    }

    /** Paints them from the right on, and returns where they begin. */
    private static int paintAges(Canvas canvas, Picture picture, Frame frame) {
        int end = canvas.columns() - 1;
        end = paintAge(canvas, end, "workers", picture.workers(), frame);
        return paintAge(canvas, end - 2, "chain", picture.chain(), frame);
    }

    private static int paintAge(Canvas canvas, int end, String what, Figure<?> figure, Frame frame) {
        String text;
        Tone tone = Tone.FAINT;
        if (figure.trouble() != null) {
            String word = what + " " + figure.trouble().kind().word().toUpperCase(Locale.ROOT);
            text = figure.isKnown() ? word + ", " + Frame.length(figure.ageSeconds(frame.now())) + " old" : word;
            tone = Tone.BAD;
        } else {
            text = figure.isKnown() ? what + " " + Frame.length(figure.ageSeconds(frame.now())) : what + " not yet";
        }
        canvas.textRight(end, 1, tone, text);
        return end - text.length();
    }
}
