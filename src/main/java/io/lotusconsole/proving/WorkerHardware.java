package io.lotusconsole.proving;

import java.util.ArrayList;
import java.util.List;

/**
 * A worker's machine as the miner's scheduler knows it: at the moment of registration ({@code WorkerResources}).
 *
 * @param swapBytes swap alone
 * @param gpus how many
 */
public record WorkerHardware(
        long memoryBytes, long memoryUsedBytes, long swapBytes, long swapUsedBytes, int cpus, int gpus) {
    /**
     * Why the miner would never give this worker a task, even while nothing else runs on it; empty if it would. The
     * rule of {@code CanHandleRequest} ({@code storage/sealer/sched_resources.go}), with nothing booked.
     *
     * @return one clause a reason, with the figures that were compared
     */
    public List<String> whyNever(TaskResources task) {
        List<String> reasons = new ArrayList<>();
        long min = task.minMemoryBytes() + task.baseMinMemoryBytes();
        if (min > memoryBytes) {
            reasons.add("it needs " + min + " bytes of RAM, and the machine has " + memoryBytes);
        }
        long max = task.maxMemoryBytes() + task.baseMinMemoryBytes();
        long free = memoryBytes + swapBytes - memoryUsedBytes - swapUsedBytes;
        if (max > free) {
            reasons.add("it may need " + max + " bytes of RAM and swap, and " + free + " are free");
        }
        int threads = task.threads(cpus, gpus);
        if (threads > cpus) {
            reasons.add("it takes " + threads + " threads, and the machine has " + cpus + " CPUs");
        }
        if (gpus > 0 && task.gpuUtilization() > gpus) {
            reasons.add("it takes " + task.gpuUtilization() + " GPUs, and the machine has " + gpus);
        }
        return reasons;
    }
}
