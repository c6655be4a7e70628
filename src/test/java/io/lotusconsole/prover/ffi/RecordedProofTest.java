package io.lotusconsole.prover.ffi;

import static io.lotusconsole.prover.RegisteredPoStProof.WINDOW_2KIB;
import static io.lotusconsole.prover.RegisteredPoStProof.WINNING_2KIB;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotusconsole.prover.Challenges;
import io.lotusconsole.prover.PartitionProof;
import io.lotusconsole.prover.PoStRandomness;
import io.lotusconsole.prover.ProofRequest;
import io.lotusconsole.prover.ProverException;
import io.lotusconsole.prover.ProverId;
import io.lotusconsole.prover.RegisteredPoStProof;
import io.lotusconsole.prover.SectorChallenge;
import io.lotusconsole.prover.SectorCommitment;
import io.lotusconsole.prover.VanillaProof;
import io.lotusconsole.prover.WindowPoSt;
import io.lotusconsole.prover.WinningPoSt;
import io.lotusconsole.proving.PoStKind;
import io.lotusconsole.support.Libraries;
import io.lotusconsole.support.Vectors;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The library against the recorded exchange: what filecoin-ffi made and accepted, it makes and accepts too. */
class RecordedProofTest {
    private static final Vectors VECTORS = Vectors.twoKib();

    private static NativeLibrary library;

    @BeforeAll
    static void load() {
        library = Libraries.ofVectors();
    }

    @Test
    void vanillaProofsAreEqualByteForByte() throws ProverException {
        PoStRandomness randomness = VECTORS.request(WINDOW_2KIB).randomness();
        for (Vectors.Sector sector : VECTORS.sectors()) {
            SectorChallenge challenge = Challenges.ofSector(WINDOW_2KIB, randomness, sector.number());
            VanillaProof made = library.vanillaProof(WINDOW_2KIB, Vectors.replica(sector), challenge);
            assertArrayEquals(sector.windowVanilla(), made.sharedBytes());
            assertEquals(sector.number(), made.sectorNumber());
            assertEquals(sector.sealedCid(), made.sealedCid());
        }
        Vectors.Sector winner = VECTORS.winningSector();
        SectorChallenge challenge = Challenges.ofSector(WINNING_2KIB, randomness, winner.number());
        VanillaProof made = library.vanillaProof(WINNING_2KIB, Vectors.replica(winner), challenge);
        assertArrayEquals(VECTORS.bytes("winVanilla"), made.sharedBytes());
    }

    @Test
    void theLibraryDerivesTheSameChallengesAsJavaForAnyRandomness() throws ProverException {
        Random random = new Random(20);
        for (int round = 0; round < 50; round++) {
            byte[] drawn = new byte[PoStRandomness.BYTES];
            random.nextBytes(drawn);
            PoStRandomness randomness = PoStRandomness.of(drawn);
            ProverId prover = new ProverId(random.nextLong(1 << 30));
            List<Long> sectors = new ArrayList<>();
            for (long number = random.nextInt(9); sectors.size() < 5; number += 1 + random.nextInt(1 << 20)) {
                sectors.add(number);
            }
            for (RegisteredPoStProof proof : RegisteredPoStProof.values()) {
                List<Long> of = proof.kind() == PoStKind.WINNING ? sectors.subList(0, 1) : sectors;
                ProofRequest request = new ProofRequest(proof, prover, randomness);
                assertEquals(Challenges.of(proof, randomness, of), library.challenges(request, of));
            }
            long count = 1 + random.nextInt(1 << 20);
            assertEquals(
                    Challenges.winningSectorIndex(prover, randomness, count),
                    library.winningSectorIndex(new ProofRequest(WINNING_2KIB, prover, randomness), count));
        }
    }

