package io.lotusconsole.lotus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.lotusconsole.rpc.Call;
import io.lotusconsole.rpc.Connection;
import io.lotusconsole.rpc.Peer;
import io.lotusconsole.rpc.RpcException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Decision 8: how long each kind of call may take, down to the call that is handed to the connection. */
class CallTimeoutsTest {
    /** Takes no call, and keeps the limit of the last. */
    private static final class Deaf implements Connection {
        private long timeoutMillis = -1;

        @Override
        public <T> T call(Call<T> call) throws RpcException {
            timeoutMillis = call.timeoutMillis();
            throw new RpcException.Closed("deaf");
        }

        @Override
        public Peer peer() {
            return new Peer("nobody", "nowhere", "this test", false, "lotus-miner", "admin", false);
        }

        @Override
        public void close() {}
    }

    private final Deaf connection = new Deaf();

    private long limitOf(Executable call) {
        assertThrows(RpcException.Closed.class, call);
        return connection.timeoutMillis;
    }

    @Test
    void eachKindOfCallHasItsOwnLimit() {
        MinerClient miner = new MinerClient(connection, CallTimeouts.DEFAULT);
        FullNodeClient node = new FullNodeClient(connection, CallTimeouts.DEFAULT);
        assertEquals(120_000, limitOf(miner::workerStats));
        for (Executable ordinary : List.<Executable>of(
                miner::workerJobs,
                miner::version,
                miner::actorAddress,
                miner::runtimeSubsystems,
                miner::startTime,
                miner::activeAlerts,
                miner::sectorsSummary,
                () -> miner.sectorsAt("path"),
                node::version,
                node::head,
                () -> node.partitions("f01000", 0, List.of()))) {
            assertEquals(30_000, limitOf(ordinary));
        }
        for (Executable openEnded : List.<Executable>of(
                () -> miner.checkProvable(1, 1000, List.of()),
                () -> miner.computeWindowPoSt(0),
                () -> miner.recoverFault(new long[] {1}),
                () -> node.waitForMessage("bafy", 5))) {
            assertEquals(0, limitOf(openEnded));
        }
    }

    @Test
    void theUsersLimitIsThatOfEveryCall() {
        MinerClient miner = new MinerClient(connection, CallTimeouts.all(7));
        assertEquals(7, limitOf(miner::workerStats));
        assertEquals(7, limitOf(miner::version));
        assertEquals(7, limitOf(() -> miner.computeWindowPoSt(0)));
    }

    @Test
    void aWaitIsTakenFromTheLimitOfWorkerStatsAlone() {
        assertEquals(
                new CallTimeouts(10_000, 7_000, 10_000),
                CallTimeouts.all(10_000).afterWaiting(3_000));
        assertEquals(
                new CallTimeouts(10_000, 1, 10_000), CallTimeouts.all(10_000).afterWaiting(10_000));
        assertEquals(CallTimeouts.all(0), CallTimeouts.all(0).afterWaiting(3_000));
    }
}
