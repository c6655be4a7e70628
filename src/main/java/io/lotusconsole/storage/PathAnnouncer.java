package io.lotusconsole.storage;

import io.lotusconsole.lotus.wire.StorageCodec.FsStat;
import io.lotusconsole.lotus.wire.StorageCodec.StorageInfo;
import io.lotusconsole.prover.FileFaults;
import io.lotusconsole.rpc.RpcException;
import io.lotusconsole.storage.LocalPaths.SectorFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Keeps the miner's index informed of the own storage paths, as every process of Lotus does ({@code
 * storage/paths/local.go}): attach, declare what is there, report health, detach.
 *
 * <p>A path that sealing may use is only read, never announced: the miner would plan work on it that this process
 * does not do (design, decision 6). Safe for many threads; methods block for their calls and for the storage.
 */
public final class PathAnnouncer implements AutoCloseable {
    /** {@code HeartbeatInterval} of {@code storage/paths/index.go}. */
    static final long HEALTH_MILLIS = 10_000;

    /** Paths whose health is asked for at a time, so that one that hangs holds up few others. */
    private static final int THREADS = 4;

    private final LocalPaths local;
    private final IndexCalls index;
    private final String ownUrl;
    private final Consumer<String> notes;
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(THREADS, task -> {
        Thread thread = new Thread(task, "health of storage");
        thread.setDaemon(true);
        return thread;
    });

    /** What the index was told of each path by its id. Guarded by this. */
    private final Map<String, Set<SectorFile>> announced = new HashMap<>();

    /** Paths whose health is being asked for: a hanging one is asked once. Guarded by this. */
    private final Set<String> beingAsked = new HashSet<>();

    /**
     * @param ownUrl where this process serves its paths, such as {@code http://10.0.0.2:3456/remote}
     * @param notes told in one sentence of what an operator may want to know; by several threads
     */
    public PathAnnouncer(LocalPaths local, IndexCalls index, String ownUrl, Consumer<String> notes) {
        this.local = local;
        this.index = index;
        this.ownUrl = ownUrl;
        this.notes = notes;
        timer.setRemoveOnCancelPolicy(true);
    }

    /** Whether the index is told of a path. */
    public static boolean isAnnounced(StoragePath path) {
        return !path.canSeal();
    }

    /** Announces every open path, and again whatever the index was told before, as after a restart of the miner. */
    public void announceAll() throws RpcException, IOException {
        for (StoragePath path : local.all()) {
            announce(path);
        }
    }

    /**
     * Attaches a path and declares what is in it. Does nothing but note it for a path that sealing may use.
     *
     * @throws IOException if the path does not answer
     */
    public void announce(StoragePath path) throws RpcException, IOException {
        if (!isAnnounced(path)) {
            notes.accept("the storage path " + path.root() + " may be sealed in, so it is read but not announced");
            return;
        }
        FsStat stat = local.stat(path.id());
        if (stat == null) {
            throw new IOException("the storage path " + path.root() + " is not open");
        }
        StorageInfo info = StoragePath.readInfo(path.root()).withUrls(List.of(ownUrl));
        index.attach(info, stat);
        declare(path, false);
    }

    /**
     * Declares again what is in the announced paths.
     *
     * @param storageId null for all
     * @param dropsMissing whether the index is told to forget what was declared and is not there any more
     */
    public void redeclare(String storageId, boolean dropsMissing) throws RpcException, IOException {
        for (StoragePath path : local.all()) {
            if (isAnnounced(path) && (storageId == null || storageId.equals(path.id()))) {
                declare(path, dropsMissing);
            }
        }
    }

    private void declare(StoragePath path, boolean dropsMissing) throws RpcException, IOException {
        LocalPaths.Scan scan = LocalPaths.scan(path);
        for (Path stray : scan.strays()) {
            notes.accept(stray + " is no file of a sector; lotus would not open this storage path");
        }
        for (SectorFile file : scan.files()) {
            index.declareSector(path.id(), file.name(), file.type().bit(), path.canStore());
        }
        String away = path.whyAway();
        if (away != null) {
            // What is missing may only be out of sight.
            throw new IOException("the storage path " + path.root() + " does not answer: " + away);
        }
        Set<SectorFile> now = new HashSet<>(scan.files());
        Set<SectorFile> missing;
        synchronized (this) {
            Set<SectorFile> before = announced.getOrDefault(path.id(), Set.of());
            missing = new HashSet<>(before);
            missing.removeAll(now);
            if (!dropsMissing) {
                now.addAll(before);
            }
            announced.put(path.id(), now);
        }
        if (dropsMissing) {
            for (SectorFile file : missing) {
                index.dropSector(path.id(), file.name(), file.type().bit());
            }
        }
    }

    /** Begins to report health every {@link #HEALTH_MILLIS}, of paths that are attached later too. */
    public void start() {
        timer.scheduleAtFixedRate(this::reportAll, HEALTH_MILLIS, HEALTH_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void reportAll() {
        for (StoragePath path : local.all()) {
            synchronized (this) {
                if (!announced.containsKey(path.id()) || !beingAsked.add(path.id())) {
                    continue;
                }
            }
            timer.execute(() -> {
                try {
                    report(path);
                } finally {
                    synchronized (this) {
                        beingAsked.remove(path.id());
                    }
                }
            });
        }
    }

    /** Reports the health of one path now. An index that cannot be told is told the next time. */
    void report(StoragePath path) {
        FsStat stat = FsStat.ZERO;
        String error = "";
        try {
            stat = local.stat(path.id());
            if (stat == null) {
                return;
            }
        } catch (IOException e) {
            error = FileFaults.reason(e);
        }
        try {
            index.reportHealth(path.id(), stat, error);
        } catch (RpcException e) {
            notes.accept("the miner was not told how the storage path " + path.root() + " is: " + e.getMessage());
        }
    }

    /** Takes a path from the index; nothing if it was not announced. */
    public void withdraw(StoragePath path) throws RpcException {
        synchronized (this) {
            if (announced.remove(path.id()) == null) {
                return;
            }
        }
        index.detach(path.id(), ownUrl);
    }

    /** Takes every announced path from the index, as far as it can be told; the first failure is noted. */
    public void withdrawAll() {
        for (StoragePath path : local.all()) {
            try {
                withdraw(path);
            } catch (RpcException e) {
                notes.accept("the miner was not told that " + path.root() + " is served no more: " + e.getMessage());
                return;
            }
        }
    }

    /** Ends the reports. Tells the index nothing: that is {@link #withdrawAll}. */
    @Override
    public void close() {
        timer.shutdownNow();
    }
}
