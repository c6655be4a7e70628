package io.lotusconsole.launcher;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** The directory of one worker: {@code repo}, {@code worker.log}, {@code worker.json}. Mode 0700, files 0600. */
final class WorkerHome {
    private static final Set<PosixFilePermission> DIRECTORY = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

    /** A longer record is none. */
    private static final long RECORD_BYTES_MAX = 1 << 20;

    private final Path directory;

    WorkerHome(Path workers, String name) {
        this.directory = workers.resolve(name);
    }

    String name() {
        return directory.getFileName().toString();
    }

    Path directory() {
        return directory;
    }

    Path repository() {
        return directory.resolve("repo");
    }

    Path log() {
        return directory.resolve("worker.log");
    }

    private Path record() {
        return directory.resolve("worker.json");
    }

    void make() throws IOException {
        Path workers = directory.getParent();
        Files.createDirectories(workers.getParent());
        makeDirectory(workers);
        makeDirectory(directory);
    }

    private static void makeDirectory(Path made) throws IOException {
        if (Files.isDirectory(made)) {
            return;
        }
        try {
            Files.createDirectory(made, attributes(made.getParent(), DIRECTORY));
        } catch (FileAlreadyExistsException e) {
            // Another console made it in the meantime.
            if (!Files.isDirectory(made)) {
                throw e;
            }
        }
    }

    private static FileAttribute<?>[] attributes(Path near, Set<PosixFilePermission> permissions) throws IOException {
        return Files.getFileStore(near).supportsFileAttributeView("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }

    /** Begins an empty log; the one before is kept beside it, and the one before that is not. */
    void rotateLog() throws IOException {
        if (Files.exists(log())) {
            Files.move(log(), directory.resolve("worker.log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        FileChannel.open(log(), options, attributes(directory, FILE)).close();
    }

    /**
     * Null if no worker was started here, or the one that was has been stopped.
     *
     * @throws BadRecordException if there is something else in its place
     */
    WorkerRecord read() throws IOException {
        try {
            if (Files.size(record()) > RECORD_BYTES_MAX) {
                throw new IOException("it is too long");
            }
            return WorkerRecord.parse(Files.readString(record(), StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            return null;
        } catch (AccessDeniedException e) {
            throw new BadRecordException(record() + " cannot be read: permission denied", e);
        } catch (IOException e) {
            throw new BadRecordException(record() + " is not a record of a worker: " + e.getMessage(), e);
        }
    }

    /** Writes the record, whole or not at all. */
    void write(WorkerRecord record) throws IOException {
        Path whole = directory.resolve("worker.json.new");
        Files.deleteIfExists(whole);
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(whole, options, attributes(directory, FILE))) {
            ByteBuffer bytes = ByteBuffer.wrap(record.json().getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
        Files.move(whole, record(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Forgets the worker; its log and its repository stay. */
    void forget() throws IOException {
        Files.deleteIfExists(record());
    }
}
