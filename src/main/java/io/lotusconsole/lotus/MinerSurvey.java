package io.lotusconsole.lotus;

import io.lotusconsole.proving.Answer;
import io.lotusconsole.proving.MarketBalance;
import io.lotusconsole.proving.MinerFunds;
import io.lotusconsole.proving.MinerInfo;
import io.lotusconsole.proving.MinerOverview;
import io.lotusconsole.proving.MinerPower;
import io.lotusconsole.proving.NodeVersion;
import io.lotusconsole.proving.SectorCount;
import io.lotusconsole.proving.Tipset;
import io.lotusconsole.proving.WorkerTally;
import io.lotusconsole.rpc.RpcException;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Gathers what {@code info} shows: the miner and the chain side by side, the chain at one tipset and at
 * most four calls at a time. A figure that cannot be had is an unknown {@link Answer}, never the end of
 * the rest.
 */
public final class MinerSurvey {
    /** {@code WorkerStats} may take minutes; with it aside, the other calls of the miner are quick. */
    private static final int MINER_CALLS_MAX = 2;

    /** Epochs {@code --blocks} walks back at most: a day of the main network, far beyond what it is for. */
    private static final long EPOCHS_WALKED_MAX = 2880;

    private static final BigInteger BLOCKS_PER_EPOCH = BigInteger.valueOf(5);

    private final MinerClient miner;
    private final WorkerSource workers;
    private final FullNodeClient node;
    private final Exception nodeFailure;
    private final int chainCallsAtOnce;
    private final Clock clock;

    /**
     * @param miner null if an actor was named and the miner process is not to be asked
     * @param workers asked beside the other calls, unless the miner is not to be asked
     * @param node null if there is no way to a full node
     * @param nodeFailure why there is none
     * @param chainCallsAtOnce 1 to {@link ProvingSurvey#CHAIN_CALLS_MAX}
     */
    public MinerSurvey(
            MinerClient miner,
            WorkerSource workers,
            FullNodeClient node,
            Exception nodeFailure,
            int chainCallsAtOnce,
            Clock clock) {
        this.miner = miner;
        this.workers = workers;
        this.node = node;
        this.nodeFailure = nodeFailure;
        this.chainCallsAtOnce = chainCallsAtOnce;
        this.clock = clock;
    }

    /**
     * What to gather.
     *
     * @param actor the miner actor; null to ask the miner process
     * @param blocks how many produced blocks to look for; 0 for none, negative if not asked for
     */
    public record Wishes(String actor, boolean sectorStates, int blocks) {}

    /** @throws RpcException if not one call had a result */
    public MinerOverview overview(Wishes wishes) throws RpcException {
        try (ParallelCalls minerCalls = new ParallelCalls("miner", MINER_CALLS_MAX);
                ParallelCalls chainCalls = new ParallelCalls("chain", chainCallsAtOnce)) {
            return new Gathering(wishes, minerCalls, chainCalls).run();
        }
    }

    /** A head, and when it came: the workers may come minutes later. */
    private record Sighting(Tipset head, Instant at) {}

    /** One survey under way. */
    private final class Gathering {
        private final Wishes wishes;
        private final ParallelCalls minerCalls;
        private final ParallelCalls chainCalls;

        Gathering(Wishes wishes, ParallelCalls minerCalls, ParallelCalls chainCalls) {
            this.wishes = wishes;
            this.minerCalls = minerCalls;
            this.chainCalls = chainCalls;
        }

        private <T> ParallelCalls.Pending<T> askMiner(ParallelCalls.Asked<T> asked) {
            return miner == null ? null : minerCalls.ask(asked);
        }

        private <T> ParallelCalls.Pending<T> askNode(ParallelCalls.Asked<T> asked) {
            return node == null ? null : chainCalls.ask(asked);
        }

        private <T> Answer<T> ofNode(ParallelCalls.Pending<T> pending) throws RpcException {
            return pending == null ? Answer.unknown(nodeFailure) : pending.answer();
        }

