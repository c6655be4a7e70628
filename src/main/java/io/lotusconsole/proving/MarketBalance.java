package io.lotusconsole.proving;

import java.math.BigInteger;

/** The miner's escrow in the market actor, in attoFIL. */
public record MarketBalance(BigInteger escrow, BigInteger locked) {
    public BigInteger available() {
        return escrow.subtract(locked);
    }
}
