package io.lotusconsole.worker;

import io.lotusconsole.host.HostResources;
import io.lotusconsole.proving.ResourceTable;
import io.lotusconsole.proving.WorkerHardware;
import java.util.List;
import java.util.function.Supplier;

/**
 * This machine as the worker tells the miner of it, which books by these figures until the next registration.
 *
 * <p>Safe for several threads; a reading takes a few milliseconds.
 */
public final class MachineReport {
    private final String name;
    private final boolean reportsSwap;
    private final List<String> gpus;
    private final ResourceTable table;
    private final Supplier<HostResources> host;

    /** Anonymous memory of this process when it was first looked at: what later comes on top is our own proofs'. */
    private long ownBytes = -1;

    /**
     * @param name shown as the host; null for the machine's own
     * @param gpus devices that the prover uses, not all that are there
     */
    public MachineReport(
            String name, boolean reportsSwap, List<String> gpus, ResourceTable table, Supplier<HostResources> host) {
        this.name = name;
        this.reportsSwap = reportsSwap;
        this.gpus = List.copyOf(gpus);
        this.table = table;
        this.host = host;
    }

    public String name() {
        return name != null ? name : host.get().hostname();
    }

    public List<String> gpus() {
        return gpus;
    }

    public ResourceTable table() {
        return table;
    }

    /** The machine now. Memory that our own proofs left in this process does not count as used. */
    public synchronized WorkerHardware hardware() {
        HostResources now = host.get();
        long own = HostResources.ownAnonymousBytes();
        if (ownBytes < 0) {
            ownBytes = own;
        }
        long used = Math.max(0, now.memoryUsedBytes() - Math.max(0, own - ownBytes));
        return new WorkerHardware(
                now.memoryBytes(),
                used,
                reportsSwap ? now.swapBytes() : 0,
                reportsSwap ? now.swapUsedBytes() : 0,
                now.cpus(),
                gpus.size());
    }
}
