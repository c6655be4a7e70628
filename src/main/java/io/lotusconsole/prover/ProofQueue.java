package io.lotusconsole.prover;

import io.lotusconsole.proving.PoStKind;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;

/**
 * Lets proofs take turns, for each takes every core.
 *
 * <p>A winning proof waits for winning proofs only: it is due within the epoch, so it starts beside a window
 * proof that is being made, which loses seconds of its half hour. A window proof waits until nothing is being
 * proved and no winning proof waits. Within a kind, first come, first served.
 *
 * <p>Safe for use by several threads; those that wait are blocked.
 */
public final class ProofQueue {
    private final int waitingMax;

    /** Those of a kind that wait, the next first. Guarded by this object, as is {@link #running}. */
    private final Map<PoStKind, Queue<Object>> waiting = new EnumMap<>(PoStKind.class);

    private final Set<PoStKind> running = EnumSet.noneOf(PoStKind.class);

    /** @param waitingMax how many proofs of each kind may wait, besides the one that is made */
    public ProofQueue(int waitingMax) {
        this.waitingMax = waitingMax;
        for (PoStKind kind : PoStKind.values()) {
            waiting.put(kind, new ArrayDeque<>());
        }
    }

    /** What takes its turn. */
    public interface Work<T> {
        T run() throws ProverException;
    }

    /**
     * Waits for a turn, as long as it takes, then does the work on this thread.
     *
     * @throws ProverException.QueueFull if too many wait already; returns at once then
     * @throws ProverException.Abandoned if the thread is interrupted while it waits; it stays interrupted
     */
    public <T> T inTurn(PoStKind kind, Work<T> work) throws ProverException {
        begin(kind);
        try {
            return work.run();
        } finally {
            end(kind);
        }
    }

    private synchronized void begin(PoStKind kind) throws ProverException {
        Queue<Object> line = waiting.get(kind);
        boolean mustWait = !line.isEmpty() || !mayStart(kind);
        if (mustWait && line.size() >= waitingMax) {
            throw new ProverException.QueueFull(waitingMax);
        }
        Object place = new Object();
        line.add(place);
        try {
            while (line.peek() != place || !mayStart(kind)) {
                wait();
            }
            running.add(kind);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProverException.Abandoned();
        } finally {
            line.remove(place);
            notifyAll();
        }
    }

    private synchronized void end(PoStKind kind) {
        running.remove(kind);
        notifyAll();
    }

    private boolean mayStart(PoStKind kind) {
        return switch (kind) {
            case WINNING -> !running.contains(PoStKind.WINNING);
            case WINDOW -> running.isEmpty() && waiting.get(PoStKind.WINNING).isEmpty();
        };
    }

    /** Proofs of a kind that wait for their turn. */
    public synchronized int waiting(PoStKind kind) {
        return waiting.get(kind).size();
    }
}
