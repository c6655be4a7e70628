package io.lotusconsole.render;

import io.lotusconsole.json.DocumentWriter;
import io.lotusconsole.proving.Answer;
import io.lotusconsole.proving.Missing;
import io.lotusconsole.proving.SectorJob;
import io.lotusconsole.proving.WorkerId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** {@code sealing jobs}. */
public final class JobsReport implements Report {
    private static final Comparator<SectorJob> ORDER = Comparator.comparingLong(SectorJob::runWait)
            .thenComparing(job -> job.start() == null ? Instant.MIN : job.start())
            .thenComparing(SectorJob::callId);

    private static final String NO_UUID = "00000000-0000-0000-0000-000000000000";

    private final List<SectorJob> jobs;
    private final Answer<Map<WorkerId, String>> hostnames;

    /**
     * @param hostnames of the workers the miner knows; without them, what a job itself says is shown
     * @param showDone whether jobs whose result was consumed are shown
     */
    public JobsReport(List<SectorJob> all, Answer<Map<WorkerId, String>> hostnames, boolean showDone) {
        List<SectorJob> shown = new ArrayList<>();
        for (SectorJob job : all) {
            if (showDone || !job.isDone()) {
                shown.add(job);
            }
        }
        shown.sort(ORDER);
        this.jobs = shown;
        this.hostnames = hostnames;
    }

    @Override
    public String kind() {
        return "JobList";
    }

    @Override
    public List<Missing> missing() {
        return hostnames.isKnown() ? List.of() : List.of(Missing.of("workers", hostnames));
    }

    /**
     * <pre>
     * ID        Sector  Worker    Hostname  Task  State    Time
     * abcdef01  5       00000001  computer  PC1   running  1h2m3.5s
     * </pre>
     */
    @Override
    public void paint(TextSink out, View view) {
        TextTable table = new TextTable();
        table.row("ID", "Sector", "Worker", "Hostname", "Task", "State", "Time");
        for (SectorJob job : jobs) {
            table.row(
                    out.escaped(firstEight(job.callId())),
                    Long.toString(job.sectorNumber()),
                    out.escaped(job.worker().shortText()),
                    out.escaped(hostOf(job)),
                    job.task().shortName(),
                    job.state(),
                    age(job, view.now()));
        }
        table.paint(out);
    }

    private static String firstEight(String id) {
        return id.length() > 8 ? id.substring(0, 8) : id;
    }

    private String hostOf(SectorJob job) {
        String known = hostnames.isKnown() ? hostnames.value().get(job.worker()) : null;
        return known != null ? known : job.hostname();
    }

    private static String age(SectorJob job, Instant now) {
        if (job.start() == null) {
            return "n/a";
        }
        long nanos = Durations.between(job.start(), now);
        return Durations.go(nanos - nanos % 100_000_000);
    }

    @Override
    public void paintWide(TextSink out, View view) {
        WideTable table = new WideTable("CALL", "MINER", "SECTOR", "WORKER", "HOST", "TASK", "STATE", "START", "AGE");
        for (SectorJob job : jobs) {
            table.row(
                    escaped(out, unlessZero(job.callId())),
                    Long.toString(job.minerActor()),
                    Long.toString(job.sectorNumber()),
                    escaped(out, unlessZero(job.worker().text())),
                    out.escaped(hostOf(job)),
                    out.escaped(job.task().wireName()),
                    job.state(),
                    job.start() == null ? null : job.start().toString(),
                    age(job, view.now()));
        }
        table.paint(out);
    }

    @Override
    public void write(DocumentWriter out, View view) {
        out.array("items");
        for (SectorJob job : jobs) {
            out.object();
            out.text("callId", unlessZero(job.callId()));
            out.integer("minerActorId", job.minerActor());
            out.integer("sectorNumber", job.sectorNumber());
            out.text("workerId", unlessZero(job.worker().text()));
            out.text("hostname", hostOf(job).isEmpty() ? null : hostOf(job));
            out.text("taskType", job.task().wireName());
            out.text("taskShortName", job.task().shortName());
            out.text("state", job.stateWord());
            out.integer("schedulingWindow", job.schedulingWindow());
            out.time("startedAt", job.start());
            out.end();
        }
        out.endArray();
    }

    private static String escaped(TextSink out, String textOrNull) {
        return textOrNull == null ? null : out.escaped(textOrNull);
    }

    /** The zero UUID is Lotus's word for none. */
    private static String unlessZero(String uuid) {
        return uuid.isEmpty() || uuid.equals(NO_UUID) ? null : uuid;
    }
}
