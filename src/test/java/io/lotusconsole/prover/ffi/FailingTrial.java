package io.lotusconsole.prover.ffi;

import static io.lotusconsole.prover.RegisteredPoStProof.WINDOW_2KIB;
import static io.lotusconsole.prover.RegisteredPoStProof.WINDOW_8MIB;

import io.lotusconsole.prover.Challenges;
import io.lotusconsole.prover.GuardedProver;
import io.lotusconsole.prover.NativeCallObserver;
import io.lotusconsole.prover.ProofRequest;
import io.lotusconsole.prover.Prover;
import io.lotusconsole.prover.ProverException;
import io.lotusconsole.prover.SectorReplica;
import io.lotusconsole.prover.VanillaProof;
import io.lotusconsole.prover.WindowPoSt;
import io.lotusconsole.proving.SealedCid;
import io.lotusconsole.support.Vectors;
import java.nio.file.Path;
import java.util.List;

/**
 * What a process says whose parameters or settings are wrong, which only a process of its own can be: prints a line
 * each for a vanilla proof, a window proof, the same again, and a verdict on a recorded proof.
 */
final class FailingTrial {
    private FailingTrial() {}

    private interface Step {
        Object make() throws ProverException;
    }

    /** @param args the parameter directory; for one sector of 8 MiB alone its CID, cache directory and sealed file */
    public static void main(String[] args) throws Exception {
        NativeLibrary library = LibraryLoader.load(null, null, NativeCallObserver.NONE);
        library.useParameters(Path.of(args[0]));
        Vectors vectors = Vectors.twoKib();
        Prover prover = new GuardedProver(library, vectors.prover());
        ProofRequest request = vectors.request(WINDOW_2KIB);
        if (args.length > 1) {
            SectorReplica large = new SectorReplica(1, SealedCid.parse(args[1]), Path.of(args[2]), Path.of(args[3]));
            say(() ->
                    prover.vanillaProof(WINDOW_8MIB, large, Challenges.ofSector(WINDOW_8MIB, request.randomness(), 1)));
            Runtime.getRuntime().halt(0);
        }
        Vectors.Sector sector = vectors.sectors().get(0);
        say(() -> prover.vanillaProof(
                WINDOW_2KIB,
                Vectors.replica(sector),
                Challenges.ofSector(WINDOW_2KIB, request.randomness(), sector.number())));
        List<VanillaProof> vanilla = List.of(VanillaProof.ofOwned(sector.windowVanilla()));
        say(() -> prover.proveWindow(request, vanilla, 0));
        say(() -> prover.proveWindow(request, vanilla, 0));
        WindowPoSt recorded = vectors.window("windowProof");
        say(() -> prover.verifyWindow(request, vectors.commitments(), recorded));
        Runtime.getRuntime().halt(0);
    }

    private static void say(Step step) {
        try {
            step.make();
            System.out.println("good");
        } catch (ProverException e) {
            System.out.println(
                    e.getClass().getSimpleName() + " " + e.getMessage().replace('\n', ' '));
        }
    }
}
