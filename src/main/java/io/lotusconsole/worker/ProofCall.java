package io.lotusconsole.worker;

import io.lotusconsole.prover.PoStRandomness;
import io.lotusconsole.prover.RegisteredPoStProof;
import io.lotusconsole.proving.ChallengedSector;
import io.lotusconsole.proving.PoStKind;
import java.util.List;

/**
 * What a miner asks of a worker: one {@code GenerateWindowPoSt} or {@code GenerateWinningPoSt}. Two equal ones are
 * the same question, asked again.
 *
 * @param sectors in the order of the request, which is the order of the proof
 * @param batchPartitionIndex position among the partitions of the miner's request, from 0; 0 for winning
 */
public record ProofCall(
        RegisteredPoStProof proof,
        long minerActor,
        List<ChallengedSector> sectors,
        int batchPartitionIndex,
        PoStRandomness randomness) {
    public ProofCall {
        sectors = List.copyOf(sectors);
    }

    public PoStKind kind() {
        return proof.kind();
    }
}
