package io.lotusconsole.embedded;

/** Told what an {@link EmbeddedMiner} proves, on the threads that do it. Must not block for long, nor throw. */
public interface ProofObserver {
    ProofObserver NONE = new ProofObserver() {};

    /** Somebody has made a proof, or failed to. */
    default void onAttempt(ProofAttempt attempt) {}

    /** The chain was sent something; after the attempts that led to it. */
    default void onMessage(ChainMessage message) {}
}
