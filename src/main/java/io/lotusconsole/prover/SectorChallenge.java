package io.lotusconsole.prover;

import java.util.Arrays;

/** Which leaves of one sector are to be opened ({@code PostSectorChallenge.Challenge} on the wire). */
public final class SectorChallenge {
    private final long sectorNumber;
    private final long[] leaves;

    /**
     * @param leaves positions of 32-byte nodes, in the order the proof opens them; the same may come twice
     * @throws IllegalArgumentException if there are none, or a number is negative
     */
    public SectorChallenge(long sectorNumber, long[] leaves) {
        if (sectorNumber < 0 || leaves.length == 0 || Arrays.stream(leaves).anyMatch(leaf -> leaf < 0)) {
            throw new IllegalArgumentException("no challenge: sector " + sectorNumber + ", " + Arrays.toString(leaves));
        }
        this.sectorNumber = sectorNumber;
        this.leaves = leaves.clone();
    }

    public long sectorNumber() {
        return sectorNumber;
    }

    /** A copy of the positions. */
    public long[] leaves() {
        return leaves.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SectorChallenge challenge
                && sectorNumber == challenge.sectorNumber
                && Arrays.equals(leaves, challenge.leaves);
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(sectorNumber) + Arrays.hashCode(leaves);
    }

    @Override
    public String toString() {
        return "sector " + sectorNumber + " " + Arrays.toString(leaves);
    }
}
