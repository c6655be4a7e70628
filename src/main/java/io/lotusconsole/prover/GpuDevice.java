package io.lotusconsole.prover;

/** A device that the proof library would use. */
public record GpuDevice(String name, long memoryBytes) {}
