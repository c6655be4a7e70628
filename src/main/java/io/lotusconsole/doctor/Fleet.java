package io.lotusconsole.doctor;

import io.lotusconsole.proving.PoStKind;
import io.lotusconsole.proving.ResourceTable;
import io.lotusconsole.proving.TaskResources;
import io.lotusconsole.proving.TaskType;
import io.lotusconsole.proving.WorkerHardware;
import io.lotusconsole.proving.WorkerId;
import io.lotusconsole.proving.WorkerSnapshot;
import java.util.List;
import java.util.Map;

/**
 * A miner's workers, and what their own resource tables say of PoSt.
 *
 * @param needs for each worker, seal proof number and task joined by a colon to the row
 */
public record Fleet(List<WorkerSnapshot> workers, Map<WorkerId, Map<String, TaskResources>> needs) {
    /** The workers of a kind, enabled or not; those whose kind the miner does not know are of none. */
    List<WorkerSnapshot> of(PoStKind kind) {
        return workers.stream().filter(worker -> worker.isOf(kind)).toList();
    }

    List<WorkerSnapshot> enabled(PoStKind kind) {
        return of(kind).stream().filter(WorkerSnapshot::enabled).toList();
    }

    /**
     * Why the miner would never give a worker a task; empty if it would. By the worker's own table, and where that has
     * no row, by the built-in one.
     */
    List<String> whyNever(WorkerSnapshot worker, PoStKind kind, int sealProof) {
        if (worker.ignoresResources()) {
            return List.of();
        }
        String task = TaskType.of(kind).wireName();
        TaskResources own = needs.getOrDefault(worker.id(), Map.of()).get(sealProof + ":" + task);
        TaskResources row = own != null ? own : ResourceTable.defaults().of(task, sealProof);
        WorkerHardware machine = new WorkerHardware(
                worker.physicalMemoryBytes(),
                worker.usedMemoryBytes(),
                worker.swapBytes(),
                worker.usedSwapBytes(),
                (int) Math.min(Integer.MAX_VALUE, worker.cpus() < 0 ? Integer.MAX_VALUE : worker.cpus()),
                worker.gpus().size());
        return machine.whyNever(row);
    }
}
