package io.lotusconsole.embedded;

import io.lotusconsole.json.JsonCursor;
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
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A repository directory, laid out as Lotus's ({@code node/repo/fsrepo.go}): {@code repo.lock}, {@code
 * keystore}, {@code token}, {@code api}. Directories it makes are 0700, files 0600, {@code api} too; a directory
 * that is there keeps its mode.
 *
 * <p>Locked against every other process, Go ones included, until {@link #close}, which deletes {@code
 * api}. Key and token outlive it.
 */
final class Repository implements AutoCloseable {
    /** Base32 of {@code auth-jwt-private}. */
    static final String KEY_FILE = "keystore/MF2XI2BNNJ3XILLQOJUXMYLUMU";

    private static final String KEY_TYPE = "jwt-hmac-secret";
    private static final long KEY_FILE_BYTES_MAX = 4096;
    private static final Set<PosixFilePermission> DIRECTORY = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

    /**
     * Repositories this process holds. A lock of POSIX belongs to the process and is gone as soon as the
     * process closes <em>any</em> channel on the file, so a second attempt must not even open it.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final FileChannel lockChannel;
    private final TokenAuthority authority;

    private Repository(Path directory, FileChannel lockChannel, TokenAuthority authority) {
        this.directory = directory;
        this.lockChannel = lockChannel;
        this.authority = authority;
    }

    /**
     * Makes the directory if need be, locks it, and makes the secret and a token with all permissions if
     * there is no secret yet.
     *
     * @throws IOException if another process has it, in the words of Lotus, or it cannot be read or written
     */
    static Repository open(Path path) throws IOException {
        makeDirectory(path);
        Path directory = path.toRealPath();
        if (!HELD.add(directory)) {
            throw locked(directory);
        }
        FileChannel channel = null;
        try {
            if (Files.exists(directory.resolve("datastore"))) {
                throw new IOException(directory + ": this is the repository of a real node, which is left alone");
            }
            channel = lock(directory);
            makeDirectory(directory.resolve("keystore"));
            return new Repository(directory, channel, authority(directory));
        } catch (IOException | RuntimeException e) {
            if (channel != null) {
                channel.close();
            }
            HELD.remove(directory);
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

    private static TokenAuthority authority(Path directory) throws IOException {
        Path key = directory.resolve(KEY_FILE);
        Path token = directory.resolve("token");
        boolean known = Files.exists(key);
        byte[] secret;
        if (known) {
            secret = readSecret(key);
        } else {
            secret = new byte[TokenAuthority.SECRET_BYTES];
            new SecureRandom().nextBytes(secret);
            String text = "{\"Type\":\"" + KEY_TYPE + "\",\"PrivateKey\":\""
                    + Base64.getEncoder().encodeToString(secret) + "\"}";
            write(key, text);
        }
        TokenAuthority authority = new TokenAuthority(secret);
        if (!known || !Files.exists(token)) {
            write(token, authority.issue(TokenAuthority.ALL));
        }
        return authority;
    }

    private static byte[] readSecret(Path key) throws IOException {
        if (isPosix(key)) {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(key);
            if (!FILE.containsAll(permissions)) {
                throw new IOException(key + ": permissions of key are too relaxed, required: 0600, got: "
                        + PosixFilePermissions.toString(permissions));
            }
        }
        if (Files.size(key) > KEY_FILE_BYTES_MAX) {
            throw new IOException(key + ": not a key");
        }
        String type = "";
        String secret = "";
        try (JsonCursor cursor = new JsonCursor(Files.readString(key))) {
            if (cursor.beginObject()) {
                while (cursor.nextField()) {
                    switch (cursor.name()) {
                        case "Type" -> type = cursor.text();
                        case "PrivateKey" -> secret = cursor.text();
                        default -> cursor.skip();
                    }
                }
            }
        }
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(secret);
        } catch (IllegalArgumentException e) {
            bytes = new byte[0];
        }
        if (!type.equals(KEY_TYPE) || bytes.length < TokenAuthority.SECRET_BYTES) {
            throw new IOException(key + ": not a key of type " + KEY_TYPE);
        }
        return bytes;
    }

    Path directory() {
        return directory;
    }

    TokenAuthority authority() {
        return authority;
    }

    /** Writes {@code api}: from now on clients find the server. */
    void publish(String multiaddr) throws IOException {
        write(directory.resolve("api"), multiaddr);
    }

    /** Whole or not at all, and never readable by others, not even for a moment. */
    private static void write(Path file, String text) throws IOException {
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
    void withdraw() throws IOException {
        if (lockChannel.isOpen()) {
            Files.deleteIfExists(directory.resolve("api"));
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
                HELD.remove(directory);
            }
        }
    }
}
