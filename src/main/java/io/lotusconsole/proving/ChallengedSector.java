package io.lotusconsole.proving;

import java.util.List;

/**
 * A sector that a proof opens, as the miner asks for it ({@code PostSectorChallenge}).
 *
 * @param sealProof number of the registered seal proof it was sealed with
 * @param sealedCid what the chain says of it; of an updated sector already the new one
 * @param leaves challenged leaves, in the order the proof opens them
 * @param isUpdated whether its replica is an {@code update} (snap deals)
 */
public record ChallengedSector(
        long sealProof, long sectorNumber, SealedCid sealedCid, List<Long> leaves, boolean isUpdated) {
    public ChallengedSector {
        leaves = List.copyOf(leaves);
    }
}
