package io.lotusconsole.support;

import io.lotusconsole.json.JsonCursor;
import io.lotusconsole.lotus.CallTimeouts;
import io.lotusconsole.lotus.FullNodeClient;
import io.lotusconsole.lotus.MinerClient;
import io.lotusconsole.proving.SectorSet;
import io.lotusconsole.rpc.Call;
import io.lotusconsole.rpc.CannedConnection;
import io.lotusconsole.rpc.Connection;
import io.lotusconsole.rpc.RpcException;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** The decoders that tests can run. */
public final class ReplyDecoders {
    /** The typed errors of the client's decoder: nothing else may escape it, whatever the reply. */
    public static final Set<Class<? extends Exception>> REFUSALS =
            Set.of(RpcException.Malformed.class, RpcException.Remote.class);

    private ReplyDecoders() {}

    /** The decoder of {@code MinerClient} and {@code FullNodeClient}. */
    public static ReplyDecoder client(CannedConnection.Form form) {
        return (method, reply) -> decode(method, new CannedConnection(reply, form));
    }

    private static void decode(String method, Connection connection) throws Exception {
        MinerClient miner = new MinerClient(connection, CallTimeouts.DEFAULT);
        FullNodeClient node = new FullNodeClient(connection, CallTimeouts.DEFAULT);
        List<String> head = List.of();
        switch (method.substring("Filecoin.".length())) {
            case "WorkerStats" -> miner.workerStats();
            case "WorkerJobs" -> miner.workerJobs();
            case "Version" -> miner.version();
            case "ActorAddress" -> miner.actorAddress();
            case "RuntimeSubsystems" -> miner.runtimeSubsystems();
            case "StartTime" -> miner.startTime();
            case "LogAlerts" -> miner.activeAlerts();
            case "SectorsSummary" -> miner.sectorsSummary();
            case "StorageList" -> miner.sectorsAt("657602b4-c0ed-4031-970e-a47db38c8938");
            case "CheckProvable" -> miner.checkProvable(10, 1000, List.of());
            case "ComputeWindowPoSt" -> miner.computeWindowPoSt(0);
            case "RecoverFault" -> miner.recoverFault(new long[] {1});
            case "ChainHead" -> node.head();
            case "ChainGetTipSet" -> node.tipset(head);
            case "StateMinerInfo" -> node.minerInfo("t01000", head);
            case "StateMinerPower" -> node.minerPower("t01000", head);
            case "StateMinerSectorCount" -> node.sectorCount("t01000", head);
            case "StateReadState" -> {
                node.minerFunds("t01000", head);
                node.epochReward("t02", head);
            }
            case "StateMarketBalance" -> node.marketBalance("t01000", head);
            case "WalletBalance" -> node.walletBalance("t0102");
            case "StateMinerProvingDeadline" -> node.provingWindow("t01000", head);
            case "StateMinerDeadlines" -> node.deadlines("t01000", head);
            case "StateMinerPartitions" -> node.partitions("t01000", 0, head);
            case "StateMinerSectors" -> node.sectors("t01000", SectorSet.EMPTY, head);
            case "StateWaitMsg" -> node.waitForMessage("bafy", 5);
            default -> connection.call(new Call<Object>(method, "[]", ReplyDecoders::skip, 0));
        }
    }

    private static Object skip(JsonCursor result) throws IOException {
        result.skip();
        return null;
    }
}
