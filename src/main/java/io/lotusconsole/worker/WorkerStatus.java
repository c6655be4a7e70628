package io.lotusconsole.worker;

import io.lotusconsole.json.DocumentFormat;
import io.lotusconsole.json.DocumentWriter;
import io.lotusconsole.proving.PoStKind;
import io.lotusconsole.proving.ReadPlace;
import java.io.StringWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What the worker tells of itself, as a document and as metrics. Safe for several threads; a few microseconds. */
final class WorkerStatus {
    /** Who and where this worker is. @param minerAddress {@code host:port} */
    record Identity(
            PoStKind role,
            String name,
            long pid,
            String version,
            String url,
            String minerAddress,
            long minerActor,
            long sectorSizeBytes,
            Instant startedAt) {}

    /** Of a task, the slowest places that are told. */
    private static final int PLACES_MAX = 20;

    private final Identity identity;
    private final WorkerSession session;
    private final Registration registration;
    private final TaskJournal journal;
    private final Supplier<Boolean> leaving;
    private final WorkerLog log;
    private final InstantSource clock;

    WorkerStatus(
            Identity identity,
            WorkerSession session,
            Registration registration,
            TaskJournal journal,
            Supplier<Boolean> leaving,
            WorkerLog log,
            InstantSource clock) {
        this.identity = identity;
        this.session = session;
        this.registration = registration;
        this.journal = journal;
        this.leaving = leaving;
        this.log = log;
        this.clock = clock;
    }

    /** One word: what the worker is at. */
    String state() {
        if (leaving.get()) {
            return "draining";
        }
        if (session.inability() != null) {
            return "unable";
        }
        return registration.isRegistered() ? "registered" : "connecting";
    }

    /** Whether the miner can count on this worker now. */
    boolean isReady() {
        return state().equals("registered")
                && session.isEnabled()
                && !registration.isMinerAway()
                && !registration.isTokenRefused();
    }

    /** The {@code WorkerStatus} document, on one line. */
    String document() {
        StringWriter text = new StringWriter();
        try (DocumentWriter out = new DocumentWriter(text, DocumentFormat.NDJSON)) {
            out.object()
                    .text("apiVersion", DocumentFormat.API_VERSION)
                    .text("kind", "WorkerStatus")
                    .time("generatedAt", clock.instant())
                    .text("role", identity.role().title())
                    .text("name", identity.name())
                    .integer("pid", identity.pid())
                    .text("version", identity.version())
                    .text("session", session.id().toString())
                    .text("url", identity.url())
                    .time("startedAt", identity.startedAt())
                    .text("state", state());
            out.object("miner")
                    .text("address", identity.minerAddress())
                    .text("actor", "f0" + identity.minerActor())
                    .integer("sectorSizeBytes", identity.sectorSizeBytes())
                    .bool("away", registration.isMinerAway())
                    .bool("tokenRefused", registration.isTokenRefused())
                    .end();
            time(out, "registeredAt", registration.registeredAt());
            long sincePolled = session.sincePolledMillis();
            time(out, "polledAt", sincePolled < 0 ? null : clock.instant().minusMillis(sincePolled));
            out.text("unable", session.inability());
            out.bool("enabled", session.isEnabled());
            out.array("running");
            journal.running().forEach(task -> write(out, task));
            out.endArray();
            slowest(out, slowest());
            out.array("lastTasks");
            journal.records().forEach(task -> write(out, task));
            out.endArray().end();
        }
        return text.toString();
    }

    private static void time(DocumentWriter out, String name, Instant time) {
        if (time == null) {
            out.nothing(name);
        } else {
            out.time(name, time);
        }
    }

    private ReadPlace slowest() {
        return journal.records().stream()
                .flatMap(task -> task.places().stream())
                .max(Comparator.comparingLong(ReadPlace::slowestMillis))
                .orElse(null);
    }

    private static void slowest(DocumentWriter out, ReadPlace slowest) {
        if (slowest == null) {
            out.nothing("slowestPath");
        } else {
            out.object("slowestPath")
                    .text("path", slowest.place())
                    .integer("millis", slowest.slowestMillis())
                    .end();
        }
    }

    private static void places(DocumentWriter out, List<ReadPlace> places) {
        out.array("paths");
        places.stream().limit(PLACES_MAX).forEach(place -> out.object()
                .text("path", place.place())
                .integer("sectors", place.sectors())
                .integer("failures", place.failures())
                .integer("slowestMillis", place.slowestMillis())
                .integer("totalMillis", place.totalMillis())
                .end());
        out.endArray();
    }

