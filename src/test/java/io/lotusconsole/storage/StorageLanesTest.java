package io.lotusconsole.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class StorageLanesTest {
    private static final StoragePath PATH = new StoragePath("a", Path.of("/a"), 10, false, true);
    private static final StoragePath OTHER = new StoragePath("b", Path.of("/b"), 10, false, true);
    private static final long SHORT_MILLIS = 50;

    private final StorageLanes lanes = new StorageLanes();
    private final CountDownLatch end = new CountDownLatch(1);

    /** What was done, and whether what took too long had begun. */
    private final BlockingQueue<String> ends = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        end.countDown();
        lanes.close();
    }

    private void submit(StoragePath path, boolean isLook, boolean hangs) {
        lanes.new Work(path, isLook) {
            @Override
            void work() {
                assertTrue(mayTake(hangs ? SHORT_MILLIS : 60_000, isLook));
                try {
                    if (hangs) {
                        end.await();
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                if (end()) {
                    ends.add("done");
                }
            }

            @Override
            void tooLong(boolean wasBegun) {
                ends.add("too long " + wasBegun);
            }
        }.submit();
    }

    @Test
    void whatHangsIsLeftBehindAndCountedUntilItIsBack() throws Exception {
        for (int i = 0; i < StorageLanes.STUCK_EACH_MAX - 1; i++) {
            submit(PATH, false, true);
        }
        for (int i = 0; i < StorageLanes.STUCK_EACH_MAX - 1; i++) {
            assertEquals("too long true", ends.take());
        }
        assertFalse(lanes.isStuck(PATH), "single sectors may hang");
        submit(PATH, false, false);
        assertEquals("done", ends.take());
        submit(PATH, false, true);
        assertEquals("too long true", ends.take());
        assertTrue(lanes.isStuck(PATH));
        assertFalse(lanes.isStuck(OTHER));
        end.countDown();
        while (lanes.isStuck(PATH)) {
            Thread.onSpinWait();
        }
    }

    @Test
    void aLookThatHangsSpeaksForItsPathAndFreesWhatWaitsThere() throws Exception {
        for (int i = 0; i < 3 * StorageLanes.LOOKS_EACH; i++) {
            submit(PATH, true, true);
        }
        int begun = 0;
        for (int i = 0; i < 3 * StorageLanes.LOOKS_EACH; i++) {
            begun += ends.poll(10, TimeUnit.SECONDS).endsWith("true") ? 1 : 0;
        }
        assertEquals(StorageLanes.LOOKS_EACH, begun);
        assertTrue(lanes.isStuck(PATH));
        submit(OTHER, true, false);
        assertEquals("done", ends.take());
    }
}
