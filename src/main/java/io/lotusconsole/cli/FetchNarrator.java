package io.lotusconsole.cli;

import io.lotusconsole.params.FetchProgress;
import io.lotusconsole.proving.ParameterFile;
import io.lotusconsole.proving.ParameterState;
import io.lotusconsole.render.Durations;
import io.lotusconsole.render.Numbers;
import io.lotusconsole.render.Printable;
import io.lotusconsole.render.ProgressLine;
import io.lotusconsole.terminal.TerminalSize;
import java.time.Clock;

/** Tells on stderr how checking and fetching go: one line that is redrawn on a terminal, else a line now and then. */
final class FetchNarrator implements FetchProgress {
    private static final long REDRAW_MILLIS = 250;
    private static final long LINE_MILLIS = 15_000;

    /** Bytes a second of the lines that a time is told for. */
    private static final long GIGABIT = 1_000_000_000 / 8;

    private static final long TENTH = GIGABIT / 10;

    private final Output output;
    private final Clock clock;
    private final boolean terminal;
    private final String directory;

    /** What is being told of, and since when and which byte: the rate is that of this run. */
    private String subject = "";

    private long startMillis;
    private long startBytes;
    private long toldMillis;
    private boolean lineOpen;

    FetchNarrator(Invocation in, String directory) {
        this.output = in.output();
        this.clock = in.surroundings().clock();
        this.terminal = in.surroundings().stderrIsTerminal();
        this.directory = Printable.escape(directory);
    }

    @Override
    public void waitingForOthers() {
        say("another process is fetching into " + directory + ": waiting for it to be done");
    }

    @Override
    public void unusable(ParameterState state) {
        if (state.verdict() == ParameterState.Verdict.WRONG) {
            say(Printable.escape(state.path()) + ": " + state.verdict().words());
        }
    }

    @Override
    public void plan(int files, long bytes, long freeBytes) {
        String size = bytes < 0 ? "size not told by the gateway" : Numbers.size(bytes);
        String time = bytes < 0
                ? ""
                : ": " + Durations.goSeconds(1 + bytes / GIGABIT) + " at 1 Gbit/s, "
                        + Durations.goSeconds(1 + bytes / TENTH) + " at 100 Mbit/s";
        say("fetching " + files + (files == 1 ? " file, " : " files, ") + size + time + "\ninto " + directory + ", "
                + Numbers.size(freeBytes) + " free");
    }

    @Override
    public void checking(ParameterFile file, long doneBytes, long totalBytes) {
        progress("checking " + name(file), doneBytes, totalBytes);
    }

    @Override
    public void copying(ParameterFile file, String from) {
        say("copying " + name(file) + " from " + Printable.escape(from));
    }

    @Override
    public void fetching(ParameterFile file, long doneBytes, long totalBytes) {
        progress(name(file), doneBytes, totalBytes);
    }

    @Override
    public void retrying(ParameterFile file, String why, long inMillis) {
        say(name(file) + ": " + Printable.escape(why) + "; going on in " + Durations.go(inMillis * 1_000_000));
    }

    @Override
    public void done(ParameterFile file) {
        say(name(file) + ": good");
    }

    private static String name(ParameterFile file) {
        String role = file.kind().isPresent() ? file.kind().get().title() + " " : "";
        return role + (file.isVerifyingKey() ? "verifying key" : "parameters");
    }

    private void progress(String what, long doneBytes, long totalBytes) {
        long now = clock.millis();
        if (!what.equals(subject)) {
            subject = what;
            startMillis = now;
            startBytes = doneBytes;
            toldMillis = now;
            return;
        }
        if (now - toldMillis < (terminal ? REDRAW_MILLIS : LINE_MILLIS)) {
            return;
        }
        toldMillis = now;
        long rate = (doneBytes - startBytes) * 1000 / Math.max(1, now - startMillis);
        if (!terminal) {
            say(ProgressLine.of(what, doneBytes, totalBytes, rate, Integer.MAX_VALUE));
            return;
        }
        int columns = TerminalSize.columnsOfStderr();
        output.redraw(ProgressLine.of(what, doneBytes, totalBytes, rate, columns));
        lineOpen = true;
    }

    /** A line of its own, under whatever is being redrawn. */
    private void say(String line) {
        end();
        output.complain(line);
    }

    /** Takes the redrawn line away. */
    void end() {
        if (lineOpen) {
            output.redraw("");
            lineOpen = false;
        }
    }
}
