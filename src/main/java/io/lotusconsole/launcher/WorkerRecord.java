package io.lotusconsole.launcher;

import io.lotusconsole.json.DocumentFormat;
import io.lotusconsole.json.DocumentWriter;
import io.lotusconsole.json.JsonCursor;
import io.lotusconsole.proving.PoStKind;
import java.io.IOException;
import java.io.StringWriter;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * {@code worker.json}: which process a worker is.
 *
 * @param processStart when the process began, as the operating system tells; process ids are given out again
 * @param startedAt by the console's clock
 * @param flags of {@code run}; no token is among them
 */
record WorkerRecord(PoStKind role, long pid, Instant processStart, Instant startedAt, List<String> flags) {
    /**
     * How far apart two tellings of one beginning may be: it is counted from the boot, in steps of the kernel's
     * clock. An id is not given out again within that time.
     */
    private static final Duration START_TOLERANCE = Duration.ofSeconds(2);

    /** How long after it was started a worker may say that it began. */
    private static final Duration OWN_WORD_TOLERANCE = Duration.ofMinutes(1);

    /** The process, if it still runs and is the one that was started; null otherwise. */
    ProcessHandle process() {
        ProcessHandle handle = ProcessHandle.of(pid).orElse(null);
        if (handle == null || !handle.isAlive()) {
            return null;
        }
        Instant start = handle.info().startInstant().orElse(null);
        return start != null && Duration.between(start, processStart).abs().compareTo(START_TOLERANCE) <= 0
                ? handle
                : null;
    }

    /**
     * This record for a clock that was set since the worker was started, which moves what the operating system tells
     * of every beginning; null if the process with its id is not that worker by its own word, either.
     *
     * @param toldStart when the worker says that it began, by the clock of that time
     */
    WorkerRecord afterClockJump(Instant toldStart) {
        ProcessHandle handle = ProcessHandle.of(pid).orElse(null);
        Instant start = handle == null ? null : handle.info().startInstant().orElse(null);
        boolean same = start != null
                && toldStart != null
                && Duration.between(startedAt, toldStart).abs().compareTo(OWN_WORD_TOLERANCE) <= 0;
        return same ? new WorkerRecord(role, pid, start, startedAt, flags) : null;
    }

    String json() {
        StringWriter text = new StringWriter();
        try (DocumentWriter out = new DocumentWriter(text, DocumentFormat.JSON)) {
            out.object();
            out.text("role", role.title());
            out.integer("pid", pid);
            out.time("processStart", processStart);
            out.time("startedAt", startedAt);
            out.texts("flags", flags);
            out.end();
        }
        return text.toString();
    }

    /** @throws IOException if the text is no record */
    static WorkerRecord parse(String json) throws IOException {
        PoStKind role = null;
        long pid = 0;
        Instant processStart = null;
        Instant startedAt = null;
        List<String> flags = List.of();
        try (JsonCursor in = new JsonCursor(json)) {
            if (in.beginObject()) {
                while (in.nextField()) {
                    switch (in.name()) {
                        case "role" -> role = role(in.text());
                        case "pid" -> pid = in.integer();
                        case "processStart" -> processStart = Instant.parse(in.text());
                        case "startedAt" -> startedAt = Instant.parse(in.text());
                        case "flags" -> flags = in.texts();
                        default -> in.skip();
                    }
                }
            }
        } catch (DateTimeException e) {
            throw new IOException("a time in it is none", e);
        }
        if (role == null || pid <= 0 || processStart == null || startedAt == null) {
            throw new IOException("it is not whole");
        }
        return new WorkerRecord(role, pid, processStart, startedAt, flags);
    }

    private static PoStKind role(String title) {
        return title.equals(PoStKind.WINDOW.title())
                ? PoStKind.WINDOW
                : title.equals(PoStKind.WINNING.title()) ? PoStKind.WINNING : null;
    }
}