    private static void write(DocumentWriter out, RunningTask task) {
        ProofCall call = task.call();
        out.object()
                .text("kind", call.kind().title())
                .text("phase", task.phase().word())
                .integer("sectorsRead", task.sectorsRead())
                .integer("sectors", call.sectors().size())
                .time("startedAt", task.startedAt());
        place(out, task.place().deadline(), task.place().partition());
        millis(out, task.millis());
        out.end();
    }

    private static void place(DocumentWriter out, Integer deadline, Integer partition) {
        out.integer("deadline", deadline == null ? null : deadline.longValue());
        out.integer("partition", partition == null ? null : partition.longValue());
    }

    private static void millis(DocumentWriter out, Map<TaskPhase, Long> millis) {
        out.object("millis");
        for (TaskPhase phase : TaskPhase.values()) {
            out.integer(phase.word(), millis.get(phase).longValue());
        }
        out.integer("total", millis.values().stream().mapToLong(Long::longValue).sum());
        out.end();
    }

    private static void write(DocumentWriter out, TaskRecord task) {
        out.object()
                .text("kind", task.kind().title())
                .time("startedAt", task.startedAt())
                .text("outcome", task.outcome().word())
                .bool("delivered", task.isDelivered())
                .integer("sectors", task.sectors().size());
        out.integers("sectorNumbers", task.sectors());
        place(out, task.deadline(), task.partition());
        out.array("skipped");
        for (SkippedSector sector : task.skipped()) {
            out.object()
                    .integer("sector", sector.sectorNumber())
                    .text("fault", sector.fault())
                    .text("why", sector.why())
                    .end();
        }
        out.endArray();
        millis(out, task.millis());
        places(out, task.places());
        out.text("error", task.error()).end();
    }

    /** Prometheus text, base units; the series are those of {@link Metric}. */
    String metrics(long residentBytes, int threads) {
        StringBuilder out = new StringBuilder();
        String title = identity.role().title();
        String role = label("role", title);
        single(out, Metric.INFO, "{role=\"" + title + "\",version=\"" + identity.version() + "\"}", 1);
        single(out, Metric.REGISTERED, role, registration.isRegistered() ? 1 : 0);
        single(out, Metric.READY, role, isReady() ? 1 : 0);
        single(out, Metric.UNABLE, role, session.inability() == null ? 0 : 1);
        long sincePolled = session.sincePolledMillis();
        single(out, Metric.MINER_POLL_AGE, role, sincePolled < 0 ? -1 : sincePolled / 1000.0);
        List<RunningTask> running = journal.running();
        head(out, Metric.TASKS_RUNNING);
        for (TaskPhase phase : TaskPhase.values()) {
            long count = running.stream().filter(task -> task.phase() == phase).count();
            sample(out, Metric.TASKS_RUNNING, label("phase", phase.word()), count);
        }
        head(out, Metric.TASKS);
        Map<TaskRecord.Outcome, Long> counts = journal.counts();
        for (TaskRecord.Outcome outcome : TaskRecord.Outcome.values()) {
            sample(out, Metric.TASKS, label("outcome", outcome.word()), counts.getOrDefault(outcome, 0L));
        }
        head(out, Metric.PHASE_SECONDS);
        Map<TaskPhase, Long> millis = journal.phaseMillis();
        for (TaskPhase phase : TaskPhase.values()) {
            sample(out, Metric.PHASE_SECONDS, label("phase", phase.word()), millis.getOrDefault(phase, 0L) / 1000.0);
        }
        single(out, Metric.SKIPPED_SECTORS, "", journal.skippedSectors());
        single(out, Metric.UNDELIVERED, "", journal.undelivered());
        single(out, Metric.LOST_LOG_LINES, "", log.lostLines());
        single(out, Metric.RESIDENT_MEMORY, "", residentBytes);
        single(out, Metric.THREADS, "", threads);
        single(out, Metric.START_TIME, "", identity.startedAt().toEpochMilli() / 1000.0);
        return out.toString();
    }

    private static String label(String name, String value) {
        return "{" + name + "=\"" + value + "\"}";
    }

    private static void head(StringBuilder out, Metric metric) {
        out.append("# HELP ")
                .append(metric.series())
                .append(' ')
                .append(metric.help())
                .append('\n');
        out.append("# TYPE ")
                .append(metric.series())
                .append(' ')
                .append(metric.type().word())
                .append('\n');
    }

    private static void sample(StringBuilder out, Metric metric, String labels, double value) {
        out.append(metric.series()).append(labels).append(' ');
        if (value == Math.rint(value)) {
            out.append((long) value);
        } else {
            out.append(value);
        }
        out.append('\n');
    }

    private static void single(StringBuilder out, Metric metric, String labels, double value) {
        head(out, metric);
        sample(out, metric, labels, value);
    }
}
