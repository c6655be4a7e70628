package io.lotusconsole.embedded;

import io.lotusconsole.json.JsonCursor;
import io.lotusconsole.lotus.RepositoryDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

/** The directory of an embedded node with its secret and its token, both of which outlive it. */
final class Repository implements AutoCloseable {
    /** Base32 of {@code auth-jwt-private}. */
    static final String KEY_FILE = "keystore/MF2XI2BNNJ3XILLQOJUXMYLUMU";

    private static final String KEY_TYPE = "jwt-hmac-secret";
    private static final long KEY_FILE_BYTES_MAX = 4096;
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

    private final RepositoryDirectory directory;
    private final TokenAuthority authority;

    private Repository(RepositoryDirectory directory, TokenAuthority authority) {
        this.directory = directory;
        this.authority = authority;
    }

    /**
     * Opens the directory, and makes the secret and a token with all permissions if there is no secret yet.
     *
     * @throws IOException as {@link RepositoryDirectory#open}, or if the secret cannot be used
     */
    static Repository open(Path path) throws IOException {
        RepositoryDirectory directory = RepositoryDirectory.open(path);
        try {
            return new Repository(directory, authority(directory));
        } catch (IOException | RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    private static TokenAuthority authority(RepositoryDirectory directory) throws IOException {
        Path key = directory.path().resolve(KEY_FILE);
        Path token = directory.path().resolve("token");
        boolean known = Files.exists(key);
        byte[] secret;
        if (known) {
            secret = readSecret(key);
        } else {
            secret = new byte[TokenAuthority.SECRET_BYTES];
            new SecureRandom().nextBytes(secret);
            String text = "{\"Type\":\"" + KEY_TYPE + "\",\"PrivateKey\":\""
                    + Base64.getEncoder().encodeToString(secret) + "\"}";
            directory.write(KEY_FILE, text);
        }
        TokenAuthority authority = new TokenAuthority(secret);
        if (!known || !Files.exists(token)) {
            directory.write("token", authority.issue(TokenAuthority.ALL));
        }
        return authority;
    }

    private static byte[] readSecret(Path key) throws IOException {
        if (Files.getFileStore(key).supportsFileAttributeView("posix")) {
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
        return directory.path();
    }

    TokenAuthority authority() {
        return authority;
    }

    /** Writes a file, whole or not at all, readable by nobody else. */
    void write(String name, String text) throws IOException {
        directory.write(name, text);
    }

    /** Writes {@code api}: from now on clients find the server. */
    void publish(String multiaddr) throws IOException {
        directory.publish(multiaddr);
    }

    /** Deletes {@code api}, if the directory is still ours: no new client comes. */
    void withdraw() throws IOException {
        directory.withdraw();
    }

    /** Deletes {@code api} and gives the directory free. A second call does nothing. */
    @Override
    public void close() throws IOException {
        directory.close();
    }
}
