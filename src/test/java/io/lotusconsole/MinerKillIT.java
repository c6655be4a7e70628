package io.lotusconsole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotusconsole.lotus.CallTimeouts;
import io.lotusconsole.lotus.MinerClient;
import io.lotusconsole.proving.WorkerSnapshot;
import io.lotusconsole.rpc.RpcException;
import io.lotusconsole.support.HeldProver;
import io.lotusconsole.support.ScriptedMiner;
import io.lotusconsole.support.TestNetwork;
import io.lotusconsole.support.WorkerProcess;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A miner that is killed, as by a lack of memory, and started again where it was: two packaged programs in processes of
 * their own, with the times of every day. Of a miner that is closed in order {@code MinerLossIT} tells.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class MinerKillIT {
    private static final int DEADLINE = 2;
    private static final long LINE_SECONDS_MAX = 90;
    private static final long ANSWER_SECONDS_MAX = 60;
    private static final int CALL_MILLIS_MAX = 120_000;
    private static final String REGISTERED = "Worker registered successfully";

    @TempDir
    private Path directory;

    /** A {@code lotus-miner devnet} whose chain stands still. */
    private final class Devnet implements AutoCloseable {
        private final Path log;
        private final Process process;
        private final int port;

        Devnet(String name, int port) throws Exception {
            this.port = port;
            log = directory.resolve(name + ".log");
            Path program = Path.of(System.getProperty("lotusconsole.home"), "bin", "lotus-miner");
            ProcessBuilder builder = new ProcessBuilder(
                            program.toString(),
                            "devnet",
                            "--repo",
                            repo().toString(),
                            "--listen",
                            "127.0.0.1:" + port,
                            "--epoch=1h",
                            "--sectors=2")
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment()
                    .keySet()
                    .removeIf(set -> set.contains("_API_INFO") || set.startsWith("LOTUS_") || set.startsWith("XDG_"));
            builder.environment().put("HOME", directory.toString());
            builder.environment().put("XDG_STATE_HOME", TestNetwork.stateHome().toString());
            builder.environment().put("LOTUS_CONSOLE_MAKE_ARCHIVE", "never");
            builder.environment().put("LC_ALL", "C");
            process = builder.start();
            awaitLine("Ctrl-C ends it.");
        }

        private Path repo() {
            return directory.resolve("devnet");
        }

        void awaitLine(String part) throws Exception {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LINE_SECONDS_MAX);
            while (!said().contains(part)) {
                assertTrue(System.nanoTime() < end, () -> "never said: " + part + "\n" + this);
                assertTrue(!process.waitFor(50, TimeUnit.MILLISECONDS), () -> "it ended:\n" + this);
            }
        }

        private String said() throws IOException {
            return Files.readString(log);
        }

        private String token() throws IOException {
            return Files.readString(repo().resolve("token")).trim();
        }

        Map<String, String> environment() throws IOException {
            return Map.of("MINER_API_INFO", token() + ":/ip4/127.0.0.1/tcp/" + port + "/http");
        }

        MinerClient client() throws IOException {
            return ScriptedMiner.client(port, token(), CallTimeouts.all(CALL_MILLIS_MAX));
        }

        CompletableFuture<Object> computing() {
            return CompletableFuture.supplyAsync(() -> {
                try {
                    return client().computeWindowPoSt(DEADLINE);
                } catch (IOException | RpcException e) {
                    throw new CompletionException(e);
                }
            });
        }

        String worker() throws Exception {
            List<String> found = client().workerStats().stream()
                    .filter(each -> each.hostname().equals("worker"))
                    .filter(WorkerSnapshot::enabled)
                    .map(each -> each.id().toString())
                    .toList();
            assertEquals(1, found.size(), found::toString);
            return found.get(0);
        }

        @Override
        public void close() throws InterruptedException {
            process.destroyForcibly();
            assertTrue(process.waitFor(ANSWER_SECONDS_MAX, TimeUnit.SECONDS));
        }

        @Override
        public String toString() {
            try {
                return said();
            } catch (IOException e) {
                return e.toString();
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void aWorkerFindsBackToAMinerThatWasKilledInTheMiddleOfItsProof() throws Exception {
        TestNetwork.ensureParameters();
        int port = freePort();
        try (Devnet first = new Devnet("first", port);
                HeldProver held = HeldProver.ofProofs(directory).hold();
                WorkerProcess worker = WorkerProcess.start(
                                directory.resolve("worker"),
                                held.environment(first.environment()),
                                "--windowpost",
                                "--name",
                                "worker")
                        .awaitRegistered()) {
            String session = first.worker();
            CompletableFuture<Object> asked = first.computing();
            HeldProver.Held proof = held.awaitCall();
            int line = worker.lines().size();
            first.close();
            assertThrows(ExecutionException.class, () -> asked.get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS));
            assertTrue(new File(directory.toFile(), "devnet/api").exists(), "nothing was put in order");
            try (Devnet second = new Devnet("second", port)) {
                proof.letAllGo();
                worker.awaitLine(
                        line, each -> each.contains("the miner's connection had broken"), "a broken connection");
                worker.awaitLine(line, each -> each.contains("the miner was restarted"), "the reason to register");
                worker.awaitLine(line, each -> each.contains(REGISTERED), REGISTERED);
                String anew = second.worker();
                assertNotEquals(session, anew);
                second.computing().get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
                second.awaitLine(" WindowPoSt, deadline 2, sectors 1-2: verified, ");
                second.awaitLine(", by worker worker (" + anew + "), on demand");
                assertTrue(!second.said().contains("skipped"), second::toString);
            }
        }
    }
}
