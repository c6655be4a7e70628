package io.lotusconsole.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotusconsole.prover.SectorSize;
import io.lotusconsole.proving.PoStKind;
import io.lotusconsole.support.ScriptedMiner;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The clock is set by years, forth and back, in every state of a worker: it shows other times, and does the same. */
@Timeout(60)
class ClockJumpTest {
    private static final Duration YEARS = Duration.ofDays(3_650);

    /** As many beats as would show a registration that is thought to be old. */
    private static final int BEATS = 5;

    @TempDir
    private Path directory;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    private final ObedientProver prover = new ObedientProver();

    private void jump(Duration by) {
        now.updateAndGet(before -> before.plus(by));
    }

    private static void awaitBeats(ScriptedMiner miner) throws InterruptedException {
        miner.asked.clear();
        for (int beats = 0; beats < BEATS; ) {
            String asked = miner.asked.poll(10, TimeUnit.SECONDS);
            assertTrue(asked != null, "the heart stands still");
            beats += asked.equals("Session") ? 1 : 0;
        }
    }

    @Test
    void nothingDependsOnTheTimeOfDay() throws Exception {
        try (ScriptedMiner miner = ScriptedMiner.start();
                ScriptedShelf shelf = new ScriptedShelf()) {
            miner.storageUrl = shelf.url();
            RunningWorker worker = new RunningWorker(
                    miner, directory.resolve("repo"), PoStKind.WINDOW, SectorSize.KIB_2, prover, now::get);
            String session = worker.awaitSession(true);
            int question = 0;
            for (Duration by : new Duration[] {YEARS, YEARS.multipliedBy(-2), YEARS}) {
                jump(by);
                assertTrue(worker.prove(question++, 1, 2).contains("AQEB"));
                awaitBeats(miner);
                assertEquals(session, worker.awaitSession(true));
                shelf.status = 401;
                int lost = question++;
                assertThrows(IOException.class, () -> worker.prove(lost, 1, 2));
                worker.awaitSession(false);
                jump(by.negated());
                shelf.status = 200;
                worker.awaitSession(true);
                assertTrue(worker.prove(lost, 1, 2).contains("AQEB"));
                String status = worker.get("/status");
                assertTrue(status.contains("\"state\":\"registered\""), status);
                assertFalse(status.contains(":-"), status);
            }
            assertEquals(1, miner.connected.size(), "it never registers again\n" + worker.log());
            String metrics = worker.get("/metrics");
            assertFalse(Pattern.compile("(?m)^[^#].* -").matcher(metrics).find(), metrics);
            jump(YEARS.negated());
            worker.worker().leave();
            assertEquals(0, worker.awaitEnd());
            worker.close();
        }
    }

    /** It ends in the middle of a proof, which has begun in another decade. */
    @Test
    void aProofThatTakesTenYearsByTheClockIsDeliveredAsAnyOther() throws Exception {
        try (ScriptedMiner miner = ScriptedMiner.start();
                ScriptedShelf shelf = new ScriptedShelf()) {
            miner.storageUrl = shelf.url();
            prover.isHeld = true;
            try (RunningWorker worker = new RunningWorker(
                    miner, directory.resolve("repo"), PoStKind.WINDOW, SectorSize.KIB_2, prover, now::get)) {
                Thread jumper = new Thread(() -> {
                    try {
                        prover.started.take();
                        jump(YEARS);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    } finally {
                        prover.hold.countDown();
                    }
                });
                jumper.start();
                assertTrue(worker.prove(0, 1, 2).contains("AQEB"));
                jumper.join();
            }
        }
    }
}
