package io.lotusconsole.storage;

import io.lotusconsole.lotus.wire.StorageCodec.FsStat;
import io.lotusconsole.lotus.wire.StorageCodec.StorageInfo;
import io.lotusconsole.prover.FileFaults;
import java.io.IOException;
import java.io.InterruptedIOException;
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
import java.util.Set;
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

    /** How long a path may take to show its meta file: one that is mounted on demand takes seconds. */
    private static final long LOOK_MILLIS_MAX = 30_000;

    /** Looks at one path that do not come back, before no more is tried there. */
    private static final int STUCK_LOOKS_MAX = 4;

    private final Map<String, StoragePath> byId = new LinkedHashMap<>();
    private final Map<String, Used> used = new ConcurrentHashMap<>();

    /** Paths whose bytes are being counted anew. */
    private final Set<String> counting = ConcurrentHashMap.newKeySet();

    private final LocalReads looks = new LocalReads(STUCK_LOOKS_MAX);
    private final long lookMillisMax;

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
    public LocalPaths() {
        this(LOOK_MILLIS_MAX);
    }

    /** @param lookMillisMax in place of {@link #LOOK_MILLIS_MAX} */
    LocalPaths(long lookMillisMax) {
        this.lookMillisMax = lookMillisMax;
    }

    /**
     * Opens the paths of a repository's {@code storage.json}. Blocks for each path within a limit.
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
     * Opens a path. Blocks for its meta file within a limit.
     *
     * @throws IOException if its meta file cannot be read, or a path of this identity is open
     */
    public StoragePath add(Path root) throws IOException {
        StoragePath path;
        try {
            Path absolute = root.toAbsolutePath().normalize();
            path = looks.look(name(root), () -> StoragePath.read(absolute), lookMillisMax);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while opening " + name(root));
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

    private static String name(Path root) {
        return "the storage path " + root;
    }

    /**
     * As {@link StoragePath#whyAway}, within a limit.
     *
     * @return a sentence that names the path; null if it answers
     */
    public String whyAway(StoragePath path) throws InterruptedException {
        String name = name(path.root());
        try {
            String why = looks.look(name, path::whyAway, lookMillisMax);
            return why == null ? null : name + " does not answer: " + why;
        } catch (IOException e) {
            return e.getMessage();
        }
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

    /** Counted anew beside the caller once it is old, for that may take longer than figures may. */
    private long usedBytes(StoragePath path) throws IOException {
        Used last = used.get(path.id());
        if (last == null) {
            return count(path);
        }
        if (System.nanoTime() - last.atNanos() > USED_NANOS_MAX && counting.add(path.id())) {
            Thread thread = new Thread(() -> countAgain(path), "counting used bytes");
            thread.setDaemon(true);
            thread.start();
        }
        return last.bytes();
    }

    private void countAgain(StoragePath path) {
        try {
            count(path);
        } catch (IOException e) {
            // What was counted before holds until the path answers.
        } finally {
            counting.remove(path.id());
        }
    }

    private long count(StoragePath path) throws IOException {
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
