package io.lotusconsole.embedded;

import java.util.List;

/**
 * What the miner sent to its chain.
 *
 * @param epoch that it takes effect in; the one in which it was refused otherwise
 * @param deadline null for a block
 * @param sectors that a proof skipped, that won a block, or that are declared recovered
 * @param refusal why the chain did not take it; null if it did
 */
public record ChainMessage(Kind kind, long epoch, Integer deadline, List<Long> sectors, String refusal) {
    /** What it is about. */
    public enum Kind {
        /** The verified proof of a deadline. */
        PROOF,
        /** A block, with the verified proof of its ticket. */
        BLOCK,
        /** Faulty sectors that can be read again. */
        RECOVERY
    }

    public ChainMessage {
        sectors = List.copyOf(sectors);
    }
}
