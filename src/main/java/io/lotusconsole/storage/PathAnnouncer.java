package io.lotusconsole.storage;

import io.lotusconsole.lotus.wire.StorageCodec.FsStat;
import io.lotusconsole.lotus.wire.StorageCodec.StorageInfo;
import io.lotusconsole.prover.FileFaults;
import io.lotusconsole.rpc.RpcException;
import io.lotusconsole.storage.LocalPaths.SectorFile;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Keeps the miner's index informed of the own storage paths, as every process of Lotus does ({@code
 * storage/paths/local.go}): attach, declare what is there, report health, detach.
 *
 * <p>A path that sealing may use is only read, never announced: the miner would plan work on it that this process
 * does not do (design, decision 6). Safe for many threads; methods block for their calls, and for the storage within
 * {@link #STORAGE_MILLIS_MAX}.
 */
public final class PathAnnouncer implements AutoCloseable {
    /** {@code HeartbeatInterval} of {@code storage/paths/index.go}. */
    static final long HEALTH_MILLIS = 10_000;

    /** Calls that declare sectors at a time, of all paths: a shelf has tens of thousands. */
    static final int DECLARED_AT_ONCE = 8;

    /** How long a path may take for its figures, or for the names of its files. */
    private static final long STORAGE_MILLIS_MAX = 60_000;

    /** How long a path may take for its figures when its health is asked for. */
    private static final long HEALTH_MILLIS_MAX = HEALTH_MILLIS;

    /** Looks at one path that do not come back, before no more is tried there. */
    private static final int STUCK_LOOKS_MAX = 4;

    /** Paths whose health is asked for at a time. */
    private static final int THREADS = 4;

    private static final long PROGRESS_NANOS = 10_000_000_000L;

    private static final long THREAD_IDLE_SECONDS = 30;

    /** Told in one sentence, by several threads, of what goes on. */
    public interface Told {
        /** What an operator may want to know. */
        void progress(String sentence);

        /** What an operator may have to mend. */
        void trouble(String sentence);
    }

    private final LocalPaths local;
    private final IndexCalls index;
    private final String ownUrl;
    private final Told told;
    private final LocalReads looks = new LocalReads(STUCK_LOOKS_MAX);

    /** One look at a time at the health of each path: while one hangs, the path does not answer. */
    private final LocalReads healthLooks = new LocalReads(1);

    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(THREADS, task -> {
        Thread thread = new Thread(task, "health of storage");
        thread.setDaemon(true);
        return thread;
    });

    /** What waits is bounded by the callers, who wait for it. */
    private final ThreadPoolExecutor declaring = new ThreadPoolExecutor(
            DECLARED_AT_ONCE,
            DECLARED_AT_ONCE,
            THREAD_IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
                Thread thread = new Thread(task, "declaring sectors");
                thread.setDaemon(true);
                return thread;
            });

    /** What the index was told of each path by its id. Guarded by this. */
    private final Map<String, Set<SectorFile>> announced = new HashMap<>();

    /** Paths whose health is being reported. Guarded by this. */
    private final Set<String> beingAsked = new HashSet<>();

    /** Why the index was last not told of the health of a path, by its id. Guarded by this. */
    private final Map<String, String> notTold = new HashMap<>();

    /** @param ownUrl where this process serves its paths, such as {@code http://10.0.0.2:3456/remote} */
    public PathAnnouncer(LocalPaths local, IndexCalls index, String ownUrl, Told told) {
        this.local = local;
        this.index = index;
        this.ownUrl = ownUrl;
        this.told = told;
        timer.setRemoveOnCancelPolicy(true);
        declaring.allowCoreThreadTimeOut(true);
    }

    /** Whether the index is told of a path. */
    public static boolean isAnnounced(StoragePath path) {
        return !path.canSeal();
    }

    private interface OfPath {
        void of(StoragePath path) throws RpcException, IOException;
    }

    /** Does it for each, whatever comes of the others. @throws RpcException, IOException the first there was */
    private static void forEach(List<StoragePath> paths, OfPath what) throws RpcException, IOException {
        Exception first = null;
        for (StoragePath path : paths) {
            try {
                what.of(path);
            } catch (RpcException | IOException e) {
                first = first == null ? e : first;
            }
        }
        if (first instanceof RpcException e) {
            throw e;
        }
        if (first instanceof IOException e) {
            throw e;
        }
    }

    /**
     * Attaches a path and declares what is in it. Does nothing but note it for a path that sealing may use. Once
     * more, it tells an index that has forgotten it.
     *
     * @throws IOException if the path does not answer
     */
    public void announce(StoragePath path) throws RpcException, IOException {
        if (!isAnnounced(path)) {
            told.progress("the storage path " + path.root() + " may be sealed in, so it is read but not announced");
            return;
        }
        tell(path, false);
    }

    /**
     * Attaches again, and declares again what is in the announced paths: an index that has forgotten a path takes no
     * declaration for it. A path that fails holds up no other.
     *
     * @param storageId null for all
     * @param dropsMissing whether the index is told to forget what was declared and is not there any more
     */
    public void redeclare(String storageId, boolean dropsMissing) throws RpcException, IOException {
        List<StoragePath> wanted = local.all().stream()
                .filter(path -> isAnnounced(path) && (storageId == null || storageId.equals(path.id())))
                .toList();
        forEach(wanted, path -> tell(path, dropsMissing));
    }

    private void tell(StoragePath path, boolean dropsMissing) throws RpcException, IOException {
        FsStat stat = look(path, () -> local.stat(path.id()));
        if (stat == null) {
            throw new IOException("the storage path " + path.root() + " is not open");
        }
        StorageInfo info = look(path, () -> StoragePath.readInfo(path.root())).withUrls(List.of(ownUrl));
        index.attach(info, stat);
        declare(path, dropsMissing);
    }

    /** Looks at storage within a limit. */
    private <T> T look(StoragePath path, Callable<T> what) throws IOException {
        try {
            return looks.look("the storage path " + path.root(), what, STORAGE_MILLIS_MAX);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the worker stops");
        }
    }

    private void declare(StoragePath path, boolean dropsMissing) throws RpcException, IOException {
        LocalPaths.Scan scan = look(path, () -> LocalPaths.scan(path));
        for (Path stray : scan.strays()) {
            told.progress(stray + " is no file of a sector; lotus would not open this storage path");
        }
        declareAll(path, scan.files());
        String away = look(path, path::whyAway);
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

    /** Declares every file of one path, several at a time; the first failure ends it. */
    private void declareAll(StoragePath path, List<SectorFile> files) throws RpcException, IOException {
        Lanes lanes = new Lanes(path, files);
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < Math.min(DECLARED_AT_ONCE, files.size()); i++) {
            running.add(declaring.submit(lanes));
        }
        try {
            for (Future<?> each : running) {
                each.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RpcException fault) {
                throw fault;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the worker stops");
        } finally {
            lanes.end();
            running.forEach(each -> each.cancel(true));
        }
    }

    /** The files of one path, which several threads declare beside each other. */
    private final class Lanes implements Callable<Void> {
        private final StoragePath path;
        private final List<SectorFile> files;
        private final AtomicInteger next = new AtomicInteger();
        private final long startNanos = System.nanoTime();

        /** Guarded by this. */
        private long told10 = 1;

        private volatile boolean isOver;

        Lanes(StoragePath path, List<SectorFile> files) {
            this.path = path;
            this.files = files;
        }

        @Override
        public Void call() throws RpcException {
            try {
                for (int at; !isOver && (at = next.getAndIncrement()) < files.size(); ) {
                    SectorFile file = files.get(at);
                    index.declareSector(path.id(), file.name(), file.type().bit(), path.canStore());
                    tellProgress(at);
                }
            } catch (RpcException e) {
                isOver = true;
                throw e;
            }
            return null;
        }

        private synchronized void tellProgress(int done) {
            if (System.nanoTime() - startNanos > told10 * PROGRESS_NANOS) {
                told10++;
                told.progress("declaring the storage path " + path.root() + ": " + done + " of " + files.size()
                        + " files of sectors");
            }
        }

        void end() {
            isOver = true;
        }
    }

    /** What was told is not known any more, as after a restart of the miner; no health is reported till it is told. */
    synchronized void forget() {
        announced.clear();
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
            stat = healthLooks.look("the storage path " + path.root(), () -> local.stat(path.id()), HEALTH_MILLIS_MAX);
            if (stat == null) {
                return;
            }
        } catch (IOException e) {
            error = FileFaults.reason(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        try {
            index.reportHealth(path.id(), stat, error);
            synchronized (this) {
                notTold.remove(path.id());
            }
        } catch (RpcException e) {
            noteOnce(path, "the miner was not told how the storage path " + path.root() + " is: " + e.getMessage());
        }
    }

    /** What is so every ten seconds is said when it begins. */
    private void noteOnce(StoragePath path, String sentence) {
        boolean isNew;
        synchronized (this) {
            isNew = !sentence.equals(notTold.put(path.id(), sentence));
        }
        if (isNew) {
            told.trouble(sentence);
        }
    }

    /** Takes a path from the index; nothing if it was not announced. */
    public void withdraw(StoragePath path) throws RpcException {
        Set<SectorFile> before;
        synchronized (this) {
            before = announced.remove(path.id());
        }
        if (before == null) {
            return;
        }
        try {
            index.detach(path.id(), ownUrl);
        } catch (RpcException e) {
            if (!(e instanceof RpcException.Remote)) {
                synchronized (this) {
                    announced.putIfAbsent(path.id(), before);
                }
            }
            throw e;
        }
    }

    /**
     * Takes every announced path from the index, as far as it can be told: a miner that is away is not asked again
     * for each.
     */
    public void withdrawAll() {
        for (StoragePath path : local.all()) {
            try {
                withdraw(path);
            } catch (RpcException e) {
                told.trouble("the miner was not told that " + path.root() + " is served no more: " + e.getMessage());
                if (!(e instanceof RpcException.Remote)) {
                    return;
                }
            }
        }
    }

    /** Ends the reports, and what is being declared. Tells the index nothing: that is {@link #withdrawAll}. */
    @Override
    public void close() {
        timer.shutdownNow();
        // Whoever waits for what does not begin any more waits no longer.
        declaring.shutdownNow().forEach(each -> ((Future<?>) each).cancel(false));
        looks.close();
        healthLooks.close();
    }
}
