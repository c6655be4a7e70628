package io.lotusconsole.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the kernel says of cards and drivers, from files as it has them. */
class GpuDriverTest {
    @TempDir
    private Path directory;

    private void card(String slot, String deviceClass, String vendor) throws IOException {
        Path card = Files.createDirectories(directory.resolve("pci").resolve(slot));
        Files.writeString(card.resolve("class"), deviceClass + "\n");
        Files.writeString(card.resolve("vendor"), vendor + "\n");
    }

    @Test
    void displaysAreCountedByTheirMakerAndTheDriverIsToldByItsNumber() throws IOException {
        card("0000:01:00.0", "0x030000", "0x10de");
        card("0000:01:00.1", "0x040300", "0x10de");
        card("0000:02:00.0", "0x030200", "0x10de");
        card("0000:03:00.0", "0x038000", "0x1002");
        Path version = directory.resolve("version");
        Files.writeString(
                version, "NVRM version: NVIDIA UNIX x86_64 Kernel Module  550.54.14  Thu Feb 22\nGCC version: 12\n");
        assertEquals(new GpuDriver(2, 1, "550.54.14"), GpuDriver.read(directory.resolve("pci"), version));
        assertEquals(new GpuDriver(2, 1, null), GpuDriver.read(directory.resolve("pci"), directory.resolve("none")));
    }

    @Test
    void aMachineWithoutSuchFilesHasNoCard() {
        assertEquals(
                new GpuDriver(0, 0, null), GpuDriver.read(directory.resolve("none"), directory.resolve("nothing")));
    }
}
