package io.lotusconsole.storage;

import io.lotusconsole.http.CallGroup;
import io.lotusconsole.http.TimeLimit;
import io.lotusconsole.prover.ProverException;
import io.lotusconsole.prover.RegisteredPoStProof;
import io.lotusconsole.proving.ChallengedSector;
import io.lotusconsole.rpc.RpcException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Reads the sectors of a proof beside each other. The limit of how many is shared by all calls. Safe for many
 * threads.
 */
public final class SectorReads implements AutoCloseable {
    /** How many are read at once where the operator sets no limit. */
    public static final int AT_ONCE_DEFAULT = 256;

    /** However many the operator asks for. */
    public static final int AT_ONCE_MAX = 1024;

    private static final long THREAD_IDLE_SECONDS = 30;

    /** Threads that are interrupted leave in microseconds, but for a call to the index, which is not waited for. */
    private static final long LEAVING_NANOS_MAX = 500_000_000L;

    private final SectorReader reader;
    private final SkipRule rule;
    private final IndexTrust index;
    private final ThreadPoolExecutor pool;

    /**
     * @param reader stays its owner's, who closes it after this
     * @param index whether what it does not list is missing
     * @param atOnce 0 for {@link #AT_ONCE_DEFAULT}
     */
    public SectorReads(SectorReader reader, SkipRule rule, IndexTrust index, int atOnce) {
        this.reader = reader;
        this.rule = rule;
        this.index = index;
        int threads = atOnce == 0 ? AT_ONCE_DEFAULT : Math.min(atOnce, AT_ONCE_MAX);
        // What waits is bounded by the calls that wait for it: each waits for its own sectors and takes them along.
        pool = new ThreadPoolExecutor(
                threads, threads, THREAD_IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "read of a sector");
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
    }

    /**
     * Reads all of them, a sector that was not read in time once more, and judges. Blocks until the verdict is
     * certain; it is before the last sector if one fails that is not to blame itself, or too many fail. What still
     * runs is then ended or left behind.
     *
     * @throws ProverException if the prover can read no sector at all, or refuses the request itself
     * @throws InterruptedException if interrupted; what hangs in local storage is then counted as left behind
     */
    public PartitionRead read(
            RegisteredPoStProof proof, List<ChallengedSector> sectors, ReadLimits limits, ReadProgress progress)
            throws ProverException, InterruptedException {
        Batch batch = new Batch(proof, sectors, limits, progress);
        List<Future<?>> tasks = new ArrayList<>();
        try {
            for (int i = 0; i < Math.min(sectors.size(), pool.getCorePoolSize()); i++) {
                tasks.add(pool.submit(batch::readInTurn));
            }
            return batch.await();
        } catch (InterruptedException e) {
            stop(batch, tasks);
            batch.awaitLeft();
            throw e;
        } finally {
            stop(batch, tasks);
        }
    }

    private void stop(Batch batch, List<Future<?>> tasks) {
        if (batch.stop()) {
            tasks.forEach(task -> task.cancel(true));
            pool.purge();
        }
    }

    /** Ends what runs. */
    @Override
    public void close() {
        pool.shutdownNow();
    }

    /** The sectors of one call. */
    private final class Batch {
        private final RegisteredPoStProof proof;
        private final List<ChallengedSector> sectors;
        private final ReadLimits limits;
        private final TimeLimit all;
        private final ReadProgress progress;
        private final CallGroup group = new CallGroup();
        private final long startNanos = System.nanoTime();

        /** Position of the next sector to read. */
        private final AtomicInteger next = new AtomicInteger();

        /** Everything below is guarded by this. Null for a sector whose turn is not over. */
        private final SectorRead[] reads;

        /** Threads that read. */
        private int running;

        private int done;
        private int unread;

        /** Read without the lock too: what has not begun by then does not begin. */
        private volatile boolean isCertain;

        private RpcException indexFailure;
        private Exception failure;

        Batch(RegisteredPoStProof proof, List<ChallengedSector> sectors, ReadLimits limits, ReadProgress progress) {
            this.proof = proof;
            this.sectors = sectors;
            this.limits = limits;
            this.all = TimeLimit.inMillis(limits.allMillis());
            this.progress = progress;
            this.reads = new SectorRead[sectors.size()];
        }

        /** One sector after the other, until there is none left or the verdict is certain. */
        void readInTurn() {
            if (!begin()) {
                return;
            }
            try {
                for (int at; !isCertain && (at = next.getAndIncrement()) < reads.length; ) {
                    readOne(at);
                }
            } finally {
                end();
            }
        }

