package io.lotusconsole.embedded;

import io.lotusconsole.prover.PartitionProof;
import io.lotusconsole.prover.ProofRequest;
import io.lotusconsole.prover.SectorCommitment;
import io.lotusconsole.proving.PoStKind;
import java.util.List;

/**
 * One proof that was made or not made: of a partition of sectors, or of the one sector of a winning ticket. With its
 * public inputs, so that anybody who has the verifying keys can check it again.
 *
 * @param epoch of the chain when it was asked for
 * @param request type, miner and randomness
 * @param deadline whose proof it was to be; null for a winning ticket
 * @param batchPartitionIndex place of the partition in its deadline's proof, from 0
 * @param commitments of the sectors that were to be proven, ascending by number
 * @param skipped numbers of those that could not be read; then there is no proof, and the next attempt leaves them out
 * @param maker null if nobody was there to be asked
 * @param millis from the question to the verdict
 * @param proof that was made and holds; null if there is none
 * @param error why there is none that holds; null if it is verified, or sectors were skipped
 * @param isForChain whether the chain waits for it; not where a user asked for it
 */
public record ProofAttempt(
        long epoch,
        ProofRequest request,
        Integer deadline,
        int batchPartitionIndex,
        List<SectorCommitment> commitments,
        List<Long> skipped,
        ProofMaker maker,
        long millis,
        PartitionProof proof,
        String error,
        boolean isForChain) {
    public ProofAttempt {
        commitments = List.copyOf(commitments);
        skipped = List.copyOf(skipped);
    }

    public PoStKind kind() {
        return request.proof().kind();
    }

    /** The numbers of the sectors that were to be proven, ascending. */
    public List<Long> sectors() {
        return commitments.stream().map(SectorCommitment::sectorNumber).toList();
    }

    /** Whether there is a proof, and it holds. */
    public boolean isVerified() {
        return proof != null;
    }
}
