package io.lotusconsole.worker;

import io.lotusconsole.prover.Challenges;
import io.lotusconsole.prover.GuardedProver;
import io.lotusconsole.prover.PartitionProof;
import io.lotusconsole.prover.PoStRandomness;
import io.lotusconsole.prover.ProofRequest;
import io.lotusconsole.prover.Prover;
import io.lotusconsole.prover.ProverException;
import io.lotusconsole.prover.ProverId;
import io.lotusconsole.prover.RegisteredPoStProof;
import io.lotusconsole.prover.SectorChallenge;
import io.lotusconsole.prover.SectorCommitment;
import io.lotusconsole.prover.SectorSize;
import io.lotusconsole.prover.WindowPoSt;
import io.lotusconsole.prover.WinningPoSt;
import io.lotusconsole.proving.ChallengedSector;
import io.lotusconsole.proving.DrillResult;
import io.lotusconsole.proving.PoStKind;
import io.lotusconsole.proving.SealedCid;
import io.lotusconsole.proving.SectorOnChain;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * A proof that nobody asked for and nobody gets: fresh challenges on real sectors, read, proven, verified. Tells
 * before the day whether a machine is fast enough.
 */
public final class Drill {
    private final Prover prover;
    private final SectorSource sectors;
    private final long minerActor;
    private final PhaseBudgets budgets;

    public Drill(Prover library, SectorSource sectors, long minerActor, PhaseBudgets budgets) {
        this.prover = new GuardedProver(library, new ProverId(minerActor));
        this.sectors = sectors;
        this.minerActor = minerActor;
        this.budgets = budgets;
    }

    /**
     * Does it. Blocks for as long as a real proof takes.
     *
     * @param chosen real sectors, for winning one, else at most a partition
     * @param drawn 32 random bytes
     * @param progress told how many sectors have been read
     */
    public DrillResult run(
            PoStKind kind, SectorSize size, List<SectorOnChain> chosen, byte[] drawn, IntConsumer progress)
            throws ProverException, InterruptedException {
        RegisteredPoStProof proof = RegisteredPoStProof.of(kind, size);
        ProofCall call =
                new ProofCall(proof, minerActor, challenged(proof, chosen, drawn), 0, PoStRandomness.of(drawn));
        long start = System.nanoTime();
        SectorSource.Reading read = sectors.read(call, budgets.readMillis(), progress);
        long readNanos = System.nanoTime();
        List<DrillResult.SkippedSector> skipped = read.skipped().stream()
                .map(bad -> new DrillResult.SkippedSector(bad.sectorNumber(), bad.fault(), bad.why()))
                .toList();
        boolean isReady = read.inability() == null && skipped.isEmpty();
        boolean isValid = false;
        long provenNanos = readNanos;
        long verifiedNanos = readNanos;
        if (isReady) {
            ProofRequest request = new ProofRequest(proof, new ProverId(minerActor), call.randomness());
            List<SectorCommitment> commitments = call.sectors().stream()
                    .map(each -> new SectorCommitment(each.sectorNumber(), each.sealedCid()))
                    .toList();
            if (kind == PoStKind.WINNING) {
                WinningPoSt made = prover.proveWinning(request, read.proofs().get(0));
                provenNanos = System.nanoTime();
                isValid = prover.verifyWinning(request, commitments.get(0), made);
            } else {
                PartitionProof made = prover.proveWindow(request, read.proofs(), 0);
                provenNanos = System.nanoTime();
                isValid = prover.verifyWindow(request, commitments, new WindowPoSt(proof, List.of(made)));
            }
            verifiedNanos = System.nanoTime();
        }
        return new DrillResult(
                kind,
                size.bytes(),
                call.sectors().stream().map(ChallengedSector::sectorNumber).toList(),
                millis(start, readNanos),
                millis(readNanos, provenNanos),
                millis(provenNanos, verifiedNanos),
                skipped,
                read.inability(),
                isValid,
                read.places());
    }

    private static long millis(long fromNanos, long toNanos) {
        return (toNanos - fromNanos) / 1_000_000;
    }

    private static List<ChallengedSector> challenged(
            RegisteredPoStProof proof, List<SectorOnChain> chosen, byte[] drawn) {
        List<SectorOnChain> ascending = chosen.stream()
                .sorted(Comparator.comparingLong(SectorOnChain::number))
                .toList();
        List<SectorChallenge> challenges = Challenges.of(
                proof,
                PoStRandomness.of(drawn),
                ascending.stream().map(SectorOnChain::number).toList());
        List<ChallengedSector> challenged = new ArrayList<>();
        for (int i = 0; i < ascending.size(); i++) {
            SectorOnChain sector = ascending.get(i);
            List<Long> leaves =
                    Arrays.stream(challenges.get(i).leaves()).boxed().toList();
            challenged.add(new ChallengedSector(
                    sector.sealProof(),
                    sector.number(),
                    SealedCid.parse(sector.sealedCid()),
                    leaves,
                    sector.isUpdated()));
        }
        return challenged;
    }
}
