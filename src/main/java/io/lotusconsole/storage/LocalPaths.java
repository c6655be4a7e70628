package io.lotusconsole.storage;

import io.lotusconsole.lotus.wire.StorageCodec.FsStat;
import io.lotusconsole.lotus.wire.StorageCodec.StorageInfo;
import io.lotusconsole.prover.FileFaults;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The storage paths that are open in this process. Safe for many threads: paths come and go while sectors are read.
 * Methods that look at files block as long as the storage does.
 */
public final class LocalPaths {
    /** A walk over all files of a path is dear, and nothing is stored here that would need it fresh. */
    private static final long USED_NANOS_MAX = 300_000_000_000L;

    /** Temporary downloads of sealing ({@code storage/paths/local.go}). */
    private static final String FETCHING = "fetching";

    private final Map<String, StoragePath> byId = new LinkedHashMap<>();
    private final Map<String, Used> used = new ConcurrentHashMap<>();

    /** Bytes of all files of a path, and when they were counted. */
    private record Used(long bytes, long atNanos) {}

    /** A file, or directory of files, of a sector. */
    public record SectorFile(SectorName name, SectorFileType type) {}

    /**
     * What is in a path.
     *
     * @param strays entries whose names are none of a sector. Lotus does not open a path that has one; reading does
     *     not mind it
     */
    public record Scan(List<SectorFile> files, List<Path> strays) {}

    /** No path at all, to begin with. */
    public LocalPaths() {}

    /**
     * Opens the paths of a repository's {@code storage.json}.
     *
     * @throws IOException if the list, or the meta file of a path in it, cannot be read or says an identity twice; its
     *     message names the file
     */
    public static LocalPaths open(Path repository) throws IOException {
        LocalPaths paths = new LocalPaths();
        for (Path root : StorageList.read(repository)) {
            paths.add(root);
        }
        return paths;
    }

    /** In the order they were opened. */
    public synchronized List<StoragePath> all() {
        return List.copyOf(byId.values());
    }

    /** Null if no open path has this identity. */
    public synchronized StoragePath byId(String id) {
        return byId.get(id);
    }

    /**
     * Opens a path.
     *
     * @throws IOException if its meta file cannot be read, or a path of this identity is open
     */
    public StoragePath add(Path root) throws IOException {
        StoragePath path;
        try {
            path = StoragePath.read(root.toAbsolutePath().normalize());
        } catch (NoSuchFileException e) {
            throw new IOException("opening path " + root + ": " + FileFaults.reason(e), e);
        }
        synchronized (this) {
            StoragePath other = byId.putIfAbsent(path.id(), path);
            if (other != null) {
                throw new IOException("path " + root + " has ID " + path.id() + ", which is open as " + other.root());
            }
        }
        return path;
    }

    /** Closes a path: no new read begins in it. @return what was open there; null if nothing was */
    public synchronized StoragePath remove(Path root) {
        Path wanted = root.toAbsolutePath().normalize();
        for (StoragePath path : all()) {
            if (path.root().equals(wanted)) {
                return byId.remove(path.id());
            }
        }
        return null;
    }

    /**
     * The files of sectors in a path that a PoSt may read; a type whose directory is missing has none.
     *
     * @throws IOException if a directory cannot be read
     */
    public static Scan scan(StoragePath path) throws IOException {
        List<SectorFile> files = new ArrayList<>();
        List<Path> strays = new ArrayList<>();
        for (SectorFileType type : SectorFileType.values()) {
            try (DirectoryStream<Path> entries =
                    Files.newDirectoryStream(path.root().resolve(type.directory()))) {
                for (Path entry : entries) {
                    String text = entry.getFileName().toString();
                    SectorName name = SectorName.parse(text);
                    if (name != null) {
                        files.add(new SectorFile(name, type));
                    } else if (!text.equals(FETCHING)) {
                        strays.add(entry);
                    }
                }
            } catch (NoSuchFileException e) {
                // Lotus makes the directories it misses; we do not write here.
            } catch (DirectoryIteratorException e) {
                throw e.getCause();
            }
        }
        return new Scan(List.copyOf(files), List.copyOf(strays));
    }

    /**
     * What the file system of a path says, as Lotus reports it ({@code storage/paths/local.go}, {@code path.stat}).
     * Nothing is ever reserved here.
     *
     * @return null if no open path has this identity
     * @throws IOException if the path does not answer
     */
    public FsStat stat(String id) throws IOException {
        StoragePath path = byId(id);
        if (path == null) {
            return null;
        }
        StorageInfo info = StoragePath.readInfo(path.root());
        if (!info.id().equals(id)) {
            throw new IOException("the storage path " + path.root() + " does not answer: its ID is " + info.id());
        }
        FileStore store = Files.getFileStore(path.root());
        long free = store.getUsableSpace();
        long max = info.maxStorage();
        if (max <= 0) {
            return new FsStat(store.getTotalSpace(), free, free, 0, 0, 0);
        }
        long bytes = usedBytes(path);
        return new FsStat(store.getTotalSpace(), Math.min(free, Math.max(0, max - bytes)), free, 0, max, bytes);
    }

    private long usedBytes(StoragePath path) throws IOException {
        Used last = used.get(path.id());
        if (last != null && System.nanoTime() - last.atNanos() < USED_NANOS_MAX) {
            return last.bytes();
        }
        long[] bytes = {0};
        Files.walkFileTree(path.root(), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                bytes[0] += attributes.size();
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) {
                return FileVisitResult.CONTINUE;
            }
        });
        used.put(path.id(), new Used(bytes[0], System.nanoTime()));
        return bytes[0];
    }
}
