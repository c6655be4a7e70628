package io.lotusconsole.render;

import io.lotusconsole.json.DocumentWriter;
import io.lotusconsole.proving.TaskCount;
import io.lotusconsole.proving.TaskType;
import io.lotusconsole.proving.WorkerKind;
import io.lotusconsole.proving.WorkerSnapshot;
import java.util.ArrayList;
import java.util.List;

/** {@code proving workers} and {@code sealing workers}. */
public final class WorkersReport implements Report {
    /** What stands around a bar, from the TAB on, with the longest figures of memory. */
    private static final int BAR_TEXT_COLUMNS = "        VMEM: [] 100% 100.5 GiB/100.5 GiB".length();

    private final List<WorkerSnapshot> workers;
    private final boolean proving;

    /**
     * @param all every worker of the miner, in the order of their ids
     * @param proving PoSt workers if true, sealing workers if false; those without tasks always
     */
    public WorkersReport(List<WorkerSnapshot> all, boolean proving) {
        List<WorkerSnapshot> listed = new ArrayList<>();
        for (WorkerSnapshot worker : all) {
            if (worker.isListedAmong(proving)) {
                listed.add(worker);
            }
        }
        this.workers = listed;
        this.proving = proving;
    }

    @Override
    public String kind() {
        return "WorkerList";
    }

    /**
     * <pre>
     * Worker 0, host computer
     *         CPU:  [                    ] 0 core(s) in use
     *         RAM:  [||||||              ] 28% 18.1 GiB/62.7 GiB
     *         VMEM: [||||||              ] 28% 18.1 GiB/62.7 GiB
     *         GPU: GeForce RTX 2080, not used
     * </pre>
     */
    @Override
    public void paint(TextSink out, View view) {
        int cells = Bar.cellsBeside(BAR_TEXT_COLUMNS, view.columns());
        boolean first = true;
        for (WorkerSnapshot worker : workers) {
            if (view.isLotus()) {
                paintLotus(out, worker);
            } else {
                if (!first) {
                    out.line();
                }
                paintClassic(out, worker, cells);
            }
            first = false;
        }
    }

    private static void paintLotus(TextSink out, WorkerSnapshot worker) {
        paintHeader(out, worker);
        if (worker.malformedCount() != null) {
            throw new PrintStopped(worker.malformedCount());
        }
        paintTasks(out, worker);
        out.text("\tCPU:  [");
        double cpus = Numbers.toDouble(worker.cpus());
        Bar.paint(out, Style.LOTUS, Bar.CELLS, cpus, 0, Numbers.toDouble(worker.reservedCores()));
        out.text("] ").text(Long.toUnsignedString(worker.reservedCores())).text("/");
        out.text(Long.toUnsignedString(worker.cpus())).text(" core(s) in use\n");

        long ram = worker.physicalMemoryBytes();
        // The text adds up what bar and percentage take the larger of (quirk Q1).
        paintMemory(
                out,
                Style.LOTUS,
                Bar.CELLS,
                "RAM:  ",
                ram,
                worker.otherMemoryBytes(),
                worker.reservedMinBytes(),
                worker.reservedMinBytes() + worker.usedMemoryBytes());
        paintMemory(
                out,
                Style.LOTUS,
                Bar.CELLS,
                "VMEM: ",
                worker.virtualMemoryBytes(),
                worker.otherVirtualBytes(),
                worker.reservedMaxBytes(),
                worker.reservedMaxBytes() + worker.otherVirtualBytes());
        if (!worker.gpus().isEmpty()) {
            int count = worker.gpus().size();
            out.text("\tGPU:  [").start(Colour.GREEN);
            Bar.paint(out, Style.LOTUS, Bar.CELLS, count, 0, worker.reservedGpus());
            out.end(Colour.GREEN).text("] ").text(Numbers.fixed(worker.reservedGpus() * 100 / count, 0));
            out.text("% ").text(Numbers.fixed(worker.reservedGpus(), 2)).text("/");
            out.text(Integer.toString(count)).text(" gpu(s) in use\n");
            paintGpus(out, worker, worker.reservedGpus() > 0);
        }
    }

