package io.lotusconsole.embedded;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

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

    /** CIDv1, fil-commitment-sealed, poseidon-bls12_381-a2-fc1: CommR. */
    private static final byte[] SEALED = {
        0x01, (byte) 0x82, (byte) 0xe2, 0x03, (byte) 0x81, (byte) 0xe8, 0x02, DIGEST_BYTES
    };

    private static final String BASE32 = "abcdefghijklmnopqrstuvwxyz234567";

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
        return text(SEALED, digest);
    }

    /** The digest of a text that {@link #dagCbor} made, or null. */
    static byte[] digestOf(String cid) {
        int length = DAG_CBOR.length + DIGEST_BYTES;
        if (cid.length() != 1 + (length * 8 + 4) / 5 || cid.charAt(0) != 'b') {
            return null;
        }
        byte[] digest = new byte[DIGEST_BYTES];
        int bits = 0;
        int count = 0;
        int at = 0;
        for (int i = 1; i < cid.length(); i++) {
            int value = BASE32.indexOf(cid.charAt(i));
            if (value < 0) {
                return null;
            }
            bits = bits << 5 | value;
            count += 5;
            if (count >= 8) {
                count -= 8;
                byte b = (byte) (bits >> count);
                bits &= (1 << count) - 1;
                if (at < DAG_CBOR.length) {
                    if (b != DAG_CBOR[at]) {
                        return null;
                    }
                } else {
                    digest[at - DAG_CBOR.length] = b;
                }
                at++;
            }
        }
        return bits == 0 ? digest : null;
    }

    private static String text(byte[] prefix, byte[] digest) {
        StringBuilder text = new StringBuilder("b");
        int bits = 0;
        int count = 0;
        for (int i = 0; i < prefix.length + digest.length; i++) {
            byte b = i < prefix.length ? prefix[i] : digest[i - prefix.length];
            bits = bits << 8 | b & 0xff;
            count += 8;
            while (count >= 5) {
                count -= 5;
                text.append(BASE32.charAt(bits >> count & 31));
                bits &= (1 << count) - 1;
            }
        }
        if (count > 0) {
            text.append(BASE32.charAt(bits << 5 - count & 31));
        }
        return text.toString();
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
