package io.lotusconsole.worker;

import io.lotusconsole.params.FetchProgress;
import io.lotusconsole.proving.ParameterFile;
import io.lotusconsole.proving.ParameterState;
import io.lotusconsole.proving.ParameterWork;
import java.util.concurrent.TimeUnit;

/** Tells in the log how checking and fetching of parameters go on: one line now and then. For one thread. */
final class FetchLog implements FetchProgress {
    private static final long LINE_NANOS = TimeUnit.SECONDS.toNanos(15);
    private static final int PERCENT = 100;

    private final WorkerLog log;
    private final String directory;
    private long toldNanos = System.nanoTime();

    FetchLog(WorkerLog log, String directory) {
        this.log = log;
        this.directory = directory;
    }

    @Override
    public void waitingForOthers() {
        log.info(ParameterWork.WAITING.words(), "directory", directory);
    }

    @Override
    public void unusable(ParameterState state) {
        log.warn(
                "parameter file cannot be used",
                "file",
                state.path(),
                "why",
                state.verdict().words());
    }

    @Override
    public void plan(int files, long bytes, long freeBytes) {
        long secondsAtGigabit = bytes < 0 ? -1 : 1 + bytes / (1_000_000_000 / 8);
        log.info(
                ParameterWork.PLANNED.words(),
                "files",
                files,
                "bytes",
                bytes < 0 ? null : bytes,
                "secondsAt1Gbit",
                bytes < 0 ? null : secondsAtGigabit,
                "freeBytes",
                freeBytes,
                "directory",
                directory);
    }

    @Override
    public void checking(ParameterFile file, long doneBytes, long totalBytes) {
        progress(ParameterWork.CHECKING, file, doneBytes, totalBytes);
    }

    @Override
    public void copying(ParameterFile file, String from) {
        log.info(ParameterWork.COPYING.words(), "file", file.name(), "from", from);
    }

    @Override
    public void fetching(ParameterFile file, long doneBytes, long totalBytes) {
        progress(ParameterWork.FETCHING, file, doneBytes, totalBytes);
    }

    private void progress(ParameterWork what, ParameterFile file, long doneBytes, long totalBytes) {
        long now = System.nanoTime();
        if (now - toldNanos >= LINE_NANOS) {
            toldNanos = now;
            Long percent = totalBytes <= 0 ? null : (Long) (doneBytes * PERCENT / totalBytes);
            log.info(what.words(), "file", file.name(), "bytes", doneBytes, "percent", percent);
        }
    }

    @Override
    public void retrying(ParameterFile file, String why, long inMillis) {
        log.warn(ParameterWork.RETRYING.words(), "file", file.name(), "why", why, "inMillis", inMillis);
    }

    @Override
    public void done(ParameterFile file) {
        log.info(ParameterWork.DONE.words(), "file", file.name());
    }
}
