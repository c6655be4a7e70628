package io.lotusconsole.embedded;

import io.lotusconsole.proving.Base32;
import io.lotusconsole.proving.SealedCid;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * Well-formed CIDs (version 1, base32) of things that have no bytes to hash.
 *
 * <p>Codec and hash prefix are those of the real thing; the 32 bytes of digest are SHA-256 of a name.
 */
final class Cids {
    static final int DIGEST_BYTES = 32;

    /** CIDv1, dag-cbor, blake2b-256: state and block headers. */
    private static final byte[] DAG_CBOR = {0x01, 0x71, (byte) 0xa0, (byte) 0xe4, 0x02, DIGEST_BYTES};

    /** CIDv1, raw, blake2b-256: actor code. */
    private static final byte[] RAW = {0x01, 0x55, (byte) 0xa0, (byte) 0xe4, 0x02, DIGEST_BYTES};

    private Cids() {}

    static String dagCbor(byte[] digest) {
        return text(DAG_CBOR, digest);
    }

    static String state(String name) {
        return dagCbor(sha256(name));
    }

    static String code(String name) {
        return text(RAW, sha256(name));
    }

    static String sealed(String name) {
        byte[] digest = sha256(name);
        // A CommR is an element of a field of 255 bits.
        digest[DIGEST_BYTES - 1] &= 0x3f;
        return SealedCid.ofCommR(digest).toString();
    }

    /** The digest of a text that {@link #dagCbor} made, or null. */
    static byte[] digestOf(String cid) {
        byte[] bytes = cid.startsWith("b") ? Base32.decode(cid.substring(1)) : null;
        if (bytes == null
                || bytes.length != DAG_CBOR.length + DIGEST_BYTES
                || !Arrays.equals(bytes, 0, DAG_CBOR.length, DAG_CBOR, 0, DAG_CBOR.length)) {
            return null;
        }
        return Arrays.copyOfRange(bytes, DAG_CBOR.length, bytes.length);
    }

    private static String text(byte[] prefix, byte[] digest) {
        byte[] bytes = Arrays.copyOf(prefix, prefix.length + digest.length);
        System.arraycopy(digest, 0, bytes, prefix.length, digest.length);
        return "b" + Base32.encode(bytes);
    }

    static byte[] sha256(String text) {
        return sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
