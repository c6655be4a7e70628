package io.lotusconsole.prover;

import io.lotusconsole.proving.SealedCid;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The Merkle openings of one sector, from which a proof is made: about 25 KB for window and 165 KB for winning
 * at 32 GiB.
 *
 * <p>The proof library's own serialisation; it is to be used by the generation of the library that made it, not
 * to be stored.
 */
public final class VanillaProof {
    /** Sector number (u64 little-endian) and commR stand at its start. */
    private static final int HEAD_BYTES = Long.BYTES + SealedCid.COMM_R_BYTES;

    private final byte[] bytes;

    private VanillaProof(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Takes the array over: the caller must not change it any more.
     *
     * @throws IllegalArgumentException if it is too short to be a vanilla proof, or names an impossible sector
     */
    public static VanillaProof ofOwned(byte[] bytes) {
        if (bytes.length <= HEAD_BYTES) {
            throw new IllegalArgumentException("a vanilla proof has more than " + bytes.length + " bytes");
        }
        VanillaProof proof = new VanillaProof(bytes);
        if (proof.sectorNumber() < 0) {
            throw new IllegalArgumentException("a vanilla proof of an impossible sector number");
        }
        return proof;
    }

    public long sectorNumber() {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
    }

    /** The commitment that it claims; whether that is the sector's own, the chain knows. */
    public SealedCid sealedCid() {
        return SealedCid.ofCommR(Arrays.copyOfRange(bytes, Long.BYTES, HEAD_BYTES));
    }

    public int length() {
        return bytes.length;
    }

    /** The array itself, which nobody may change: a partition's 60 MB are copied once, by the adapter. */
    public byte[] sharedBytes() {
        return bytes;
    }
}
