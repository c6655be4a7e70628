package io.lotusconsole.prover.ffi;

import static io.lotusconsole.prover.RegisteredPoStProof.WINDOW_2KIB;
import static io.lotusconsole.prover.RegisteredPoStProof.WINNING_2KIB;

import io.lotusconsole.prover.Challenges;
import io.lotusconsole.prover.GuardedProver;
import io.lotusconsole.prover.NativeCallObserver;
import io.lotusconsole.prover.PartitionProof;
import io.lotusconsole.prover.ProofRequest;
import io.lotusconsole.prover.Prover;
import io.lotusconsole.prover.ProverException;
import io.lotusconsole.prover.RegisteredPoStProof;
import io.lotusconsole.prover.SectorChallenge;
import io.lotusconsole.prover.SectorCommitment;
import io.lotusconsole.prover.SectorReplica;
import io.lotusconsole.prover.VanillaProof;
import io.lotusconsole.prover.WindowPoSt;
import io.lotusconsole.prover.WinningPoSt;
import io.lotusconsole.support.TestNetwork;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Everything once, for real: four sectors are sealed, a winning and three window proofs are made from four threads
 * at once, and each is verified. A program of its own, so that it can be run by any JDK.
 */
final class ProofTrial {
    private final Prover prover;
    private final TestNetwork network;

    ProofTrial(NativeLibrary library, Path directory, long seed) throws ProverException {
        this.prover = new GuardedProver(library, TestNetwork.PROVER);
        this.network = new TestNetwork(library, directory, 4, seed);
    }

    /** @param args the directory of the test parameters, and an empty one to work in */
    public static void main(String[] args) throws Exception {
        NativeLibrary library = LibraryLoader.load(null, null, NativeCallObserver.NONE);
        library.useParameters(Path.of(args[0]));
        ProofTrial trial = new ProofTrial(library, Path.of(args[1]), System.nanoTime());
        System.out.println(trial.run() + " verified, " + library.liveBuffers() + " buffers");
        // bellperson and rayon keep their threads; nothing of ours is left to do.
        Runtime.getRuntime().halt(0);
    }

    /** @return how many proofs were made and verified: all of them, or it throws */
    int run() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Boolean>> works = List.of(this::winning, this::window, this::window, this::partition);
            int verified = 0;
            for (Future<Boolean> work : threads.invokeAll(works)) {
                verified += work.get() ? 1 : 0;
            }
            return verified;
        } finally {
            threads.shutdownNow();
        }
    }

    TestNetwork network() {
        return network;
    }

    List<VanillaProof> vanillaProofs(ProofRequest request, List<SectorReplica> sectors) throws ProverException {
        List<VanillaProof> proofs = new ArrayList<>();
        for (SectorReplica sector : sectors) {
            SectorChallenge challenge =
                    Challenges.ofSector(request.proof(), request.randomness(), sector.sectorNumber());
            proofs.add(prover.vanillaProof(request.proof(), sector, challenge));
        }
        return proofs;
    }

    private ProofRequest request(RegisteredPoStProof proof) {
        synchronized (network) {
            return network.request(proof);
        }
    }

    private boolean winning() throws ProverException {
        ProofRequest request = request(WINNING_2KIB);
        long index = Challenges.winningSectorIndex(
                request.prover(), request.randomness(), network.sectors().size());
        SectorReplica winner = network.sectors().get((int) index);
        WinningPoSt proof = prover.proveWinning(
                request, vanillaProofs(request, List.of(winner)).get(0));
        return prover.verifyWinning(request, new SectorCommitment(winner.sectorNumber(), winner.sealedCid()), proof);
    }

    /** Two partitions, merged. */
    private boolean window() throws ProverException {
        ProofRequest request = request(WINDOW_2KIB);
        List<VanillaProof> vanilla = vanillaProofs(request, network.sectors());
        List<PartitionProof> partitions = List.of(
                prover.proveWindow(request, vanilla.subList(0, 2), 0),
                prover.proveWindow(request, vanilla.subList(2, 4), 1));
        return prover.verifyWindow(request, network.commitments(), new WindowPoSt(WINDOW_2KIB, partitions));
    }

    /** A short partition: one sector, which the library repeats. */
    private boolean partition() throws ProverException {
        ProofRequest request = request(WINDOW_2KIB);
        List<SectorReplica> last = network.sectors().subList(3, 4);
        PartitionProof proof = prover.proveWindow(request, vanillaProofs(request, last), 0);
        return prover.verifyWindow(
                request, network.commitments().subList(3, 4), new WindowPoSt(WINDOW_2KIB, List.of(proof)));
    }
}
