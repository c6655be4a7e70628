package io.lotusconsole.prover;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * The 32 bytes that fix a proof's challenges.
 *
 * <p>They are read as a little-endian field element, so the two top bits of the last byte are cleared, as
 * Lotus does before every use ({@code randomness[31] &= 0x3f}); this is the only place where that happens.
 */
public final class PoStRandomness {
    public static final int BYTES = 32;

    private static final int FIELD_MASK = 0x3f;

    private final byte[] bytes;

    private PoStRandomness(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Takes randomness as it is drawn, and clears the two bits in a copy.
     *
     * @throws IllegalArgumentException if it is not 32 bytes
     */
    public static PoStRandomness of(byte[] drawn) {
        if (drawn.length != BYTES) {
            throw new IllegalArgumentException("PoSt randomness has 32 bytes, not " + drawn.length);
        }
        byte[] cleared = drawn.clone();
        cleared[BYTES - 1] &= FIELD_MASK;
        return new PoStRandomness(cleared);
    }

    /** A copy of the 32 bytes, the two bits cleared. */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PoStRandomness randomness && Arrays.equals(bytes, randomness.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** 64 hexadecimal digits. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