    private static void paintClassic(TextSink out, WorkerSnapshot worker, int cells) {
        paintHeader(out, worker);
        paintTasks(out, worker);
        out.text("\tCPU:  [");
        double cpus = Numbers.toDouble(worker.cpus());
        Bar.paint(out, Style.CLASSIC, cells, cpus, 0, Numbers.toDouble(worker.reservedCores()));
        out.text("] ").text(Long.toUnsignedString(worker.reservedCores())).text(" core(s) in use\n");
        paintMemory(
                out,
                Style.CLASSIC,
                cells,
                "RAM:  ",
                worker.physicalMemoryBytes(),
                worker.otherMemoryBytes(),
                worker.reservedMinBytes(),
                worker.reservedMinBytes() + worker.otherMemoryBytes());
        paintMemory(
                out,
                Style.CLASSIC,
                cells,
                "VMEM: ",
                worker.virtualMemoryBytes(),
                worker.otherVirtualBytes(),
                worker.reservedMaxBytes(),
                worker.reservedMaxBytes() + worker.otherVirtualBytes());
        paintGpus(out, worker, worker.roundedGpus() > 0);
    }

    private static void paintHeader(TextSink out, WorkerSnapshot worker) {
        out.text("Worker ").remote(worker.id().text()).text(", host ");
        out.remote(Colour.MAGENTA, worker.hostname());
        if (!worker.enabled()) {
            out.text(Colour.RED, " (disabled)");
        }
        out.line();
    }

    /** {@code TASK: WDP(1/2) }, the trailing space included. */
    private static void paintTasks(TextSink out, WorkerSnapshot worker) {
        if (worker.taskCounts().isEmpty()) {
            return;
        }
        out.text("\tTASK: ");
        for (TaskCount count : worker.taskCounts()) {
            out.text(Colour.BLUE, count.task().shortName()).text("(");
            String running = Long.toString(count.running());
            if (count.limit() == 0) {
                out.text(Colour.CYAN, running);
            } else {
                out.text(count.running() < count.limit() ? Colour.GREEN : Colour.YELLOW, running);
                out.text("/").text(Long.toString(count.limit()));
            }
            out.text(") ");
        }
        out.line();
    }

    /** @param shownBytes what the text says is in use */
    private static void paintMemory(
            TextSink out,
            Style style,
            int cells,
            String label,
            long total,
            long other,
            long reserved,
            long shownBytes) {
        out.text("\t").text(label).text("[");
        Bar.paint(out, style, cells, Numbers.toDouble(total), Numbers.toDouble(other), Numbers.toDouble(reserved));
        out.text("] ");
        if (style == Style.CLASSIC && total == 0) {
            out.text("0% 0 B/0 B\n");
            return;
        }
        long used = other + reserved;
        // Go multiplies in 64 bits, wrapping; dividing by zero, where it crashes, prints 0 here.
        out.text(
                style == Style.CLASSIC
                        ? Numbers.percent(used, total)
                        : total == 0 ? "0" : Long.toUnsignedString(Long.divideUnsigned(used * 100, total)));
        out.text("% ")
                .text(Numbers.size(shownBytes))
                .text("/")
                .text(Numbers.size(total))
                .line();
    }

    private static void paintGpus(TextSink out, WorkerSnapshot worker, boolean used) {
        for (String gpu : worker.gpus()) {
            out.text("\tGPU: ").start(used ? Colour.GREEN : Colour.BLUE).remote(gpu);
            out.text(used ? ", used" : ", not used")
                    .end(used ? Colour.GREEN : Colour.BLUE)
                    .line();
        }
    }

    @Override
    public void paintWide(TextSink out, View view) {
        WideTable table = new WideTable(
                "ID",
                "HOST",
                "KIND",
                "ENABLED",
                "TASKS",
                "RUNNING",
                "CPU(RESERVED)",
                "RAM(AT ATTACH)",
                "RAM TOTAL",
                "RAM(RESERVED)",
                "VMEM USED",
                "VMEM TOTAL",
                "GPU(RESERVED)",
                "GPUS");
        for (WorkerSnapshot worker : workers) {
            table.row(
                    out.escaped(worker.id().text()),
                    out.escaped(worker.hostname()),
                    kindOf(worker),
                    worker.enabled() ? "yes" : "no",
                    tasksText(worker),
                    runningText(worker),
                    Long.toUnsignedString(worker.reservedCores()) + "/" + Long.toUnsignedString(worker.cpus()),
                    Numbers.size(worker.usedMemoryBytes()),
                    Numbers.size(worker.physicalMemoryBytes()),
                    Numbers.size(worker.reservedMinBytes()),
                    Numbers.size(worker.reservedMaxBytes() + worker.otherVirtualBytes()),
                    Numbers.size(worker.virtualMemoryBytes()),
                    Numbers.fixed(worker.roundedGpus(), 2) + "/" + worker.gpus().size(),
                    out.escaped(String.join(", ", worker.gpus())));
        }
        table.paint(out);
    }

