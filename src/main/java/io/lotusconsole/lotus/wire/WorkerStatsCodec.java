package io.lotusconsole.lotus.wire;

import io.lotusconsole.json.JsonCursor;
import io.lotusconsole.proving.TaskCount;
import io.lotusconsole.proving.TaskResources;
import io.lotusconsole.proving.TaskType;
import io.lotusconsole.proving.WorkerId;
import io.lotusconsole.proving.WorkerSnapshot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code WorkerStats}: session UUID to stats ({@code storage/sealer/storiface/worker.go}).
 *
 * <p>Reads in one pass and keeps of a worker's resource table, 33 KB on a real miner, only the limits
 * that the TASK line shows.
 */
public final class WorkerStatsCodec {
    private static final String BAD_KEY = "seal task type string invalid";

    private final Map<String, TaskType> taskTypes = new HashMap<>();
    private final Map<String, String> hostnames = new HashMap<>();

    /** Takes the rows about PoSt of the workers' resource tables; null if nobody wants them. */
    private final Map<WorkerId, Map<String, TaskResources>> needs;

    private WorkerStatsCodec(Map<WorkerId, Map<String, TaskResources>> needs) {
        this.needs = needs;
    }

    /** All workers, in the order of {@link WorkerId}. */
    public static List<WorkerSnapshot> read(JsonCursor in) throws IOException {
        return new WorkerStatsCodec(null).readAll(in);
    }

    /**
     * The same, and what the workers' own resource tables say of PoSt.
     *
     * @param needs takes, for each worker, the row of a seal proof number and a task, joined by a colon
     */
    public static List<WorkerSnapshot> read(JsonCursor in, Map<WorkerId, Map<String, TaskResources>> needs)
            throws IOException {
        return new WorkerStatsCodec(needs).readAll(in);
    }

    private List<WorkerSnapshot> readAll(JsonCursor in) throws IOException {
        List<WorkerSnapshot> workers = new ArrayList<>();
        if (!in.beginObject()) {
            return workers;
        }
        while (in.nextField()) {
            workers.add(worker(new WorkerId(in.name()), in));
        }
        workers.sort(BY_ID);
        // Of a key that stands twice Go keeps the last; the sort is stable, so that is the later one.
        for (int i = workers.size() - 2; i >= 0; i--) {
            if (workers.get(i).id().equals(workers.get(i + 1).id())) {
                workers.remove(i);
            }
        }
        return workers;
    }

    // A class, not a lambda: this is on the lean path, where bootstrapping one costs milliseconds.
    private static final Comparator<WorkerSnapshot> BY_ID = new Comparator<>() {
        @Override
        public int compare(WorkerSnapshot a, WorkerSnapshot b) {
            return a.id().compareTo(b.id());
        }
    };

    /** A worker while it is read; fields may come in any order. */
    private static final class Draft {
        private String hostname = "";
        private boolean ignoresResources;
        private long cpus;
        private long physical;
        private long used;
        private long swap;
        private long swapUsed;
        private List<String> gpus = List.of();
        private List<TaskType> tasks;
        private boolean enabled;
        private long reservedMin;
        private long reservedMax;
        private double reservedGpus;
        private long reservedCores;

        /** Task name and proof number, joined by a colon, to MaxConcurrent; only those above 0. */
        private Map<String, Long> limits = Map.of();

        /** As {@link #limits}, whole rows of PoSt tasks; null if nobody wants them. */
        private Map<String, TaskResources> rows;

        private final List<String> countKeys = new ArrayList<>(1);
        private final List<Long> counts = new ArrayList<>(1);
    }

    private WorkerSnapshot worker(WorkerId id, JsonCursor in) throws IOException {
        Draft draft = new Draft();
        if (needs != null) {
            draft.rows = new HashMap<>();
            needs.put(id, draft.rows);
        }
        if (in.beginObject()) {
            while (in.nextField()) {
                switch (in.name()) {
                    case "Info" -> readInfo(draft, in);
                    case "Tasks" -> draft.tasks = tasks(in);
                    case "Enabled" -> draft.enabled = in.bool();
                    case "MemUsedMin" -> draft.reservedMin = in.unsignedInteger();
                    case "MemUsedMax" -> draft.reservedMax = in.unsignedInteger();
                    case "GpuUsed" -> draft.reservedGpus = in.number();
                    case "CpuUse" -> draft.reservedCores = in.unsignedInteger();
                    case "TaskCounts" -> readCounts(draft, in);
                    default -> in.skip();
                }
            }
        }
        return finish(id, draft);
    }

    private void readInfo(Draft draft, JsonCursor in) throws IOException {
        if (!in.beginObject()) {
            return;
        }
        while (in.nextField()) {
            switch (in.name()) {
                case "Hostname" -> {
                    String name = in.text();
                    String known = hostnames.putIfAbsent(name, name);
                    draft.hostname = known == null ? name : known;
                }
                case "IgnoreResources" -> draft.ignoresResources = in.bool();
                case "Resources" -> readResources(draft, in);
                default -> in.skip();
            }
        }
    }

