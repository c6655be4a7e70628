package io.lotusconsole.worker;

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
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Proofs are 192 ones. */
final class ObedientProver implements Prover {
    final AtomicInteger proofs = new AtomicInteger();
    final AtomicInteger badProofs = new AtomicInteger();
    final BlockingQueue<Object> started = new LinkedBlockingQueue<>();
    final CountDownLatch hold = new CountDownLatch(1);
    volatile boolean isHeld;
    volatile ProverException failure;

    private PartitionProof make() throws ProverException {
        if (failure != null) {
            throw failure;
        }
        started.add(this);
        boolean uninterrupted = !isHeld;
        while (!uninterrupted) {
            try {
                uninterrupted = hold.await(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                // Native code does not notice.
            }
        }
        proofs.incrementAndGet();
        byte[] ones = new byte[PartitionProof.BYTES];
        Arrays.fill(ones, (byte) 1);
        return new PartitionProof(ones);
    }

    private boolean isGood() {
        return badProofs.getAndUpdate(left -> Math.max(0, left - 1)) == 0;
    }

    @Override
    public WinningPoSt proveWinning(ProofRequest request, VanillaProof vanillaProof) throws ProverException {
        return new WinningPoSt(request.proof(), make());
    }

    @Override
    public PartitionProof proveWindow(ProofRequest request, List<VanillaProof> vanillaProofs, int index)
            throws ProverException {
        return make();
    }

    @Override
    public boolean verifyWinning(ProofRequest request, SectorCommitment sector, WinningPoSt proof) {
        return isGood();
    }

    @Override
    public boolean verifyWindow(ProofRequest request, List<SectorCommitment> sectors, WindowPoSt proof) {
        return isGood();
    }

    @Override
    public SealedCid sealedCid(byte[] pAux) {
        throw new UnsupportedOperationException();
    }

    @Override
    public VanillaProof vanillaProof(RegisteredPoStProof proof, SectorReplica replica, SectorChallenge challenge) {
        throw new UnsupportedOperationException();
    }
}
