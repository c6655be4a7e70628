package io.lotusconsole.worker;

import io.lotusconsole.rpc.RpcException;
import io.lotusconsole.storage.StoragePath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Storage that is not taken from running tasks when all of it is to be detached: {@code lotus-worker stop}, Lotus's
 * as well, asks for that first, and for the end of the worker only then. What a worker reads is out of the index
 * otherwise, and healthy sectors look as if they were missing.
 *
 * <p>Safe for several threads.
 */
final class LateDetach implements LocalStorage {
    private final LocalStorage storage;
    private final TaskJournal journal;
    private final CountDownLatch leaving;
    private final long patienceMillis;
    private final WorkerLog log;

    /** Guarded by this. */
    private boolean isPending;

    /**
     * @param leaving at 0 when the worker leaves, which detaches everything itself when its tasks have ended
     * @param patienceMillis how long it is waited for that
     */
    LateDetach(LocalStorage storage, TaskJournal journal, CountDownLatch leaving, long patienceMillis, WorkerLog log) {
        this.storage = storage;
        this.journal = journal;
        this.leaving = leaving;
        this.patienceMillis = patienceMillis;
        this.log = log;
    }

    /** Detaches as soon as running tasks have ended, unless the worker leaves until then. Returns at once. */
    @Override
    public void detachAll() {
        synchronized (this) {
            if (isPending) {
                return;
            }
            isPending = true;
        }
        log.info("own storage is detached when running tasks have ended");
        Thread thread = new Thread(this::detachWhenIdle, "detaching storage");
        thread.setDaemon(true);
        thread.start();
    }

    private void detachWhenIdle() {
        try {
            if (!leaving.await(patienceMillis, TimeUnit.MILLISECONDS)) {
                journal.awaitIdle(0);
                if (leaving.getCount() > 0) {
                    storage.detachAll();
                    log.info("own storage is detached");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            synchronized (this) {
                isPending = false;
            }
        }
    }

    @Override
    public List<StoragePath> paths() {
        return storage.paths();
    }

    @Override
    public void add(Path root) throws IOException, RpcException {
        storage.add(root);
    }

    @Override
    public void detach(Path root) throws IOException, RpcException {
        storage.detach(root);
    }

    @Override
    public void redeclare(String storageId, boolean dropMissing) throws IOException, RpcException {
        storage.redeclare(storageId, dropMissing);
    }
}
