package io.lotusconsole.prover;

import io.lotusconsole.proving.SealedCid;
import java.util.List;

/** A prover whose proofs take turns in a {@link ProofQueue}; calls that are short or wait for storage do not. */
public final class QueuedProver implements Prover {
    private final Prover prover;
    private final ProofQueue queue;

    public QueuedProver(Prover prover, ProofQueue queue) {
        this.prover = prover;
        this.queue = queue;
    }

    @Override
    public WinningPoSt proveWinning(ProofRequest request, VanillaProof vanillaProof) throws ProverException {
        return queue.inTurn(request.proof().kind(), () -> prover.proveWinning(request, vanillaProof));
    }

    @Override
    public PartitionProof proveWindow(ProofRequest request, List<VanillaProof> vanillaProofs, int batchPartitionIndex)
            throws ProverException {
        return queue.inTurn(
                request.proof().kind(), () -> prover.proveWindow(request, vanillaProofs, batchPartitionIndex));
    }

    @Override
    public SealedCid sealedCid(byte[] pAux) throws ProverException {
        return prover.sealedCid(pAux);
    }

    @Override
    public VanillaProof vanillaProof(RegisteredPoStProof proof, SectorReplica replica, SectorChallenge challenge)
            throws ProverException {
        return prover.vanillaProof(proof, replica, challenge);
    }

    @Override
    public boolean verifyWinning(ProofRequest request, SectorCommitment sector, WinningPoSt proof)
            throws ProverException {
        return prover.verifyWinning(request, sector, proof);
    }

    @Override
    public boolean verifyWindow(ProofRequest request, List<SectorCommitment> sectors, WindowPoSt proof)
            throws ProverException {
        return prover.verifyWindow(request, sectors, proof);
    }
}
