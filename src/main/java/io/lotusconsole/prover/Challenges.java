package io.lotusconsole.prover;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/**
 * Derivation of challenges, as {@code generate_leaf_challenge} and {@code generate_sector_challenges} of
 * {@code storage-proofs-post} define it. Pure; a few microseconds a sector.
 */
public final class Challenges {
    private Challenges() {}

    /**
     * The challenges of every sector of a proof. Leaf {@code i} of sector {@code s} is SHA-256(randomness,
     * s, i), numbers as u64 little-endian, its first 8 bytes read the same way, modulo the leaves of a sector.
     *
     * @param sectorNumbers all sectors of the proof in their order, which matters to old window types only
     */
    public static List<SectorChallenge> of(
            RegisteredPoStProof proof, PoStRandomness randomness, List<Long> sectorNumbers) {
        List<SectorChallenge> challenges = new ArrayList<>();
        int count = proof.challengeCount();
        for (int position = 0; position < sectorNumbers.size(); position++) {
            long sectorNumber = sectorNumbers.get(position);
            long first = proof.isOldWindow() ? (long) position * count : 0;
            long[] leaves = new long[count];
            for (int i = 0; i < count; i++) {
                long drawn = digest(randomness.bytes(), sectorNumber, first + i);
                leaves[i] = Long.remainderUnsigned(drawn, proof.sectorSize().leaves());
            }
            challenges.add(new SectorChallenge(sectorNumber, leaves));
        }
        return challenges;
    }

    /**
     * Position of the sector that a winning PoSt opens: SHA-256(prover id, randomness, 0), read as above,
     * modulo the number of sectors.
     *
     * @param sectorCount eligible sectors, at least 1
     */
    public static long winningSectorIndex(ProverId prover, PoStRandomness randomness, long sectorCount) {
        if (sectorCount < 1) {
            throw new IllegalArgumentException("a winning PoSt needs a sector to choose from");
        }
        byte[] start = ByteBuffer.allocate(ProverId.BYTES + PoStRandomness.BYTES)
                .put(prover.bytes())
                .put(randomness.bytes())
                .array();
        return Long.remainderUnsigned(digest(start, 0), sectorCount);
    }

    /** The challenge of a proof with one sector; of a window proof, the sector's own wherever it stands. */
    public static SectorChallenge ofSector(RegisteredPoStProof proof, PoStRandomness randomness, long sectorNumber) {
        if (proof.isOldWindow()) {
            throw new IllegalArgumentException(proof + " needs all sectors of the proof");
        }
        return of(proof, randomness, List.of(sectorNumber)).get(0);
    }

    private static long digest(byte[] start, long... numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(numbers.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (long number : numbers) {
            bytes.putLong(number);
        }
        MessageDigest sha256 = sha256();
        sha256.update(start);
        byte[] digest = sha256.digest(bytes.array());
        return ByteBuffer.wrap(digest).order(ByteOrder.LITTLE_ENDIAN).getLong();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