        private <T> Answer<T> ofMiner(ParallelCalls.Pending<T> pending) throws RpcException {
            return pending == null ? null : pending.answer();
        }

        MinerOverview run() throws RpcException {
            ParallelCalls.Pending<NodeVersion> version = askNode(() -> node.version());
            ParallelCalls.Pending<Sighting> headAsked = askNode(() -> new Sighting(node.head(), clock.instant()));
            // The slow one first, so that it does not wait behind the quick ones.
            var tally = askMiner(() -> WorkerTally.of(workers.workers()));
            var addressAsked = askMiner(() -> miner.actorAddress());
            ParallelCalls.Pending<List<String>> subsystems = askMiner(() -> miner.runtimeSubsystems());
            ParallelCalls.Pending<OffsetDateTime> startTime = askMiner(() -> miner.startTime());
            ParallelCalls.Pending<Integer> alerts = askMiner(() -> miner.activeAlerts());
            ParallelCalls.Pending<Map<String, Long>> states =
                    wishes.sectorStates() ? askMiner(() -> miner.sectorsSummary()) : null;

            Answer<String> address = addressAsked == null ? Answer.known(wishes.actor()) : addressAsked.answer();
            Answer<Sighting> seen = ofNode(headAsked);
            Answer<Tipset> head = seen.isKnown() ? Answer.known(seen.value().head()) : Answer.unknownFor(seen);
            Answer<NodeVersion> nodeVersion = ofNode(version);
            Chain chain;
            if (!address.isKnown()) {
                chain = Chain.unknown(Answer.unknown("the miner's address is unknown"), wishes);
            } else if (head.isKnown() || isNodeThere()) {
                chain = chain(address.value(), head);
            } else {
                chain = Chain.unknown(head, wishes);
            }
            MinerOverview overview = new MinerOverview(
                    miner == null,
                    address,
                    ofMiner(subsystems),
                    ofMiner(startTime),
                    nodeVersion,
                    head,
                    seen.isKnown() ? seen.value().at() : null,
                    ofMiner(alerts),
                    chain.info(),
                    chain.power(),
                    chain.count(),
                    chain.funds(),
                    chain.market(),
                    chain.workerBalance(),
                    chain.controlBalance(),
                    ofMiner(states),
                    ofMiner(tally),
                    chain.blocks());
            failIfNothingArrived();
            return overview;
        }

        /** Who does not even refuse is away: the rest would only wait for as many time-outs. */
        private boolean isNodeThere() {
            RpcException failure = chainCalls.totalFailure();
            return node != null && (failure == null || failure instanceof RpcException.Remote);
        }

        private void failIfNothingArrived() throws RpcException {
            RpcException ofMiner = minerCalls.totalFailure();
            RpcException ofChain = chainCalls.totalFailure();
            boolean minerSilent = miner == null || ofMiner != null;
            boolean chainSilent = node == null || ofChain != null;
            if (minerSilent && chainSilent) {
                throw ofMiner != null ? ofMiner : ofChain;
            }
        }

        /** @param head where it is unknown, the node is asked at its own, of the moment */
        private Chain chain(String address, Answer<Tipset> head) throws RpcException {
            List<String> key = head.isKnown() ? head.value().cids() : List.of();
            var infoAsked = chainCalls.ask(() -> node.minerInfo(address, key));
            var power = chainCalls.ask(() -> node.minerPower(address, key));
            var count = chainCalls.ask(() -> node.sectorCount(address, key));
            var funds = chainCalls.ask(() -> node.minerFunds(address, key));
            var market = chainCalls.ask(() -> node.marketBalance(address, key));
            var blocks = wishes.blocks() < 0 || !head.isKnown()
                    ? null
                    : chainCalls.ask(() -> producedBlocks(address, head.value(), wishes.blocks()));
            Answer<MinerInfo> info = infoAsked.answer();
            Answer<BigInteger> workerBalance = Answer.unknownFor(info);
            Answer<BigInteger> controlBalance = Answer.unknownFor(info);
            if (info.isKnown()) {
                var worker =
                        chainCalls.ask(() -> node.walletBalance(info.value().worker()));
                List<ParallelCalls.Pending<BigInteger>> control = new ArrayList<>();
                for (String controlAddress : info.value().controlAddresses()) {
                    control.add(chainCalls.ask(() -> node.walletBalance(controlAddress)));
                }
                workerBalance = worker.answer();
                controlBalance = control.isEmpty() ? null : sum(control);
            }
            return new Chain(
                    info,
                    power.answer(),
                    count.answer(),
                    funds.answer(),
                    market.answer(),
                    workerBalance,
                    controlBalance,
                    blocks != null ? blocks.answer() : wishes.blocks() < 0 ? null : Answer.unknownFor(head));
        }

