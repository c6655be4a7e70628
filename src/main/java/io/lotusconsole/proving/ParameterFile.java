package io.lotusconsole.proving;

import java.util.Optional;

/**
 * A Groth16 parameter or verifying key file of the proof library's manifest.
 *
 * @param name file name, such as {@code v28-proof-of-spacetime-fallback-….params}
 * @param cid where the gateways have it
 * @param digestHex BLAKE2b-512 of the content, its first 16 bytes, as 32 hexadecimal digits
 * @param sectorSizeBytes sectors it is for; keys of aggregation have 0
 * @param kind the PoSt that needs it; empty for sealing
 */
public record ParameterFile(String name, String cid, String digestHex, long sectorSizeBytes, Optional<PoStKind> kind) {
    private static final String VERIFYING_KEY_SUFFIX = ".vk";

    /** A verifying key has kilobytes to megabytes, where parameters have gigabytes. */
    public boolean isVerifyingKey() {
        return name.endsWith(VERIFYING_KEY_SUFFIX);
    }
}
