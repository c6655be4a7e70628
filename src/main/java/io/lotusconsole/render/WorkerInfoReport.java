package io.lotusconsole.render;

import io.lotusconsole.json.DocumentWriter;
import io.lotusconsole.proving.TaskType;
import io.lotusconsole.proving.WorkerOverview;
import io.lotusconsole.proving.WorkerOverview.AttachedPath;
import io.lotusconsole.proving.WorkerOverview.Machine;

/** {@code lotus-worker info}. */
public final class WorkerInfoReport implements Report {
    private final WorkerOverview worker;
    private final String ownTitle;

    /** @param ownTitle this program and its version */
    public WorkerInfoReport(WorkerOverview worker, String ownTitle) {
        this.worker = worker;
        this.ownTitle = ownTitle;
    }

    @Override
    public String kind() {
        return "WorkerInfo";
    }

    /**
     * Lotus's text in both styles, quirk Q38 included.
     *
     * <pre>
     * Worker version:  1.7.0
     * CLI version: lotus-worker version lotus-console 0.1.0
     *
     * Session: b090ae08-b15f-4842-8ad6-5c2e338311b4
     * Enabled: true
     * Hostname: prover-1
     * CPUs: 16; GPUs: [NVIDIA GeForce RTX 3090]
     * RAM: 8 GiB/62.77 GiB; Swap: 0 B/16 GiB
     * Task types: WDP
     *
     * 3b7bacdd-d1ac-43e5-8a2c-a0ecde8412b5:
     *         Weight: 10; Use: Store
     *         Local: /mnt/sectors
     * </pre>
     */
    @Override
    public void paint(TextSink out, View view) {
        Machine machine = worker.machine();
        out.text("Worker version:  ").text(worker.versionText()).line();
        out.text("CLI version: ").text(ownTitle).line().line();
        out.text("Session: ").remote(worker.session()).line();
        out.text("Enabled: ").text(Boolean.toString(worker.enabled())).line();
        out.text("Hostname: ").remote(machine.hostname()).line();
        out.text("CPUs: ").text(Long.toUnsignedString(machine.cpus()));
        out.text("; GPUs: [").remote(String.join(" ", machine.gpus())).text("]").line();
        out.text("RAM: ").text(share(machine.usedMemoryBytes(), machine.memoryBytes()));
        out.text("; Swap: ").text(share(machine.usedSwapBytes(), machine.swapBytes()));
        out.line().text("Task types: ");
        for (TaskType task : worker.tasks()) {
            out.text(task.shortName()).text(" ");
        }
        out.line().line();
        for (AttachedPath path : worker.paths()) {
            out.remote(path.id()).text(":").line();
            out.text("\tWeight: ").text(Long.toUnsignedString(path.weight())).text("; Use: ");
            if (path.canSeal() || path.canStore()) {
                out.text(path.canSeal() ? "Seal " : "").text(path.canStore() ? "Store" : "");
                out.line();
            } else {
                out.text("Use: ReadOnly");
            }
            out.text("\tLocal: ").remote(path.localPath()).line();
        }
    }

    private String kindTitle() {
        return worker.kind() == null ? null : worker.kind().title();
    }

    private static String share(long used, long total) {
        return Numbers.size(used) + "/" + Numbers.size(total);
    }

    @Override
    public void paintWide(TextSink out, View view) {
        Machine machine = worker.machine();
        StringBuilder tasks = new StringBuilder();
        for (TaskType task : worker.tasks()) {
            tasks.append(tasks.length() == 0 ? "" : ",").append(task.shortName());
        }
        StringBuilder paths = new StringBuilder();
        for (AttachedPath path : worker.paths()) {
            paths.append(paths.length() == 0 ? "" : ",").append(path.localPath());
        }
        new WideTable("SESSION", "HOST", "KIND", "ENABLED", "TASKS", "CPUS", "RAM", "SWAP", "GPUS", "API", "PATHS")
                .row(
                        out.escaped(worker.session()),
                        out.escaped(machine.hostname()),
                        kindTitle(),
                        worker.enabled() ? "yes" : "no",
                        tasks.toString(),
                        Long.toUnsignedString(machine.cpus()),
                        share(machine.usedMemoryBytes(), machine.memoryBytes()),
                        share(machine.usedSwapBytes(), machine.swapBytes()),
                        out.escaped(String.join(",", machine.gpus())),
                        worker.versionText(),
                        out.escaped(paths.toString()))
                .paint(out);
    }

    @Override
    public void write(DocumentWriter out, View view) {
        Machine machine = worker.machine();
        out.text("workerApiVersion", worker.versionText());
        out.text("session", worker.session());
        out.bool("enabled", worker.enabled());
        out.text("hostname", machine.hostname());
        out.text("workerKind", kindTitle());
        out.array("taskTypes");
        for (TaskType task : worker.tasks()) {
            out.element(task.wireName());
        }
        out.endArray();
        out.object("cpu").unsigned("cores", machine.cpus()).end();
        out.object("memory");
        out.unsigned("physicalBytes", machine.memoryBytes());
        out.unsigned("usedBytes", machine.usedMemoryBytes());
        out.unsigned("swapBytes", machine.swapBytes());
        out.unsigned("swapUsedBytes", machine.usedSwapBytes());
        out.end();
        out.object("gpu").texts("devices", machine.gpus()).end();
        out.array("paths");
        for (AttachedPath path : worker.paths()) {
            out.object();
            out.text("id", path.id());
            out.unsigned("weight", path.weight());
            out.bool("canSeal", path.canSeal());
            out.bool("canStore", path.canStore());
            out.text("localPath", path.localPath());
            out.end();
        }
        out.endArray();
    }
}
