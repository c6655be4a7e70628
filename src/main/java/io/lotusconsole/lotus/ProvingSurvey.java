package io.lotusconsole.lotus;

import io.lotusconsole.proving.Answer;
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

    /** What everything else refers to; known as far as the calls had results. */
    private record Frame(String miner, Answer<Tipset> head, Answer<Long> epochSeconds, Answer<ProvingWindow> window) {
        /** The tipset key to ask at; that of the head of the moment if no head is known. */
        List<String> key() {
            return head.isKnown() ? head.value().cids() : List.of();
        }

        int deadlines() {
            return window.isKnown() ? window.value().periodDeadlines() : ProvingWindow.PERIOD_DEADLINES;
        }

        ProvingOverview with(List<DeadlineView> deadlines, List<Missing> unread, Answer<List<DeadlineState>> states) {
            return new ProvingOverview(miner, head, epochSeconds, window, deadlines, unread, states);
        }
    }

    /**
     * The partitions of all deadlines, and what the chain says of them as far as it can be had.
     *
     * @throws RpcException if nothing can be had
     */
    public ProvingOverview partitions() throws RpcException {
        try (ParallelCalls calls = new ParallelCalls("chain", callsAtOnce)) {
            Frame frame = frame(calls);
            ProvingOverview overview = collect(frame, null, askPartitions(calls, frame));
            failIfNothingArrived(calls);
            return overview;
        }
    }

    /**
     * All deadlines. What of them cannot be read is named in the overview.
     *
     * @throws RpcException if there is no head, no length of an epoch or no proving window, without which no
     *     deadline can be placed
     */
    public ProvingOverview allDeadlines() throws RpcException {
        try (ParallelCalls calls = new ParallelCalls("chain", callsAtOnce)) {
            Frame frame = wholeFrame(calls);
            ParallelCalls.Pending<List<DeadlineState>> states =
                    calls.ask(() -> node.deadlines(frame.miner(), frame.key()));
            List<ParallelCalls.Pending<List<Partition>>> partitions = askPartitions(calls, frame);
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
            Frame frame = wholeFrame(calls);
            if (index >= frame.deadlines()) {
                return frame.with(List.of(), List.of(), null);
            }
            List<DeadlineState> states = node.deadlines(frame.miner(), frame.key());
            List<Partition> partitions = node.partitions(frame.miner(), index, frame.key());
            if (index >= states.size()) {
                throw node.malformed("it listed only " + states.size() + " deadlines");
            }
            DeadlineView deadline = new DeadlineView(index, states.get(index), partitions);
            return frame.with(List.of(deadline), List.of(), Answer.known(states));
        }
    }

    private Frame frame(ParallelCalls calls) throws RpcException {
        ParallelCalls.Pending<Long> epochSeconds = calls.ask(() -> epochSeconds(node.version()));
        ParallelCalls.Pending<Tipset> headAsked = calls.ask(node::head);
        String address = miner.address();
        Answer<Tipset> head = headAsked.answer();
        Answer<Long> seconds = epochSeconds.answer();
        if (!(calls.totalFailure() instanceof RpcException.Remote)) {
            // Who does not even refuse is away: the rest would only wait for as many time-outs.
            failIfNothingArrived(calls);
        }
        List<String> key = head.isKnown() ? head.value().cids() : List.of();
        Answer<ProvingWindow> window =
                calls.ask(() -> window(node.provingWindow(address, key))).answer();
        return new Frame(address, head, seconds, window);
    }

    /** A frame of which everything is known. */
    private Frame wholeFrame(ParallelCalls calls) throws RpcException {
        Frame frame = frame(calls);
        for (Answer<?> part : List.of(frame.head(), frame.epochSeconds(), frame.window())) {
            if (part.cause() instanceof RpcException failure) {
                throw failure;
            }
        }
        return frame;
    }

    private static void failIfNothingArrived(ParallelCalls calls) throws RpcException {
        RpcException failure = calls.totalFailure();
        if (failure != null) {
            throw failure;
        }
    }

    private ProvingWindow window(ProvingWindow window) throws RpcException {
        if (window.periodDeadlines() <= 0 || window.periodDeadlines() > DEADLINES_MAX) {
            throw node.malformed("it says a period has " + window.periodDeadlines() + " deadlines");
        }
        return window;
    }

    private long epochSeconds(NodeVersion version) throws RpcException {
        long seconds = version.blockDelaySeconds();
        if (seconds <= 0 || seconds > 3600) {
            throw node.malformed("it says an epoch takes " + seconds + " seconds");
        }
        return seconds;
    }

    private List<ParallelCalls.Pending<List<Partition>>> askPartitions(ParallelCalls calls, Frame frame) {
        List<ParallelCalls.Pending<List<Partition>>> partitions = new ArrayList<>();
        for (int i = 0; i < frame.deadlines(); i++) {
            int index = i;
            partitions.add(calls.ask(() -> node.partitions(frame.miner(), index, frame.key())));
        }
        return partitions;
    }

    /** @param states null if they were not asked for */
    private static ProvingOverview collect(
            Frame frame, Answer<List<DeadlineState>> states, List<ParallelCalls.Pending<List<Partition>>> partitions)
            throws RpcException {
        List<DeadlineView> deadlines = new ArrayList<>();
        List<Missing> unread = new ArrayList<>();
        for (int i = 0; i < partitions.size(); i++) {
            Answer<List<Partition>> answer = partitions.get(i).answer();
            if (answer.isKnown()) {
                boolean stated =
                        states != null && states.isKnown() && i < states.value().size();
                deadlines.add(new DeadlineView(i, stated ? states.value().get(i) : null, answer.value()));
            } else {
                unread.add(Missing.oneOf("deadline", i, answer));
            }
        }
        return frame.with(deadlines, unread, states);
    }
}
