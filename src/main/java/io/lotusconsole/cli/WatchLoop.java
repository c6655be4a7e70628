package io.lotusconsole.cli;

import io.lotusconsole.feed.Pacing;
import io.lotusconsole.lotus.ApiInfoException;
import io.lotusconsole.render.CellWidth;
import io.lotusconsole.render.Durations;
import io.lotusconsole.render.Printable;
import io.lotusconsole.render.Report;
import io.lotusconsole.render.WatchScreen;
import io.lotusconsole.rpc.RpcException;
import io.lotusconsole.terminal.TerminalSize;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * {@code --watch}: looks again and again until it is interrupted or its reader is gone.
 *
 * <p>On a terminal it draws in place; in a pipe each look is a block, or a line of ndjson. A look that
 * fails is told and the next one tried, but for the first, which fails as it would without
 * {@code --watch}.
 */
final class WatchLoop {
    private static final String HOME = "\u001b[H";
    private static final String CLEAR = "\u001b[2J";
    private static final String CLEAR_LINE_END = "\u001b[K";
    private static final String CLEAR_BELOW = "\u001b[J";
    private static final String KEEP_CURSOR = "\u001b7";
    private static final String CURSOR_BACK = "\u001b8";

    /** How often the terminal is asked whether it has another size: SIGWINCH does not come without JLine's terminal. */
    private static final long SIZE_LOOK_MILLIS = 250;

    private final Invocation in;
    private final Showing.Ask ask;
    private final boolean asksWorkerStats;
    private final Pacing pacing;
    private final boolean inPlace;

    /** The last report and when it came; null before the first. */
    private Report last;

    private Instant lastAt;

    /** When the last look began and how long it took: of one that asks {@code WorkerStats}, that call alone. */
    private long askedNanos;

    private long askMillis;

    /** The pace that was told of last, in a pipe. */
    private long toldPaceMillis;

    /** Null unless drawing in place. */
    private TerminalSize size;

    /** Guarded by this, as is all drawing in place: whether the screen is ours by now. */
    private boolean drawn;

    /** Guarded by this: what it was drawn for. */
    private int drawnRows;

    private int drawnColumns;

    /** Guarded by this: notes that were to go to stderr, which stay on the screen. */
    private final Set<String> notes = new LinkedHashSet<>();

    /** Guarded by this: what else was to go to stderr since the last look began. */
    private final List<String> passing = new ArrayList<>();

    WatchLoop(Invocation in, Showing.Ask ask) {
        this.in = in;
        this.ask = ask;
        this.asksWorkerStats = in.command().asksWorkerStats(in.options().actor);
        this.pacing = new Pacing(in.options().watchMillis, asksWorkerStats);
        this.toldPaceMillis = pacing.intervalMillis();
        this.inPlace =
                in.surroundings().stdoutIsTerminal() && in.options().format.document() == null;
    }

    int run() throws RpcException, ApiInfoException, UsageException {
        if (!inPlace) {
            noteRaisedInterval();
            return loop();
        }
        try (TerminalSize open = TerminalSize.open()) {
            size = open;
            if (in.surroundings().stderrIsTerminal()) {
                in.output().divertComplaints(this::takeComplaint);
            }
            noteRaisedInterval();
            // Ctrl-C ends the JVM in the middle of a drawn screen; the prompt belongs on a line of its own.
            Runtime.getRuntime().addShutdownHook(new Thread(() -> in.output().print("\r\n"), "below the screen"));
            return loop();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            in.output().divertComplaints(null);
        }
    }

    private void noteRaisedInterval() {
        if (pacing.intervalMillis() > in.options().watchMillis) {
            in.note("looking every " + Durations.go(pacing.intervalMillis() * 1_000_000)
                    + ": more often would hold up the miner.");
        }
    }

    /** In a pipe, where no header tells it: the first time that looks are further apart, and when that changes much. */
    private void noteChangedPace() {
        long paceMillis = pacing.millisToNext(askMillis);
        boolean first = toldPaceMillis == pacing.intervalMillis();
        if (paceMillis == toldPaceMillis
                || !first && paceMillis < 2 * toldPaceMillis && toldPaceMillis < 2 * paceMillis) {
            return;
        }
        toldPaceMillis = paceMillis;
        boolean asAsked = paceMillis == pacing.intervalMillis();
        String why = asksWorkerStats ? ": more often would hold up the miner." : ".";
        in.note("looking " + pace() + (asAsked ? " again." : why));
    }

    private int loop() throws RpcException, ApiInfoException, UsageException {
        while (true) {
            ErrorReporter.Failure failure = look();
            long sinceMillis = (System.nanoTime() - askedNanos) / 1_000_000;
            long waitMillis = Math.max(0, pacing.millisToNext(askMillis) - sinceMillis);
            Instant due = in.surroundings().clock().instant().plusMillis(waitMillis);
            if (inPlace) {
                drawInPlace(failure, due);
            } else if (failure != null) {
                in.output().complain("ERROR: " + Printable.escape(failure.what()) + " (trying again)");
            } else {
                drawBlock();
            }
            if (!inPlace) {
                noteChangedPace();
            }
            try {
                await(waitMillis, failure, due);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return ExitStatus.DONE;
            }
        }
    }

