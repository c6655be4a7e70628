package io.lotusconsole.lotus;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The directory of a node of ours, laid out as Lotus's ({@code node/repo/fsrepo.go}): {@code repo.lock}, {@code
 * keystore}, {@code token}, {@code api}. Directories it makes are 0700, files 0600, {@code api} too.
 *
 * <p>Locked against every other process, Go ones included, until {@link #close}, which deletes {@code api}.
 */
public final class RepositoryDirectory implements AutoCloseable {
    private static final Set<PosixFilePermission> DIRECTORY = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

    /**
     * Repositories this process holds. A lock of POSIX belongs to the process and is gone as soon as the
     * process closes <em>any</em> channel on the file, so a second attempt must not even open it.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel lockChannel;

    private RepositoryDirectory(Path path, FileChannel lockChannel) {
        this.path = path;
        this.lockChannel = lockChannel;
    }

    /**
     * Makes the directory and its {@code keystore} if need be, and locks it.
     *
     * @throws IOException if another process has it, in the words of Lotus; if it belongs to a real node, which is
     *     left alone; or if it cannot be read or written
     */
    public static RepositoryDirectory open(Path asked) throws IOException {
        return open(asked, false);
    }

    /** The same, also of a directory that a Lotus process of the same kind uses at other times. */
    public static RepositoryDirectory openShared(Path asked) throws IOException {
        return open(asked, true);
    }

    private static RepositoryDirectory open(Path asked, boolean isShared) throws IOException {
        makeDirectory(asked);
        Path path = asked.toRealPath();
        if (!HELD.add(path)) {
            throw locked(path);
        }
        FileChannel channel = null;
        try {
            if (!isShared && Files.exists(path.resolve("datastore"))) {
                throw new IOException(path + ": this is the repository of a real node, which is left alone");
            }
            channel = lock(path);
            makeDirectory(path.resolve("keystore"));
            return new RepositoryDirectory(path, channel);
        } catch (IOException | RuntimeException e) {
            if (channel != null) {
                channel.close();
            }
            HELD.remove(path);
            throw e;
        }
    }

    private static FileChannel lock(Path directory) throws IOException {
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        // The file stays empty: Lotus takes one with content for something else.
        FileChannel channel = FileChannel.open(directory.resolve("repo.lock"), options, attributes(directory, FILE));
        FileLock lock = null;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            throw locked(directory);
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
        if (lock == null) {
            throw locked(directory);
        }
        return channel;
    }

    private static IOException locked(Path directory) {
        return new IOException(directory + ": repo is already locked (process is already running)");
    }

    public Path path() {
        return path;
    }

    /** Writes {@code api}: from now on clients find the server. */
    public void publish(String multiaddr) throws IOException {
        write("api", multiaddr);
    }

    /**
     * Writes a file of this directory, whole or not at all, and never readable by others, not even for a moment.
     *
     * @param name relative to the directory
     */
    public void write(String name, String text) throws IOException {
        Path file = path.resolve(name);
        Path whole = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(whole);
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(whole, options, attributes(whole.getParent(), FILE))) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
        Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void makeDirectory(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Path parent = directory.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.createDirectory(directory, attributes(parent, DIRECTORY));
        } else if (isPosix(directory)
                && !Files.getPosixFilePermissions(directory).equals(DIRECTORY)) {
            Files.setPosixFilePermissions(directory, DIRECTORY);
        }
    }

    private static FileAttribute<?>[] attributes(Path near, Set<PosixFilePermission> permissions) throws IOException {
        return isPosix(near)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }

    private static boolean isPosix(Path path) throws IOException {
        return Files.getFileStore(path).supportsFileAttributeView("posix");
    }

    /** Deletes {@code api}, if the directory is still ours: no new client comes. */
    public void withdraw() throws IOException {
        if (lockChannel.isOpen()) {
            Files.deleteIfExists(path.resolve("api"));
        }
    }

    /** Deletes {@code api} and gives the directory free. A second call does nothing. */
    @Override
    public void close() throws IOException {
        if (!lockChannel.isOpen()) {
            return;
        }
        try {
            withdraw();
        } finally {
            try {
                lockChannel.close();
            } finally {
                HELD.remove(path);
            }
        }
    }
}
