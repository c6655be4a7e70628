package io.lotusconsole.embedded;

/** Told of every finished {@link ProofAttempt}, on the thread that made it. Must not block for long, nor throw. */
@FunctionalInterface
public interface ProofObserver {
    ProofObserver NONE = attempt -> {};

    void onAttempt(ProofAttempt attempt);
}
