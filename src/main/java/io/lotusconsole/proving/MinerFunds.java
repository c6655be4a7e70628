package io.lotusconsole.proving;

import java.math.BigInteger;

/** What the miner actor holds and owes, in attoFIL. */
public record MinerFunds(
        BigInteger balance,
        BigInteger preCommitDeposits,
        BigInteger vesting,
        BigInteger initialPledge,
        BigInteger feeDebt) {

    /** Balance less what is locked; negative if the actor is short. */
    public BigInteger unlocked() {
        return balance.subtract(vesting).subtract(preCommitDeposits).subtract(initialPledge);
    }

    /** What the owner may withdraw: {@link #unlocked} less the fee debt. */
    public BigInteger available() {
        return unlocked().subtract(feeDebt);
    }
}
