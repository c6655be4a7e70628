package io.lotusconsole.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A log whose stream takes nothing, for a while or at all. */
@Timeout(30)
class WorkerLogTest {
    private final StubbornStream stream = new StubbornStream();
    private final WorkerLog log =
            WorkerLog.apart(stream, WorkerLog.Format.TEXT, WorkerLog.Level.INFO, InstantSource.system());

    /** Blocks until it is let go, as a terminal after Ctrl-S; keeps what it took. */
    static final class StubbornStream extends OutputStream {
        final CountDownLatch writing = new CountDownLatch(1);
        final CountDownLatch letGo = new CountDownLatch(1);
        volatile boolean isFull;
        private final ByteArrayOutputStream taken = new ByteArrayOutputStream();

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            writing.countDown();
            try {
                letGo.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            if (isFull) {
                throw new IOException("No space left on device");
            }
            taken.write(bytes, offset, length);
        }

        List<String> lines() {
            return taken.toString(StandardCharsets.UTF_8).lines().toList();
        }
    }

    @Test
    void whatIsSaidWhileTheStreamTakesNothingIsWrittenInItsOrderOnceItDoes() {
        log.info("first");
        log.info("second");
        stream.letGo.countDown();
        log.close();
        assertEquals(2, stream.lines().size());
        assertTrue(stream.lines().get(0).endsWith("first"));
        assertTrue(stream.lines().get(1).endsWith("second"));
        assertEquals(0, log.lostLines());
    }

    @Test
    void linesThatDoNotFitAreLostAndALineSaysHowMany() throws Exception {
        log.info("first");
        stream.writing.await();
        String value = "x".repeat(1_000);
        int said = 0;
        for (; log.lostLines() < 10; said++) {
            log.info("more", "value", value);
        }
        stream.letGo.countDown();
        log.close();
        List<String> lines = stream.lines();
        assertEquals(1 + said - 10 + 1, lines.size());
        assertEquals(
                1,
                lines.stream()
                        .filter(line -> line.endsWith("log lines were lost: they could not be written\tlines=10"))
                        .count());
    }

    @Test
    void aFullDiskLosesLinesUntilThereIsRoom() {
        stream.isFull = true;
        stream.letGo.countDown();
        log.info("first");
        log.close();
        assertEquals(1, log.lostLines());
        stream.isFull = false;
        log.info("second");
        log.close();
        assertEquals(2, stream.lines().size());
        assertTrue(stream.lines().get(1).endsWith("lines=1"));
    }

    @Test
    void closingWaitsForALimitedTime() {
        log.info("first");
        long start = System.nanoTime();
        log.close();
        long millis = (System.nanoTime() - start) / 1_000_000;
        assertTrue(millis >= WorkerLog.CLOSE_MILLIS_MAX && millis < 10 * WorkerLog.CLOSE_MILLIS_MAX, millis + " ms");
        stream.letGo.countDown();
    }
}
