package io.lotusconsole.storage;

import io.lotusconsole.proving.SectorLocation;
import io.lotusconsole.rpc.RpcException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Asks the index for two file types of a sector at once: a winning proof has one sector and seconds, and shall wait
 * for one answer, not for two. Safe for many threads.
 */
final class IndexPairs implements AutoCloseable {
    /** Questions that are asked beside their caller's own; one more is asked by the caller, before its own. */
    private static final int BESIDE_MAX = 4;

    private static final long THREAD_IDLE_SECONDS = 30;

    private final SectorIndex index;
    private final ThreadPoolExecutor beside = new ThreadPoolExecutor(
            0,
            BESIDE_MAX,
            THREAD_IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            task -> {
                Thread thread = new Thread(task, "question to the index");
                thread.setDaemon(true);
                return thread;
            },
            new ThreadPoolExecutor.CallerRunsPolicy());

    IndexPairs(SectorIndex index) {
        this.index = index;
    }

    /** Where the files of each type are, as {@link SectorIndex#find} has it. */
    record Pair(List<SectorLocation> first, List<SectorLocation> second) {}

    /**
     * Asks for both; Lotus too asks for both before it looks at either answer. Blocks for two calls at most, each
     * within the limit of the index.
     *
     * @param sectorSizeBytes as {@link SectorIndex#find} has it
     * @throws RpcException if the index cannot be asked
     * @throws InterruptedException if interrupted while the answer of the other thread is waited for
     */
    Pair find(long sectorNumber, int firstTypeBits, int secondTypeBits, long sectorSizeBytes)
            throws RpcException, InterruptedException {
        FutureTask<List<SectorLocation>> other =
                new FutureTask<>(() -> index.find(sectorNumber, firstTypeBits, sectorSizeBytes));
        beside.execute(other);
        try {
            List<SectorLocation> second = index.find(sectorNumber, secondTypeBits, sectorSizeBytes);
            return new Pair(other.get(), second);
        } catch (ExecutionException e) {
            throw Failures.known(e, RpcException.class);
        } finally {
            other.cancel(true);
        }
    }

    /** Begins no more; what is being asked ends by its own limit. */
    @Override
    public void close() {
        beside.shutdown();
    }
}
