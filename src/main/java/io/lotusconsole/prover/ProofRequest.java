package io.lotusconsole.prover;

import java.util.Objects;

/** What every PoSt has: its type, whose it is, and the randomness that fixes its challenges. */
public record ProofRequest(RegisteredPoStProof proof, ProverId prover, PoStRandomness randomness) {
    public ProofRequest {
        Objects.requireNonNull(proof);
        Objects.requireNonNull(prover);
        Objects.requireNonNull(randomness);
    }
}
