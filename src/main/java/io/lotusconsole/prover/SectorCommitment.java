package io.lotusconsole.prover;

import io.lotusconsole.proving.SealedCid;

/** A sector as a verifier knows it. */
public record SectorCommitment(long sectorNumber, SealedCid sealedCid) {}
