package io.lotusconsole;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotusconsole.support.Fault;
import io.lotusconsole.support.FaultyServer;
import io.lotusconsole.support.Run;
import io.lotusconsole.support.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A host that does not answer the connection attempt: given up after 5 s, long before the limit of the call. */
class ConnectLimitTest {
    /** Far more than a backlog of 1 takes; the rest of the attempts stay without an answer. */
    private static final int ATTEMPTS = 8;

    private static final long CONNECT_MILLIS = 5_000;

    /** What a busy machine adds; far below the 120 s of the call. */
    private static final long ENDED_MILLIS_MAX = 20_000;

    @Test
    void aWebSocketHandshakeWithoutAnAnswerIsGivenUpToo() {
        try (FaultyServer miner = FaultyServer.start(Fault.ACCEPT_AND_STALL)) {
            Run run = Run.of(miner.apiInfo(Run.TOKEN, Transport.WEB_SOCKET), "proving workers")
                    .failed(5, "is not reachable: no answer to the WebSocket handshake", "Is it running?")
                    .within(ENDED_MILLIS_MAX);
            assertTrue(run.took().toMillis() >= CONNECT_MILLIS, run::toString);
        }
    }

    @Test
    void aConnectionAttemptWithoutAnAnswerIsGivenUpAfterFiveSeconds() throws IOException {
        List<SocketChannel> waiting = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            for (int i = 0; i < ATTEMPTS; i++) {
                SocketChannel attempt = SocketChannel.open();
                waiting.add(attempt);
                attempt.configureBlocking(false);
                attempt.connect(new InetSocketAddress(full.getInetAddress(), full.getLocalPort()));
            }
            List<CompletableFuture<Run>> runs = new ArrayList<>();
            for (Transport transport : Transport.values()) {
                String apiInfo = Run.TOKEN + ":" + transport.multiaddr(full.getLocalPort());
                runs.add(CompletableFuture.supplyAsync(() -> Run.of(apiInfo, "proving workers")));
            }
            for (CompletableFuture<Run> ended : runs) {
                Run run = ended.join()
                        .failed(5, "is not reachable: no answer to the connection attempt", "Is it running?")
                        .within(ENDED_MILLIS_MAX);
                assertTrue(run.took().toMillis() >= CONNECT_MILLIS - 100, run::toString);
            }
        } finally {
            for (SocketChannel attempt : waiting) {
                attempt.close();
            }
        }
    }
}