    @Test
    void theCommitmentOfASectorFollowsFromItsPAux() throws Exception {
        for (Vectors.Sector sector : VECTORS.sectors()) {
            byte[] pAux =
                    Files.readAllBytes(Vectors.replica(sector).cacheDirectory().resolve("p_aux"));
            assertEquals(sector.sealedCid(), library.sealedCid(pAux));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"winProof", "ffiWinProof"})
    void winningProofsVerifyAndNothingElseDoes(String name) throws ProverException {
        ProofRequest request = VECTORS.request(WINNING_2KIB);
        SectorCommitment sector = commitment(VECTORS.winningSector());
        WinningPoSt proof = VECTORS.winning(name);
        assertTrue(library.verifyWinning(request, sector, proof));

        assertFalse(library.verifyWinning(otherRandomness(request), sector, proof), "other randomness");
        Vectors.Sector other = VECTORS.sectors().get(1);
        assertFalse(
                library.verifyWinning(request, new SectorCommitment(sector.sectorNumber(), other.sealedCid()), proof),
                "other commR");
        assertFalse(library.verifyWinning(request, commitment(other), proof), "other sector");
        for (int bit : someBits()) {
            WinningPoSt flipped = new WinningPoSt(WINNING_2KIB, flip(proof.bytes(), bit));
            assertFalse(library.verifyWinning(request, sector, flipped), "bit " + bit);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"windowProof", "ffiWindowProof"})
    void windowProofsVerifyAndNothingElseDoes(String name) throws ProverException {
        ProofRequest request = VECTORS.request(WINDOW_2KIB);
        List<SectorCommitment> sectors = VECTORS.commitments();
        WindowPoSt proof = VECTORS.window(name);
        assertTrue(library.verifyWindow(request, sectors, proof));

        List<SectorCommitment> shuffled = List.of(sectors.get(2), sectors.get(0), sectors.get(3), sectors.get(1));
        assertTrue(library.verifyWindow(request, shuffled, proof), "the order of the list does not matter");
        assertFalse(library.verifyWindow(otherRandomness(request), sectors, proof), "other randomness");
        List<SectorCommitment> swapped = new ArrayList<>(sectors);
        swapped.set(0, new SectorCommitment(1, sectors.get(1).sealedCid()));
        assertFalse(library.verifyWindow(request, swapped, proof), "other commR");
        List<SectorCommitment> renumbered = new ArrayList<>(sectors);
        renumbered.set(3, new SectorCommitment(5, sectors.get(3).sealedCid()));
        assertFalse(library.verifyWindow(request, renumbered, proof), "other sector set");
        assertFalse(library.verifyWindow(request, sectors.subList(0, 2), proof), "half the sectors");
        WindowPoSt half = new WindowPoSt(WINDOW_2KIB, proof.partitions().subList(0, 1));
        assertFalse(library.verifyWindow(request, sectors, half), "half the proof");
        assertTrue(library.verifyWindow(request, sectors.subList(0, 2), half), "a partition verifies by itself");
        for (int bit : someBits()) {
            WindowPoSt flipped = new WindowPoSt(
                    WINDOW_2KIB,
                    List.of(proof.partitions().get(0), flip(proof.partitions().get(1), bit)));
            assertFalse(library.verifyWindow(request, sectors, flipped), "bit " + bit);
        }
    }

    /** Bits of each of the three points of a proof, flags and lowest bits among them. */
    private static int[] someBits() {
        return new int[] {0, 1, 2, 7, 200, 383, 384, 500, 767, 1151, 1152, 1160, 1535};
    }

    private static PartitionProof flip(PartitionProof proof, int bit) {
        byte[] bytes = proof.bytes();
        bytes[bit / 8] ^= (byte) (0x80 >> bit % 8);
        return new PartitionProof(bytes);
    }

    private static ProofRequest otherRandomness(ProofRequest request) {
        byte[] bytes = request.randomness().bytes();
        bytes[0] ^= 1;
        return new ProofRequest(request.proof(), request.prover(), PoStRandomness.of(bytes));
    }

    private static SectorCommitment commitment(Vectors.Sector sector) {
        return new SectorCommitment(sector.number(), sector.sealedCid());
    }
}
