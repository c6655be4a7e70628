package io.lotusconsole.proving;

/** The part of a sector's on-chain record that checking it needs. */
public record SectorOnChain(long number, int sealProof) {}
