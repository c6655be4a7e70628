package io.lotusconsole.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lotusconsole.support.CCompiler;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** GPUs as a stand-in for the driver's library tells them: build machines have none. */
class GpuTest {
    private static final Gpu FULL = new Gpu(
            "NVIDIA GeForce RTX 3090",
            "GPU-11111111-2222-3333-4444-555555555555",
            OptionalLong.of(24L << 30),
            OptionalLong.of(5L << 30),
            OptionalInt.of(97),
            OptionalInt.of(66),
            List.of(4242L, 4_000_000_000L));

    private static final Gpu SILENT = new Gpu(
            "NVIDIA T400",
            "",
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            null);

    @TempDir
    private Path directory;

    @Test
    void allThatTheDriverTellsIsReadAndWhatItDoesNotIsUnknown() throws Exception {
        Path library = CCompiler.library("fake_nvml.c", directory.resolve("libfull.so"));
        // The device in the middle is lost; the others are still listed, as often as they are asked for.
        assertEquals(List.of(FULL, SILENT), Gpu.readAll(library.toString()));
        assertEquals(List.of(FULL, SILENT), Gpu.readAll(library.toString()));
    }

    @Test
    void anOlderDriverTellsItsProcessesToo() throws Exception {
        Path library = CCompiler.library("fake_nvml.c", directory.resolve("libold.so"), "-DOLD_DRIVER");
        assertEquals(List.of(FULL, SILENT), Gpu.readAll(library.toString()));
    }

    @Test
    void withoutADriverThereIsNoGpuAndNoWord() throws Exception {
        Path library = CCompiler.library("fake_nvml.c", directory.resolve("libnone.so"), "-DNO_DRIVER");
        assertEquals(List.of(), Gpu.readAll(library.toString()));
        assertEquals(List.of(), Gpu.readAll("libthere-is-no-such-library.so.1"));
    }
}
