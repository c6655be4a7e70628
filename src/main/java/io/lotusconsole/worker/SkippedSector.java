package io.lotusconsole.worker;

/**
 * A sector that was left out of a proof.
 *
 * @param fault one word: missing, corrupt, timed out
 * @param why one clause for an operator
 */
public record SkippedSector(long sectorNumber, String fault, String why) {}
