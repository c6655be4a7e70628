package io.lotusconsole.storage;

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
import io.lotusconsole.proving.SealedCid;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** A prover that reads as a test says, and can do nothing else. */
final class VanillaOnly implements Prover {
    /** What a vanilla proof of a window sector has at 32 GiB. */
    static final int PROOF_BYTES = 25_552;

    private final Reading reading;

    /** What a read comes to. */
    interface Reading {
        VanillaProof of(SectorReplica replica) throws ProverException;
    }

    VanillaOnly(Reading reading) {
        this.reading = reading;
    }

    /** Bytes that begin as a vanilla proof of the sector does. */
    static VanillaProof proofOf(SectorReplica replica) {
        ByteBuffer bytes = ByteBuffer.allocate(PROOF_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(replica.sectorNumber()).put(replica.sealedCid().commR());
        return VanillaProof.ofOwned(bytes.array());
    }

    @Override
    public VanillaProof vanillaProof(RegisteredPoStProof proof, SectorReplica replica, SectorChallenge challenge)
            throws ProverException {
        return reading.of(replica);
    }

    @Override
    public SealedCid sealedCid(byte[] pAux) {
        throw new UnsupportedOperationException();
    }

    @Override
    public WinningPoSt proveWinning(ProofRequest request, VanillaProof vanillaProof) {
        throw new UnsupportedOperationException();
    }

    @Override
    public PartitionProof proveWindow(ProofRequest request, List<VanillaProof> proofs, int batchPartitionIndex) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean verifyWinning(ProofRequest request, SectorCommitment sector, WinningPoSt proof) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean verifyWindow(ProofRequest request, List<SectorCommitment> sectors, WindowPoSt proof) {
        throw new UnsupportedOperationException();
    }
}
