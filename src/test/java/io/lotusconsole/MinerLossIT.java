package io.lotusconsole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotusconsole.embedded.ProofAttempt;
import io.lotusconsole.support.HeldProver;
import io.lotusconsole.support.TcpRelay;
import io.lotusconsole.support.TestMiner;
import io.lotusconsole.support.WorkerProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A miner that is restarted, or out of reach, in the middle of a proof: the worker finds back to it. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class MinerLossIT {
    private static final int DEADLINE = 2;
    private static final long ANSWER_SECONDS_MAX = 60;
    private static final String REGISTERED = "Worker registered successfully";

    @TempDir
    private Path directory;

    private WorkerProcess worker(Map<String, String> environment, String... more) throws Exception {
        String[] flags = new String[3 + more.length];
        flags[0] = "--windowpost";
        flags[1] = "--name";
        flags[2] = "worker";
        System.arraycopy(more, 0, flags, 3, more.length);
        return WorkerProcess.start(directory.resolve("worker"), environment, flags);
    }

    private static String maker(List<ProofAttempt> attempts) {
        ProofAttempt last = attempts.get(attempts.size() - 1);
        assertTrue(last.isVerified(), attempts::toString);
        assertTrue(attempts.stream().allMatch(each -> each.skipped().isEmpty()), attempts::toString);
        return last.maker().hostname();
    }

    private static void assertBroken(CompletableFuture<String> asked) {
        assertThrows(ExecutionException.class, () -> asked.get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS));
    }

    /** The secret and the token of a miner's repository, gone: the next start makes others. */
    private static void forgetSecret(Path repo) throws IOException {
        try (Stream<Path> keys = Files.list(repo.resolve("keystore"))) {
            for (Path key : keys.toList()) {
                Files.delete(key);
            }
        }
        Files.delete(repo.resolve("token"));
    }

    @Test
    void afterARestartOfTheMinerTheWorkerRegistersAnewAndWithAnotherSecretItSaysThatItsTokenIsRefused()
            throws Exception {
        Path repo = directory.resolve("miner");
        TestMiner first = TestMiner.startStill(repo);
        int[] ports = first.ports();
        try (HeldProver held = HeldProver.ofProofs(directory).hold();
                WorkerProcess worker =
                        worker(held.environment(first.environment())).awaitRegistered()) {
            String session = first.awaitWorker("worker", true).id().toString();
            CompletableFuture<String> asked = first.computing(DEADLINE);
            HeldProver.Held proof = held.awaitCall();
            int line = worker.lines().size();
            first.close();
            assertBroken(asked);
            try (TestMiner second = TestMiner.startStill(repo, 2, ports)) {
                proof.letAllGo();
                worker.awaitLine(
                        line, each -> each.contains("the miner's connection had broken"), "a broken connection");
                worker.awaitLine(line, each -> each.contains("the miner was restarted"), "the reason to register");
                worker.awaitLine(line, each -> each.contains(REGISTERED), REGISTERED);
                assertNotEquals(session, second.awaitWorker("worker", true).id().toString());
                assertEquals("worker", maker(second.compute(DEADLINE)));
                assertEquals(
                        0,
                        worker.linesWith(line, "closed before the answer").size(),
                        "a connection of before the restart costs no heartbeat\n" + worker);
            }
            forgetSecret(repo);
            int later = worker.lines().size();
            try (TestMiner third = TestMiner.startStill(repo, 2, ports)) {
                worker.awaitLine(later, each -> each.contains("token") && each.contains("refused"), "a refused token");
                assertEquals("miner", maker(third.compute(DEADLINE)));
                assertEquals(200, worker.get("/livez").statusCode());
                assertNotEquals(200, worker.get("/readyz").statusCode(), worker::toString);
                assertEquals(0, worker.linesWith(later, REGISTERED).size());
                worker.signal("TERM");
                assertEquals(0, worker.awaitExit(), worker::toString);
            }
        }
    }

    private static void detachOwnPath(TestMiner miner) throws Exception {
        String meta = Files.readString(miner.repo().resolve("storage").resolve("sectorstore.json"));
        Matcher id = Pattern.compile("\"ID\": *\"([^\"]+)\"").matcher(meta);
        assertTrue(id.find(), meta);
        miner.client().storageDetach(id.group(1), "http://127.0.0.1:" + miner.ports()[0] + "/remote");
    }

    /** The index it asks then is empty but for what it tells that itself, able or not. */
    @Test
    void aWorkerThatCouldNotAskForItsOwnSectorsIsAbleAgainAfterARestartOfTheMiner() throws Exception {
        Path repo = directory.resolve("miner");
        TestMiner first = TestMiner.startStill(repo);
        int[] ports = first.ports();
        first.shelfFor(directory.resolve("worker"), directory.resolve("shelf"));
        try (HeldProver held = HeldProver.ofReads(directory).hold();
                WorkerProcess worker = worker(held.environment(first.environment()), "--post-parallel-reads", "1")
                        .awaitRegistered()) {
            CompletableFuture<String> asked = first.computing(DEADLINE);
            HeldProver.Held read = held.awaitCall();
            first.close();
            assertBroken(asked);
            int line = worker.lines().size();
            read.letAllGo();
            worker.awaitLine(line, each -> each.contains("unable:") && each.contains("cannot be asked"), "unable");
            try (TestMiner second = TestMiner.startStill(repo, 2, ports)) {
                detachOwnPath(second);
                worker.awaitLine(line, each -> each.contains("able again"), "able again");
                worker.awaitLine(line, each -> each.contains(REGISTERED), REGISTERED);
                second.awaitWorker("worker", true);
                assertEquals("worker", maker(second.compute(DEADLINE)));
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /**
     * Between the two, nothing goes through for as long as it takes the miner to see it, and then, as when a router
     * comes back, every connection is dead; some ten seconds here.
     */
    @Test
    void aProofThatIsLostWithTheNetworkIsThereWhenTheQuestionIsAskedAgain() throws Exception {
        int port = freePort();
        try (TestMiner miner = TestMiner.startStill(directory.resolve("miner"));
                HeldProver held = HeldProver.ofProofs(directory).hold();
                TcpRelay toWorker = TcpRelay.to(port);
                TcpRelay toMiner =
                        TcpRelay.to(miner.ports()[0]).replacing("127.0.0.1:" + port, "127.0.0.1:" + toWorker.port())) {
            Map<String, String> environment = new HashMap<>(held.environment(miner.environment()));
            environment.computeIfPresent(
                    "MINER_API_INFO",
                    (name, info) -> info.replace("/tcp/" + miner.ports()[0] + "/", "/tcp/" + toMiner.port() + "/"));
            try (WorkerProcess worker =
                    worker(environment, "--listen", "127.0.0.1:" + port).awaitRegistered()) {
                String session = miner.awaitWorker("worker", true).id().toString();
                CompletableFuture<String> asked = miner.computing(DEADLINE);
                HeldProver.Held proof = held.awaitCall();
                int line = worker.lines().size();
                toWorker.cut();
                toMiner.cut();
                miner.awaitWorker("worker", false);
                assertFalse(asked.isDone());
                toWorker.breakAll();
                toMiner.breakAll();
                assertBroken(asked);
                assertEquals("miner", maker(miner.compute(DEADLINE)), "nobody waits for the network");
                proof.letAllGo();
                worker.awaitLine(
                        line,
                        each -> each.contains("done, but the miner's connection had broken"),
                        "that its answer had nowhere to go");
                worker.awaitLine(
                        line,
                        each -> each.contains("heartbeat: the miner cannot be asked for its session"),
                        "that the miner is away");
                toWorker.mend();
                toMiner.mend();
                assertEquals(session, miner.awaitWorker("worker", true).id().toString());
                String again = miner.computing(DEADLINE).get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
                assertNotNull(again);
                assertEquals(again, miner.computing(DEADLINE).get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS));
                assertEquals("worker", maker(miner.attempts().subList(2, 4)));
                assertEquals(1, worker.linesWith(0, "\ttask\t").size(), "it was proven once\n" + worker);
                assertEquals(
                        2,
                        worker.linesWith(line, "answered with the proof that was made")
                                .size());
                worker.awaitLine(line, each -> each.contains("the miner answers again"), "that the miner is back");
                assertEquals(1, worker.linesWith(0, "registering").size(), worker::toString);
            }
        }
    }

    /** A cut that ends before anybody gives up costs nothing but its time. */
    @Test
    void aShortCutDelaysTheProofAndNothingElse() throws Exception {
        int port = freePort();
        try (TestMiner miner = TestMiner.startStill(directory.resolve("miner"));
                HeldProver held = HeldProver.ofProofs(directory).hold();
                TcpRelay toWorker = TcpRelay.to(port);
                TcpRelay toMiner =
                        TcpRelay.to(miner.ports()[0]).replacing("127.0.0.1:" + port, "127.0.0.1:" + toWorker.port())) {
            Map<String, String> environment = new HashMap<>(held.environment(miner.environment()));
            environment.computeIfPresent(
                    "MINER_API_INFO",
                    (name, info) -> info.replace("/tcp/" + miner.ports()[0] + "/", "/tcp/" + toMiner.port() + "/"));
            try (WorkerProcess worker =
                    worker(environment, "--listen", "127.0.0.1:" + port).awaitRegistered()) {
                CompletableFuture<String> asked = miner.computing(DEADLINE);
                HeldProver.Held proof = held.awaitCall();
                toWorker.cut();
                toMiner.cut();
                proof.letAllGo();
                worker.awaitLine("\tproven\t");
                miner.awaitWorker("worker", false);
                assertFalse(asked.isDone());
                toWorker.mend();
                toMiner.mend();
                assertNotNull(asked.get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS));
                miner.awaitWorker("worker", true);
                assertEquals("worker", maker(miner.attempts()));
                assertEquals(1, worker.linesWith(0, "registering").size(), worker::toString);
            }
        }
    }
}
