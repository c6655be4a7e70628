package io.lotusconsole.proving;

import java.math.BigInteger;
import java.util.List;

/**
 * What the chain's miner actor says of itself ({@code StateMinerInfo}).
 *
 * @param windowPoStProof number of the registered window proof
 * @param beneficiary empty if undefined
 * @param pendingTerm null unless a change of beneficiary is under way
 */
public record MinerInfo(
        String owner,
        String worker,
        List<String> controlAddresses,
        int windowPoStProof,
        long sectorSizeBytes,
        long partitionSectorsMax,
        String beneficiary,
        BeneficiaryTerm beneficiaryTerm,
        PendingTerm pendingTerm) {

    /** Quota in attoFIL, expiration an epoch. */
    public record BeneficiaryTerm(BigInteger quota, BigInteger usedQuota, long expiration) {}

    /** A proposed beneficiary. Quota in attoFIL, expiration an epoch. */
    public record PendingTerm(
            String newBeneficiary,
            BigInteger newQuota,
            long newExpiration,
            boolean approvedByBeneficiary,
            boolean approvedByNominee) {}
}
