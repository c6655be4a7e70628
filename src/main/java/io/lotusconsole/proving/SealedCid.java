package io.lotusconsole.proving;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * The commitment to a sealed sector: 32 bytes, called commR in proofs, written as a CID on the chain.
 *
 * <p>The CID is version 1, codec {@code fil-commitment-sealed} (0xf102), multihash {@code
 * poseidon-bls12_381-a2-fc1} (0xb401), in base 32: {@code bagboea4b5abc…}.
 */
public final class SealedCid {
    public static final int COMM_R_BYTES = 32;

    private static final byte[] PREFIX = {
        0x01, (byte) 0x82, (byte) 0xe2, 0x03, (byte) 0x81, (byte) 0xe8, 0x02, COMM_R_BYTES
    };

    private final byte[] commR;

    private SealedCid(byte[] commR) {
        this.commR = commR;
    }

    /** @throws IllegalArgumentException if it is not 32 bytes, not all zero: no sealed sector has that one */
    public static SealedCid ofCommR(byte[] commR) {
        if (commR.length != COMM_R_BYTES) {
            throw new IllegalArgumentException("a commR has 32 bytes, not " + commR.length);
        }
        if (Arrays.equals(commR, new byte[COMM_R_BYTES])) {
            throw new IllegalArgumentException("a commR of zeros only");
        }
        return new SealedCid(commR.clone());
    }

    /** @throws IllegalArgumentException if the text is no sealed CID */
    public static SealedCid parse(String text) {
        byte[] bytes = text.startsWith("b") ? Base32.decode(text.substring(1)) : null;
        if (bytes == null
                || bytes.length != PREFIX.length + COMM_R_BYTES
                || !Arrays.equals(bytes, 0, PREFIX.length, PREFIX, 0, PREFIX.length)) {
            throw new IllegalArgumentException("not the CID of a sealed sector: " + text);
        }
        return ofCommR(Arrays.copyOfRange(bytes, PREFIX.length, bytes.length));
    }

    /** A copy of the 32 bytes. */
    public byte[] commR() {
        return commR.clone();
    }

    /** The 32 bytes as 64 hexadecimal digits. */
    public String commRHex() {
        return HexFormat.of().formatHex(commR);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SealedCid cid && Arrays.equals(commR, cid.commR);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(commR);
    }

    /** The CID. */
    @Override
    public String toString() {
        byte[] bytes = Arrays.copyOf(PREFIX, PREFIX.length + COMM_R_BYTES);
        System.arraycopy(commR, 0, bytes, PREFIX.length, COMM_R_BYTES);
        return "b" + Base32.encode(bytes);
    }
}
