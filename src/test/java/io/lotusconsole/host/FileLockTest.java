package io.lotusconsole.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Who holds lock files, as Linux tells. */
class FileLockTest {
    @TempDir
    private Path directory;

    @Test
    @EnabledOnOs(OS.LINUX)
    void theHolderOfARealLockIsFoundWithoutTakingIt() throws IOException {
        Path gpu = directory.resolve("bellman.gpu.lock");
        Path priority = directory.resolve("bellman.priority.lock");
        Files.createFile(priority);
        Files.createFile(directory.resolve("other.lock"));
        long own = ProcessHandle.current().pid();
        try (FileChannel channel = FileChannel.open(gpu, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.lock();
            assertEquals(
                    List.of(new FileLock(gpu, List.of(own)), new FileLock(priority, List.of())),
                    FileLock.ofGpus(directory));
        }
        assertEquals(
                List.of(new FileLock(gpu, List.of()), new FileLock(priority, List.of())), FileLock.ofGpus(directory));
    }

    @Test
    void waitersHoldNothingAndStrangersAreNobodySeenFromHere() {
        assertEquals(
                Map.of("08:02:131074", List.of(4711L, 0L)),
                FileLock.holders(List.of(
                        "1: FLOCK  ADVISORY  WRITE 4711 08:02:131074 0 EOF",
                        "1: -> FLOCK  ADVISORY  WRITE 4712 08:02:131074 0 EOF",
                        "2: FLOCK  ADVISORY  WRITE -1 08:02:131074 0 EOF",
                        "a line of another form",
                        "3: FLOCK ADVISORY WRITE who 08:02:7 0 EOF".replace("08:02:7", "08:02:131074"))));
    }

    @Test
    void aDirectoryThatIsNotThereIsAnErrorAndOneWithoutLocksIsNone() throws IOException {
        assertEquals(List.of(), FileLock.ofGpus(directory));
        assertThrows(IOException.class, () -> FileLock.ofGpus(directory.resolve("none")));
    }
}
