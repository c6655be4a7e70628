package io.lotusconsole.host;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the kernel of Linux says of this machine's graphics processors and of NVIDIA's driver. Needs no driver.
 *
 * @param nvidiaCards on the PCI bus
 * @param amdCards on the PCI bus
 * @param nvidiaVersion of the loaded kernel module; null if none is loaded
 */
public record GpuDriver(int nvidiaCards, int amdCards, String nvidiaVersion) {
    private static final String NVIDIA = "0x10de";
    private static final String AMD = "0x1002";

    /** Display controllers, of PCI's classes. */
    private static final String DISPLAY = "0x03";

    public static GpuDriver read() {
        return read(Path.of("/sys/bus/pci/devices"), Path.of("/proc/driver/nvidia/version"));
    }

    static GpuDriver read(Path devices, Path version) {
        int nvidia = 0;
        int amd = 0;
        try (DirectoryStream<Path> found = Files.newDirectoryStream(devices)) {
            for (Path device : found) {
                if (word(device.resolve("class")).startsWith(DISPLAY)) {
                    String vendor = word(device.resolve("vendor"));
                    nvidia += vendor.equals(NVIDIA) ? 1 : 0;
                    amd += vendor.equals(AMD) ? 1 : 0;
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // A system without such a list has no card to tell of.
        }
        String line = word(version);
        return new GpuDriver(nvidia, amd, line.isEmpty() ? null : numberOf(line));
    }

    /** Of {@code NVRM version: NVIDIA UNIX x86_64 Kernel Module  550.54.14  Thu …} the number; else all of it. */
    private static String numberOf(String line) {
        for (String word : line.split(" +")) {
            if (!word.isEmpty() && Character.isDigit(word.charAt(0)) && word.indexOf('.') > 0) {
                return word;
            }
        }
        return line;
    }

    private static String word(Path file) {
        try {
            String text = Files.readString(file);
            int end = text.indexOf('\n');
            return (end < 0 ? text : text.substring(0, end)).trim();
        } catch (IOException e) {
            return "";
        }
    }
}
