package io.lotusconsole.proving;

import java.util.List;

/**
 * What a simulated WindowPoSt run made: one of these a batch.
 *
 * @param chainCommitRandBase64 null if unset, as it is in a simulated run
 */
public record WindowPoStResult(
        long deadline,
        List<PartitionResult> partitions,
        List<Proof> proofs,
        long chainCommitEpoch,
        String chainCommitRandBase64) {

    /** A partition and the sectors left out of its proof. */
    public record PartitionResult(long index, SectorSet skipped) {}

    /** @param proofBase64 192 bytes a partition, null if unset */
    public record Proof(int registeredPoStProof, String proofBase64) {}
}
