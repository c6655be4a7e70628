package io.lotusconsole.host;

import java.util.List;
import oshi.hardware.GlobalMemory;
import oshi.hardware.VirtualMemory;
import oshi.nativefree.SystemInfo;
import oshi.spi.SystemInfoFactory;
import oshi.spi.SystemInfoProvider;

/**
 * The resources of this machine as a worker reports them ({@code WorkerInfo} of {@code
 * storage/sealer/storiface/worker.go}), at one moment.
 *
 * @param hostname as the operating system has it; {@code localhost} if it has none
 * @param cpus logical processors this process may use, at least 1: affinity and a CPU quota count
 * @param memoryBytes physical memory, or the control group's limit if that is lower
 * @param memoryUsedBytes total less available, or what the control group uses without its page cache
 * @param swapBytes swap alone, not memory and swap
 * @param swapUsedBytes of {@link #swapBytes}
 * @param gpus names of the devices that tasks may use
 */
public record HostResources(
        String hostname,
        int cpus,
        long memoryBytes,
        long memoryUsedBytes,
        long swapBytes,
        long swapUsedBytes,
        List<String> gpus) {
    public HostResources {
        gpus = List.copyOf(gpus);
    }

    /** The same machine with the GPUs that its tasks may use; {@link #read} looks for none. */
    public HostResources withGpus(List<Gpu> devices) {
        List<String> names = devices.stream().map(Gpu::name).toList();
        return new HostResources(hostname, cpus, memoryBytes, memoryUsedBytes, swapBytes, swapUsedBytes, names);
    }

    /**
     * Reads the figures now, those of GPUs excepted. Needs no privilege. Takes about 0.2 s the first time, in
     * which oshi also runs {@code uname} and {@code getconf} on Linux; a few milliseconds later.
     */
    public static HostResources read() {
        // This provider of oshi's reads /proc; the other one would load a native library for the same.
        SystemInfoProvider system = new SystemInfo();
        if (!system.isAvailable()) {
            system = SystemInfoFactory.create();
        }
        GlobalMemory memory = system.getHardware().getMemory();
        VirtualMemory virtual = memory.getVirtualMemory();
        HostResources machine = new HostResources(
                hostname(system.getOperatingSystem().getNetworkParams().getHostName()),
                Runtime.getRuntime().availableProcessors(),
                memory.getTotal(),
                Math.max(0, memory.getTotal() - memory.getAvailable()),
                virtual.getSwapTotal(),
                virtual.getSwapUsed(),
                List.of());
        return machine.within(CgroupMemory.ofThisProcess());
    }

    private static String hostname(String name) {
        return name == null || name.isBlank() ? "localhost" : name;
    }

    /** The same machine as seen from inside a control group, where that allows less. */
    HostResources within(CgroupMemory group) {
        long memory = memoryBytes;
        long memoryUsed = memoryUsedBytes;
        if (group.limitBytes() < memoryBytes) {
            memory = group.limitBytes();
            memoryUsed = Math.min(group.usedBytes(), memory);
        }
        long swap = swapBytes;
        long swapUsed = swapUsedBytes;
        if (group.swapLimitBytes() < swapBytes) {
            swap = group.swapLimitBytes();
            swapUsed = Math.min(group.swapUsedBytes(), swap);
        }
        return new HostResources(hostname, cpus, memory, memoryUsed, swap, swapUsed, gpus);
    }
}
