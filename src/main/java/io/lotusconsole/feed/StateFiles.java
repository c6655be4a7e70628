package io.lotusconsole.feed;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The directory of small files, one kind a prefix and one a miner, that commands of one user leave for each other. */
final class StateFiles {
    /** Of {@link Turn}. */
    static final String TURN = "worker-stats-";

    /** Of {@link LastSnapshot}, as the next. */
    static final String WORKERS = "last-workers-";

    static final String DEADLINES = "last-deadlines-";

    // Not by PosixFilePermissions.fromString, whose EnumSet costs the prompt reflection.
    private static final Set<PosixFilePermission> FILE =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private static final Set<PosixFilePermission> DIRECTORY =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    /** A file that nobody wrote for so long is of a miner that is gone, or asked too seldom to need it. */
    private static final long UNUSED_DAYS_MAX = 7;

    private StateFiles() {}

    /** The file of a miner. @param miner {@code host:port} */
    static Path of(Path directory, String prefix, String miner) {
        return directory.resolve(prefix + Integer.toHexString(miner.hashCode()));
    }

    /** Makes the directory if need be, and its parent, for this user only. */
    static void make(Path directory) throws IOException {
        // Not with all its parents: a home that is not there is not ours to make.
        makeDirectory(directory.toAbsolutePath().getParent());
        makeDirectory(directory);
    }

    private static void makeDirectory(Path directory) throws IOException {
        try {
            Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(DIRECTORY));
        } catch (FileAlreadyExistsException e) {
            // It was there before, or another process made it this moment.
        }
    }

    /** Mode 0600. */
    static FileAttribute<?> forFile() {
        return PosixFilePermissions.asFileAttribute(FILE);
    }

    /** Removes files that are of no use any more: there are some for every address that was ever asked. */
    static void removeUnused(Path directory, long nowMillis) {
        long oldestMillis = nowMillis - TimeUnit.DAYS.toMillis(UNUSED_DAYS_MAX);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                if (isOurs(file.getFileName().toString())
                        && Files.getLastModifiedTime(file).toMillis() < oldestMillis) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // Another process removes them too, say. They are small; the next new one tries again.
        }
    }

    private static boolean isOurs(String name) {
        return name.startsWith(TURN) || name.startsWith(WORKERS) || name.startsWith(DEADLINES);
    }
}
