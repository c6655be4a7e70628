package io.lotusconsole.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lotusconsole.json.JsonCursor;
import io.lotusconsole.lotus.CallTimeouts;
import io.lotusconsole.lotus.FullNodeClient;
import io.lotusconsole.prover.PoStRandomness;
import io.lotusconsole.prover.RegisteredPoStProof;
import io.lotusconsole.proving.ChallengedSector;
import io.lotusconsole.rpc.Call;
import io.lotusconsole.rpc.Connection;
import io.lotusconsole.rpc.Peer;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Where on chain the sectors of a question are. */
@Timeout(30)
class MinerChainTest {
    /** Deadline to the run lengths of each of its partitions. */
    private final Map<Integer, List<String>> partitions = new HashMap<>();

    private int open = 2;

    private final class Node implements Connection {
        @Override
        public <T> T call(Call<T> call) {
            try (JsonCursor cursor = new JsonCursor(answer(call.method(), call.params()))) {
                return call.decoder().decode(cursor);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        private String answer(String method, String params) {
            if (method.equals("Filecoin.StateMinerProvingDeadline")) {
                return "{\"CurrentEpoch\":100,\"Index\":" + open + ",\"WPoStPeriodDeadlines\":48}";
            }
            assertEquals("Filecoin.StateMinerPartitions", method);
            int deadline = Integer.parseInt(params.split(",")[1]);
            List<String> all = partitions.getOrDefault(deadline, List.of()).stream()
                    .map(runs -> "{\"AllSectors\":" + runs + "}")
                    .toList();
            return "[" + String.join(",", all) + "]";
        }

        @Override
        public Peer peer() {
            return new Peer("a full node", "nowhere", "this test", false, "lotus", "admin", false);
        }

        @Override
        public void close() {}
    }

    private ChainPlace placeOf(RegisteredPoStProof proof, long sector) throws Exception {
        MinerChain chain = new MinerChain(new FullNodeClient(new Node(), CallTimeouts.all(1_000)), "t01000");
        ChallengedSector challenged = new ChallengedSector(5, sector, PoStTasksTest.SEALED, List.of(1L), false);
        CompletableFuture<ChainPlace> found = new CompletableFuture<>();
        chain.locate(
                new ProofCall(proof, 1000, List.of(challenged), 0, PoStRandomness.of(new byte[32])), found::complete);
        return found.get(20, TimeUnit.SECONDS);
    }

    private ChainPlace placeOf(long sector) throws Exception {
        return placeOf(RegisteredPoStProof.WINDOW_2KIB, sector);
    }

    @Test
    void aPartitionOfTheOpenDeadlineIsFound() throws Exception {
        partitions.put(2, List.of("[0,4]", "[4,4]"));
        assertEquals(new ChainPlace(2, 1), placeOf(5));
    }

    /** A miner asks as soon as the challenge is drawn, which is before the deadline opens. */
    @Test
    void aPartitionOfTheNextDeadlineIsFoundToo() throws Exception {
        partitions.put(2, List.of("[0,4]"));
        partitions.put(3, List.of("[8,4]", "[4,4]"));
        assertEquals(new ChainPlace(3, 1), placeOf(5));
    }

    @Test
    void afterTheLastDeadlineComesTheFirstOfTheNextPeriod() throws Exception {
        open = 47;
        partitions.put(0, List.of("[4,4]"));
        assertEquals(new ChainPlace(0, 0), placeOf(5));
    }

    @Test
    void sectorsOfOtherDeadlinesAndOfAWinningPoStAreNowhere() throws Exception {
        partitions.put(2, List.of("[0,4]"));
        partitions.put(4, List.of("[4,4]"));
        assertEquals(ChainPlace.UNKNOWN, placeOf(5));
        assertEquals(ChainPlace.UNKNOWN, placeOf(RegisteredPoStProof.WINNING_2KIB, 1));
    }
}
