package io.lotusconsole.proving;

import java.math.BigInteger;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;

/**
 * All that {@code info} shows, each figure known or unknown by itself. Amounts are attoFIL.
 *
 * @param actorOnly an actor was named, so the miner process was not asked: its parts are null
 * @param address the miner actor
 * @param subsystems null if actorOnly
 * @param startTime null if actorOnly; its value may be null
 * @param headAt when the head came, by which it is judged how far the node is behind; null if it did not
 * @param activeAlerts null if actorOnly
 * @param controlBalance sum over the control addresses; null if it is known to have none
 * @param sectorStates null if actorOnly or hidden
 * @param workers null if actorOnly
 * @param producedBlocks null unless asked for
 */
public record MinerOverview(
        boolean actorOnly,
        Answer<String> address,
        Answer<List<String>> subsystems,
        Answer<OffsetDateTime> startTime,
        Answer<NodeVersion> node,
        Answer<Tipset> head,
        Instant headAt,
        Answer<Integer> activeAlerts,
        Answer<MinerInfo> info,
        Answer<MinerPower> power,
        Answer<SectorCount> sectorCount,
        Answer<MinerFunds> funds,
        Answer<MarketBalance> market,
        Answer<BigInteger> workerBalance,
        Answer<BigInteger> controlBalance,
        Answer<Map<String, Long>> sectorStates,
        Answer<WorkerTally> workers,
        Answer<List<ProducedBlock>> producedBlocks) {

    /** A block the miner won. @param reward attoFIL, the miner fee excluded */
    public record ProducedBlock(long epoch, long seconds, String cid, BigInteger reward) {}

    /** Everything that could be spent at once: null unless all of it is known. */
    public BigInteger totalSpendable() {
        boolean known = funds.isKnown()
                && market.isKnown()
                && workerBalance.isKnown()
                && (controlBalance == null || controlBalance.isKnown());
        if (!known) {
            return null;
        }
        BigInteger control = controlBalance == null ? BigInteger.ZERO : controlBalance.value();
        return funds.value()
                .available()
                .max(BigInteger.ZERO)
                .add(market.value().available())
                .add(workerBalance.value())
                .add(control);
    }
}
