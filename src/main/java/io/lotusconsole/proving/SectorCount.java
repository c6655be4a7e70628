package io.lotusconsole.proving;

/** Sectors of a miner on chain: live ones, and of these the active and the faulty. */
public record SectorCount(long live, long active, long faulty) {}
