package io.lotusconsole.host;

import static io.lotusconsole.host.MinimumHardware.Shortfall.NO_GPU;
import static io.lotusconsole.host.MinimumHardware.Shortfall.TOO_LITTLE_MEMORY;
import static io.lotusconsole.host.MinimumHardware.Shortfall.TOO_LITTLE_VRAM;
import static io.lotusconsole.host.MinimumHardware.Shortfall.UNKNOWN_VRAM;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotusconsole.proving.PoStKind;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The table of the documentation, line by line. */
class MinimumHardwareTest {
    private static final long GIB = 1L << 30;
    private static final long SECTOR_32_GIB = 32 * GIB;

    private static HostResources machine(long memoryBytes) {
        return new HostResources("host", 16, memoryBytes, 0, 0, 0, List.of());
    }

    private static Gpu gpu(long memoryBytes) {
        return new Gpu(
                "GPU",
                "",
                memoryBytes < 0 ? OptionalLong.empty() : OptionalLong.of(memoryBytes),
                OptionalLong.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                null);
    }

    private static List<MinimumHardware.Shortfall> window(long memoryBytes, Gpu... gpus) {
        return MinimumHardware.shortfalls(PoStKind.WINDOW, SECTOR_32_GIB, machine(memoryBytes), List.of(gpus));
    }

    @Test
    void windowPoStAsksForVramAndRam() {
        assertEquals(List.of(), window(128 * GIB, gpu(17 * GIB / 2)));
        assertEquals(List.of(TOO_LITTLE_VRAM), window(128 * GIB, gpu(17 * GIB / 2 - 1)));
        assertEquals(List.of(TOO_LITTLE_MEMORY), window(96 * GIB, gpu(24 * GIB)));
        assertEquals(List.of(TOO_LITTLE_VRAM, TOO_LITTLE_MEMORY), window(64 * GIB, gpu(8 * GIB)));
        assertEquals(List.of(), window(128 * GIB, gpu(2 * GIB), gpu(24 * GIB)), "the largest device counts");
        assertEquals(List.of(UNKNOWN_VRAM), window(128 * GIB, gpu(-1)));
        assertEquals(List.of(NO_GPU), window(128 * GIB));
    }

    @Test
    void aMachineSoldWith128GiBShowsALittleLess() {
        long shown = 135_010_000_000L;
        assertTrue(shown < 128 * GIB);
        assertEquals(List.of(), window(shown, gpu(24 * GIB)));
    }

    @Test
    void winningPoStAsksForAGpuAndStatesNoMemory() {
        List<Gpu> small = List.of(gpu(GIB));
        assertEquals(List.of(), MinimumHardware.shortfalls(PoStKind.WINNING, SECTOR_32_GIB, machine(8 * GIB), small));
        assertEquals(
                List.of(NO_GPU),
                MinimumHardware.shortfalls(PoStKind.WINNING, SECTOR_32_GIB, machine(8 * GIB), List.of()));
    }

    @Test
    void sectorsOfTestNetworksNeedNothing() {
        assertEquals(List.of(), MinimumHardware.shortfalls(PoStKind.WINDOW, 2048, machine(GIB), List.of()));
    }

    @Test
    void aRecommendationIsNoMinimum() {
        assertFalse(NO_GPU.isBelowMinimum());
        assertTrue(TOO_LITTLE_VRAM.isBelowMinimum());
        assertTrue(TOO_LITTLE_MEMORY.isBelowMinimum());
        assertFalse(UNKNOWN_VRAM.isBelowMinimum());
    }
}
