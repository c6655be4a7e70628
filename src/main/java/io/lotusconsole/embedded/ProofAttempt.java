package io.lotusconsole.embedded;

import io.lotusconsole.proving.PoStKind;
import java.util.List;

/**
 * One proof that was made or not made: of a partition of sectors, or of the one sector of a winning ticket.
 *
 * @param epoch of the chain when it was asked for
 * @param deadline whose proof it was to be; null for a winning ticket
 * @param batchPartition place of the partition in its deadline's proof, from 0
 * @param sectors that were to be proven, ascending
 * @param skipped those of them that could not be read; then there is no proof, and the next attempt leaves them out
 * @param maker null if nobody was there to be asked
 * @param millis from the question to the verdict
 * @param isVerified whether there is a proof, and it holds
 * @param error why there is none that holds; null if it is verified, or sectors were skipped
 * @param isForChain whether the chain waits for it; not where a user asked for it
 */
public record ProofAttempt(
        long epoch,
        PoStKind kind,
        Integer deadline,
        int batchPartition,
        List<Long> sectors,
        List<Long> skipped,
        ProofMaker maker,
        long millis,
        boolean isVerified,
        String error,
        boolean isForChain) {
    public ProofAttempt {
        sectors = List.copyOf(sectors);
        skipped = List.copyOf(skipped);
    }
}