    private void readResources(Draft draft, JsonCursor in) throws IOException {
        if (!in.beginObject()) {
            return;
        }
        while (in.nextField()) {
            switch (in.name()) {
                case "MemPhysical" -> draft.physical = in.unsignedInteger();
                case "MemUsed" -> draft.used = in.unsignedInteger();
                case "MemSwap" -> draft.swap = in.unsignedInteger();
                case "MemSwapUsed" -> draft.swapUsed = in.unsignedInteger();
                case "CPUs" -> draft.cpus = in.unsignedInteger();
                case "GPUs" -> draft.gpus = in.texts();
                case "Resources" -> draft.limits = limits(draft, in);
                default -> in.skip();
            }
        }
    }

    private static Map<String, Long> limits(Draft draft, JsonCursor in) throws IOException {
        Map<String, Long> limits = Map.of();
        if (!in.beginObject()) {
            return limits;
        }
        while (in.nextField()) {
            String task = in.name();
            if (!in.beginObject()) {
                continue;
            }
            while (in.nextField()) {
                String proof = in.name();
                boolean isWanted = draft.rows != null && task.startsWith("post/");
                long limit;
                if (isWanted) {
                    TaskResources row = row(in);
                    draft.rows.put(proof + ":" + task, row);
                    limit = row.maxConcurrent();
                } else {
                    limit = maxConcurrent(in);
                }
                if (limit > 0) {
                    if (limits.isEmpty()) {
                        limits = new HashMap<>();
                    }
                    limits.put(proof + ":" + task, limit);
                }
            }
        }
        return limits;
    }

    private static TaskResources row(JsonCursor in) throws IOException {
        long min = 0;
        long max = 0;
        double gpus = 0;
        int parallelism = 0;
        int parallelismGpu = 0;
        long base = 0;
        int concurrent = 0;
        if (in.beginObject()) {
            while (in.nextField()) {
                switch (in.name()) {
                    case "MinMemory" -> min = in.unsignedInteger();
                    case "MaxMemory" -> max = in.unsignedInteger();
                    case "GPUUtilization" -> gpus = in.number();
                    case "MaxParallelism" -> parallelism = Values.small(in);
                    case "MaxParallelismGPU" -> parallelismGpu = Values.small(in);
                    case "BaseMinMemory" -> base = in.unsignedInteger();
                    case "MaxConcurrent" -> concurrent = Values.small(in);
                    default -> in.skip();
                }
            }
        }
        return new TaskResources(min, max, gpus, parallelism, parallelismGpu, base, concurrent);
    }

    private static long maxConcurrent(JsonCursor in) throws IOException {
        long limit = 0;
        if (in.beginObject()) {
            while (in.nextField()) {
                if (in.name().equals("MaxConcurrent")) {
                    limit = in.integer();
                } else {
                    in.skip();
                }
            }
        }
        return limit;
    }

    private List<TaskType> tasks(JsonCursor in) throws IOException {
        if (!in.beginArray()) {
            return null;
        }
        List<TaskType> tasks = new ArrayList<>(1);
        while (in.nextElement()) {
            tasks.add(taskType(in.text()));
        }
        return tasks;
    }

    private TaskType taskType(String wireName) {
        TaskType known = taskTypes.get(wireName);
        if (known == null) {
            known = TaskType.of(wireName);
            taskTypes.put(wireName, known);
        }
        return known;
    }

    private static void readCounts(Draft draft, JsonCursor in) throws IOException {
        draft.countKeys.clear();
        draft.counts.clear();
        if (!in.beginObject()) {
            return;
        }
        while (in.nextField()) {
            draft.countKeys.add(in.name());
            draft.counts.add(in.integer());
        }
    }

    private WorkerSnapshot finish(WorkerId id, Draft draft) {
        List<TaskCount> counts = List.of();
        String malformed = null;
        for (int i = 0; i < draft.counts.size(); i++) {
            long running = draft.counts.get(i);
            if (running == 0) {
                continue;
            }
            String key = draft.countKeys.get(i);
            int colon = key.indexOf(':');
            // SplitN(s, ":", 2): what follows the first colon is the task, colons and all.
            String fault = colon < 0 ? BAD_KEY : proofFault(key.substring(0, colon));
            if (fault != null) {
                malformed = malformed == null ? fault : malformed;
                continue;
            }
            if (counts.isEmpty()) {
                counts = new ArrayList<>(draft.counts.size());
            }
            int proof = (int) Long.parseLong(key.substring(0, colon));
            Long limit = draft.limits.get(key);
            counts.add(new TaskCount(proof, taskType(key.substring(colon + 1)), running, limit == null ? 0 : limit));
        }
        if (counts.size() > 1) {
            Collections.sort(counts);
        }
        return new WorkerSnapshot(
                id,
                draft.hostname,
                draft.ignoresResources,
                draft.cpus,
                draft.physical,
                draft.used,
                draft.swap,
                draft.swapUsed,
                draft.gpus,
                draft.tasks,
                draft.enabled,
                draft.reservedMin,
                draft.reservedMax,
                draft.reservedGpus,
                draft.reservedCores,
                counts,
                malformed);
    }

    /** Why a proof number cannot be parsed, in the words of Go's strconv; null if it can. */
    private static String proofFault(String text) {
        boolean digits = !text.isEmpty() && !text.equals("+") && !text.equals("-");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            digits &= c >= '0' && c <= '9' || i == 0 && (c == '+' || c == '-');
        }
        if (!digits) {
            return "strconv.ParseInt: parsing \"" + text + "\": invalid syntax";
        }
        try {
            Long.parseLong(text);
            return null;
        } catch (NumberFormatException e) {
            return "strconv.ParseInt: parsing \"" + text + "\": value out of range";
        }
    }
}
