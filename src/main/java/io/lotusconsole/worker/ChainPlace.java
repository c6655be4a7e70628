package io.lotusconsole.worker;

/**
 * Where on chain the sectors of a task are. A miner does not say: it numbers the partitions of its own request.
 *
 * @param deadline null if it is not known
 * @param partition index on chain; null if it is not known
 */
public record ChainPlace(Integer deadline, Integer partition) {
    static final ChainPlace UNKNOWN = new ChainPlace(null, null);
}
