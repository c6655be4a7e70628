package io.lotusconsole.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What the memory control groups of a Linux process allow and count. {@link #UNLIMITED} where there is no
 * limit, no control group or no Linux.
 *
 * <p>As {@code storage/sealer/cgroups_linux.go} does it: version 1 first, then version 2, where the
 * lowest limit on the way to the root counts. oshi reads the process's own group only and counts the
 * page cache as used.
 *
 * @param usedBytes of the group that sets the limit, without page cache
 * @param swapLimitBytes of swap alone
 */
record CgroupMemory(long limitBytes, long usedBytes, long swapLimitBytes, long swapUsedBytes) {
    static final long UNLIMITED = Long.MAX_VALUE;

    /** Version 1 says "no limit" with the largest whole number of pages; no machine has an exbibyte. */
    private static final long LIMIT_MAX = 1L << 60;

    private static final CgroupMemory NONE = new CgroupMemory(UNLIMITED, 0, UNLIMITED, 0);

    /** Control groups nest no deeper than a path has parts; this stops a loop of symbolic links. */
    private static final int DEPTH_MAX = 64;

    static CgroupMemory ofThisProcess() {
        return read(Path.of("/proc/self/cgroup"), Path.of("/sys/fs/cgroup"));
    }

    /**
     * @param membership a file like {@code /proc/self/cgroup}
     * @param root where the hierarchies are mounted
     */
    static CgroupMemory read(Path membership, Path root) {
        List<String> lines;
        try {
            lines = Files.readAllLines(membership);
        } catch (IOException e) {
            return NONE;
        }
        CgroupMemory limits = NONE;
        for (String line : lines) {
            // hierarchy:controllers:path, and 0::path for version 2.
            String[] parts = line.split(":", 3);
            if (parts.length == 3 && List.of(parts[1].split(",")).contains("memory")) {
                limits = version1(group(root.resolve("memory"), parts[2]));
            }
        }
        for (String line : lines) {
            if (limits.limitBytes == UNLIMITED && limits.swapLimitBytes == UNLIMITED && line.startsWith("0::")) {
                Path mount = Files.isDirectory(root.resolve("unified")) ? root.resolve("unified") : root;
                limits = version2(mount, group(mount, line.substring(3)));
            }
        }
        return limits;
    }

    /** Inside a container the path is the host's and the mount shows the container's own group instead. */
    private static Path group(Path mount, String path) {
        Path group = mount.resolve(path.replaceFirst("^/+", "")).normalize();
        return group.startsWith(mount) && Files.isDirectory(group) ? group : mount;
    }

    private static CgroupMemory version1(Path group) {
        long limit = number(group, "memory.limit_in_bytes");
        long used = count(group, "memory.usage_in_bytes");
        long bothLimit = number(group, "memory.memsw.limit_in_bytes");
        long bothUsed = count(group, "memory.memsw.usage_in_bytes");
        boolean swapLimited = bothLimit != UNLIMITED && limit != UNLIMITED;
        return new CgroupMemory(
                limit,
                Math.max(0, used - stat(group, "total_cache")),
                swapLimited ? Math.max(0, bothLimit - limit) : UNLIMITED,
                Math.max(0, bothUsed - used));
    }

    private static CgroupMemory version2(Path mount, Path group) {
        CgroupMemory lowest = NONE;
        Path at = group;
        for (int depth = 0; at != null && at.startsWith(mount) && depth < DEPTH_MAX; depth++) {
            long limit = number(at, "memory.max");
            if (limit < lowest.limitBytes) {
                long used = Math.max(0, count(at, "memory.current") - stat(at, "file"));
                lowest = new CgroupMemory(limit, used, lowest.swapLimitBytes, lowest.swapUsedBytes);
            }
            long swapLimit = number(at, "memory.swap.max");
            if (swapLimit < lowest.swapLimitBytes) {
                long swapUsed = count(at, "memory.swap.current");
                lowest = new CgroupMemory(lowest.limitBytes, lowest.usedBytes, swapLimit, swapUsed);
            }
            at = at.getParent();
        }
        return lowest;
    }

    private static long count(Path group, String file) {
        long number = number(group, file);
        return number == UNLIMITED ? 0 : number;
    }

    /** {@link #UNLIMITED} for {@code max} and for no such file. */
    private static long number(Path group, String file) {
        try {
            long number = Long.parseLong(Files.readString(group.resolve(file)).trim());
            return number >= LIMIT_MAX ? UNLIMITED : number;
        } catch (IOException | NumberFormatException e) {
            return UNLIMITED;
        }
    }

    private static long stat(Path group, String field) {
        try {
            for (String line : Files.readAllLines(group.resolve("memory.stat"))) {
                if (line.startsWith(field + " ")) {
                    return Long.parseLong(line.substring(field.length() + 1).trim());
                }
            }
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
        return 0;
    }
}
