package io.lotusconsole.proving;

/**
 * What the chain holds of one deadline besides its partitions.
 *
 * @param provenPartitions partitions proven in the window now open
 * @param disputableProofCount proofs of the last closed window that may still be disputed
 */
public record DeadlineState(SectorSet provenPartitions, long disputableProofCount) {}