    private static String tasksText(WorkerSnapshot worker) {
        if (worker.tasks() == null) {
            return "unknown";
        }
        StringBuilder text = new StringBuilder();
        for (TaskType task : worker.tasks()) {
            text.append(text.length() == 0 ? "" : ",").append(task.shortName());
        }
        return text.toString();
    }

    private static String runningText(WorkerSnapshot worker) {
        StringBuilder text = new StringBuilder();
        for (TaskCount count : worker.taskCounts()) {
            text.append(text.length() == 0 ? "" : ",").append(count.task().shortName());
            text.append('(').append(count.running());
            text.append(count.limit() == 0 ? "" : "/" + count.limit()).append(')');
        }
        return text.toString();
    }

    /** The kind of its first task; a worker that did not answer the miner has none to go by. */
    private static String kindOf(WorkerSnapshot worker) {
        if (!worker.hasTasks()) {
            return "unknown";
        }
        WorkerKind kind = worker.tasks().get(0).kind();
        return kind.title();
    }

    @Override
    public void write(DocumentWriter out, View view) {
        out.array("items");
        for (WorkerSnapshot worker : workers) {
            out.object();
            writeWorker(out, worker);
            out.end();
        }
        out.endArray();
    }

    private static void writeWorker(DocumentWriter out, WorkerSnapshot worker) {
        out.text("id", worker.id().text());
        out.text("hostname", worker.hostname());
        out.text("workerKind", worker.hasTasks() ? kindOf(worker) : null);
        out.bool("enabled", worker.enabled());
        out.bool("ignoresResources", worker.ignoresResources());
        List<String> names = worker.tasks() == null ? null : new ArrayList<>();
        if (names != null) {
            for (TaskType task : worker.tasks()) {
                names.add(task.wireName());
            }
        }
        out.texts("taskTypes", names);
        out.array("runningTasks");
        for (TaskCount count : worker.taskCounts()) {
            out.object();
            out.text("taskType", count.task().wireName());
            out.text("taskShortName", count.task().shortName());
            out.integer("registeredSealProof", count.sealProof());
            out.integer("count", count.running());
            out.integer("limit", count.limit() == 0 ? null : (Long) count.limit());
            out.end();
        }
        out.endArray();
        out.object("cpu");
        out.unsigned("cores", worker.cpus());
        out.unsigned("reservedCores", worker.reservedCores());
        out.end();
        out.object("memory");
        out.unsigned("physicalBytes", worker.physicalMemoryBytes());
        out.unsigned("usedAtAttachBytes", worker.usedMemoryBytes());
        out.unsigned("swapBytes", worker.swapBytes());
        out.unsigned("swapUsedAtAttachBytes", worker.usedSwapBytes());
        out.unsigned("reservedMinBytes", worker.reservedMinBytes());
        out.unsigned("reservedMaxBytes", worker.reservedMaxBytes());
        out.end();
        out.object("gpu");
        out.texts("devices", worker.gpus());
        out.number("reservedDevices", worker.roundedGpus());
        out.end();
    }

    @Override
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (workers.isEmpty()) {
            notes.add(
                    proving
                            ? "No PoSt worker is attached, so the miner makes its proofs itself."
                                    + " `lotus-worker run --windowpost` or `--winningpost` attaches one."
                            : "No sealing worker is attached.");
        }
        int silent = 0;
        for (WorkerSnapshot worker : workers) {
            silent += worker.hasTasks() ? 0 : 1;
            if (worker.malformedCount() != null) {
                notes.add("Worker " + Printable.escape(worker.id().shortText())
                        + " has a running task the console cannot read: "
                        + Printable.escape(worker.malformedCount()) + ".");
            }
        }
        if (silent > 0) {
            notes.add(silent + (silent == 1 ? " worker" : " workers")
                    + " told no task types (did not answer the miner within 3 s, or has none enabled):"
                    + " shown both here and under `" + (proving ? "sealing" : "proving") + " workers`.");
        }
        return notes;
    }
}
