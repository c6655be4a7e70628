package io.lotusconsole.proving;

import java.math.BigInteger;

/** Power of the miner and of the network, in bytes; quality-adjusted power in its own unit. */
public record MinerPower(
        BigInteger raw,
        BigInteger qualityAdjusted,
        BigInteger totalRaw,
        BigInteger totalQualityAdjusted,
        boolean hasMinPower) {}
