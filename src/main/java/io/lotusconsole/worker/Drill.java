package io.lotusconsole.worker;

import io.lotusconsole.prover.Challenges;
import io.lotusconsole.prover.GuardedProver;
import io.lotusconsole.prover.PartitionProof;
import io.lotusconsole.prover.PoStRandomness;
import io.lotusconsole.prover.ProofQueue;
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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A proof that nobody asked for and nobody gets: fresh challenges on real sectors, read, proven, verified. Tells
 * before the day whether a machine is fast enough.
 */
public final class Drill {
    /** Between two lines of a phase that lasts. */
    private static final long TELL_MILLIS = 15_000;

    private final Prover prover;
    private final SectorSource sectors;
    private final long minerActor;
    private final PhaseBudgets budgets;

    /** Told how it goes on, by any thread. */
    public interface Progress {
        /** Reading: so many sectors are read. */
        void read(int sectors);

        /** A phase begins: {@code reading}, {@code proving}, {@code verifying}. */
        void enter(String phase);

        /** A phase of native work, which tells nothing of itself, goes on. */
        void still(String phase, long millis);
    }

    /** Past its budget, and still running: it cannot be cancelled. */
    private static final class Overdue extends Exception {
        private static final long serialVersionUID = 1L;

        Overdue(String phase, long budgetMillis) {
            super(phase + " took longer than its budget of " + budgetMillis / 1000
                    + " s, and a native call cannot be cancelled");
        }
    }

    public Drill(Prover library, SectorSource sectors, long minerActor, PhaseBudgets budgets) {
        this.prover = new GuardedProver(library, new ProverId(minerActor));
        this.sectors = sectors;
        this.minerActor = minerActor;
        this.budgets = budgets;
    }

    /**
     * Does it. Blocks for as long as a real proof takes, within the budgets of one; native work beyond them is left
     * behind on a daemon thread.
     *
     * @param chosen real sectors, for winning one, else at most a partition
     * @param drawn 32 random bytes
     */
    public DrillResult run(PoStKind kind, SectorSize size, List<SectorOnChain> chosen, byte[] drawn, Progress progress)
            throws ProverException, InterruptedException {
        RegisteredPoStProof proof = RegisteredPoStProof.of(kind, size);
        ProofCall call =
                new ProofCall(proof, minerActor, challenged(proof, chosen, drawn), 0, PoStRandomness.of(drawn));
        long start = System.nanoTime();
        progress.enter("reading");
        SectorSource.Reading read = sectors.read(call, budgets.readMillis(), progress::read);
        long readNanos = System.nanoTime();
        List<DrillResult.SkippedSector> skipped = read.skipped().stream()
                .map(bad -> new DrillResult.SkippedSector(bad.sectorNumber(), bad.fault(), bad.why()))
                .toList();
        String inability = read.inability();
        boolean isValid = false;
        long provenNanos = readNanos;
        long verifiedNanos = readNanos;
        if (inability == null && skipped.isEmpty()) {
            ProofRequest request = new ProofRequest(proof, new ProverId(minerActor), call.randomness());
            List<SectorCommitment> commitments = call.sectors().stream()
                    .map(each -> new SectorCommitment(each.sectorNumber(), each.sealedCid()))
                    .toList();
            try {
                ProofQueue.Work<Boolean> verifying;
                if (kind == PoStKind.WINNING) {
                    WinningPoSt made = proving(
                            progress,
                            () -> prover.proveWinning(request, read.proofs().get(0)));
                    verifying = () -> prover.verifyWinning(request, commitments.get(0), made);
                } else {
                    PartitionProof made = proving(progress, () -> prover.proveWindow(request, read.proofs(), 0));
                    verifying = () -> prover.verifyWindow(request, commitments, new WindowPoSt(proof, List.of(made)));
                }
                provenNanos = System.nanoTime();
                isValid = within("verifying", budgets.mergeMillis(), progress, verifying);
            } catch (Overdue e) {
                inability = e.getMessage();
                provenNanos = provenNanos == readNanos ? System.nanoTime() : provenNanos;
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
                inability,
                isValid,
                read.places());
    }

    private <T> T proving(Progress progress, ProofQueue.Work<T> work)
            throws ProverException, Overdue, InterruptedException {
        return within("proving", budgets.proveMillis(), progress, work);
    }

    private static <T> T within(String phase, long budgetMillis, Progress progress, ProofQueue.Work<T> work)
            throws ProverException, Overdue, InterruptedException {
        progress.enter(phase);
        FutureTask<T> task = new FutureTask<>(work::run);
        Thread thread = new Thread(task, "drill " + phase);
        thread.setDaemon(true);
        thread.start();
        long start = System.nanoTime();
        while (true) {
            long spent = millis(start, System.nanoTime());
            if (spent >= budgetMillis) {
                throw new Overdue(phase, budgetMillis);
            }
            try {
                return task.get(Math.min(TELL_MILLIS, budgetMillis - spent), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                progress.still(phase, millis(start, System.nanoTime()));
            } catch (ExecutionException e) {
                if (e.getCause() instanceof ProverException cause) {
                    throw cause;
                }
                throw new IllegalStateException(e.getCause());
            }
        }
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
