package io.lotusconsole.lotus;

import io.lotusconsole.proving.Answer;
import io.lotusconsole.proving.ChainClock;
import io.lotusconsole.proving.DeadlineState;
import io.lotusconsole.proving.DeadlineView;
import io.lotusconsole.proving.NodeVersion;
import io.lotusconsole.proving.Partition;
import io.lotusconsole.proving.ProvingOverview;
import io.lotusconsole.proving.ProvingWindow;
import io.lotusconsole.proving.Tipset;
import io.lotusconsole.rpc.RpcException;
import java.util.ArrayList;
import java.util.List;

/** Reads a miner's deadlines from the chain: all at one tipset, at most four calls at a time. */
public final class ProvingSurvey {
    /** Design, decision 2. */
    static final int CHAIN_CALLS_MAX = 4;

    /** Twenty times what the network has; more is a broken answer, not a period to walk. */
    private static final int DEADLINES_MAX = 1000;

    private final FullNodeClient node;

    public ProvingSurvey(FullNodeClient node) {
        this.node = node;
    }

    /** The window and clock that everything else refers to, and the tipset key to ask at. */
    private record Frame(ProvingWindow window, ChainClock clock, List<String> key) {}

    /**
     * All deadlines. What of them cannot be read is named in the overview.
     *
     * @throws RpcException if there is no head or no proving window, without which nothing can be said
     */
    public ProvingOverview allDeadlines(String miner) throws RpcException {
        try (ParallelCalls calls = new ParallelCalls("chain", CHAIN_CALLS_MAX)) {
            Frame frame = frame(calls, miner);
            ParallelCalls.Pending<List<DeadlineState>> states = calls.ask(() -> node.deadlines(miner, frame.key()));
            List<ParallelCalls.Pending<List<Partition>>> partitions = new ArrayList<>();
            for (int i = 0; i < frame.window().periodDeadlines(); i++) {
                int index = i;
                partitions.add(calls.ask(() -> node.partitions(miner, index, frame.key())));
            }
            return collect(miner, frame, states.answer(), partitions);
        }
    }

    /**
     * One deadline, or none in the overview if the miner has no deadline of that index.
     *
     * @throws RpcException if anything of it cannot be read
     */
    public ProvingOverview oneDeadline(String miner, int index) throws RpcException {
        try (ParallelCalls calls = new ParallelCalls("chain", CHAIN_CALLS_MAX)) {
            Frame frame = frame(calls, miner);
            List<DeadlineView> deadlines = List.of();
            if (index < frame.window().periodDeadlines()) {
                List<DeadlineState> states = node.deadlines(miner, frame.key());
                List<Partition> partitions = node.partitions(miner, index, frame.key());
                if (index >= states.size()) {
                    throw new RpcException.Malformed("the full node listed only " + states.size() + " deadlines");
                }
                deadlines = List.of(new DeadlineView(index, states.get(index), partitions));
            }
            return new ProvingOverview(miner, frame.window(), frame.clock(), deadlines, List.of());
        }
    }

    private Frame frame(ParallelCalls calls, String miner) throws RpcException {
        ParallelCalls.Pending<NodeVersion> version = calls.ask(node::version);
        Tipset head = node.head();
        ProvingWindow window = node.provingWindow(miner, head.cids());
        if (window.periodDeadlines() <= 0 || window.periodDeadlines() > DEADLINES_MAX) {
            throw new RpcException.Malformed(
                    "the full node says a period has " + window.periodDeadlines() + " deadlines");
        }
        long epochSeconds = epochSeconds(version.answer());
        return new Frame(window, new ChainClock(head.height(), head.minSeconds(), epochSeconds), head.cids());
    }

    private static long epochSeconds(Answer<NodeVersion> version) throws RpcException {
        if (!version.isKnown()) {
            throw new RpcException.Malformed("the full node did not tell its version: " + version.failure());
        }
        long seconds = version.value().blockDelaySeconds();
        if (seconds <= 0 || seconds > 3600) {
            throw new RpcException.Malformed("the full node says an epoch takes " + seconds + " seconds");
        }
        return seconds;
    }

    private static ProvingOverview collect(
            String miner,
            Frame frame,
            Answer<List<DeadlineState>> states,
            List<ParallelCalls.Pending<List<Partition>>> partitions)
            throws RpcException {
        List<String> missing = new ArrayList<>();
        if (!states.isKnown()) {
            missing.add("proven partitions: " + states.failure());
        }
        List<DeadlineView> deadlines = new ArrayList<>();
        for (int i = 0; i < partitions.size(); i++) {
            Answer<List<Partition>> answer = partitions.get(i).answer();
            if (answer.isKnown()) {
                boolean stated = states.isKnown() && i < states.value().size();
                deadlines.add(new DeadlineView(i, stated ? states.value().get(i) : null, answer.value()));
            } else {
                missing.add("deadline " + i + ": " + answer.failure());
            }
        }
        return new ProvingOverview(miner, frame.window(), frame.clock(), deadlines, missing);
    }
}
