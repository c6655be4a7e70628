package io.lotusconsole.embedded;

import io.lotusconsole.proving.TaskResources;
import io.lotusconsole.proving.WorkerHardware;

/**
 * What the scheduler has booked on one worker for the tasks it runs ({@code storage/sealer/sched_resources.go}).
 * Immutable.
 *
 * @param tasks that run; a worker has one kind
 */
record BookedResources(int tasks, long memoryMinBytes, long memoryMaxBytes, int cpus, double gpus) {
    static final BookedResources NOTHING = new BookedResources(0, 0, 0, 0, 0);

    /** Whether another task may be given to the worker ({@code CanHandleRequest}); null needs nothing. */
    boolean allows(TaskResources task, WorkerInfo worker) {
        if (task == null) {
            return true;
        }
        // All tasks of a kind have one id, so that the scheduler never counts more than one of them.
        if (task.maxConcurrent() > 0 && Math.min(tasks, 1) >= task.maxConcurrent()) {
            return false;
        }
        WorkerHardware machine = worker.hardware();
        if (worker.ignoresResources()) {
            return true;
        }
        long min = task.minMemoryBytes() + task.baseMinMemoryBytes();
        long max = task.maxMemoryBytes() + task.baseMinMemoryBytes();
        long used = Math.max(memoryMaxBytes, machine.memoryUsedBytes() + machine.swapUsedBytes());
        boolean hasMemory = min <= machine.memoryBytes() - memoryMinBytes
                && max <= machine.memoryBytes() + machine.swapBytes() - used;
        boolean hasCpus = cpus + task.threads(machine.cpus(), machine.gpus()) <= machine.cpus();
        boolean hasGpus =
                machine.gpus() == 0 || task.gpuUtilization() == 0 || gpus + task.gpuUtilization() <= machine.gpus();
        return hasMemory && hasCpus && hasGpus;
    }

    BookedResources with(TaskResources task, WorkerHardware machine) {
        return changed(task, machine, 1);
    }

    BookedResources without(TaskResources task, WorkerHardware machine) {
        return changed(task, machine, -1);
    }

    private BookedResources changed(TaskResources task, WorkerHardware machine, int sign) {
        if (task == null) {
            return new BookedResources(tasks + sign, memoryMinBytes, memoryMaxBytes, cpus, gpus);
        }
        return new BookedResources(
                tasks + sign,
                memoryMinBytes + sign * task.minMemoryBytes(),
                memoryMaxBytes + sign * task.maxMemoryBytes(),
                cpus + sign * task.threads(machine.cpus(), machine.gpus()),
                gpus + sign * task.gpuUtilization());
    }
}
