package io.lotusconsole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotusconsole.support.FaultyServer;
import io.lotusconsole.support.Run;
import io.lotusconsole.support.Transport;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A miner whose {@code WorkerStats} takes its time, over POST and over WebSocket. All runs begin together
 * and each test waits for its own, so the class takes as long as the slowest of them.
 */
class SlowMinerTest {
    /** 13 dead workers, 3 s each. */
    private static final long THIRTEEN_DEAD_MILLIS = 40_000;

    /** Beyond the 3 s after which it is told. */
    private static final long LATE_MILLIS = 4_000;

    /** All of the reply then takes longer than a few pings of five seconds, which nobody answers meanwhile. */
    private static final long DRIP_MILLIS = 130;

    private static final long SOON_MILLIS = 1_000;
    private static final long WAIT_SECONDS_MAX = 60;

    private static final String REPLY = "{\"jsonrpc\":\"2.0\",\"id\":$ID,\"result\":"
            + "{\"269b3c7d-6015-48c4-9e34-cb7e74e811cd\":{\"Info\":{\"Hostname\":\"prover\"},"
            + "\"Tasks\":[\"post/v0/windowproof\"],\"Enabled\":true}}}";

    private static final String NOTICE = "waiting for WorkerStats: the miner asks its workers one after the other";

    private static CompletableFuture<Run> thirteenDeadOverHttp;
    private static CompletableFuture<Run> thirteenDeadOverWebSocket;
    private static CompletableFuture<Run> lateOverHttp;
    private static CompletableFuture<Run> lateOverWebSocket;
    private static CompletableFuture<Run> slowLine;
    private static CompletableFuture<Run> soon;
    private static CompletableFuture<Run> tooLate;

    @BeforeAll
    static void startAll() {
        thirteenDeadOverHttp = start(THIRTEEN_DEAD_MILLIS, Transport.HTTP, "proving workers");
        thirteenDeadOverWebSocket = start(THIRTEEN_DEAD_MILLIS, Transport.WEB_SOCKET, "proving workers");
        lateOverHttp = start(LATE_MILLIS, Transport.HTTP, "proving workers");
        lateOverWebSocket = start(LATE_MILLIS, Transport.WEB_SOCKET, "proving workers");
        slowLine = start(FaultyServer.dripping(DRIP_MILLIS, REPLY), Transport.WEB_SOCKET, "proving workers");
        soon = start(SOON_MILLIS, Transport.HTTP, "proving workers");
        tooLate = start(THIRTEEN_DEAD_MILLIS, Transport.HTTP, "sealing jobs");
    }

    private static CompletableFuture<Run> start(long millis, Transport transport, String words) {
        return start(FaultyServer.answeringLate(millis, REPLY), transport, words);
    }

    private static CompletableFuture<Run> start(FaultyServer server, Transport transport, String words) {
        CompletableFuture<Run> run = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try (FaultyServer miner = server) {
                        run.complete(Run.of(miner.apiInfo(Run.TOKEN, transport), words));
                    } catch (RuntimeException | Error e) {
                        run.completeExceptionally(e);
                    }
                },
                "slow miner's client");
        thread.setDaemon(true);
        thread.start();
        return run;
    }

    private static Run ended(CompletableFuture<Run> run)
            throws InterruptedException, ExecutionException, TimeoutException {
        return run.get(WAIT_SECONDS_MAX, TimeUnit.SECONDS);
    }

    private static void checkListAndNotice(CompletableFuture<Run> started, long millis) throws Exception {
        Run run = ended(started).ended(0, NOTICE);
        assertTrue(run.out().contains("prover"), run::toString);
        assertEquals(1, run.err().lines().filter(line -> line.contains(NOTICE)).count(), run::toString);
        assertTrue(run.took().toMillis() >= millis, run::toString);
    }

    @Test
    void aLateListComesAndStderrSaidWhatWasWaitedFor() throws Exception {
        checkListAndNotice(lateOverHttp, LATE_MILLIS);
        checkListAndNotice(lateOverWebSocket, LATE_MILLIS);
    }

    @Test
    void theListOfThirteenDeadWorkersComesAfterFortySeconds() throws Exception {
        checkListAndNotice(thirteenDeadOverHttp, THIRTEEN_DEAD_MILLIS);
        checkListAndNotice(thirteenDeadOverWebSocket, THIRTEEN_DEAD_MILLIS);
    }

    @Test
    void aListOverASlowLineIsNotCutForAPing() throws Exception {
        Run run = ended(slowLine).ended(0);
        assertTrue(run.out().contains("prover"), run::toString);
        assertTrue(run.took().toMillis() > 15_000, run::toString);
    }

    @Test
    void aListInTimeIsNotAnnounced() throws Exception {
        Run run = ended(soon).ended(0);
        assertEquals("", run.err(), run::toString);
    }

    @Test
    void otherCallsEndAfterThirtySeconds() throws Exception {
        Run run = ended(tooLate).failed(124, "no complete answer in time");
        assertTrue(run.took().toMillis() >= 29_000 && run.took().toMillis() < 39_000, run::toString);
        assertTrue(run.err().contains("waiting for WorkerJobs"), run::toString);
    }

    @AfterAll
    static void forget() {
        thirteenDeadOverHttp = null;
        thirteenDeadOverWebSocket = null;
        lateOverHttp = null;
        lateOverWebSocket = null;
        slowLine = null;
        soon = null;
        tooLate = null;
    }
}
