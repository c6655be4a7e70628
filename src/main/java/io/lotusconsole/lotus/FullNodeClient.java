package io.lotusconsole.lotus;

import io.lotusconsole.lotus.wire.ChainCodec;
import io.lotusconsole.lotus.wire.DeadlineCodec;
import io.lotusconsole.lotus.wire.HealthCodec;
import io.lotusconsole.lotus.wire.MinerCodec;
import io.lotusconsole.lotus.wire.Values;
import io.lotusconsole.proving.DeadlineState;
import io.lotusconsole.proving.MarketBalance;
import io.lotusconsole.proving.MinerFunds;
import io.lotusconsole.proving.MinerInfo;
import io.lotusconsole.proving.MinerPower;
import io.lotusconsole.proving.NodeVersion;
import io.lotusconsole.proving.Partition;
import io.lotusconsole.proving.PendingProof;
import io.lotusconsole.proving.ProvingWindow;
import io.lotusconsole.proving.SectorCount;
import io.lotusconsole.proving.SectorOnChain;
import io.lotusconsole.proving.SectorSet;
import io.lotusconsole.proving.SyncTask;
import io.lotusconsole.proving.Tipset;
import io.lotusconsole.rpc.Call;
import io.lotusconsole.rpc.Connection;
import io.lotusconsole.rpc.Params;
import io.lotusconsole.rpc.Peer;
import io.lotusconsole.rpc.ResultDecoder;
import io.lotusconsole.rpc.RpcException;
import java.math.BigInteger;
import java.util.List;

/**
 * The calls of the console to a full node, all of them {@code read}. A tipset key is the CIDs of its
 * blocks; the empty list means the head of the moment. Every method blocks for one call; safe for
 * several threads.
 */
public final class FullNodeClient {
    private final Connection connection;
    private final CallTimeouts timeouts;

    public FullNodeClient(Connection connection, CallTimeouts timeouts) {
        this.connection = connection;
        this.timeouts = timeouts;
    }

    private <T> T call(String method, Params params, ResultDecoder<T> decoder) throws RpcException {
        return connection.call(new Call<>("Filecoin." + method, params.json(), decoder, timeouts.ordinaryMillis()));
    }

    private <T> T state(String method, String actor, List<String> key, ResultDecoder<T> decoder) throws RpcException {
        return call(method, new Params().text(actor).links(key), decoder);
    }

    /** That what this node said cannot be: a fault found by whoever puts several answers together. */
    RpcException malformed(String what) {
        return new RpcException.Malformed(what).at(connection.peer());
    }

    public NodeVersion version() throws RpcException {
        return call("Version", new Params(), ChainCodec::version);
    }

    public Tipset head() throws RpcException {
        return call("ChainHead", new Params(), ChainCodec::tipset);
    }

    public Tipset tipset(List<String> key) throws RpcException {
        return call("ChainGetTipSet", new Params().links(key), ChainCodec::tipset);
    }

    public MinerInfo minerInfo(String miner, List<String> key) throws RpcException {
        return state("StateMinerInfo", miner, key, ChainCodec::minerInfo);
    }

    public MinerPower minerPower(String miner, List<String> key) throws RpcException {
        return state("StateMinerPower", miner, key, ChainCodec::minerPower);
    }

    public SectorCount sectorCount(String miner, List<String> key) throws RpcException {
        return state("StateMinerSectorCount", miner, key, ChainCodec::sectorCount);
    }

    public MinerFunds minerFunds(String miner, List<String> key) throws RpcException {
        return state("StateReadState", miner, key, ChainCodec::minerFunds);
    }

    public BigInteger epochReward(String rewardActor, List<String> key) throws RpcException {
        return state("StateReadState", rewardActor, key, ChainCodec::epochReward);
    }

    public MarketBalance marketBalance(String miner, List<String> key) throws RpcException {
        return state("StateMarketBalance", miner, key, ChainCodec::marketBalance);
    }

    /** In attoFIL, at the head. */
    public BigInteger walletBalance(String address) throws RpcException {
        return call("WalletBalance", new Params().text(address), Values::bigInteger);
    }

    public Peer peer() {
        return connection.peer();
    }

    /** The chains it is at fetching, or was. */
    public List<SyncTask> syncTasks() throws RpcException {
        return call("SyncState", new Params(), HealthCodec::syncTasks);
    }

    /** The WindowPoSts of a miner that wait in the pool. */
    public List<PendingProof> pendingProofs(String miner) throws RpcException {
        return call("MpoolPending", new Params().links(List.of()), in -> HealthCodec.pendingProofs(in, miner));
    }

    public ProvingWindow provingWindow(String miner, List<String> key) throws RpcException {
        return state("StateMinerProvingDeadline", miner, key, DeadlineCodec::provingWindow);
    }

    public List<DeadlineState> deadlines(String miner, List<String> key) throws RpcException {
        return state("StateMinerDeadlines", miner, key, DeadlineCodec::deadlines);
    }

    public List<Partition> partitions(String miner, long deadline, List<String> key) throws RpcException {
        Params params = new Params().text(miner).integer(deadline).links(key);
        return call("StateMinerPartitions", params, DeadlineCodec::partitions);
    }

    public List<SectorOnChain> sectors(String miner, SectorSet numbers, List<String> key) throws RpcException {
        Params params = new Params().text(miner).integers(numbers.runLengths()).links(key);
        return call("StateMinerSectors", params, DeadlineCodec::sectors);
    }

    /**
     * Waits until a message is on chain with so many epochs on top; its exit code. No time limit unless
     * the user gave one.
     */
    public long waitForMessage(String cid, long confidenceEpochs) throws RpcException {
        // v1 takes a look-back limit and whether a replacement counts; -1 and true are Lotus's own choice.
        Params params =
                new Params().link(cid).integer(confidenceEpochs).integer(-1).bool(true);
        return connection.call(
                new Call<>("Filecoin.StateWaitMsg", params.json(), MinerCodec::exitCode, timeouts.openEndedMillis()));
    }
}
