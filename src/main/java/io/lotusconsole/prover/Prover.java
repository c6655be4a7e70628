package io.lotusconsole.prover;

import io.lotusconsole.proving.SealedCid;
import java.util.List;

/**
 * Makes and checks proofs of space-time.
 *
 * <p>Safe for use by several threads. A call that proves takes every core and cannot be cancelled. Every
 * method throws {@link ProverException.Rejected} for arguments that the implementation refuses, {@link
 * ProverException.Panicked} if native code panicked, and {@link ProverException.Broken} once it cannot go on.
 */
public interface Prover {
    /**
     * The commitment that a sector's {@code p_aux} file stands for.
     *
     * @param pAux its 64 bytes
     */
    SealedCid sealedCid(byte[] pAux) throws ProverException;

    /**
     * Opens the challenged leaves of a sector: reads its tree and one block of the sealed file a challenge.
     * Milliseconds on a local disk; as long as the storage takes. Success proves that what was read fits the
     * tree's root, but not that the root belongs to {@code sealedCid}.
     *
     * @throws ProverException.BadSector if the files are missing or damaged
     */
    VanillaProof vanillaProof(RegisteredPoStProof proof, SectorReplica replica, SectorChallenge challenge)
            throws ProverException;

    /**
     * Makes a winning PoSt. About 5 s for 2 KiB on two cores, 30 CPU-seconds or more at 32 GiB.
     *
     * @throws ProverException.BadVanillaProof if the vanilla proof is not one of this request
     */
    WinningPoSt proveWinning(ProofRequest request, VanillaProof vanillaProof) throws ProverException;

    /**
     * Proves one partition. About a second for 2 KiB on two cores; at 32 GiB minutes on a GPU, hours without.
     *
     * @param vanillaProofs one a sector, ascending by sector number: the order is part of what is proved, and a
     *     proof made in another order does not verify
     * @param batchPartitionIndex position of the partition in the miner's request, from 0; not its index on
     *     chain. Only old window types look at it
     * @throws ProverException.BadVanillaProof if a vanilla proof is not one of this request
     */
    PartitionProof proveWindow(ProofRequest request, List<VanillaProof> vanillaProofs, int batchPartitionIndex)
            throws ProverException;

    /** Whether a winning PoSt is valid for the sector. Milliseconds. Bytes that are no proof are not valid. */
    boolean verifyWinning(ProofRequest request, SectorCommitment sector, WinningPoSt proof) throws ProverException;

    /**
     * Whether a window PoSt is valid for these sectors, all partitions at once. Milliseconds at 2 KiB. The order
     * of the sectors does not matter.
     */
    boolean verifyWindow(ProofRequest request, List<SectorCommitment> sectors, WindowPoSt proof) throws ProverException;
}
