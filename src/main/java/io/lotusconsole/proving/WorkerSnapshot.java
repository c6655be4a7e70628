package io.lotusconsole.proving;

import java.util.List;

/**
 * One worker as the miner's scheduler sees it.
 *
 * <p>All byte and core figures are unsigned 64-bit numbers as they came; use {@link
 * Long#compareUnsigned} and friends. Memory is what the worker reported when it attached: the miner
 * never asks again ({@code storage/sealer/sched_worker.go}). CPU and GPU figures are reservations of
 * the scheduler, not load.
 *
 * @param hostname as reported, unescaped: never print it raw
 * @param cpus logical cores
 * @param physicalMemoryBytes at attach
 * @param usedMemoryBytes at attach, total less available
 * @param swapBytes at attach, swap only
 * @param usedSwapBytes at attach
 * @param gpus device names, empty if none
 * @param tasks task types the worker takes; null if it did not answer the miner within 3 s
 * @param enabled false while the miner's heartbeats fail
 * @param reservedMinBytes sum of MinMemory of the running tasks
 * @param reservedMaxBytes sum of MaxMemory of the running tasks
 * @param reservedGpus sum of GPUUtilization of the running tasks
 * @param reservedCores sum of threads of the running tasks
 * @param taskCounts in TASK line order, zero counts left out
 * @param malformedCount a TaskCounts key that is not {@code number:task}, or null; Lotus stops there
 */
public record WorkerSnapshot(
        WorkerId id,
        String hostname,
        boolean ignoresResources,
        long cpus,
        long physicalMemoryBytes,
        long usedMemoryBytes,
        long swapBytes,
        long usedSwapBytes,
        List<String> gpus,
        List<TaskType> tasks,
        boolean enabled,
        long reservedMinBytes,
        long reservedMaxBytes,
        double reservedGpus,
        long reservedCores,
        List<TaskCount> taskCounts,
        String malformedCount) {

    /** Float residue below this is not use (quirk Q12). */
    private static final double GPU_RESIDUE = 1e-9;

    /** Doubles from here on are whole numbers: there is no residue, and dividing by it may overflow. */
    private static final double WHOLE_GPUS = 0x1p53;

    /** {@link #reservedGpus} with the residue of the miner's running float sum rounded away. */
    public double roundedGpus() {
        if (Math.abs(reservedGpus) >= WHOLE_GPUS) {
            return reservedGpus;
        }
        return Math.abs(reservedGpus) < GPU_RESIDUE ? 0 : Math.rint(reservedGpus / GPU_RESIDUE) * GPU_RESIDUE;
    }

    /** Bytes in use beyond what the running tasks have reserved, of physical memory. */
    public long otherMemoryBytes() {
        return excess(usedMemoryBytes, reservedMinBytes);
    }

    /** Bytes in use beyond what the running tasks have reserved, of physical memory and swap. */
    public long otherVirtualBytes() {
        return excess(usedMemoryBytes + usedSwapBytes, reservedMaxBytes);
    }

    public long virtualMemoryBytes() {
        return physicalMemoryBytes + swapBytes;
    }

    private static long excess(long used, long reserved) {
        return Long.compareUnsigned(used, reserved) > 0 ? used - reserved : 0;
    }

    /** Whether the miner could read the task types at all; without them its kind is unknown. */
    public boolean hasTasks() {
        return tasks != null && !tasks.isEmpty();
    }

    /**
     * Whether {@code proving workers} ({@code proving} true) or {@code sealing workers} lists it: by the
     * first task, and in both lists without tasks ({@code cli/miner/sealing.go}).
     */
    public boolean isListedAmong(boolean proving) {
        return !hasTasks() || (tasks.get(0).kind() != WorkerKind.SEALING) == proving;
    }

    /** Whether it makes proofs of a kind; one whose tasks the miner does not know makes none. */
    public boolean isOf(PoStKind kind) {
        return hasTasks() && talliedKind() == TaskType.of(kind).kind();
    }

    /** The kind {@code info} counts it under: the first task that is not sealing decides. */
    public WorkerKind talliedKind() {
        if (tasks != null) {
            for (TaskType task : tasks) {
                if (task.kind() != WorkerKind.SEALING) {
                    return task.kind();
                }
            }
        }
        return WorkerKind.SEALING;
    }
}
