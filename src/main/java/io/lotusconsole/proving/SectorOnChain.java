package io.lotusconsole.proving;

/**
 * The part of a sector's on-chain record that checking and proving it needs.
 *
 * @param sealedCid what its replica commits to, as text; empty if the chain did not say
 * @param isUpdated whether its replica is an {@code update} (snap deals): its record names a sector key
 */
public record SectorOnChain(long number, int sealProof, String sealedCid, boolean isUpdated) {}
