package io.lotusconsole.proving;

/**
 * How many tasks of one type and proof the miner believes a worker runs.
 *
 * @param sealProof number of the registered seal proof the scheduler files the task under
 * @param limit the worker's own {@code MaxConcurrent} for it, 0 for none
 */
public record TaskCount(int sealProof, TaskType task, long running, long limit) implements Comparable<TaskCount> {
    /** The order of the TASK line; ties, random in Lotus, by name and proof number. */
    @Override
    public int compareTo(TaskCount other) {
        int order = Integer.compare(task.order(), other.task.order());
        if (order == 0) {
            order = task.wireName().compareTo(other.task.wireName());
        }
        return order != 0 ? order : Integer.compare(sealProof, other.sealProof);
    }
}
