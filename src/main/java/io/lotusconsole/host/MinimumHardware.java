package io.lotusconsole.host;

import io.lotusconsole.proving.PoStKind;
import java.util.ArrayList;
import java.util.List;

/**
 * What Lotus's documentation asks of a PoSt worker ("PoSt workers", minimal spec requirements): for both proofs a
 * GPU, highly recommended; for WindowPoSt 8.5 GiB of VRAM and 128 GiB of RAM; for WinningPoSt it states no memory.
 * It speaks of sectors of 32 and 64 GiB; test sectors need nothing.
 */
public final class MinimumHardware {
    /** 8.5 GiB. */
    static final long WINDOW_VRAM_BYTES = 17L << 29;

    static final long WINDOW_MEMORY_BYTES = 128L << 30;

    /** Of the memory a machine is sold with, firmware and kernel keep 2 to 3 %; so much less still counts. */
    private static final double MEMORY_TOLERANCE = 0.05;

    private static final long SECTOR_BYTES_MIN = 32L << 30;

    private MinimumHardware() {}

    /** How a machine falls short. */
    public enum Shortfall {
        NO_GPU("no GPU: the documentation highly recommends one", false),
        TOO_LITTLE_VRAM("less than the 8.5 GiB of VRAM that the documentation asks for", true),
        UNKNOWN_VRAM("a GPU that does not tell its VRAM, of which the documentation asks for 8.5 GiB", false),
        TOO_LITTLE_MEMORY("less than the 128 GiB of RAM that the documentation asks for", true);

        private final String text;
        private final boolean belowMinimum;

        Shortfall(String text, boolean belowMinimum) {
            this.text = text;
            this.belowMinimum = belowMinimum;
        }

        /** One clause for an operator. */
        public String text() {
            return text;
        }

        /** Whether it is below a stated minimum, and not only short of a recommendation. */
        public boolean isBelowMinimum() {
            return belowMinimum;
        }
    }

    /**
     * How a machine falls short of the documented minimum; empty if it does not. Pure.
     *
     * @param sectorSizeBytes of the miner
     */
    public static List<Shortfall> shortfalls(
            PoStKind kind, long sectorSizeBytes, HostResources machine, List<Gpu> gpus) {
        List<Shortfall> shortfalls = new ArrayList<>();
        if (sectorSizeBytes < SECTOR_BYTES_MIN) {
            return shortfalls;
        }
        if (gpus.isEmpty()) {
            shortfalls.add(Shortfall.NO_GPU);
        }
        if (kind == PoStKind.WINDOW) {
            // One device proves a partition, so the largest counts.
            long most = gpus.stream()
                    .mapToLong(gpu -> gpu.memoryBytes().orElse(-1))
                    .max()
                    .orElse(WINDOW_VRAM_BYTES);
            if (most < 0) {
                shortfalls.add(Shortfall.UNKNOWN_VRAM);
            } else if (most < WINDOW_VRAM_BYTES) {
                shortfalls.add(Shortfall.TOO_LITTLE_VRAM);
            }
            if (machine.memoryBytes() < WINDOW_MEMORY_BYTES * (1 - MEMORY_TOLERANCE)) {
                shortfalls.add(Shortfall.TOO_LITTLE_MEMORY);
            }
        }
        return shortfalls;
    }
}
