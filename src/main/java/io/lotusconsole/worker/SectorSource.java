package io.lotusconsole.worker;

import io.lotusconsole.prover.ProverException;
import io.lotusconsole.prover.VanillaProof;
import io.lotusconsole.proving.ChallengedSector;
import io.lotusconsole.proving.ReadPlace;
import java.util.List;
import java.util.function.IntConsumer;

/** Where the vanilla proofs of a task come from. Safe for several threads. */
public interface SectorSource {
    /**
     * Reads all sectors of a call, side by side. Blocks for as long as the storage takes, at most to the limit.
     *
     * @param limitMillis past it the reading ends as inability
     * @param progress told how many sectors have been read, on any thread
     * @throws ProverException if the proof library cannot go on
     * @throws InterruptedException if this thread is interrupted; nothing is read for it any more
     */
    Reading read(ProofCall call, long limitMillis, IntConsumer progress) throws ProverException, InterruptedException;

    /** Whether these sectors can be read now; null if so, else why not, as one clause. */
    String whyUnreadable(ProofCall call, List<ChallengedSector> sectors) throws ProverException, InterruptedException;

    /**
     * What came of it: either all proofs, or some and the sectors to skip, or inability.
     *
     * @param proofs in the order of the call, of the sectors that were read
     * @param skipped unreadable for their own sake, on storage that otherwise answers
     * @param inability why the attempt ends with nothing skipped; null if it does not
     * @param isLasting whether the inability is certain to hold for other sectors as well: their host is away, or the
     *     miner's index; not that these sectors themselves are too many, or unknown
     * @param isStuck whether native reads were left behind that do not come back, which only a new process mends
     * @param unread sectors that stand for the inability: when they can be read, it is over
     * @param places where sectors were read, the slowest first
     */
    record Reading(
            List<VanillaProof> proofs,
            List<SkippedSector> skipped,
            String inability,
            boolean isLasting,
            boolean isStuck,
            List<ChallengedSector> unread,
            List<ReadPlace> places) {}
}
