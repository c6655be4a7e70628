package io.lotusconsole.prover;

import java.util.Arrays;
import java.util.HexFormat;

/** The proof of one window partition, or a whole winning PoSt: one Groth16 proof. */
public final class PartitionProof {
    public static final int BYTES = 192;

    private final byte[] bytes;

    /** @throws IllegalArgumentException if it is not 192 bytes */
    public PartitionProof(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a proof has " + BYTES + " bytes, not " + bytes.length);
        }
        this.bytes = bytes.clone();
    }

    /** A copy of the 192 bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PartitionProof proof && Arrays.equals(bytes, proof.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Hexadecimal digits. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
