package io.lotusconsole.render;

import io.lotusconsole.json.DocumentWriter;
import io.lotusconsole.proving.LocalWorker;
import io.lotusconsole.proving.Missing;
import io.lotusconsole.proving.UnreadableWorker;
import io.lotusconsole.proving.WorkerId;
import io.lotusconsole.proving.WorkerStatus;
import io.lotusconsole.proving.WorkerStatus.EndedTask;
import io.lotusconsole.proving.WorkerStatus.RunningTask;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** {@code worker ls}: the workers that were started on this machine. */
public final class LocalWorkersReport implements Report {
    /** The state of one whose record cannot be read. */
    private static final String UNREADABLE = "unreadable";

    private final List<LocalWorker> workers;
    private final List<UnreadableWorker> unreadable;

    public LocalWorkersReport(List<LocalWorker> workers, List<UnreadableWorker> unreadable) {
        this.workers = workers;
        this.unreadable = unreadable;
    }

    @Override
    public String kind() {
        return "LocalWorkerList";
    }

    @Override
    public List<Missing> missing() {
        return unreadable.stream()
                .map(each -> new Missing("worker " + each.name(), -1, each.why(), null))
                .toList();
    }

    @Override
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (workers.isEmpty() && unreadable.isEmpty()) {
            notes.add("no worker was started here; `lotus-miner worker start --windowpost` starts one.");
        }
        for (LocalWorker worker : workers) {
            if (worker.silence() != null) {
                notes.add(worker.name() + " does not tell its status: " + worker.silence());
            } else if (worker.status() != null && worker.status().unable() != null) {
                notes.add(worker.name() + " cannot prove: " + worker.status().unable());
            } else if (!worker.isAlive() && worker.lastLogLine() != null) {
                notes.add(worker.name() + " died; its log ends: " + worker.lastLogLine());
            }
        }
        return notes;
    }

    /**
     * <pre>
     * Name           Role         Pid   Uptime  State       Session   Now          Last task
     * windowpost-1   WindowPoSt   4711  1h2m5s  registered  8e207191  reading 1/2  proven, 2 sectors, 1.2s, 3m4s ago
     * winningpost-1  WinningPoSt  4712  -       dead        -         -            -
     * </pre>
     */
    @Override
    public void paint(TextSink out, View view) {
        if (workers.isEmpty() && unreadable.isEmpty()) {
            return;
        }
        TextTable table = new TextTable();
        table.row("Name", "Role", "Pid", "Uptime", "State", "Session", "Now", "Last task");
        for (LocalWorker worker : workers) {
            WorkerStatus status = worker.status();
            String session = status == null ? "" : new WorkerId(status.session()).shortText();
            table.row(
                    worker.name(),
                    worker.role().title(),
                    Long.toString(worker.pid()),
                    uptime(worker, view.now()),
                    out.escaped(worker.state()),
                    session.isEmpty() ? "-" : out.escaped(session),
                    out.escaped(running(worker)),
                    out.escaped(last(worker, view.now())));
        }
        for (UnreadableWorker worker : unreadable) {
            table.row(out.escaped(worker.name()), "-", "-", "-", UNREADABLE, "-", "-", "-");
        }
        table.paint(out);
    }

    private static String uptime(LocalWorker worker, Instant now) {
        return worker.isAlive() ? age(worker.startedAt(), now) : "-";
    }

    private static String age(Instant since, Instant now) {
        return Durations.goSeconds(Math.max(0, Durations.secondsBetween(since, now)));
    }

    private static String running(LocalWorker worker) {
        if (worker.status() == null || worker.status().running().isEmpty()) {
            return "-";
        }
        StringBuilder now = new StringBuilder();
        for (RunningTask task : worker.status().running()) {
            now.append(now.length() == 0 ? "" : ", ").append(task.phase());
            if (task.phase().equals("reading")) {
                now.append(' ').append(task.sectorsRead()).append('/').append(task.sectors());
            }
        }
        return now.toString();
    }

    private static String last(LocalWorker worker, Instant now) {
        EndedTask task = worker.status() == null ? null : worker.status().lastTask();
        if (task == null) {
            return "-";
        }
        StringBuilder last = new StringBuilder(task.outcome());
        last.append(", ").append(task.sectors()).append(task.sectors() == 1 ? " sector" : " sectors");
        if (task.skipped() > 0) {
            last.append(", ").append(task.skipped()).append(" skipped");
        }
        last.append(", ").append(Durations.go(task.totalMillis() * 1_000_000));
        if (task.startedAt() != null) {
            last.append(", ").append(age(task.startedAt(), now)).append(" ago");
        }
        return task.error() == null ? last.toString() : last + ": " + task.error();
    }

    @Override
    public void paintWide(TextSink out, View view) {
        WideTable table = new WideTable(
                "NAME",
                "ROLE",
                "PID",
                "STARTED",
                "UPTIME",
                "STATE",
                "SESSION",
                "VERSION",
                "MINER",
                "ACTOR",
                "NOW",
                "LAST TASK",
                "WHY",
                "LOG");
        for (LocalWorker worker : workers) {
            WorkerStatus status = worker.status();
            table.row(
                    worker.name(),
                    worker.role().title(),
                    Long.toString(worker.pid()),
                    worker.startedAt().toString(),
                    uptime(worker, view.now()),
                    out.escaped(worker.state()),
                    status == null ? null : out.escaped(status.session()),
                    status == null ? null : out.escaped(status.version()),
                    status == null ? null : out.escaped(status.minerAddress()),
                    status == null ? null : out.escaped(status.minerActor()),
                    out.escaped(running(worker)),
                    out.escaped(last(worker, view.now())),
                    why(out, worker),
                    out.escaped(worker.logFile()));
        }
        for (UnreadableWorker worker : unreadable) {
            table.row(
                    out.escaped(worker.name()),
                    null,
                    null,
                    null,
                    null,
                    UNREADABLE,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    out.escaped(worker.why()),
                    null);
        }
        table.paint(out);
    }

    /** Why it does not prove, as far as that is known. */
    private static String why(TextSink out, LocalWorker worker) {
        String why = worker.silence() != null ? worker.silence() : worker.lastLogLine();
        if (worker.status() != null) {
            why = worker.status().unable();
        }
        return why == null ? null : out.escaped(why);
    }

    @Override
    public void write(DocumentWriter out, View view) {
        out.array("items");
        for (LocalWorker worker : workers) {
            out.object();
            out.text("name", worker.name());
            out.text("workerKind", worker.role().title());
            out.integer("pid", worker.pid());
            out.time("startedAt", worker.startedAt());
            out.texts("flags", worker.flags());
            out.bool("alive", worker.isAlive());
            out.text("state", worker.state());
            out.bool("registered", worker.isRegistered());
            out.text("silence", worker.silence());
            out.text("lastLogLine", worker.lastLogLine());
            out.text("logFile", worker.logFile());
            out.text("repository", worker.repository());
            if (worker.status() == null) {
                out.nothing("status");
            } else {
                writeStatus(out, worker.status());
            }
            out.end();
        }
        out.endArray();
    }

    private static void writeStatus(DocumentWriter out, WorkerStatus status) {
        out.object("status");
        out.text("session", status.session());
        out.text("version", status.version());
        out.text("minerAddress", status.minerAddress());
        out.text("minerActor", status.minerActor());
        out.time("registeredAt", status.registeredAt());
        out.text("unable", status.unable());
        out.bool("enabled", status.enabled());
        out.array("running");
        for (RunningTask task : status.running()) {
            out.object();
            out.text("kind", task.kind());
            out.text("phase", task.phase());
            out.integer("sectorsRead", task.sectorsRead());
            out.integer("sectors", task.sectors());
            out.time("startedAt", task.startedAt());
            out.end();
        }
        out.endArray();
        EndedTask last = status.lastTask();
        if (last == null) {
            out.nothing("lastTask");
        } else {
            out.object("lastTask");
            out.text("kind", last.kind());
            out.text("outcome", last.outcome());
            out.time("startedAt", last.startedAt());
            out.integer("sectors", last.sectors());
            out.integer("skippedSectors", last.skipped());
            out.number("totalSeconds", last.totalMillis() / 1000.0);
            out.text("error", last.error());
            out.end();
        }
        out.end();
    }
}
