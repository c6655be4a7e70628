package io.lotusconsole.proving;

import java.util.List;

/**
 * A worker as it describes itself, now. Sizes are unsigned 64-bit numbers as they came.
 *
 * @param apiVersion of the worker's API: major, minor and patch in a byte each
 * @param session UUID of this run of the worker, told even while it is disabled
 * @param enabled whether it takes new tasks
 * @param tasks what it takes, in the order of the TASK line
 * @param paths storage paths it has open
 */
public record WorkerOverview(
        long apiVersion,
        String session,
        boolean enabled,
        Machine machine,
        List<TaskType> tasks,
        List<AttachedPath> paths) {
    /**
     * The worker's machine. Unlike what the miner knows, which was read when the worker attached, this is measured when
     * it is asked.
     *
     * @param hostname as reported, unescaped: never print it raw
     * @param cpus logical cores
     * @param usedMemoryBytes total less available
     * @param swapBytes swap only
     * @param gpus device names, empty if none
     */
    public record Machine(
            String hostname,
            long cpus,
            List<String> gpus,
            long memoryBytes,
            long usedMemoryBytes,
            long swapBytes,
            long usedSwapBytes) {}

    /**
     * A storage path the worker has open.
     *
     * @param weight preference when something is stored; 0 is read only
     * @param localPath directory on the worker's machine
     */
    public record AttachedPath(String id, long weight, String localPath, boolean canSeal, boolean canStore) {}

    /** {@code 1.7.0}. */
    public String versionText() {
        return (apiVersion >> 16 & 255) + "." + (apiVersion >> 8 & 255) + "." + (apiVersion & 255);
    }

    /** What it is for, by the first of its tasks that is not sealing; null while all its tasks are switched off. */
    public WorkerKind kind() {
        if (tasks.isEmpty()) {
            return null;
        }
        for (TaskType task : tasks) {
            if (task.kind() != WorkerKind.SEALING) {
                return task.kind();
            }
        }
        return WorkerKind.SEALING;
    }
}
