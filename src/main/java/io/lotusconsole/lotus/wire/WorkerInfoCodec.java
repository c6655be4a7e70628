package io.lotusconsole.lotus.wire;

import io.lotusconsole.json.DocumentWriter;
import io.lotusconsole.proving.ResourceTable;
import io.lotusconsole.proving.TaskResources;
import io.lotusconsole.proving.WorkerHardware;
import java.util.List;

/** What a worker says of its machine ({@code WorkerInfo} of {@code storage/sealer/storiface/worker.go}). */
public final class WorkerInfoCodec {
    private WorkerInfoCodec() {}

    /**
     * Writes one as an element, with the whole resource table, as a real worker does.
     *
     * @param gpus names of the devices that tasks use
     */
    public static void write(
            DocumentWriter out, String hostname, WorkerHardware machine, List<String> gpus, ResourceTable table) {
        out.object().text("Hostname", hostname).bool("IgnoreResources", false);
        out.object("Resources")
                .integer("MemPhysical", machine.memoryBytes())
                .integer("MemUsed", machine.memoryUsedBytes())
                .integer("MemSwap", machine.swapBytes())
                .integer("MemSwapUsed", machine.swapUsedBytes())
                .integer("CPUs", machine.cpus())
                .texts("GPUs", gpus);
        out.object("Resources");
        for (String task : table.taskTypes()) {
            out.object(task);
            for (int proof = 0; proof < table.proofs(); proof++) {
                write(out.object(Integer.toString(proof)), table.of(task, proof));
            }
            out.end();
        }
        out.end().end().end();
    }

    private static void write(DocumentWriter out, TaskResources needs) {
        out.integer("MinMemory", needs.minMemoryBytes());
        out.integer("MaxMemory", needs.maxMemoryBytes());
        number(out, "GPUUtilization", needs.gpuUtilization());
        out.integer("MaxParallelism", needs.maxParallelism());
        out.integer("MaxParallelismGPU", needs.maxParallelismGpu());
        out.integer("BaseMinMemory", needs.baseMinMemoryBytes());
        out.integer("MaxConcurrent", needs.maxConcurrent());
        out.end();
    }

    /** Whole numbers without a fraction, as Go writes floats. */
    private static void number(DocumentWriter out, String name, double value) {
        if (value == Math.rint(value) && Math.abs(value) < Long.MAX_VALUE) {
            out.integer(name, (long) value);
        } else {
            out.number(name, value);
        }
    }
}
