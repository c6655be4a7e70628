package io.lotusconsole.proving;

/**
 * The sectors of one partition by state, as {@code StateMinerPartitions} has them.
 *
 * @param live all less terminated
 * @param active live less faulty
 */
public record Partition(SectorSet all, SectorSet faulty, SectorSet recovering, SectorSet live, SectorSet active) {}
