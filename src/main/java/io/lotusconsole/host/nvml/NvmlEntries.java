package io.lotusconsole.host.nvml;

import com.sun.jna.Library;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;

/**
 * The functions of {@code nvml.h} that are used, in its spelling. Each returns {@code nvmlReturn_t}; devices are
 * opaque handles, good until {@link #nvmlShutdown}. The library is safe for use by several threads.
 */
interface NvmlEntries extends Library {
    int SUCCESS = 0;

    /** {@code NVML_TEMPERATURE_GPU}. */
    int TEMPERATURE_OF_CHIP = 0;

    int nvmlInit_v2();

    int nvmlShutdown();

    int nvmlDeviceGetCount_v2(IntByReference count);

    int nvmlDeviceGetHandleByIndex_v2(int index, PointerByReference device);

    int nvmlDeviceGetName(Pointer device, byte[] name, int length);

    int nvmlDeviceGetUUID(Pointer device, byte[] uuid, int length);

    /** {@code nvmlMemory_t}: total, free, used; three u64. */
    int nvmlDeviceGetMemoryInfo(Pointer device, long[] memory);

    /** {@code nvmlUtilization_t}: chip and memory bus in percent; two u32. */
    int nvmlDeviceGetUtilizationRates(Pointer device, int[] percent);

    int nvmlDeviceGetTemperature(Pointer device, int sensor, IntByReference celsius);

    /** {@code nvmlProcessInfo_t}: u32 pid, u64 memory at 8, two u32 at 16; 24 bytes. In drivers from 510 on. */
    int nvmlDeviceGetComputeRunningProcesses_v3(Pointer device, IntByReference count, Pointer infos);

    /** The same, in drivers from 450 on. */
    int nvmlDeviceGetComputeRunningProcesses_v2(Pointer device, IntByReference count, Pointer infos);
}
