package io.lotusconsole.host.nvml;

import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What the driver says of one GPU. Empty figures are those that this device or driver does not have.
 *
 * @param name such as {@code NVIDIA GeForce RTX 3090}
 * @param uuid stable across restarts; empty if the driver tells none
 * @param utilizationPercent share of the last second or less in which a kernel ran
 * @param processes that hold memory of it; null if the driver does not tell
 */
public record NvmlDevice(
        String name,
        String uuid,
        OptionalLong memoryBytes,
        OptionalLong memoryUsedBytes,
        OptionalInt utilizationPercent,
        OptionalInt temperatureCelsius,
        List<Process> processes) {
    /** A process on it. @param memoryBytes empty where the driver keeps it to itself, as in containers */
    public record Process(long pid, OptionalLong memoryBytes) {}
}
