package io.lotusconsole.storage;

import io.lotusconsole.prover.VanillaProof;
import java.util.List;

/**
 * What came of reading one sector.
 *
 * @param proof null if it could not be read; then {@code fault} and {@code detail} say why
 * @param fault null if it was read
 * @param detail one clause; empty if it was read. May carry text of a peer, which is not escaped
 * @param attempts in their order; none if the miner's index knows no place for it
 * @param millis from the question to the index to the last byte
 */
public record SectorRead(
        long sectorNumber,
        VanillaProof proof,
        ReadFault fault,
        String detail,
        List<ReadAttempt> attempts,
        long millis) {
    public SectorRead {
        attempts = List.copyOf(attempts);
    }

    static SectorRead notTried(long sectorNumber) {
        return new SectorRead(
                sectorNumber, null, ReadFault.NOT_TRIED, "the attempt ended before its turn", List.of(), 0);
    }

    public boolean isRead() {
        return proof != null;
    }

    /** Whether the miner's index knew no place for it. */
    boolean isUnlisted() {
        return fault == ReadFault.MISSING && attempts.isEmpty();
    }
}
