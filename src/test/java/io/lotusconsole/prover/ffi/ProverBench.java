package io.lotusconsole.prover.ffi;

import static io.lotusconsole.prover.RegisteredPoStProof.WINDOW_2KIB;
import static io.lotusconsole.prover.RegisteredPoStProof.WINDOW_32GIB;
import static io.lotusconsole.prover.RegisteredPoStProof.WINNING_2KIB;

import io.lotusconsole.prover.NativeCallObserver;
import io.lotusconsole.prover.PoStRandomness;
import io.lotusconsole.prover.ProofRequest;
import io.lotusconsole.prover.ProverException;
import io.lotusconsole.prover.VanillaProof;
import io.lotusconsole.support.TestNetwork;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code src/bench/prover.py} measures inside a JVM. Prints lines of a name and numbers.
 *
 * <p>{@code load CACHE} loads the library once; {@code proofs PARAMETERS DIRECTORY ROUNDS} makes proofs,
 * {@code hand-over} hands over a full partition again and again.
 */
final class ProverBench implements NativeCallObserver {
    /** A full partition at 32 GiB: so many sectors, so many bytes each. */
    private static final int SECTORS = 2349;

    private static final int VANILLA_BYTES = 25_552;
    private static final int HAND_OVERS = 10;

    private String entry;
    private long nativeNanos;
    private long totalNanos;

    private ProverBench() {}

    @Override
    public void onCall(String called, long nanosInLibrary, long nanosInAll) {
        entry = called;
        nativeNanos = nanosInLibrary;
        totalNanos = nanosInAll;
    }

    public static void main(String[] args) throws Exception {
        ProverBench bench = new ProverBench();
        if (args[0].equals("load")) {
            long start = System.nanoTime();
            LibraryLoader.load(null, Path.of(args[1]), bench).parameterFiles();
            System.out.println("load " + (System.nanoTime() - start));
        } else if (args[0].equals("proofs")) {
            bench.proofs(Path.of(args[1]), Path.of(args[2]), Integer.parseInt(args[3]));
        } else {
            handOver(LibraryLoader.load(null, null, bench));
        }
        Runtime.getRuntime().halt(0);
    }

    private void proofs(Path parameters, Path directory, int rounds) throws Exception {
        NativeLibrary library = LibraryLoader.load(null, null, this);
        library.useParameters(parameters);
        ProofTrial trial = new ProofTrial(library, directory, 1);
        TestNetwork network = trial.network();
        for (int i = 0; i < rounds; i++) {
            ProofRequest winning = network.request(WINNING_2KIB);
            library.proveWinning(
                    winning,
                    trial.vanillaProofs(winning, network.sectors().subList(0, 1))
                            .get(0));
            print();
            ProofRequest window = network.request(WINDOW_2KIB);
            library.proveWindow(
                    window, trial.vanillaProofs(window, network.sectors().subList(0, 2)), 0);
            print();
        }
    }

    private void print() {
        System.out.println(entry + " " + nativeNanos + " " + totalNanos);
    }

    /** Bytes that are no vanilla proofs: the library takes them all over and then refuses the first. */
    private static void handOver(NativeLibrary library) {
        ProofRequest request =
                new ProofRequest(WINDOW_32GIB, TestNetwork.PROVER, PoStRandomness.of(new byte[PoStRandomness.BYTES]));
        List<VanillaProof> partition = new ArrayList<>();
        for (int i = 0; i < SECTORS; i++) {
            partition.add(VanillaProof.ofOwned(new byte[VANILLA_BYTES]));
        }
        for (int i = 0; i < HAND_OVERS; i++) {
            long start = System.nanoTime();
            try {
                library.proveWindow(request, partition, 0);
                throw new IllegalStateException("zeros were proven");
            } catch (ProverException e) {
                System.out.println("hand_over " + (System.nanoTime() - start));
            }
        }
    }
}
