package io.lotusconsole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotusconsole.embedded.ProofAttempt;
import io.lotusconsole.prover.Challenges;
import io.lotusconsole.prover.GuardedProver;
import io.lotusconsole.prover.PoStRandomness;
import io.lotusconsole.prover.ProofRequest;
import io.lotusconsole.prover.RegisteredPoStProof;
import io.lotusconsole.prover.SectorChallenge;
import io.lotusconsole.prover.SectorCommitment;
import io.lotusconsole.prover.WindowPoSt;
import io.lotusconsole.support.JsonScan;
import io.lotusconsole.support.Libraries;
import io.lotusconsole.support.TestMiner;
import io.lotusconsole.support.TestNetwork;
import io.lotusconsole.support.WorkerProcess;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A packaged worker over WebSocket, as the {@code lotus-worker} CLI of Lotus speaks to it, and a miner may. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class WorkerSocketIT {
    private static final long ANSWER_SECONDS_MAX = 60;
    private static final int DEADLINE = 2;

    /** 1.7.0. */
    private static final long WORKER_API_VERSION = 0x010700;

    private static final RegisteredPoStProof TYPE = RegisteredPoStProof.WINDOW_2KIB;

    @TempDir
    private Path directory;

    /** Whole messages, as they come. */
    private static final class Messages implements WebSocket.Listener {
        private final BlockingQueue<String> whole = new LinkedBlockingQueue<>();
        private final StringBuilder begun = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean isLast) {
            begun.append(data);
            if (isLast) {
                whole.add(begun.toString());
                begun.setLength(0);
            }
            socket.request(1);
            return null;
        }
    }

    private static void send(WebSocket socket, int id, String method, String params) throws Exception {
        socket.sendText(
                        "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"Filecoin." + method + "\",\"params\":["
                                + params + "]}",
                        true)
                .get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
    }

    private static String sectors(ProofRequest request, List<SectorCommitment> commitments) {
        List<String> sectors = new ArrayList<>();
        for (SectorCommitment each : commitments) {
            SectorChallenge challenge = Challenges.ofSector(TYPE, request.randomness(), each.sectorNumber());
            sectors.add("{\"SealProof\":5,\"SectorNumber\":" + each.sectorNumber() + ",\"SealedCID\":{\"/\":\""
                    + each.sealedCid() + "\"},\"Challenge\":" + Arrays.toString(challenge.leaves())
                    + ",\"Update\":false}");
        }
        return sectors.toString();
    }

    @Test
    void oneSocketCarriesEveryCallAndNoneWaitsForAProof() throws Exception {
        try (TestMiner miner = TestMiner.startStill(directory.resolve("miner"))) {
            ProofAttempt own = miner.compute(DEADLINE).get(0);
            byte[] drawn = new byte[PoStRandomness.BYTES];
            Arrays.fill(drawn, (byte) 7);
            ProofRequest request = new ProofRequest(TYPE, TestNetwork.PROVER, PoStRandomness.of(drawn));
            try (WorkerProcess worker = WorkerProcess.start(
                            directory.resolve("worker"), miner.environment(), "--windowpost", "--name", "worker")
                    .awaitRegistered()) {
                Messages messages = new Messages();
                WebSocket socket = HttpClient.newHttpClient()
                        .newWebSocketBuilder()
                        .header("Authorization", "Bearer " + worker.token())
                        .buildAsync(URI.create("ws://" + worker.authority() + "/rpc/v0"), messages)
                        .get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
                send(
                        socket,
                        1,
                        "GenerateWindowPoSt",
                        TYPE.networkCode() + ",1000," + sectors(request, own.commitments()) + ",0,\""
                                + Base64.getEncoder().encodeToString(drawn) + "\"");
                List<String> others = List.of("Version", "Session", "Info");
                for (String method : others) {
                    send(socket, others.indexOf(method) + 2, method, "");
                }
                Map<Integer, Object> results = new HashMap<>();
                List<Integer> order = new ArrayList<>();
                while (order.size() < others.size() + 1) {
                    String message = messages.whole.poll(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
                    Map<?, ?> answer = (Map<?, ?>) JsonScan.value(message);
                    assertTrue(answer.containsKey("result"), message);
                    order.add(((Number) answer.get("id")).intValue());
                    results.put(order.get(order.size() - 1), answer.get("result"));
                }
                socket.sendClose(WebSocket.NORMAL_CLOSURE, "").get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
                assertEquals(1, order.get(order.size() - 1), "the proof takes longest: " + order);
                assertEquals(WORKER_API_VERSION, ((Number) results.get(2)).longValue());
                assertEquals(miner.awaitWorker("worker", true).id().toString(), results.get(3));
                assertEquals("worker", ((Map<?, ?>) results.get(4)).get("Hostname"));
                assertHolds(request, own.commitments(), (Map<?, ?>) results.get(1));
            }
        }
    }

    private static void assertHolds(ProofRequest request, List<SectorCommitment> commitments, Map<?, ?> result)
            throws Exception {
        assertNull(result.get("Skipped"));
        Map<?, ?> proof = (Map<?, ?>) result.get("PoStProofs");
        byte[] bytes = Base64.getDecoder().decode((String) proof.get("ProofBytes"));
        GuardedProver checking = new GuardedProver(Libraries.ofTestNetwork(), TestNetwork.PROVER);
        assertTrue(checking.verifyWindow(request, commitments, WindowPoSt.parse(TYPE, bytes)));
    }
}
