package io.lotusconsole.feed;

import io.lotusconsole.proving.NodeVersion;
import io.lotusconsole.proving.ProvingOverview;
import io.lotusconsole.proving.Routing;
import io.lotusconsole.proving.WorkerSnapshot;
import java.util.List;

/**
 * All that is known at a moment.
 *
 * @param miner its version, by which it is known to be there
 * @param workers all of them, in the order of their ids
 * @param chain deadlines with their states
 * @param own workers of ours
 * @param local whether the miner may prove by itself
 */
public record Picture(
        Figure<NodeVersion> miner,
        Figure<List<WorkerSnapshot>> workers,
        Figure<ProvingOverview> chain,
        Figure<List<OwnWorker>> own,
        Routing.Switches local) {
    /** Before the first answer. */
    public static final Picture NOTHING =
            new Picture(Figure.none(), Figure.none(), Figure.none(), Figure.none(), Routing.Switches.UNKNOWN);

    public Picture withMiner(Figure<NodeVersion> figure) {
        return new Picture(figure, workers, chain, own, local);
    }

    public Picture withWorkers(Figure<List<WorkerSnapshot>> figure) {
        return new Picture(miner, figure, chain, own, local);
    }

    public Picture withChain(Figure<ProvingOverview> figure) {
        return new Picture(miner, workers, figure, own, local);
    }

    public Picture withOwn(Figure<List<OwnWorker>> figure) {
        return new Picture(miner, workers, chain, figure, local);
    }

    public Picture withLocal(Routing.Switches switches) {
        return new Picture(miner, workers, chain, own, switches);
    }
}
