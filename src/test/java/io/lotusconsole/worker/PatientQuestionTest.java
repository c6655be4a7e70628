package io.lotusconsole.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.lotusconsole.lotus.MinerClient;
import io.lotusconsole.rpc.RpcException;
import io.lotusconsole.support.ScriptedMiner;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Questions to a miner that is away for a while. */
@Timeout(30)
class PatientQuestionTest {
    private final WorkerLog log = new WorkerLog(
            OutputStream.nullOutputStream(), WorkerLog.Format.TEXT, WorkerLog.Level.DEBUG, InstantSource.system());
    private final CountDownLatch stop = new CountDownLatch(1);

    @Test
    void aMinerThatComesBackIsAskedAgain() throws Exception {
        ScriptedMiner first = ScriptedMiner.start();
        int port = first.port();
        first.close();
        MinerClient client = ScriptedMiner.client(port);
        AtomicInteger asked = new AtomicInteger();
        ScriptedMiner[] second = new ScriptedMiner[1];
        try {
            String address = PatientQuestion.<String, Exception>ask(client, stop, log, () -> {
                if (asked.incrementAndGet() == 2) {
                    second[0] = ScriptedMiner.startAt(port);
                }
                return client.actorAddress();
            });
            assertEquals("t01000", address);
            assertEquals(2, asked.get());
        } finally {
            if (second[0] != null) {
                second[0].close();
            }
        }
    }

    @Test
    void whoIsToldToStopDoesNotWaitForIt() throws Exception {
        ScriptedMiner away = ScriptedMiner.start();
        away.close();
        MinerClient client = ScriptedMiner.client(away.port());
        stop.countDown();
        assertNull(PatientQuestion.ask(client, stop, log, client::actorAddress));
    }

    @Test
    void aRefusalIsNotAskedAgain() throws Exception {
        try (ScriptedMiner miner = ScriptedMiner.start()) {
            miner.refusesTokens = true;
            MinerClient client = ScriptedMiner.client(miner.port());
            assertThrows(RpcException.class, () -> PatientQuestion.ask(client, stop, log, client::actorAddress));
        }
    }
}
