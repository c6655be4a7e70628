package io.lotusconsole.support;

import io.lotusconsole.prover.Challenges;
import io.lotusconsole.prover.PartitionProof;
import io.lotusconsole.prover.ProofRequest;
import io.lotusconsole.prover.Prover;
import io.lotusconsole.prover.ProverException;
import io.lotusconsole.prover.ProverId;
import io.lotusconsole.prover.RegisteredPoStProof;
import io.lotusconsole.prover.SectorChallenge;
import io.lotusconsole.prover.SectorCommitment;
import io.lotusconsole.prover.SectorReplica;
import io.lotusconsole.prover.SectorSize;
import io.lotusconsole.prover.TestNetworkProver;
import io.lotusconsole.prover.VanillaProof;
import io.lotusconsole.prover.WindowPoSt;
import io.lotusconsole.prover.WinningPoSt;
import io.lotusconsole.proving.SealedCid;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * A prover whose proofs are hashes: they hold for what they were made of and for nothing else, and cost microseconds.
 * For tests of who proves what, when and for whom; what a proof is, real provers show.
 */
public final class PaperProver implements Prover, TestNetworkProver {
    private static final int P_AUX_BYTES = 64;
    private static final int TREE_BYTES = 32;
    private static final int HASH_BYTES = 32;
    private static final int FIELD_MASK = 0x3f;

    @Override
    public SealedCid seal(
            SectorSize size,
            ProverId prover,
            long sectorNumber,
            byte[] ticket,
            byte[] data,
            Path cacheDirectory,
            Path sealedFile) {
        try {
            Files.createDirectories(cacheDirectory);
            byte[] pAux = Arrays.copyOf(hash(ticket, numbers(sectorNumber, prover.actorId()), data), P_AUX_BYTES);
            Files.write(cacheDirectory.resolve("p_aux"), pAux);
            Files.write(cacheDirectory.resolve("sc-02-data-tree-r-last.dat"), new byte[TREE_BYTES]);
            Files.write(sealedFile, Arrays.copyOf(data, (int) size.bytes()));
            return sealedCid(pAux);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<String> makeParameters(RegisteredPoStProof proof, Path directory) {
        return List.of();
    }

    @Override
    public SealedCid sealedCid(byte[] pAux) {
        return SealedCid.ofCommR(hash(pAux));
    }

    @Override
    public VanillaProof vanillaProof(RegisteredPoStProof proof, SectorReplica replica, SectorChallenge challenge) {
        return VanillaProof.ofOwned(vanilla(proof, replica.sectorNumber(), replica.sealedCid(), challenge));
    }

    private static byte[] vanilla(
            RegisteredPoStProof proof, long sectorNumber, SealedCid cid, SectorChallenge challenge) {
        byte[] opened = hash(numbers(proof.networkCode()), numbers(challenge.leaves()));
        return ByteBuffer.allocate(Long.BYTES + 2 * HASH_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(sectorNumber)
                .put(cid.commR())
                .put(opened)
                .array();
    }

    @Override
    public WinningPoSt proveWinning(ProofRequest request, VanillaProof vanillaProof) throws ProverException {
        return new WinningPoSt(request.proof(), proof(request, List.of(checked(request, vanillaProof))));
    }

    @Override
    public PartitionProof proveWindow(ProofRequest request, List<VanillaProof> vanillaProofs, int batchPartitionIndex)
            throws ProverException {
        List<SectorCommitment> sectors = new ArrayList<>();
        for (VanillaProof vanillaProof : vanillaProofs) {
            sectors.add(checked(request, vanillaProof));
        }
        return proof(request, sectors);
    }

    private static SectorCommitment checked(ProofRequest request, VanillaProof vanilla) throws ProverException {
        long number = vanilla.sectorNumber();
        SectorChallenge challenge = Challenges.ofSector(request.proof(), request.randomness(), number);
        byte[] wanted = vanilla(request.proof(), number, vanilla.sealedCid(), challenge);
        if (!Arrays.equals(wanted, vanilla.sharedBytes())) {
            throw new ProverException.BadVanillaProof("sector " + number + ": not of this request");
        }
        return new SectorCommitment(number, vanilla.sealedCid());
    }

    private static PartitionProof proof(ProofRequest request, List<SectorCommitment> sectors) {
        byte[] all = hash(
                numbers(request.proof().networkCode()), request.randomness().bytes());
        for (SectorCommitment sector : sectors) {
            all = hash(all, numbers(sector.sectorNumber()), sector.sealedCid().commR());
        }
        return new PartitionProof(Arrays.copyOf(all, PartitionProof.BYTES));
    }

    @Override
    public boolean verifyWinning(ProofRequest request, SectorCommitment sector, WinningPoSt proof) {
        return proof(request, List.of(sector)).equals(proof.bytes());
    }

    @Override
    public boolean verifyWindow(ProofRequest request, List<SectorCommitment> sectors, WindowPoSt proof) {
        List<SectorCommitment> sorted = new ArrayList<>(sectors);
        sorted.sort(Comparator.comparingLong(SectorCommitment::sectorNumber));
        int size = request.proof().partitionSectorsMax();
        List<PartitionProof> wanted = new ArrayList<>();
        for (int from = 0; from < sorted.size(); from += size) {
            wanted.add(proof(request, sorted.subList(from, Math.min(from + size, sorted.size()))));
        }
        return wanted.equals(proof.partitions());
    }

    private static byte[] numbers(long... numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(numbers.length * Long.BYTES);
        for (long number : numbers) {
            bytes.putLong(number);
        }
        return bytes.array();
    }

    /** A hash that is an element of the field. */
    private static byte[] hash(byte[]... parts) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                sha256.update(part);
            }
            byte[] hash = sha256.digest();
            hash[hash.length - 1] &= FIELD_MASK;
            return hash;
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
