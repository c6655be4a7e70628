package io.lotusconsole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotusconsole.embedded.ProofAttempt;
import io.lotusconsole.http.RpcHttpServer;
import io.lotusconsole.http.ServerOptions;
import io.lotusconsole.lotus.MinerClient;
import io.lotusconsole.lotus.wire.StorageCodec;
import io.lotusconsole.rpc.RpcException;
import io.lotusconsole.support.TcpRelay;
import io.lotusconsole.support.TestMiner;
import io.lotusconsole.support.WorkerProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A worker without a disk, and a host of the miner's sectors that does not serve them: nothing is skipped, the miner
 * proves meanwhile, and the worker comes back by itself.
 */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class StorageHostLossIT {
    private static final int DEADLINES = 5;
    private static final int SECTORS = 2 * DEADLINES;
    private static final long MINER = 1000;

    /** {@code sealed} and {@code cache}. */
    private static final int FILE_TYPES = 6;

    @TempDir
    private static Path directory;

    private static TestMiner miner;
    private static MinerClient client;
    private static String storageId;
    private static String ownUrl;
    private static WorkerProcess worker;

    /** A question that was answered once is answered from memory, so each test has a deadline of its own. */
    private static int lastDeadline = 1;

    private final int deadline = ++lastDeadline;

    @BeforeAll
    static void start() throws Exception {
        miner = TestMiner.startStill(directory.resolve("miner"), SECTORS, 0, 0);
        client = miner.client();
        storageId = client.storagesWithSectors(MINER).iterator().next();
        ownUrl = client.storageInfo(storageId).urls().get(0);
        worker = WorkerProcess.start(
                        directory.resolve("worker"),
                        miner.environment(),
                        "--windowpost",
                        "--name",
                        "worker",
                        "--post-read-timeout",
                        "2s")
                .awaitRegistered();
    }

    @AfterAll
    static void stop() throws Exception {
        if (worker != null) {
            worker.close();
        }
        miner.close();
    }

    /** From now on the miner's index says that its sectors are there. */
    private static void serveAt(String url) throws Exception {
        StorageCodec.StorageInfo info = client.storageInfo(storageId);
        client.storageDetach(storageId, info.urls().get(0));
        client.storageAttach(info.withUrls(List.of(url)), StorageCodec.FsStat.ZERO);
        for (long number = 1; number <= SECTORS; number++) {
            client.storageDeclareSector(storageId, MINER, number, FILE_TYPES, true);
        }
    }

    private void assertInability(String url, String reason) throws Exception {
        int line = worker.lines().size();
        int from = miner.attempts().size();
        serveAt(url);
        try {
            RpcException failure = assertThrows(RpcException.class, () -> miner.compute(deadline));
            assertTrue(failure.getMessage().contains("got RPC errors from all workers"), failure::getMessage);
            worker.awaitLine(line, each -> each.contains("unable:") && each.contains(reason), "unable: " + reason);
            miner.awaitWorker("worker", false);
            List<ProofAttempt> tries = miner.compute(deadline);
            assertEquals("miner", tries.get(0).maker().hostname());
            assertTrue(tries.get(0).isVerified(), tries::toString);
        } finally {
            serveAt(ownUrl);
        }
        worker.awaitLine(line, each -> each.contains("able again"), "able again");
        miner.awaitWorker("worker", true);
        List<ProofAttempt> tries = miner.compute(deadline);
        assertEquals(1, tries.size(), tries::toString);
        assertEquals("worker", tries.get(0).maker().hostname());
        assertTrue(tries.get(0).isVerified(), tries::toString);
        assertTrue(
                miner.attempts().stream().skip(from).allMatch(each -> each.skipped()
                        .isEmpty()),
                miner::toString);
        assertEquals(1, worker.linesWith(0, "registering").size(), worker::toString);
    }

    @Test
    void aHostThatRefusesTheTokenIsInability() throws Exception {
        try (RpcHttpServer host = RpcHttpServer.start(
                ServerOptions.at("127.0.0.1", 0),
                Map.of("/remote/", exchange -> exchange.reply(401, null, new byte[0])))) {
            assertInability("http://127.0.0.1:" + host.address().getPort() + "/remote", "its host refused the token");
        }
    }

    @Test
    void aHostWhereNothingListensIsInability() throws Exception {
        assertInability("http://127.0.0.1:" + closedPort() + "/remote", "its host refused the connection");
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void aHostWhoseNameIsNotKnownIsInability() throws Exception {
        assertInability("http://no-such-host.invalid:2345/remote", "the name of its host is not known");
    }

    @Test
    void aHostThatAcceptsAndSaysNothingIsInability() throws Exception {
        try (TcpRelay relay = TcpRelay.to(miner.ports()[0])) {
            relay.cut();
            assertInability("http://127.0.0.1:" + relay.port() + "/remote", "it was not read in time");
        }
    }

    @Test
    void aHostThatClosesEveryConnectionIsInability() throws Exception {
        try (TcpRelay relay = TcpRelay.to(miner.ports()[0])) {
            relay.breakAll();
            assertInability("http://127.0.0.1:" + relay.port() + "/remote", "its host closed the connection");
        }
    }
}
