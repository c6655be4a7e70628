package io.lotusconsole.worker;

import java.util.function.Consumer;

/** Finds out where on chain the sectors of a call are, for log and status. */
public interface PlaceFinder {
    /** Where nothing is known of the chain. */
    PlaceFinder NONE = (call, found) -> {};

    /** Returns at once; {@code found} is told later, on another thread, or never. */
    void locate(ProofCall call, Consumer<ChainPlace> found);
}
