package io.lotusconsole.launcher;

import io.lotusconsole.proving.LocalWorker;
import io.lotusconsole.proving.ParameterWork;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Whether a worker that was started is still worth waiting for. Before it serves, which it does once it has all it
 * needs, its log is all that tells whether it is at work. For one thread.
 */
final class StartWatch {
    /** How often is told what it is at. */
    private static final long PROGRESS_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** Where its newest lines about parameters are looked for. */
    private static final int LINES = 20;

    private final Patience patience;
    private final Consumer<String> progress;
    private final long last;
    private long end;
    private boolean isServing;

    /** The newest line about parameters, with its time in it; null if there was none. */
    private String workLine;

    private long workNanos;
    private long toldNanos;

    /** @param progress takes a sentence now and then */
    StartWatch(Patience patience, Consumer<String> progress) {
        this.patience = patience;
        this.progress = progress;
        long now = System.nanoTime();
        this.end = now + TimeUnit.MILLISECONDS.toNanos(patience.millisMax());
        this.last = now + TimeUnit.MILLISECONDS.toNanos(patience.workMillisMax());
    }

    /** Looks at it again; false once it was waited for long enough. */
    boolean isWaiting(LocalWorker worker) throws IOException {
        long now = System.nanoTime();
        if (worker.status() != null) {
            if (!isServing) {
                isServing = true;
                extend(now, patience.millisMax());
            }
        } else {
            lookAtLog(worker, now);
        }
        return now - end < 0;
    }

    private void lookAtLog(LocalWorker worker, long now) throws IOException {
        List<String> lines = LogTail.lines(Path.of(worker.logFile()), LINES);
        for (int i = lines.size() - 1; i >= 0; i--) {
            String told = ParameterWork.toldIn(lines.get(i));
            if (told == null) {
                continue;
            }
            if (!lines.get(i).equals(workLine)) {
                if (workLine == null || now - toldNanos >= PROGRESS_NANOS) {
                    toldNanos = now;
                    progress.accept(worker.name() + " is at its pre-flight: " + told);
                }
                workLine = lines.get(i);
                workNanos = now;
                extend(now, patience.silenceMillisMax());
            }
            return;
        }
    }

    private void extend(long now, long millis) {
        long later = now + TimeUnit.MILLISECONDS.toNanos(millis);
        end = later - last < 0 ? later : last;
    }

    /** What it is at before it registers; null if it does not show that it is at anything. */
    String preFlight(LocalWorker worker) {
        long silentNanos = System.nanoTime() - workNanos;
        boolean isAtWork = worker.status() == null
                && workLine != null
                && silentNanos < TimeUnit.MILLISECONDS.toNanos(patience.silenceMillisMax());
        return isAtWork ? ParameterWork.toldIn(workLine) : null;
    }
}
