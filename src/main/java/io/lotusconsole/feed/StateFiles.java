package io.lotusconsole.feed;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;

/** The directory of small files, one kind a prefix and one a miner, that commands of one user leave for each other. */
final class StateFiles {
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
            Files.createDirectory(directory, mode("rwx------"));
        } catch (FileAlreadyExistsException e) {
            // It was there before, or another process made it this moment.
        }
    }

    static FileAttribute<?> mode(String permissions) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
    }

    /** Removes files of a kind that are of no use any more: there is one for every address that was ever asked. */
    static void removeUnused(Path directory, String prefix, long nowMillis) {
        long oldestMillis = nowMillis - TimeUnit.DAYS.toMillis(UNUSED_DAYS_MAX);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                if (file.getFileName().toString().startsWith(prefix)
                        && Files.getLastModifiedTime(file).toMillis() < oldestMillis) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // Another process removes them too, say. They are small; the next new one tries again.
        }
    }
}
