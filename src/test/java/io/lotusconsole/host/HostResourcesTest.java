package io.lotusconsole.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostResourcesTest {
    private static final long GIB = 1L << 30;

    @TempDir
    Path directory;

    private void file(String path, String text) throws IOException {
        Path file = directory.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private CgroupMemory read(String membership) throws IOException {
        file("membership", membership);
        return CgroupMemory.read(directory.resolve("membership"), directory.resolve("fs"));
    }

    @Test
    void thisMachineHasProcessorsMemoryAndAName() {
        HostResources host = HostResources.read();
        assertEquals(Runtime.getRuntime().availableProcessors(), host.cpus());
        assertTrue(host.memoryBytes() > 64L * 1024 * 1024, host.toString());
        assertTrue(host.memoryUsedBytes() > 0 && host.memoryUsedBytes() < host.memoryBytes(), host.toString());
        assertTrue(host.swapUsedBytes() <= host.swapBytes(), host.toString());
        assertFalse(host.hostname().isBlank());
        assertEquals(List.of(), host.gpus());
    }

    @Test
    void theLowestLimitOnTheWayToTheRootCountsInVersion2() throws IOException {
        file("fs/memory.stat", "anon 1\n");
        file("fs/a/memory.max", "" + 2 * GIB);
        file("fs/a/memory.current", "" + GIB);
        file("fs/a/memory.stat", "anon 5\nfile 24\n");
        file("fs/a/memory.swap.max", "0");
        file("fs/a/b/memory.max", "max\n");
        file("fs/a/b/memory.swap.max", "max\n");
        assertEquals(new CgroupMemory(2 * GIB, GIB - 24, 0, 0), read("0::/a/b\n"));
    }

    @Test
    void version1CountsMemoryWithoutPageCacheAndSwapAlone() throws IOException {
        file("fs/memory/x/memory.limit_in_bytes", "" + 4 * GIB);
        file("fs/memory/x/memory.usage_in_bytes", "" + 2 * GIB);
        file("fs/memory/x/memory.memsw.limit_in_bytes", "" + 5 * GIB);
        file("fs/memory/x/memory.memsw.usage_in_bytes", "" + (2 * GIB + 7));
        file("fs/memory/x/memory.stat", "total_cache " + GIB + "\n");
        assertEquals(new CgroupMemory(4 * GIB, GIB, GIB, 7), read("3:cpu,cpuacct:/\n4:memory:/x\n0::/\n"));
    }

    @Test
    void theLargestNumberOfPagesIsNoLimitAndAForeignPathMeansTheMountItself() throws IOException {
        file("fs/memory/memory.limit_in_bytes", "9223372036854771712");
        file("fs/memory/memory.memsw.limit_in_bytes", "9223372036854771712");
        CgroupMemory group = read("4:memory:/docker/0123/../../../..\n");
        assertEquals(CgroupMemory.UNLIMITED, group.limitBytes());
        assertEquals(CgroupMemory.UNLIMITED, group.swapLimitBytes());
    }

    @Test
    void withoutControlGroupsNothingIsLimited() {
        CgroupMemory none = CgroupMemory.read(directory.resolve("absent"), directory);
        HostResources machine = new HostResources("h", 2, 8 * GIB, 3 * GIB, GIB, 5, List.of());
        assertEquals(machine, machine.within(none));
    }

    @Test
    void aLimitLowerThanTheMachineReplacesTotalAndUse() {
        HostResources machine = new HostResources("h", 2, 8 * GIB, 3 * GIB, 2 * GIB, 5, List.of());
        assertEquals(
                new HostResources("h", 2, 4 * GIB, GIB, 2 * GIB, 5, List.of()),
                machine.within(new CgroupMemory(4 * GIB, GIB, CgroupMemory.UNLIMITED, 9)));
        assertEquals(
                new HostResources("h", 2, 8 * GIB, 3 * GIB, GIB, 9, List.of()),
                machine.within(new CgroupMemory(16 * GIB, GIB, GIB, 9)));
    }
}
