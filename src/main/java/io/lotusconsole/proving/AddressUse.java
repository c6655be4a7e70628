package io.lotusconsole.proving;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a miner's addresses are kept for ({@code ActorAddressConfig}).
 *
 * @param reserved control addresses that are for other messages than proofs
 */
public record AddressUse(Set<String> reserved, boolean isOwnerFallback, boolean isWorkerFallback) {
    /** Of a miner whose configuration says nothing. */
    public static final AddressUse DEFAULT = new AddressUse(Set.of(), true, true);

    public AddressUse {
        reserved = Set.copyOf(reserved);
    }

    /**
     * The addresses that may pay for a WindowPoSt, in the order they are tried: control addresses that are kept for
     * nothing else, then the worker, then the owner ({@code storage/ctladdr/addresses.go}).
     */
    public List<String> forProofs(MinerInfo info) {
        Set<String> addresses = new LinkedHashSet<>(info.controlAddresses());
        addresses.remove(info.owner());
        addresses.remove(info.worker());
        addresses.removeAll(reserved);
        if (addresses.isEmpty() || isWorkerFallback) {
            addresses.add(info.worker());
        }
        if (isOwnerFallback) {
            addresses.add(info.owner());
        }
        return new ArrayList<>(addresses);
    }
}
