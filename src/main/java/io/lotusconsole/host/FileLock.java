package io.lotusconsole.host;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A lock file and who holds it, as the kernel of Linux tells; looking takes no lock and opens nothing.
 *
 * @param holders process ids; empty if nobody holds it. One that is not seen from here, as in another container, is 0
 */
public record FileLock(Path file, List<Long> holders) {
    private static final Path KERNELS_LIST = Path.of("/proc/locks");

    /** More lock files than a directory of temporary files has. */
    private static final int FILES_MAX = 256;

    /**
     * The lock files by which proof libraries take turns at GPUs: {@code bellman.gpu.lock}, {@code
     * bellman.gpu.ID.lock} and {@code bellman.priority.lock} (bellperson {@code src/gpu/locks.rs}).
     *
     * @param directory of temporary files, {@code TMPDIR}
     * @throws IOException if it, or the kernel's list, cannot be read
     */
    public static List<FileLock> ofGpus(Path directory) throws IOException {
        return in(directory, "bellman.*.lock*", KERNELS_LIST);
    }

    /** @param pattern of the files' names @param kernelsList such as {@code /proc/locks} */
    static List<FileLock> in(Path directory, String pattern, Path kernelsList) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, pattern)) {
            for (Path file : found) {
                if (files.size() < FILES_MAX && Files.isRegularFile(file)) {
                    files.add(file);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        if (files.isEmpty()) {
            return List.of();
        }
        files.sort(null);
        Map<String, List<Long>> held = holders(Files.readAllLines(kernelsList));
        List<FileLock> locks = new ArrayList<>();
        for (Path file : files) {
            locks.add(new FileLock(file, held.getOrDefault(identity(file), List.of())));
        }
        return locks;
    }

    /** Holders by {@code major:minor:inode}, the first two in hexadecimal, as the kernel writes them. */
    static Map<String, List<Long>> holders(List<String> lines) {
        Map<String, List<Long>> held = new HashMap<>();
        for (String line : lines) {
            // "1: FLOCK  ADVISORY  WRITE 4711 08:02:131074 0 EOF"; a waiter has "->" in the second place.
            String[] words = line.trim().split(" +");
            if (words.length < 6 || words[1].equals("->")) {
                continue;
            }
            try {
                held.computeIfAbsent(words[5], place -> new ArrayList<>()).add(Math.max(0, Long.parseLong(words[4])));
            } catch (NumberFormatException e) {
                // A line of a form that no kernel has yet.
            }
        }
        return held;
    }

    private static String identity(Path file) throws IOException {
        long device = ((Number) Files.getAttribute(file, "unix:dev")).longValue();
        long inode = ((Number) Files.getAttribute(file, "unix:ino")).longValue();
        // The layout of glibc's dev_t.
        long major = device >>> 8 & 0xfff | device >>> 32 & ~0xfffL;
        long minor = device & 0xff | device >>> 12 & ~0xffL;
        return String.format("%02x:%02x:%d", major, minor, inode);
    }
}
