package io.lotusconsole.proving;

/**
 * What a task needs, as the miner's scheduler counts it ({@code storiface.Resources}).
 *
 * @param minMemoryBytes of RAM that must be free for it
 * @param maxMemoryBytes of RAM and swap that must be free for it
 * @param gpuUtilization share of one GPU
 * @param maxParallelism threads; -1 for nearly all processors
 * @param maxParallelismGpu threads where a GPU does the work; 0 for {@code maxParallelism}
 * @param baseMinMemoryBytes needed once, however many such tasks run
 * @param maxConcurrent tasks of its type at a time; 0 for no limit
 */
public record TaskResources(
        long minMemoryBytes,
        long maxMemoryBytes,
        double gpuUtilization,
        int maxParallelism,
        int maxParallelismGpu,
        long baseMinMemoryBytes,
        int maxConcurrent) {
    private static final int NEARLY_ALL = -1;

    /** What the scheduler leaves to others: {@code floor(CPUs * 92 / 100)}. */
    private static final int NEARLY_ALL_PERCENT = 92;

    /** Threads it is booked for on a machine ({@code Resources.Threads}). */
    public int threads(int cpus, int gpus) {
        int parallelism = gpuUtilization > 0 && gpus > 0 && maxParallelismGpu != 0 ? maxParallelismGpu : maxParallelism;
        if (parallelism != NEARLY_ALL) {
            return parallelism;
        }
        int nearly = cpus * NEARLY_ALL_PERCENT / 100;
        return nearly == 0 ? cpus : nearly;
    }
}
