package io.lotusconsole.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
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

    /**
     * Memory of this process that is neither of files nor shared, bytes; 0 where the system does not tell ({@code
     * RssAnon} of Linux).
     */
    public static long ownAnonymousBytes() {
        return ownStatusBytes("RssAnon:");
    }

    /** Memory of this process, bytes; 0 where the system does not tell ({@code VmRSS} of Linux). */
    public static long ownResidentBytes() {
        return ownStatusBytes("VmRSS:");
    }

    private static long ownStatusBytes(String field) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            // "RssAnon:	   12345 kB"
            return lines.filter(line -> line.startsWith(field))
                    .mapToLong(line -> Long.parseLong(line.substring(field.length(), line.length() - " kB".length())
                                    .strip())
                            * 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }

    /** The most files this process may have open; {@link Long#MAX_VALUE} if nothing limits it or nobody tells. */
    public static long openFilesMax() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/limits"))) {
            // "Max open files            1048576              1048576              files"
            String[] words = lines.filter(line -> line.startsWith("Max open files"))
                    .findFirst()
                    .orElse("")
                    .split("  +");
            return words.length < 2 || words[1].equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(words[1]);
        } catch (IOException | NumberFormatException e) {
            return Long.MAX_VALUE;
        }
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
