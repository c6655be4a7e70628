package io.lotusconsole.prover;

import io.lotusconsole.proving.PoStKind;

/** A winning PoSt as a block carries it. */
public record WinningPoSt(RegisteredPoStProof proof, PartitionProof bytes) {
    public WinningPoSt {
        if (proof.kind() != PoStKind.WINNING) {
            throw new IllegalArgumentException(proof + " is no type of a winning PoSt");
        }
    }
}
