package io.lotusconsole.storage;

import io.lotusconsole.prover.VanillaProof;
import java.util.List;

/**
 * What came of reading the sectors of one proof.
 *
 * @param sectors in the order of the request
 * @param judgement what is to be done
 * @param millis from the first question to the verdict
 */
public record PartitionRead(List<SectorRead> sectors, SkipRule.Judgement judgement, long millis) {
    public PartitionRead {
        sectors = List.copyOf(sectors);
    }

    public SkipRule.Verdict verdict() {
        return judgement.verdict();
    }

    /** Of the sectors that were read, in the order of the request. */
    public List<VanillaProof> proofs() {
        return sectors.stream()
                .filter(SectorRead::isRead)
                .map(SectorRead::proof)
                .toList();
    }
}
