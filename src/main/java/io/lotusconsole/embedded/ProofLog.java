package io.lotusconsole.embedded;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last attempts at a proof, and who is told of them. Safe for several threads. */
final class ProofLog {
    /** Attempts kept: hours of a devnet. */
    static final int PROOFS_MAX = 10_000;

    private final ProofObserver observer;

    /** Oldest first. Guarded by this object. */
    private final Deque<ProofAttempt> attempts = new ArrayDeque<>();

    ProofLog(ProofObserver observer) {
        this.observer = observer;
    }

    void add(ProofAttempt attempt) {
        synchronized (this) {
            attempts.add(attempt);
            if (attempts.size() > PROOFS_MAX) {
                attempts.remove();
            }
        }
        observer.onAttempt(attempt);
    }

    void add(ChainMessage message) {
        observer.onMessage(message);
    }

    /** Oldest first. */
    synchronized List<ProofAttempt> all() {
        return List.copyOf(attempts);
    }
}
