package io.lotusconsole.prover;

import io.lotusconsole.proving.PoStKind;
import io.lotusconsole.proving.SealedCid;
import java.util.List;

/**
 * A prover that refuses what the proof library would take without an error and turn into a proof that does not
 * verify, and that says what is wrong with a sector.
 *
 * <p>Guarded are: the miner whose proof it is, the commitment of the files, the order and number of vanilla
 * proofs, the kind of proof type, and the range of challenges.
 */
public final class GuardedProver implements Prover {
    private final Prover prover;
    private final ProverId own;

    /** @param own the only miner that proofs are made for */
    public GuardedProver(Prover prover, ProverId own) {
        this.prover = prover;
        this.own = own;
    }

    @Override
    public VanillaProof vanillaProof(RegisteredPoStProof proof, SectorReplica replica, SectorChallenge challenge)
            throws ProverException {
        long leaves = proof.sectorSize().leaves();
        for (long leaf : challenge.leaves()) {
            require(leaf < leaves, "challenge " + leaf + " is beyond the " + leaves + " leaves of a sector");
        }
        require(
                challenge.sectorNumber() == replica.sectorNumber(),
                "the challenge is for sector " + challenge.sectorNumber() + ", the files are of "
                        + replica.sectorNumber());
        SectorFiles files = new SectorFiles(replica, proof.sectorSize());
        files.check();
        SealedCid found = commitmentOf(files);
        // The library copies the demanded commitment into the vanilla proof without a look; making the proof
        // would fail minutes later, and for the whole partition.
        if (!found.equals(replica.sealedCid())) {
            throw files.otherCommitment(found + ", not " + replica.sealedCid());
        }
        try {
            return prover.vanillaProof(proof, replica, challenge);
        } catch (ProverException.Failed e) {
            throw files.behind(e);
        }
    }

    private SealedCid commitmentOf(SectorFiles files) throws ProverException {
        byte[] pAux = files.readPAux();
        try {
            return prover.sealedCid(pAux);
        } catch (ProverException.Failed e) {
            throw files.otherCommitment(e.getMessage());
        }
    }

    @Override
    public WinningPoSt proveWinning(ProofRequest request, VanillaProof vanillaProof) throws ProverException {
        checkRequest(request, PoStKind.WINNING);
        return prover.proveWinning(request, vanillaProof);
    }

    @Override
    public PartitionProof proveWindow(ProofRequest request, List<VanillaProof> vanillaProofs, int batchPartitionIndex)
            throws ProverException {
        checkRequest(request, PoStKind.WINDOW);
        int sectorsMax = request.proof().partitionSectorsMax();
        require(!vanillaProofs.isEmpty(), "a partition without a vanilla proof");
        require(
                vanillaProofs.size() <= sectorsMax,
                vanillaProofs.size() + " vanilla proofs in a partition of " + sectorsMax + " sectors");
        require(batchPartitionIndex >= 0, "partition index " + batchPartitionIndex);
        long last = -1;
        for (VanillaProof vanillaProof : vanillaProofs) {
            long sectorNumber = vanillaProof.sectorNumber();
            require(
                    sectorNumber > last,
                    "vanilla proofs must ascend by sector number, each once: " + sectorNumber + " after " + last);
            last = sectorNumber;
        }
        return prover.proveWindow(request, vanillaProofs, batchPartitionIndex);
    }

    @Override
    public boolean verifyWinning(ProofRequest request, SectorCommitment sector, WinningPoSt proof)
            throws ProverException {
        checkRequest(request, PoStKind.WINNING);
        require(proof.proof() == request.proof(), "a proof of another type: " + proof.proof());
        return prover.verifyWinning(request, sector, proof);
    }

    @Override
    public boolean verifyWindow(ProofRequest request, List<SectorCommitment> sectors, WindowPoSt proof)
            throws ProverException {
        checkRequest(request, PoStKind.WINDOW);
        require(proof.proof() == request.proof(), "a proof of another type: " + proof.proof());
        require(!sectors.isEmpty(), "a window PoSt of no sectors");
        return prover.verifyWindow(request, sectors, proof);
    }

    private void checkRequest(ProofRequest request, PoStKind kind) throws ProverException {
        require(request.proof().kind() == kind, request.proof() + " is no type of a " + kind.title());
        require(request.prover().equals(own), "a proof for miner " + request.prover() + ", not for " + own);
    }

    private static void require(boolean good, String otherwise) throws ProverException {
        if (!good) {
            throw new ProverException.Rejected(otherwise);
        }
    }

    @Override
    public SealedCid sealedCid(byte[] pAux) throws ProverException {
        return prover.sealedCid(pAux);
    }
}
