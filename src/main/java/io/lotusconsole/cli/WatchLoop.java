package io.lotusconsole.cli;

import io.lotusconsole.feed.Pacing;
import io.lotusconsole.lotus.ApiInfoException;
import io.lotusconsole.render.CellWidth;
import io.lotusconsole.render.Durations;
import io.lotusconsole.render.Printable;
import io.lotusconsole.render.Report;
import io.lotusconsole.rpc.RpcException;
import io.lotusconsole.terminal.TerminalSize;
import java.io.StringWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

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

    private final Invocation in;
    private final Showing.Ask ask;
    private final Pacing pacing;
    private final boolean inPlace;

    /** The last report and when it came; null before the first. */
    private Report last;

    private Instant lastAt;

    /** When the last question went out and how long its answer took: without the wait for the turn to ask. */
    private long askedNanos;

    private long askMillis;

    WatchLoop(Invocation in, Showing.Ask ask) {
        this.in = in;
        this.ask = ask;
        this.pacing = new Pacing(in.options().watchMillis, in.command().asksWorkerStats());
        this.inPlace =
                in.surroundings().stdoutIsTerminal() && in.options().format.document() == null;
    }

    int run() throws RpcException, ApiInfoException, UsageException {
        if (pacing.intervalMillis() > in.options().watchMillis) {
            in.note("looking every " + Durations.go(pacing.intervalMillis() * 1_000_000)
                    + ": more often would hold up the miner.");
        }
        if (!inPlace) {
            return loop(null);
        }
        try (TerminalSize size = TerminalSize.open()) {
            in.output().print(CLEAR);
            // Ctrl-C ends the JVM in the middle of a drawn screen; the prompt belongs on a line of its own.
            Runtime.getRuntime().addShutdownHook(new Thread(() -> in.output().print("\r\n"), "below the screen"));
            return loop(size);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private int loop(TerminalSize size) throws RpcException, ApiInfoException, UsageException {
        while (true) {
            String failure = look();
            if (inPlace) {
                drawInPlace(size, failure);
            } else if (failure != null) {
                in.output().complain("ERROR: " + failure + " (trying again)");
            } else {
                drawBlock();
            }
            long sinceMillis = (System.nanoTime() - askedNanos) / 1_000_000;
            try {
                Thread.sleep(Math.max(0, pacing.millisToNext(askMillis) - sinceMillis));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return ExitStatus.DONE;
            }
        }
    }

    /** Looks once. Why it failed, or null. */
    private String look() throws RpcException, ApiInfoException, UsageException {
        // Without a turn there is no question; the next try then comes an interval after this one.
        askedNanos = System.nanoTime();
        askMillis = 0;
        try {
            last = Showing.inTurn(in, this::askTimed, true);
            lastAt = in.surroundings().clock().instant();
            return null;
        } catch (RpcException e) {
            if (last == null) {
                throw e;
            }
            String peer = e.peer() == null ? "" : e.peer() + ": ";
            return Printable.escape(peer + e.getMessage());
        }
    }

    private Report askTimed() throws RpcException, ApiInfoException, UsageException {
        askedNanos = System.nanoTime();
        try {
            return ask.ask();
        } finally {
            askMillis = (System.nanoTime() - askedNanos) / 1_000_000;
        }
    }

    private void drawBlock() {
        if (in.options().format.document() == null) {
            in.output().print("-- " + lastAt.truncatedTo(ChronoUnit.SECONDS) + "\n");
        }
        Showing.once(in, last);
    }

    private void drawInPlace(TerminalSize size, String failure) {
        StringWriter text = new StringWriter();
        Showing.draw(in, last, text);
        String[] lines = text.toString().split("\n", -1);
        int rows = Math.max(2, size.rows());
        int columns = size.columns();
        StringBuilder screen = new StringBuilder(HOME);
        screen.append(CLEAR_LINE_END).append(header(failure, columns));
        int shown = Math.min(lines.length, rows - 2);
        for (int i = 0; i < shown; i++) {
            // Cleared before it is written: after a full line the cursor still stands on its last column.
            screen.append("\r\n").append(CLEAR_LINE_END).append(CellWidth.clip(lines[i], columns));
        }
        screen.append("\r\n").append(CLEAR_BELOW);
        if (shown < lines.length - 1) {
            screen.append("… ").append(lines.length - 1 - shown).append(" more lines");
        }
        in.output().print(screen.toString());
    }

    private String header(String failure, int columns) {
        Instant now = in.surroundings().clock().instant();
        String every = "every " + Durations.go(pacing.intervalMillis() * 1_000_000);
        String header = failure == null
                ? every + "   " + now.truncatedTo(ChronoUnit.SECONDS) + "   Ctrl-C ends it"
                : "OLD, from " + Durations.goSeconds(ChronoUnit.SECONDS.between(lastAt, now)) + " ago: " + failure;
        return CellWidth.clip(header, columns);
    }
}
