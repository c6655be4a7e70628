package io.lotusconsole.prover;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.lotusconsole.proving.PoStKind;
import io.lotusconsole.support.Vectors;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The derivation in Java against challenges that the library and filecoin-ffi agreed on. */
class ChallengesTest {
    private static final Vectors VECTORS = Vectors.twoKib();

    private static final PoStRandomness RANDOMNESS =
            VECTORS.request(RegisteredPoStProof.WINDOW_2KIB).randomness();

    @Test
    void windowChallengesAreTheRecordedOnes() {
        List<SectorChallenge> challenges =
                Challenges.of(RegisteredPoStProof.WINDOW_2KIB, RANDOMNESS, VECTORS.sectorNumbers());
        assertEquals(4, challenges.size());
        for (int i = 0; i < challenges.size(); i++) {
            Vectors.Sector sector = VECTORS.sectors().get(i);
            assertEquals(new SectorChallenge(sector.number(), sector.window()), challenges.get(i));
        }
    }

    @Test
    void oldWindowChallengesDependOnThePositionOfTheSector() {
        List<SectorChallenge> challenges =
                Challenges.of(RegisteredPoStProof.OLD_WINDOW_2KIB, RANDOMNESS, VECTORS.sectorNumbers());
        for (int i = 0; i < challenges.size(); i++) {
            Vectors.Sector sector = VECTORS.sectors().get(i);
            assertEquals(new SectorChallenge(sector.number(), sector.oldWindow()), challenges.get(i));
        }
        assertThrows(
                IllegalArgumentException.class,
                () -> Challenges.ofSector(RegisteredPoStProof.OLD_WINDOW_2KIB, RANDOMNESS, 2));
    }

    @Test
    void currentWindowChallengesOfASectorAreTheSameAloneAndInAList() {
        for (Vectors.Sector sector : VECTORS.sectors()) {
            assertEquals(
                    new SectorChallenge(sector.number(), sector.window()),
                    Challenges.ofSector(RegisteredPoStProof.WINDOW_2KIB, RANDOMNESS, sector.number()));
        }
    }

    @Test
    void winningChallengesAndTheWinningSectorAreTheRecordedOnes() {
        long index = Challenges.winningSectorIndex(
                VECTORS.prover(), RANDOMNESS, VECTORS.sectors().size());
        assertEquals(VECTORS.numbers("winIdx")[0], index);
        SectorChallenge challenge = Challenges.ofSector(
                RegisteredPoStProof.WINNING_2KIB,
                RANDOMNESS,
                VECTORS.winningSector().number());
        assertArrayEquals(VECTORS.numbers("winCh"), challenge.leaves());
        assertEquals(66, challenge.leaves().length);
    }

    @Test
    void challengesOfASectorOf8MiBAreTheKnownOnes() {
        SectorChallenge challenge = Challenges.ofSector(RegisteredPoStProof.WINDOW_8MIB, RANDOMNESS, 1);
        assertArrayEquals(
                new long[] {68436, 195793, 1805, 253282, 237806, 33522, 87459, 141532, 136735, 100661},
                challenge.leaves());
    }

    @Test
    void theTwoTopBitsOfRandomnessAreClearedOnceAndTheCallersBytesAreLeftAlone() {
        byte[] drawn = new byte[32];
        drawn[31] = (byte) 0xff;
        PoStRandomness randomness = PoStRandomness.of(drawn);
        assertEquals(0x3f, randomness.bytes()[31]);
        assertEquals((byte) 0xff, drawn[31]);
        assertEquals(randomness, PoStRandomness.of(randomness.bytes()));
        assertThrows(IllegalArgumentException.class, () -> PoStRandomness.of(new byte[31]));
    }

    @Test
    void aProverIdIsTheActorInGroupsOfSevenBits() {
        assertEquals("e807", HexFormat.of().formatHex(new ProverId(1000).bytes(), 0, 2));
        assertEquals("a71d00", HexFormat.of().formatHex(new ProverId(3751).bytes(), 0, 3));
        byte[] largest = new ProverId(Long.MAX_VALUE).bytes();
        assertEquals("ffffffffffffffff7f00", HexFormat.of().formatHex(largest, 0, 10));
        assertThrows(IllegalArgumentException.class, () -> new ProverId(-1));
    }

    @Test
    void networkCodesAreTheChainsNumbers() {
        assertEquals(RegisteredPoStProof.WINDOW_32GIB, RegisteredPoStProof.ofNetworkCode(13));
        assertEquals(RegisteredPoStProof.OLD_WINDOW_64GIB, RegisteredPoStProof.ofNetworkCode(9));
        for (int code = 0; code < 15; code++) {
            assertEquals(code, RegisteredPoStProof.ofNetworkCode(code).networkCode());
        }
        assertThrows(IllegalArgumentException.class, () -> RegisteredPoStProof.ofNetworkCode(15));
        for (int seal = 0; seal < 20; seal++) {
            RegisteredPoStProof window = RegisteredPoStProof.ofSealProof(PoStKind.WINDOW, seal);
            assertEquals(10 + seal % 5, window.networkCode());
        }
        assertThrows(IllegalArgumentException.class, () -> RegisteredPoStProof.ofSealProof(PoStKind.WINNING, 20));
    }
}
