package io.lotusconsole.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The end of a log, and what comes behind it. */
class LogFollowerTest {
    private static final long WAIT_SECONDS_MAX = 30;

    @TempDir
    private Path directory;

    private Path log;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private Thread following;

    @BeforeEach
    void nameLog() {
        log = directory.resolve("worker.log");
    }

    @AfterEach
    void end() throws InterruptedException {
        if (following != null) {
            following.interrupt();
            following.join(TimeUnit.SECONDS.toMillis(WAIT_SECONDS_MAX));
        }
    }

    private List<String> tail(int count) throws IOException {
        List<String> found = new ArrayList<>();
        try (LogFollower follower = new LogFollower(log, found::add)) {
            follower.tail(count);
        }
        return found;
    }

    private void follow(int count) {
        following = new Thread(() -> {
            try (LogFollower follower = new LogFollower(log, lines::add)) {
                follower.tail(count);
                follower.follow();
            } catch (IOException e) {
                lines.add("failed: " + e);
            }
        });
        following.start();
    }

    private String next() throws InterruptedException {
        return lines.poll(WAIT_SECONDS_MAX, TimeUnit.SECONDS);
    }

    private void append(String text) throws IOException {
        Files.writeString(log, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @Test
    void theLastLinesAreThoseOfTheEnd() throws IOException {
        assertEquals(List.of(), tail(3), "no file yet");
        append("a\nb\n\nc");
        assertEquals(List.of("b", "", "c"), tail(3));
        assertEquals(List.of("a", "b", "", "c"), tail(100));
        assertEquals(List.of(), tail(0));
        append("\n");
        assertEquals(List.of("c"), tail(1));
    }

    @Test
    void whatComesIsGivenOnceALineIsWhole() throws Exception {
        append("old\nlast\n");
        follow(1);
        assertEquals("last", next());
        append("ne");
        append("w ü\nhalf");
        assertEquals("new ü", next());
        append(" done\n");
        assertEquals("half done", next());
    }

    @Test
    void aLogThatIsBegunAnewIsReadFromItsBeginning() throws Exception {
        append("one\n");
        follow(10);
        assertEquals("one", next());
        append("end of the first");
        Files.move(log, directory.resolve("worker.log.1"));
        append("two\nthree\n");
        assertEquals("end of the first", next());
        assertEquals("two", next());
        assertEquals("three", next());
        Files.delete(log);
        append("four\n");
        assertEquals("four", next());
    }

    @Test
    void aLogThatIsNotThereYetIsWaitedFor() throws Exception {
        follow(10);
        append("first\n");
        assertEquals("first", next());
    }
}
