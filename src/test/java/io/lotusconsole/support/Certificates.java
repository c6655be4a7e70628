package io.lotusconsole.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Key stores made by this JDK's {@code keytool} when they are needed. Blocks for a second or two. */
public final class Certificates {
    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final long KEYTOOL_SECONDS_MAX = 30;

    private final Path store;
    private final Path pem;

    private Certificates(Path store, Path pem) {
        this.store = store;
        this.pem = pem;
    }

    /**
     * A certificate signed by itself.
     *
     * @param names as keytool's {@code san} has them: {@code ip:127.0.0.1,dns:localhost}
     * @param more further words for keytool, such as a validity
     */
    public static Certificates of(Path directory, String names, String... more) {
        Path store = directory.resolve("store.p12");
        Path pem = directory.resolve("certificate.pem");
        try {
            Files.createDirectories(directory);
            List<String> words = new ArrayList<>(List.of(
                    "-genkeypair", "-alias", "miner", "-keyalg", "EC", "-dname", "CN=miner", "-ext", "san=" + names));
            words.addAll(List.of(more));
            keytool(store, words);
            keytool(store, List.of("-exportcert", "-rfc", "-alias", "miner", "-file", pem.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Certificates(store, pem);
    }

    /** As {@link #of}, signed by an authority, whose certificate {@link #pem} then is. */
    public static Certificates ofAuthority(Path directory, String names, String... more) {
        Path store = directory.resolve("store.p12");
        Path pem = directory.resolve("authority.pem");
        try {
            Files.createDirectories(directory);
            keytool(
                    store,
                    List.of(
                            "-genkeypair",
                            "-alias",
                            "authority",
                            "-keyalg",
                            "EC",
                            "-dname",
                            "CN=authority",
                            "-ext",
                            "bc:c"));
            keytool(store, List.of("-exportcert", "-rfc", "-alias", "authority", "-file", pem.toString()));
            List<String> words = new ArrayList<>(List.of(
                    "-genkeypair", "-alias", "miner", "-keyalg", "EC", "-dname", "CN=miner", "-ext", "san=" + names));
            words.addAll(List.of("-signer", "authority"));
            words.addAll(List.of(more));
            keytool(store, words);
            keytool(store, List.of("-delete", "-alias", "authority"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Certificates(store, pem);
    }

    private static void keytool(Path store, List<String> words) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(words);
        command.addAll(
                List.of("-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", new String(PASSWORD)));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (!process.waitFor(KEYTOOL_SECONDS_MAX, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException("keytool: " + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** The certificate as a PEM file. */
    public Path pem() {
        return pem;
    }

    /** For a server that shows the certificate. */
    public SSLContext serverContext() {
        try (InputStream in = Files.newInputStream(store)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, PASSWORD);
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