        private Answer<BigInteger> sum(List<ParallelCalls.Pending<BigInteger>> amounts) throws RpcException {
            BigInteger sum = BigInteger.ZERO;
            for (ParallelCalls.Pending<BigInteger> amount : amounts) {
                Answer<BigInteger> answer = amount.answer();
                if (!answer.isKnown()) {
                    return answer;
                }
                sum = sum.add(answer.value());
            }
            return Answer.known(sum);
        }
    }

    /** The parts that need the miner's address and a head. */
    private record Chain(
            Answer<MinerInfo> info,
            Answer<MinerPower> power,
            Answer<SectorCount> count,
            Answer<MinerFunds> funds,
            Answer<MarketBalance> market,
            Answer<BigInteger> workerBalance,
            Answer<BigInteger> controlBalance,
            Answer<List<MinerOverview.ProducedBlock>> blocks) {

        static Chain unknown(Answer<?> other, Wishes wishes) {
            return new Chain(
                    Answer.unknownFor(other),
                    Answer.unknownFor(other),
                    Answer.unknownFor(other),
                    Answer.unknownFor(other),
                    Answer.unknownFor(other),
                    Answer.unknownFor(other),
                    Answer.unknownFor(other),
                    wishes.blocks() < 0 ? null : Answer.unknownFor(other));
        }
    }

    /** Walks back from the head; ends at genesis or after {@link #EPOCHS_WALKED_MAX} with what it found. */
    private List<MinerOverview.ProducedBlock> producedBlocks(String address, Tipset head, int wanted)
            throws RpcException {
        List<MinerOverview.ProducedBlock> found = new ArrayList<>();
        Tipset tipset = head;
        while (found.size() < wanted) {
            for (int i = 0; i < tipset.blocks().size() && found.size() < wanted; i++) {
                Tipset.Block block = tipset.blocks().get(i);
                if (isSameActor(block.minerAddress(), address)) {
                    String rewardActor = address.charAt(0) + "02";
                    BigInteger reward = node.epochReward(rewardActor, tipset.cids())
                            .multiply(BigInteger.valueOf(block.winCount()))
                            .divide(BLOCKS_PER_EPOCH);
                    String cid = i < tipset.cids().size() ? tipset.cids().get(i) : "";
                    long seconds = Tipset.signed(block.seconds());
                    found.add(new MinerOverview.ProducedBlock(tipset.height(), seconds, cid, reward));
                }
            }
            boolean walkedFar = head.height() - tipset.height() >= EPOCHS_WALKED_MAX;
            if (tipset.height() <= 0 || walkedFar || tipset.blocks().isEmpty()) {
                break;
            }
            long height = tipset.height();
            tipset = node.tipset(tipset.blocks().get(0).parentCids());
            if (tipset.height() >= height) {
                throw node.malformed("the full node's chain does not descend");
            }
        }
        return found;
    }

    /** The network prefix of an address says nothing: {@code f01000} and {@code t01000} are one actor. */
    private static boolean isSameActor(String a, String b) {
        return a.length() > 1 && b.length() > 1 && a.substring(1).equals(b.substring(1));
    }
}
