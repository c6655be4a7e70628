package io.lotusconsole.lotus;

import io.lotusconsole.proving.Answer;
import io.lotusconsole.proving.ChainClock;
import io.lotusconsole.proving.DeadlineState;
import io.lotusconsole.proving.DeadlineView;
import io.lotusconsole.proving.Missing;
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
    /** Most calls to a full node at a time: more would hold up the miner that lives on the same node. */
    public static final int CHAIN_CALLS_MAX = 4;

    /** Twenty times what the network has; more is a broken answer, not a period to walk. */
    private static final int DEADLINES_MAX = 1000;

    private final FullNodeClient node;
    private final AddressSource miner;
    private final int callsAtOnce;

    /**
     * @param miner asked beside the first calls of the chain
     * @param callsAtOnce 1 to {@link #CHAIN_CALLS_MAX}
     */
    public ProvingSurvey(FullNodeClient node, AddressSource miner, int callsAtOnce) {
        this.node = node;
        this.miner = miner;
        this.callsAtOnce = callsAtOnce;
    }

    /** Tells which miner actor is meant. May ask the miner process; may be called on any thread. */
    public interface AddressSource {
        String address() throws RpcException;
    }

    /** The window and clock that everything else refers to, and the tipset key to ask at. */
    private record Frame(String miner, ProvingWindow window, ChainClock clock, List<String> key) {}

    /**
     * All deadlines. What of them cannot be read is named in the overview.
     *
     * @throws RpcException if there is no head or no proving window, without which nothing can be said
     */
    public ProvingOverview allDeadlines() throws RpcException {
        try (ParallelCalls calls = new ParallelCalls("chain", callsAtOnce)) {
            Frame frame = frame(calls);
            String address = frame.miner();
            ParallelCalls.Pending<List<DeadlineState>> states = calls.ask(() -> node.deadlines(address, frame.key()));
            List<ParallelCalls.Pending<List<Partition>>> partitions = new ArrayList<>();
            for (int i = 0; i < frame.window().periodDeadlines(); i++) {
                int index = i;
                partitions.add(calls.ask(() -> node.partitions(address, index, frame.key())));
            }
            return collect(frame, states.answer(), partitions);
        }
    }

    /**
     * One deadline, or none in the overview if the miner has no deadline of that index.
     *
     * @throws RpcException if anything of it cannot be read
     */
    public ProvingOverview oneDeadline(int index) throws RpcException {
        try (ParallelCalls calls = new ParallelCalls("chain", callsAtOnce)) {
            Frame frame = frame(calls);
            List<DeadlineView> deadlines = List.of();
            if (index < frame.window().periodDeadlines()) {
                List<DeadlineState> states = node.deadlines(frame.miner(), frame.key());
                List<Partition> partitions = node.partitions(frame.miner(), index, frame.key());
                if (index >= states.size()) {
                    throw new RpcException.Malformed("the full node listed only " + states.size() + " deadlines");
                }
                deadlines = List.of(new DeadlineView(index, states.get(index), partitions));
            }
            return new ProvingOverview(frame.miner(), frame.window(), frame.clock(), deadlines, List.of());
        }
    }

    private Frame frame(ParallelCalls calls) throws RpcException {
        ParallelCalls.Pending<NodeVersion> version = calls.ask(node::version);
        ParallelCalls.Pending<Tipset> headAsked = calls.ask(node::head);
        String address = miner.address();
        Tipset head = headAsked.valueOrFailure();
        ProvingWindow window = node.provingWindow(address, head.cids());
        if (window.periodDeadlines() <= 0 || window.periodDeadlines() > DEADLINES_MAX) {
            throw new RpcException.Malformed(
                    "the full node says a period has " + window.periodDeadlines() + " deadlines");
        }
        long epochSeconds = epochSeconds(version.valueOrFailure());
        ChainClock clock = new ChainClock(head.height(), head.minSeconds(), epochSeconds);
        return new Frame(address, window, clock, head.cids());
    }

    private static long epochSeconds(NodeVersion version) throws RpcException {
        long seconds = version.blockDelaySeconds();
        if (seconds <= 0 || seconds > 3600) {
            throw new RpcException.Malformed("the full node says an epoch takes " + seconds + " seconds");
        }
        return seconds;
    }

    private static ProvingOverview collect(
            Frame frame, Answer<List<DeadlineState>> states, List<ParallelCalls.Pending<List<Partition>>> partitions)
            throws RpcException {
        List<Missing> missing = new ArrayList<>();
        if (!states.isKnown()) {
            missing.add(Missing.of("proven partitions", states));
        }
        List<DeadlineView> deadlines = new ArrayList<>();
        for (int i = 0; i < partitions.size(); i++) {
            Answer<List<Partition>> answer = partitions.get(i).answer();
            if (answer.isKnown()) {
                boolean stated = states.isKnown() && i < states.value().size();
                deadlines.add(new DeadlineView(i, stated ? states.value().get(i) : null, answer.value()));
            } else {
                missing.add(Missing.oneOf("deadline", i, answer));
            }
        }
        return new ProvingOverview(frame.miner(), frame.window(), frame.clock(), deadlines, missing);
    }
}
