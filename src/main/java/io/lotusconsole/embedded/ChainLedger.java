package io.lotusconsole.embedded;

import io.lotusconsole.rpc.RpcFault;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * What proofs and missed deadlines made of the chain: immutable states of our miner's sectors, each with the epoch it
 * holds from.
 *
 * <p>One thread of its own writes; every other method may be called by any thread, and reads what is finished. What
 * an epoch's state is never changes once the epoch has begun: a message takes effect with the epoch after the one it
 * was sent in. Owned by the {@link EmbeddedMiner}.
 */
final class ChainLedger implements AutoCloseable {
    /** States kept, and keys of our blocks: some 40 proving periods of a miner with sectors in every deadline. */
    static final int SNAPSHOTS_MAX = 4096;

    /** Messages that can still be asked for. */
    static final int MESSAGES_MAX = 1024;

    /** Calls that may wait for a message at a time. */
    static final int WAITING_MAX = 256;

    /** Writing takes milliseconds; a clock that jumped by a year, a second. */
    static final long WRITE_SECONDS_MAX = 30;

    private final SimulatedChain chain;
    private final InstantSource clock;

    /** Whether deadlines that close without a proof make faults; not where nothing can be proven at all. */
    private final boolean isJudging;

    private final ScheduledExecutorService writer;

    /** From which epoch each state holds. Written by the writer alone. */
    private final ConcurrentSkipListMap<Long, MinerSectors> states = new ConcurrentSkipListMap<>();

    /** Epochs whose block is ours. Written by the writer alone. */
    private final ConcurrentSkipListSet<Long> won = new ConcurrentSkipListSet<>();

    /** The last epoch that has begun. Written by the writer alone. */
    private volatile long reached;

    /** The newest state, perhaps of the epoch to come. The writer's own, as are the fields below. */
    private MinerSectors newest;

    /** Up to this epoch closed deadlines are judged. */
    private long judged;

    /** CID of a message to the epoch it takes effect with, oldest first. */
    private final Map<String, Long> messages = new LinkedHashMap<>();

    private final Deque<Waiting> waiting = new ArrayDeque<>();

    /**
     * What became of a message.
     *
     * @param cid null if it cannot be asked for
     * @param epoch that it takes effect in
     * @param refusal why it has no effect; null if it has
     */
    record Sent(String cid, long epoch, String refusal) {}

    /** A call for a message. @param reply is given the message's epoch */
    private record Waiting(long until, long epoch, Consumer<Long> reply) {}