    /** Looks once. Why it failed, or null. */
    private ErrorReporter.Failure look() throws RpcException, ApiInfoException, UsageException {
        long startNanos = System.nanoTime();
        forgetPassing();
        if (last != null) {
            in.lookAgain();
        }
        try {
            last = ask.ask();
            lastAt = in.surroundings().clock().instant();
            return null;
        } catch (RpcException e) {
            if (last == null) {
                throw e;
            }
            return ErrorReporter.ofNode(e);
        } finally {
            // Without a turn WorkerStats is not asked; the next try then comes an interval after this one.
            askedNanos = in.workerStatsNanos(startNanos);
            askMillis = asksWorkerStats ? in.workerStatsMillis() : (System.nanoTime() - startNanos) / 1_000_000;
        }
    }

    private synchronized void forgetPassing() {
        passing.clear();
    }

    /** Blocks until the next look is due; meanwhile a screen that changes its size is drawn anew. */
    private void await(long waitMillis, ErrorReporter.Failure failure, Instant due) throws InterruptedException {
        long endNanos = System.nanoTime() + waitMillis * 1_000_000;
        long leftMillis = waitMillis;
        while (leftMillis > 0) {
            Thread.sleep(inPlace ? Math.min(leftMillis, SIZE_LOOK_MILLIS) : leftMillis);
            if (inPlace && isResized()) {
                drawInPlace(failure, due);
            }
            leftMillis = (endNanos - System.nanoTime()) / 1_000_000;
        }
    }

    private synchronized boolean isResized() {
        return size.rows() != drawnRows || size.columns() != drawnColumns;
    }

    private void drawBlock() {
        if (in.options().format.document() == null) {
            in.output().print("-- " + lastAt.truncatedTo(ChronoUnit.SECONDS) + "\n");
        }
        Showing.once(in, last);
    }

    /** @param failure why the last look failed, and so the report is old; null if it did not */
    private synchronized void drawInPlace(ErrorReporter.Failure failure, Instant due) {
        int rows = size.rows();
        int columns = size.columns();
        drawnRows = rows;
        drawnColumns = columns;
        StringWriter text = new StringWriter();
        Showing.draw(in, last, lastAt, text, columns);
        List<String> report = text.toString().lines().toList();
        List<String> remarks = new ArrayList<>();
        if (failure != null) {
            remarks.add(Printable.escape("ERROR: " + failure.what()));
            if (failure.advice() != null) {
                remarks.add(Printable.escape(failure.advice()));
            }
        }
        remarks.addAll(notes);
        remarks.addAll(passing);
        if (!in.isLotus()) {
            remarks.addAll(Showing.remarks(last));
        }
        StringBuilder screen = new StringBuilder(drawn ? HOME : CLEAR + HOME);
        drawn = true;
        for (String line : WatchScreen.lines(header(failure != null, due, columns), report, remarks, rows, columns)) {
            // Cleared before it is written: after a full line the cursor still stands on its last column.
            screen.append(CLEAR_LINE_END).append(line).append("\r\n");
        }
        in.output().print(screen.append(CLEAR_BELOW).toString());
    }

    /**
     * Takes a line for stderr that would scroll the screen: at once it shows in place of the header, later
     * beside the report, but for waits, which are over then. May be called on any thread.
     *
     * @return false if the screen is not ours yet, and the line may go to stderr
     */
    private synchronized boolean takeComplaint(String line) {
        if (line.startsWith("note: ")) {
            notes.add(line);
        } else if (drawn && !line.startsWith("waiting for ")) {
            passing.add(line);
        }
        if (drawn) {
            String now = CellWidth.clip("from " + age() + " ago; " + line, size.columns());
            in.output().print(KEEP_CURSOR + HOME + CLEAR_LINE_END + now + CURSOR_BACK);
        }
        return drawn;
    }

    /**
     * <pre>
     * every 10s   2026-11-22T00:00:00Z   next at 00:00:10Z   Ctrl-C ends it
     * every 1m3s (a look takes 3.137s)   2026-11-22T00:00:00Z   next at 00:01:00Z
     * OLD, from 20s ago   2026-11-22T00:00:00Z   next at 00:00:30Z   Ctrl-C ends it
     * </pre>
     *
     * The time is that of the figures.
     */
    private String header(boolean old, Instant due, int columns) {
        String next =
                "next at " + due.truncatedTo(ChronoUnit.SECONDS).toString().substring("2026-11-22T".length());
        StringBuilder header = new StringBuilder(old ? "OLD, from " + age() + " ago" : pace());
        for (String part : List.of(lastAt.truncatedTo(ChronoUnit.SECONDS).toString(), next, "Ctrl-C ends it")) {
            if (header.length() + 3 + part.length() <= columns) {
                header.append("   ").append(part);
            }
        }
        return header.toString();
    }

    /** How often it really looks: a miner that is slow to answer is asked less often than the user said. */
    private String pace() {
        long paceMillis = pacing.millisToNext(askMillis);
        return paceMillis == pacing.intervalMillis()
                ? "every " + Durations.go(paceMillis * 1_000_000)
                : "every " + Durations.goSeconds(Math.round(paceMillis / 1000.0)) + " (a look takes "
                        + Durations.go(askMillis * 1_000_000) + ")";
    }

    private String age() {
        return Durations.goSeconds(
                ChronoUnit.SECONDS.between(lastAt, in.surroundings().clock().instant()));
    }
}
