package io.lotusconsole.embedded;

import io.lotusconsole.json.JsonCursor;
import io.lotusconsole.proving.ResourceTable;
import io.lotusconsole.proving.TaskResources;
import io.lotusconsole.proving.WorkerHardware;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * What a worker said of itself when it was attached ({@code storiface.WorkerInfo}); nobody asks again.
 *
 * @param raw as it came, for whoever asks the miner
 * @param rows needs of its tasks, by their wire names, for sectors like ours
 */
record WorkerInfo(
        String raw,
        String hostname,
        boolean ignoresResources,
        WorkerHardware hardware,
        Map<String, TaskResources> rows) {
    /** What a task needs by the worker's own table, else by Lotus's; null if neither has a row: then nothing. */
    TaskResources needs(String taskType) {
        TaskResources own = rows.get(taskType);
        return own != null ? own : ResourceTable.defaults().of(taskType, SimulatedChain.SEAL_PROOF);
    }

    static WorkerInfo read(JsonCursor in) throws IOException {
        String raw = in.raw();
        try (JsonCursor info = new JsonCursor(raw)) {
            return new Reading().info(raw, info);
        }
    }

    /** Fields while they are read, in whatever order they come. */
    private static final class Reading {
        private String hostname = "";
        private boolean ignoresResources;
        private long memory;
        private long memoryUsed;
        private long swap;
        private long swapUsed;
        private long cpus;
        private int gpus;
        private final Map<String, TaskResources> rows = new HashMap<>();

        WorkerInfo info(String raw, JsonCursor in) throws IOException {
            if (in.beginObject()) {
                while (in.nextField()) {
                    switch (in.name()) {
                        case "Hostname" -> hostname = in.text();
                        case "IgnoreResources" -> ignoresResources = in.bool();
                        case "Resources" -> resources(in);
                        default -> in.skip();
                    }
                }
            }
            int processors = (int) Math.min(cpus, Integer.MAX_VALUE);
            return new WorkerInfo(
                    raw,
                    hostname,
                    ignoresResources,
                    new WorkerHardware(memory, memoryUsed, swap, swapUsed, processors, gpus),
                    Map.copyOf(rows));
        }

        private void resources(JsonCursor in) throws IOException {
            if (!in.beginObject()) {
                return;
            }
            while (in.nextField()) {
                switch (in.name()) {
                    case "MemPhysical" -> memory = in.unsignedInteger();
                    case "MemUsed" -> memoryUsed = in.unsignedInteger();
                    case "MemSwap" -> swap = in.unsignedInteger();
                    case "MemSwapUsed" -> swapUsed = in.unsignedInteger();
                    case "CPUs" -> cpus = in.unsignedInteger();
                    case "GPUs" -> gpus = in.texts().size();
                    case "Resources" -> table(in);
                    default -> in.skip();
                }
            }
        }

        private void table(JsonCursor in) throws IOException {
            if (!in.beginObject()) {
                return;
            }
            while (in.nextField()) {
                String task = in.name();
                if (!in.beginObject()) {
                    continue;
                }
                while (in.nextField()) {
                    if (in.name().equals(Integer.toString(SimulatedChain.SEAL_PROOF))) {
                        rows.put(task, row(in));
                    } else {
                        in.skip();
                    }
                }
            }
        }

        private static TaskResources row(JsonCursor in) throws IOException {
            long min = 0;
            long max = 0;
            double gpu = 0;
            long parallelism = 0;
            long parallelismGpu = 0;
            long base = 0;
            long concurrent = 0;
            if (in.beginObject()) {
                while (in.nextField()) {
                    switch (in.name()) {
                        case "MinMemory" -> min = in.unsignedInteger();
                        case "MaxMemory" -> max = in.unsignedInteger();
                        case "GPUUtilization" -> gpu = in.number();
                        case "MaxParallelism" -> parallelism = in.integer();
                        case "MaxParallelismGPU" -> parallelismGpu = in.integer();
                        case "BaseMinMemory" -> base = in.unsignedInteger();
                        case "MaxConcurrent" -> concurrent = in.integer();
                        default -> in.skip();
                    }
                }
            }
            return new TaskResources(min, max, gpu, (int) parallelism, (int) parallelismGpu, base, (int) concurrent);
        }
    }
}
