package io.lotusconsole.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotusconsole.prover.PoStRandomness;
import io.lotusconsole.prover.RegisteredPoStProof;
import io.lotusconsole.storage.StoragePath;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LateDetachTest {
    private final TaskJournal journal = new TaskJournal();

    /** Whether nothing ran when all was detached. */
    private final BlockingQueue<Boolean> detached = new LinkedBlockingQueue<>();

    private final LocalStorage storage = new LocalStorage() {
        @Override
        public List<StoragePath> paths() {
            return List.of();
        }

        @Override
        public void add(Path root) {}

        @Override
        public void detach(Path root) {}

        @Override
        public void detachAll() {
            detached.add(journal.isIdle());
        }

        @Override
        public void redeclare(String storageId, boolean dropMissing) {}
    };

    @Test
    void allIsDetachedOnceWhenNoTaskRunsAnyMore() throws Exception {
        WorkerLog log = new WorkerLog(
                OutputStream.nullOutputStream(), WorkerLog.Format.TEXT, WorkerLog.Level.DEBUG, InstantSource.system());
        LateDetach late = new LateDetach(storage, journal, new CountDownLatch(1), 1, log);
        RunningTask task = new RunningTask(
                new ProofCall(RegisteredPoStProof.WINDOW_2KIB, 1000, List.of(), 0, PoStRandomness.of(new byte[32])),
                Instant.EPOCH);
        journal.began(task);
        late.detachAll();
        late.detachAll();
        journal.ended(task, RegistrationTest.record(task));
        assertTrue(detached.take());
        assertEquals(0, detached.size());
    }
}
