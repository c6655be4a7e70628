package io.lotusconsole.embedded;

import io.lotusconsole.prover.Challenges;
import io.lotusconsole.prover.GuardedProver;
import io.lotusconsole.prover.PartitionProof;
import io.lotusconsole.prover.PoStRandomness;
import io.lotusconsole.prover.ProofQueue;
import io.lotusconsole.prover.ProofRequest;
import io.lotusconsole.prover.Prover;
import io.lotusconsole.prover.ProverException;
import io.lotusconsole.prover.ProverId;
import io.lotusconsole.prover.QueuedProver;
import io.lotusconsole.prover.RegisteredPoStProof;
import io.lotusconsole.prover.SectorChallenge;
import io.lotusconsole.prover.SectorCommitment;
import io.lotusconsole.prover.SectorSize;
import io.lotusconsole.prover.VanillaProof;
import io.lotusconsole.prover.WindowPoSt;
import io.lotusconsole.prover.WinningPoSt;
import io.lotusconsole.proving.ChallengedSector;
import io.lotusconsole.proving.PoStKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the miner does itself: challenges, reading its own sectors, checking every proof, and making proofs where no
 * worker does. Safe for several threads; proofs take turns, winning ones never behind window ones.
 */
final class LocalProving {
    /** Proofs of a kind that may wait for their turn. */
    private static final int WAITING_MAX = 64;

    private final SealedSectors sectors;
    private final ProverId own;
    private final Prover prover;
    private final Prover checking;

    LocalProving(Prover prover, SealedSectors sectors, ProverId own) {
        this.sectors = sectors;
        this.own = own;
        this.checking = new GuardedProver(prover, own);
        this.prover = new QueuedProver(checking, new ProofQueue(WAITING_MAX));
    }

    /** What came of a task: a proof, or the sectors that were skipped. @param proof null if any was */
    record Made(PartitionProof proof, List<Long> skipped) {}

    /** What reads and checks, without taking turns. */
    Prover reading() {
        return checking;
    }

    ProofRequest request(PoStKind kind, PoStRandomness randomness) {
        return new ProofRequest(RegisteredPoStProof.of(kind, SectorSize.KIB_2), own, randomness);
    }

    /** The sectors of a proof with their challenges, in the order of the numbers. */
    List<ChallengedSector> challenged(ProofRequest request, List<Long> numbers) {
        return Challenges.of(request.proof(), request.randomness(), numbers).stream()
                .map(challenge -> new ChallengedSector(
                        SimulatedChain.SEAL_PROOF,
                        challenge.sectorNumber(),
                        sectors.cids().get(challenge.sectorNumber()),
                        Arrays.stream(challenge.leaves()).boxed().toList(),
                        false))
                .toList();
    }

    private VanillaProof read(RegisteredPoStProof proof, ChallengedSector sector) throws ProverException {
        long[] leaves = sector.leaves().stream().mapToLong(Long::longValue).toArray();
        return checking.vanillaProof(
                proof,
                sectors.path().replica(own.actorId(), sector),
                new SectorChallenge(sector.sectorNumber(), leaves));
    }

    /**
     * Reads one challenge of each sector, from the miner's own storage.
     *
     * @return number and reason of those that cannot be read
     */
    Map<Long, String> unreadable(ProofRequest request, Collection<Long> numbers) {
        Map<Long, String> bad = new TreeMap<>();
        for (ChallengedSector sector : challenged(request, List.copyOf(numbers))) {
            try {
                read(request.proof(), sector);
            } catch (ProverException e) {
                bad.put(sector.sectorNumber(), "generating vanilla proof: " + e.getMessage());
            }
        }
        return bad;
    }

    /** Makes a proof here, after the others of its kind. */
    Made make(PoStTask task) throws ProverException {
        List<VanillaProof> read = new ArrayList<>();
        List<Long> skipped = new ArrayList<>();
        for (ChallengedSector sector : task.sectors()) {
            try {
                read.add(read(task.request().proof(), sector));
            } catch (ProverException.BadSector e) {
                skipped.add(sector.sectorNumber());
            }
        }
        if (!skipped.isEmpty()) {
            return new Made(null, skipped);
        }
        PartitionProof proof = task.kind() == PoStKind.WINDOW
                ? prover.proveWindow(task.request(), read, task.batchPartitionIndex())
                : prover.proveWinning(task.request(), read.get(0)).bytes();
        return new Made(proof, List.of());
    }

    /** What the chain knows of a task's sectors, whatever its maker says of them. */
    List<SectorCommitment> commitments(PoStTask task) {
        return task.numbers().stream()
                .map(number -> new SectorCommitment(number, sectors.cids().get(number)))
                .toList();
    }

    /** Whether a proof holds for what the chain knows of the task's sectors. */
    boolean isValid(PoStTask task, PartitionProof proof) throws ProverException {
        List<SectorCommitment> commitments = commitments(task);
        RegisteredPoStProof type = task.request().proof();
        return task.kind() == PoStKind.WINDOW
                ? checking.verifyWindow(task.request(), commitments, new WindowPoSt(type, List.of(proof)))
                : checking.verifyWinning(task.request(), commitments.get(0), new WinningPoSt(type, proof));
    }
}