    ChainLedger(SimulatedChain chain, InstantSource clock, boolean isJudging) {
        this.chain = chain;
        this.clock = clock;
        this.isJudging = isJudging;
        newest = MinerSectors.unproven(chain);
        states.put(0L, newest);
        writer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "embedded-chain");
            thread.setDaemon(true);
            return thread;
        });
    }

    SimulatedChain chain() {
        return chain;
    }

    /** Runs a task on the writer again and again, once the epochs that have begun meanwhile are written. */
    void every(long millis, Runnable task) {
        writer.scheduleWithFixedDelay(
                () -> {
                    try {
                        catchUp();
                        task.run();
                    } catch (RuntimeException e) {
                        // A defect must be seen, and the chain must not stand still in silence.
                        Thread thread = Thread.currentThread();
                        thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
                    }
                },
                0,
                millis,
                TimeUnit.MILLISECONDS);
    }

    /** Runs a task on the writer, soon; not if the ledger is closed. */
    void later(Runnable task) {
        try {
            writer.execute(task);
        } catch (RejectedExecutionException e) {
            // Nobody looks at the writer's values any more.
        }
    }

    /** The epoch that is current by the clock; everything up to it is written when this returns. */
    long head() throws RpcFault {
        long head = chain.epochAt(clock.instant());
        if (head > reached) {
            write(() -> {
                catchUp();
                return null;
            });
        }
        return head;
    }

    /**
     * The epoch of a tipset key; of an empty one the current.
     *
     * @throws RpcFault if no epoch that has begun has this key
     */
    long epochOf(List<String> key) throws RpcFault {
        long head = head();
        if (key.isEmpty()) {
            return head;
        }
        long epoch = key.size() == 1 ? chain.epochOf(key.get(0)).orElse(-1) : -1;
        if (epoch < 0 || epoch > head) {
            throw RpcFault.ordinary("loading tipset: the key is not one of this chain");
        }
        return epoch;
    }

    /**
     * Our miner's sectors at an epoch that has begun.
     *
     * @throws RpcFault if that is so long ago that it is not kept
     */
    MinerSectors at(long epoch) throws RpcFault {
        Map.Entry<Long, MinerSectors> state = states.floorEntry(epoch);
        if (state == null) {
            throw RpcFault.ordinary("loading tipset: the state of epoch " + epoch + " is not kept any more: "
                    + SNAPSHOTS_MAX + " changes came after it");
        }
        return state.getValue();
    }

    /** Whether the block of an epoch is ours. */
    boolean isOurs(long epoch) {
        return won.contains(epoch);
    }

    /** On the writer only: the state with everything that was sent, perhaps of the epoch to come. */
    MinerSectors newest() {
        return newest;
    }

    /** On the writer only: the last epoch that has begun. */
    long reached() {
        return reached;
    }

    /**
     * Sends a proof that was verified. Blocks for milliseconds.
     *
     * @param open when the deadline opened that it is for
     * @param skipped sectors that are not in it
     */
    Sent submitWindow(int deadline, long open, Collection<Long> skipped) throws RpcFault {
        return write(() -> {
            long effect = nextEpoch();
            if (effect >= open + chain.windowEpochs()) {
                long closed = open + chain.windowEpochs();
                return new Sent(null, effect, "it came too late: the deadline closed at epoch " + closed);
            }
            MinerSectors next = newest.proven(deadline, skipped);
            if (next.deadline(deadline)
                    .submitted()
                    .equals(newest.deadline(deadline).submitted())) {
                return new Sent(null, effect, "it has nothing that is still to be proven");
            }
            put(effect, next);
            return new Sent(null, effect, null);
        });
    }

    /** Makes the next epoch's block ours. Blocks for milliseconds. */
    Sent submitBlock() throws RpcFault {
        return write(() -> {
            long effect = nextEpoch();
            won.add(effect);
            while (won.size() > SNAPSHOTS_MAX) {
                won.pollFirst();
            }
            return new Sent(null, effect, null);
        });
    }

    /**
     * Declares that faulty sectors of a deadline can be proven again.
     *
     * @return null if none of them was a plain fault
     */
    Sent declareRecovered(int deadline, Collection<Long> sectors) throws RpcFault {
        return write(() -> {
            long effect = nextEpoch();
            MinerSectors next = newest.declaredRecovered(deadline, sectors);
            if (next.equals(newest)) {
                return null;
            }
            put(effect, next);
            String cid = Cids.state("message " + chain.seed() + " " + effect + " " + deadline + " " + sectors);
            messages.put(cid, effect);
            if (messages.size() > MESSAGES_MAX) {
                messages.remove(messages.keySet().iterator().next());
            }
            return new Sent(cid, effect, null);
        });
    }

    /**
     * Calls back once a message has so many epochs on top of it, with the epoch it took effect in.
     *
     * @throws RpcFault if there is no such message, or too many wait already
     */
    void awaitMessage(String cid, long confidence, Consumer<Long> reply) throws RpcFault {
        write(() -> {
            Long epoch = messages.get(cid);
            if (epoch == null) {
                throw RpcFault.ordinary("failed to load message: the message is not one of this chain");
            }
            if (waiting.size() >= WAITING_MAX) {
                throw RpcFault.ordinary(WAITING_MAX + " calls wait for messages already");
            }
            waiting.add(new Waiting(epoch + Math.max(0, confidence), epoch, reply));
            answerWaiting();
            return null;
        });
    }

    private <T> T write(Callable<T> change) throws RpcFault {
        try {
            return writer.submit(() -> {
                        catchUp();
                        return change.call();
                    })
                    .get(WRITE_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RpcFault fault) {
                throw fault;
            }
            throw new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw RpcFault.ordinary("the simulated chain is busy");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RpcFault.ordinary("the simulated chain stops");
        } catch (RejectedExecutionException | CancellationException e) {
            throw RpcFault.ordinary("the simulated chain has stopped");
        }
    }

    /** The epoch that a message sent now takes effect with; what happens before it is written. */
    private long nextEpoch() {
        long effect = reached + 1;
        judge(effect);
        return effect;
    }

    private void catchUp() {
        long head = chain.epochAt(clock.instant());
        if (head > reached) {
            judge(head);
            reached = head;
            answerWaiting();
        }
    }

    /** Closes the deadlines that close up to an epoch. */
    private void judge(long epoch) {
        long window = chain.windowEpochs();
        if (isJudging) {
            for (long close = judged - judged % window + window; close <= epoch; close += window) {
                put(close, newest.closed((int) ((close / window - 1) % SimulatedChain.DEADLINES)));
            }
        }
        judged = Math.max(judged, epoch);
    }

    private void put(long epoch, MinerSectors next) {
        if (next != newest) {
            newest = next;
            states.put(epoch, next);
            while (states.size() > SNAPSHOTS_MAX) {
                states.pollFirstEntry();
            }
        }
    }

    private void answerWaiting() {
        List<Waiting> due = new ArrayList<>(waiting);
        due.removeIf(call -> call.until() > reached);
        waiting.removeAll(due);
        due.forEach(call -> call.reply().accept(call.epoch()));
    }

    /** Ends the writer; what was begun is finished, what waits is refused. */
    @Override
    public void close() {
        for (Runnable waits : writer.shutdownNow()) {
            if (waits instanceof Future<?> change) {
                change.cancel(false);
            }
        }
    }
}
