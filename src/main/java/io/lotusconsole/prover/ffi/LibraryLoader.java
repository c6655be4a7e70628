package io.lotusconsole.prover.ffi;

import com.sun.jna.Native;
import com.sun.jna.Platform;
import io.lotusconsole.prover.FileFaults;
import io.lotusconsole.prover.NativeCallObserver;
import io.lotusconsole.prover.ProverBuild;
import io.lotusconsole.prover.ProverException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;

/**
 * Finds and loads the proof library.
 *
 * <p>It is the file that the user names, or the one in the jar for this platform. A library in a jar must become
 * a file to be loaded, so it is copied once into a directory of the user's, under a name that says its content.
 */
public final class LibraryLoader {
    private static final String NAME = "lotus_console_prover";

    /** Beside the library: what was built, or why nothing was ({@code src/main/rust/build.sh}). */
    private static final String NOTE = "prover-build.properties";

    /** Where JNA looks in a jar. */
    private static final String FOLDER = "/" + Platform.RESOURCE_PREFIX + "/";

    private static final String HOW_TO_BUILD =
            "Install Rust 1.87 or later with cargo, and a C compiler (cc), then build again: mvn -DskipTests package.";

    private LibraryLoader() {}

    /**
     * Loads the library into this process; about 0.1 s. Loading the same file again costs little.
     *
     * @param named the file to load instead of the one in the jar; null for that one
     * @param cacheDirectory where the one in the jar may be copied to; null for nowhere, which costs a copy each time
     * @throws ProverException.Unavailable if there is none for this platform, or it does not load or does not fit
     */
    public static NativeLibrary load(Path named, Path cacheDirectory, NativeCallObserver observer)
            throws ProverException {
        try {
            if (named != null) {
                return open(named, observer);
            }
            return openBundled(cacheDirectory, observer);
        } catch (LinkageError e) {
            throw new ProverException.Unavailable(
                    oneLine(e),
                    named == null
                            ? "Use a library that was built for this machine. " + HOW_TO_BUILD
                            : "Name a library that was built for this machine in LOTUS_CONSOLE_PROVER, or unset it.",
                    e);
        } catch (IOException e) {
            throw new ProverException.Unavailable(
                    "it cannot be unpacked: " + FileFaults.reason(e),
                    "Free some space, or make the directory writable.",
                    e);
        }
    }

    private static NativeLibrary openBundled(Path cacheDirectory, NativeCallObserver observer)
            throws ProverException, IOException {
        Properties note = note();
        URL resource = bundled();
        if (resource == null) {
            String why = note.getProperty("missing", "this build has none for " + Platform.RESOURCE_PREFIX);
            throw new ProverException.Unavailable(why, HOW_TO_BUILD, null);
        }
        if (resource.getProtocol().equals("file")) {
            return open(Path.of(URI.create(resource.toString())), observer);
        }
        String fileName = note.getProperty("sha256", "unknown") + "-" + System.mapLibraryName(NAME);
        Path kept = keptCopy(resource, cacheDirectory, fileName);
        if (kept != null) {
            return open(kept, observer);
        }
        Path once = Files.createTempFile("lotus-console-prover", ".so");
        try {
            copy(resource, once);
            return open(once, observer);
        } finally {
            // What is loaded stays loaded; the process may end without running hooks.
            Files.delete(once);
        }
    }

    /** The library in the classes or the jar of this program; null if there is none for this platform. */
    static URL bundled() {
        return LibraryLoader.class.getResource(FOLDER + System.mapLibraryName(NAME));
    }

    private static Properties note() throws IOException {
        Properties note = new Properties();
        try (InputStream in = LibraryLoader.class.getResourceAsStream(FOLDER + NOTE)) {
            if (in != null) {
                note.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            }
        }
        return note;
    }

    /** The library as a file in the directory, copied if it is not there yet; null if that cannot be. */
    private static Path keptCopy(URL resource, Path directory, String fileName) {
        if (directory == null) {
            return null;
        }
        Path file = directory.resolve(fileName);
        try {
            long length = resource.openConnection().getContentLengthLong();
            if (!isOwn(file, length)) {
                Files.createDirectories(
                        directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
                Path part = Files.createTempFile(directory, NAME, ".part");
                try {
                    copy(resource, part);
                    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
                } finally {
                    Files.deleteIfExists(part);
                }
            }
            return isOwn(file, length) ? file : null;
        } catch (IOException | UnsupportedOperationException e) {
            return null;
        }
    }

    /** A library is code: another user's, as sudo may find it in a home it kept, is not loaded. */
    private static boolean isOwn(Path file, long length) throws IOException {
        return Files.isRegularFile(file)
                && Files.size(file) == length
                && Files.getOwner(file).getName().equals(System.getProperty("user.name"));
    }

    private static void copy(URL resource, Path file) throws IOException {
        try (InputStream in = resource.openStream()) {
            Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static NativeLibrary open(Path file, NativeCallObserver observer) throws ProverException {
        if (!Files.isRegularFile(file)) {
            throw new ProverException.Unavailable(
                    file + " is not there", "Name an existing library in LOTUS_CONSOLE_PROVER, or unset it.", null);
        }
        String path = file.toAbsolutePath().toString();
        Entries entries = Native.load(path, Entries.class);
        checkAbi(entries, file);
        ProverBuild build = build(entries);
        Entries.Devnet devnet = build.isDevnet() ? Native.load(path, Entries.Devnet.class) : null;
        return new NativeLibrary(entries, devnet, build, observer);
    }

    private static void checkAbi(Entries entries, Path file) throws ProverException {
        int version = entries.lcp_abi_version();
        int[] layout = new int[4];
        if (version == Entries.ABI_VERSION) {
            entries.lcp_layout(layout);
        }
        int[] ours = {Result.BYTES, Result.DATA_OFFSET, Result.LEN_OFFSET, Result.NANOS_OFFSET};
        if (version != Entries.ABI_VERSION || !Arrays.equals(layout, ours)) {
            throw new ProverException.Unavailable(
                    file + " speaks version " + version + " of the interface, this program version "
                            + Entries.ABI_VERSION,
                    "Build the library and the program from the same sources.",
                    null);
        }
    }

    private static ProverBuild build(Entries entries) throws ProverException {
        Properties features = new Properties();
        try (Result result = new Result(entries)) {
            byte[] text = result.take("features", entries.lcp_features(result));
            features.load(new StringReader(new String(text, StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new IllegalStateException("text in memory cannot fail to be read", e);
        }
        return new ProverBuild(
                features.getProperty("version"),
                features.getProperty("proofs"),
                Boolean.parseBoolean(features.getProperty("devnet")),
                Boolean.parseBoolean(features.getProperty("cuda")),
                Boolean.parseBoolean(features.getProperty("opencl")));
    }

    /** JNA tells the file on the first line and the reason on those after it, of each place it looked in. */
    private static String oneLine(LinkageError e) {
        List<String> lines = String.valueOf(e.getMessage())
                .lines()
                .map(String::strip)
                .distinct()
                .toList();
        return String.join(" ", lines.subList(0, Math.min(2, lines.size())));
    }
}
