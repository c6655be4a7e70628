package io.lotusconsole.host;

import io.lotusconsole.host.nvml.Nvml;
import io.lotusconsole.host.nvml.NvmlDevice;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A GPU of this machine at one moment. Empty figures are unknown.
 *
 * @param name as the driver has it, which is also what Lotus reports
 * @param memoryBytes of its own memory (VRAM)
 * @param utilizationPercent share of the last moments in which it computed
 * @param processIds of those that hold memory of it; null if the driver does not tell
 */
public record Gpu(
        String name,
        String uuid,
        OptionalLong memoryBytes,
        OptionalLong memoryUsedBytes,
        OptionalInt utilizationPercent,
        OptionalInt temperatureCelsius,
        List<Long> processIds) {
    /**
     * The GPUs of NVIDIA, in the driver's order. Empty without a driver, and then it says nothing. Takes 10 to 100
     * ms; seconds where no persistence daemon keeps the driver awake.
     */
    public static List<Gpu> readAll() {
        return readAll(Nvml.DRIVERS_LIBRARY);
    }

    /** @param library name or path of NVIDIA's management library */
    static List<Gpu> readAll(String library) {
        List<Gpu> gpus = new ArrayList<>();
        for (NvmlDevice device : Nvml.read(library)) {
            gpus.add(new Gpu(
                    device.name(),
                    device.uuid(),
                    device.memoryBytes(),
                    device.memoryUsedBytes(),
                    device.utilizationPercent(),
                    device.temperatureCelsius(),
                    device.processes() == null
                            ? null
                            : device.processes().stream()
                                    .map(NvmlDevice.Process::pid)
                                    .toList()));
        }
        return gpus;
    }
}