        private void readOne(int position) {
            try {
                ended(position, readTwice(sectors.get(position)));
            } catch (RpcException e) {
                failed(e, e);
            } catch (ProverException | RuntimeException e) {
                failed(null, e);
            } catch (Error e) {
                failed(null, new IllegalStateException("reading a sector failed", e));
                throw e;
            } catch (InterruptedException e) {
                // Either the call has its verdict, and this changes nothing, or it shall not wait for one.
                failed(null, new IllegalStateException("the reading of sectors has ended"));
                Thread.currentThread().interrupt();
            }
        }

        private synchronized boolean begin() {
            if (isCertain) {
                return false;
            }
            running++;
            return true;
        }

        private synchronized void end() {
            running--;
            if (running == 0) {
                notifyAll();
            }
        }

        /** Waits a moment until those that run have left their reads, which an interrupt has them do at once. */
        synchronized void awaitLeft() {
            long end = System.nanoTime() + LEAVING_NANOS_MAX;
            try {
                for (long left = LEAVING_NANOS_MAX; running > 0 && left > 0; left = end - System.nanoTime()) {
                    TimeUnit.NANOSECONDS.timedWait(this, left);
                }
            } catch (InterruptedException e) {
                // The caller is about to be told of the first interrupt.
            }
        }

        private SectorRead readTwice(ChallengedSector sector)
                throws RpcException, ProverException, InterruptedException {
            SectorRead first;
            try {
                first = read(sector, true);
            } catch (RpcException e) {
                if (isCertain) {
                    throw e;
                }
                // One lost call of thousands.
                return read(sector, true);
            }
            if (first.isRead() || !first.fault().deservesAnotherTry() || isCertain) {
                return first;
            }
            SectorRead second = read(sector, false);
            List<ReadAttempt> attempts = new ArrayList<>(first.attempts());
            attempts.addAll(second.attempts());
            return new SectorRead(
                    second.sectorNumber(),
                    second.proof(),
                    second.fault(),
                    second.detail(),
                    attempts,
                    first.millis() + second.millis());
        }

        private SectorRead read(ChallengedSector sector, boolean isFirst)
                throws RpcException, ProverException, InterruptedException {
            long millis = limits.millis(isFirst, isAnyRead(), all.millisLeft(Integer.MAX_VALUE));
            return reader.read(proof, sector, millis, group);
        }

        private synchronized boolean isAnyRead() {
            return done > unread;
        }

        private synchronized void ended(int position, SectorRead read) {
            if (isCertain) {
                return;
            }
            reads[position] = read;
            done++;
            unread += read.isRead() ? 0 : 1;
            boolean isSystemic = !read.isRead() && !read.fault().isOfSector();
            isCertain = done == reads.length || isSystemic || unread > rule.skippedMax(reads.length);
            if (isCertain) {
                notifyAll();
            }
            progress.sectorDone(done, reads.length);
        }

        private synchronized void failed(RpcException ofIndex, Exception any) {
            if (!isCertain) {
                indexFailure = ofIndex;
                failure = any;
                isCertain = true;
                notifyAll();
            }
        }

        /** Ends what runs. @return whether anything may still run */
        boolean stop() {
            synchronized (this) {
                isCertain = true;
                if (done == reads.length) {
                    return false;
                }
            }
            group.cancel();
            return true;
        }

        PartitionRead await() throws ProverException, InterruptedException {
            List<SectorRead> all = awaitAll();
            return new PartitionRead(all, judge(all), TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos));
        }

        private synchronized List<SectorRead> awaitAll() throws ProverException, InterruptedException {
            // Every read is bounded by its own limit.
            while (!isCertain && reads.length > 0) {
                wait();
            }
            if (failure instanceof ProverException e) {
                throw e;
            }
            if (failure instanceof RuntimeException e) {
                throw e;
            }
            List<SectorRead> all = new ArrayList<>();
            for (int i = 0; i < reads.length; i++) {
                all.add(reads[i] == null ? SectorRead.notTried(sectors.get(i).sectorNumber()) : reads[i]);
            }
            return all;
        }

        /** May ask the miner, and so holds no lock. */
        private SkipRule.Judgement judge(List<SectorRead> all) {
            RpcException unanswered;
            synchronized (this) {
                unanswered = indexFailure;
            }
            return unanswered == null
                    ? rule.judge(all, index, startNanos)
                    : SkipRule.Judgement.unable(
                            "the miner cannot be asked where sectors are: " + unanswered.getMessage());
        }
    }
}
