package io.lotusconsole.host.nvml;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The GPUs of NVIDIA in this machine, as the driver's own library tells them. */
public final class Nvml {
    /** The name the driver installs it under; the one without a number belongs to the toolkit. */
    public static final String DRIVERS_LIBRARY = "libnvidia-ml.so.1";

    private static final int TEXT_BYTES = 96;
    private static final int PROCESS_BYTES = 24;
    private static final int PROCESS_MEMORY_OFFSET = 8;

    /** With more processes on one GPU the driver gives none. */
    private static final int PROCESSES_MAX = 256;

    /** {@code NVML_VALUE_NOT_AVAILABLE} of a u64. */
    private static final long NOT_AVAILABLE = -1;

    private final NvmlEntries entries;

    private Nvml(NvmlEntries entries) {
        this.entries = entries;
    }

    /**
     * Reads all devices once. Takes the driver some 10 to 100 ms, seconds where no persistence daemon keeps it
     * awake.
     *
     * @param library its name or path
     * @return empty if there is no such library, no driver or no device
     */
    public static List<NvmlDevice> read(String library) {
        NvmlEntries entries;
        try {
            entries = Native.load(library, NvmlEntries.class);
            if (entries.nvmlInit_v2() != NvmlEntries.SUCCESS) {
                return List.of();
            }
        } catch (LinkageError e) {
            return List.of();
        }
        try {
            return new Nvml(entries).devices();
        } catch (LinkageError e) {
            // A driver so old that it lacks one of the functions above is too old to prove on.
            return List.of();
        } finally {
            entries.nvmlShutdown();
        }
    }

    private List<NvmlDevice> devices() {
        List<NvmlDevice> devices = new ArrayList<>();
        IntByReference count = new IntByReference();
        if (entries.nvmlDeviceGetCount_v2(count) != NvmlEntries.SUCCESS) {
            return devices;
        }
        for (int index = 0; index < count.getValue(); index++) {
            PointerByReference device = new PointerByReference();
            // A device that has fallen off the bus has no handle; the others still prove.
            if (entries.nvmlDeviceGetHandleByIndex_v2(index, device) == NvmlEntries.SUCCESS) {
                devices.add(device(device.getValue()));
            }
        }
        return devices;
    }

    private NvmlDevice device(Pointer device) {
        byte[] name = new byte[TEXT_BYTES];
        byte[] uuid = new byte[TEXT_BYTES];
        long[] memory = new long[3];
        int[] utilization = new int[2];
        IntByReference celsius = new IntByReference();
        boolean isNamed = entries.nvmlDeviceGetName(device, name, TEXT_BYTES) == NvmlEntries.SUCCESS;
        boolean hasUuid = entries.nvmlDeviceGetUUID(device, uuid, TEXT_BYTES) == NvmlEntries.SUCCESS;
        boolean hasMemory = entries.nvmlDeviceGetMemoryInfo(device, memory) == NvmlEntries.SUCCESS;
        boolean hasLoad = entries.nvmlDeviceGetUtilizationRates(device, utilization) == NvmlEntries.SUCCESS;
        boolean hasHeat = entries.nvmlDeviceGetTemperature(device, NvmlEntries.TEMPERATURE_OF_CHIP, celsius)
                == NvmlEntries.SUCCESS;
        return new NvmlDevice(
                isNamed ? text(name) : "unknown GPU",
                hasUuid ? text(uuid) : "",
                hasMemory ? OptionalLong.of(memory[0]) : OptionalLong.empty(),
                hasMemory ? OptionalLong.of(memory[2]) : OptionalLong.empty(),
                hasLoad ? OptionalInt.of(utilization[0]) : OptionalInt.empty(),
                hasHeat ? OptionalInt.of(celsius.getValue()) : OptionalInt.empty(),
                processes(device));
    }

    private List<NvmlDevice.Process> processes(Pointer device) {
        IntByReference count = new IntByReference(PROCESSES_MAX);
        try (Memory infos = new Memory((long) PROCESSES_MAX * PROCESS_BYTES)) {
            if (runningProcesses(device, count, infos) != NvmlEntries.SUCCESS) {
                return null;
            }
            List<NvmlDevice.Process> processes = new ArrayList<>();
            for (int i = 0; i < Math.min(count.getValue(), PROCESSES_MAX); i++) {
                long at = (long) i * PROCESS_BYTES;
                long bytes = infos.getLong(at + PROCESS_MEMORY_OFFSET);
                processes.add(new NvmlDevice.Process(
                        Integer.toUnsignedLong(infos.getInt(at)),
                        bytes == NOT_AVAILABLE ? OptionalLong.empty() : OptionalLong.of(bytes)));
            }
            return processes;
        }
    }

    private int runningProcesses(Pointer device, IntByReference count, Pointer infos) {
        try {
            return entries.nvmlDeviceGetComputeRunningProcesses_v3(device, count, infos);
        } catch (UnsatisfiedLinkError e) {
            return entries.nvmlDeviceGetComputeRunningProcesses_v2(device, count, infos);
        }
    }

    private static String text(byte[] terminated) {
        int length = 0;
        while (length < terminated.length && terminated[length] != 0) {
            length++;
        }
        return new String(terminated, 0, length, StandardCharsets.UTF_8);
    }
}
