package io.lotusconsole.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TurnTest {
    private static final String MINER = "127.0.0.1:2345";

    private static final long LIMIT_MILLIS = 300;
    private static final Runnable NO_NOTICE = () -> {};

    @TempDir
    Path directory;

    private static Turn take(Path directory, String miner, boolean polling) {
        return Turn.take(directory, miner, polling, Clock.systemUTC(), 0, NO_NOTICE);
    }

    private CompletableFuture<Turn> taken(String miner, boolean polling) {
        return CompletableFuture.supplyAsync(() -> take(directory, miner, polling));
    }

    private static boolean comesWithin(CompletableFuture<Turn> turn, long millis) throws Exception {
        try {
            turn.get(millis, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        }
    }

    @Test
    void oneCallIsInFlightAtATime() throws Exception {
        Turn first = take(directory, MINER, false);
        CompletableFuture<Turn> second = taken(MINER, false);
        assertFalse(comesWithin(second, 300), "two had the turn at once");
        first.close();
        assertTrue(comesWithin(second, 10_000), "the turn was not passed on");
        second.join().close();
    }

    @Test
    void aWaitEndsWithTheLimitOfWhoWaits() {
        try (Turn first = take(directory, MINER, false)) {
            assertEquals(0, first.waitedMillis());
            long start = System.nanoTime();
            for (boolean polling : new boolean[] {false, true}) {
                assertNull(Turn.take(directory, MINER, polling, Clock.systemUTC(), LIMIT_MILLIS, NO_NOTICE));
            }
            long tookMillis = (System.nanoTime() - start) / 1_000_000;
            assertTrue(tookMillis >= 2 * LIMIT_MILLIS && tookMillis < 10_000, "took " + tookMillis + " ms");
        }
    }

    @Test
    void whatAWaitTookIsTold() throws Exception {
        Turn first = take(directory, MINER, false);
        CompletableFuture<Turn> second = taken(MINER, false);
        assertFalse(comesWithin(second, LIMIT_MILLIS));
        first.close();
        assertTrue(comesWithin(second, 10_000));
        assertTrue(second.join().waitedMillis() > 0);
        second.join().close();
    }

    @Test
    void theDistanceBetweenPollsIsNoneOfTheLimitsBusiness() throws Exception {
        take(directory, MINER, true).close();
        CompletableFuture<Turn> poll = CompletableFuture.supplyAsync(
                () -> Turn.take(directory, MINER, true, Clock.systemUTC(), LIMIT_MILLIS, NO_NOTICE));
        assertFalse(comesWithin(poll, 2 * LIMIT_MILLIS), "a poll gave up its turn for its distance");
    }

    @Test
    void aLongWaitIsToldOfOnce() throws Exception {
        AtomicInteger told = new AtomicInteger();
        CountDownLatch first = new CountDownLatch(1);
        Runnable notice = () -> {
            told.incrementAndGet();
            first.countDown();
        };
        Turn holder = take(directory, MINER, false);
        CompletableFuture<Turn> waiter =
                CompletableFuture.supplyAsync(() -> Turn.take(directory, MINER, false, Clock.systemUTC(), 0, notice));
        assertTrue(first.await(20, TimeUnit.SECONDS), "nothing was told");
        assertFalse(comesWithin(waiter, LIMIT_MILLIS));
        holder.close();
        waiter.get(10, TimeUnit.SECONDS).close();
        assertEquals(1, told.get());
    }

    @Test
    void aWaitThatIsInterruptedEnds() throws Exception {
        try (Turn holder = take(directory, MINER, false)) {
            Thread waiter = new Thread(() -> take(directory, MINER, false).close(), "waiter");
            waiter.start();
            waiter.interrupt();
            waiter.join(10_000);
            assertFalse(waiter.isAlive(), "it went on waiting for " + holder);
        }
    }

    @Test
    void anotherMinerIsAnotherTurn() throws Exception {
        Turn first = take(directory, MINER, false);
        CompletableFuture<Turn> other = taken("127.0.0.1:2346", false);
        assertTrue(comesWithin(other, 10_000));
        other.join().close();
        first.close();
    }

    private static Path agedDays(Path file, int days) throws IOException {
        return Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(days))));
    }

    @Test
    void filesOfMinersThatNobodyAsksAnyMoreAreRemovedWhenANewOneIsMade() throws Exception {
        Path old = agedDays(Files.writeString(directory.resolve("worker-stats-1"), "1 2\n"), 8);
        Path recent = agedDays(Files.writeString(directory.resolve("worker-stats-2"), "1 2\n"), 6);
        Path other = agedDays(Files.writeString(directory.resolve("notes"), "mine"), 100);
        take(directory, MINER, false).close();
        assertFalse(Files.exists(old));
        assertTrue(Files.exists(recent) && Files.exists(other));
        agedDays(recent, 8);
        take(directory, MINER, false).close();
        assertTrue(Files.exists(recent), "only a new file is worth the look");
    }

    @Test
    void aPollKeepsItsDistanceAndAPersonNeedNot() throws Exception {
        take(directory, MINER, true).close();
        CompletableFuture<Turn> poll = taken(MINER, true);
        assertFalse(comesWithin(poll, 500), "a poll came at once after another");
        assertTrue(comesWithin(taken(MINER, false).thenApply(TurnTest::closed), 10_000), "a person had to wait");
    }

    private static Turn closed(Turn turn) {
        turn.close();
        return turn;
    }

    @Test
    void aRecordOfLongAgoOrOfNonsenseIsNoReasonToWait() throws Exception {
        take(directory, MINER, true).close();
        try (var files = Files.list(directory)) {
            Path file = files.findFirst().orElseThrow();
            for (String record : new String[] {"", "nonsense", "1 1\n", Long.MAX_VALUE + " 5\n", "5 x"}) {
                Files.writeString(file, record);
                CompletableFuture<Turn> poll = taken(MINER, true);
                assertTrue(comesWithin(poll, 10_000), record);
                poll.join().close();
            }
        }
    }

    @Test
    void theFileIsThisUsersAloneAndSoIsItsPlace() throws Exception {
        Path cache = directory.resolve("cache");
        Path place = cache.resolve("lotus-console");
        take(place, MINER, false).close();
        assertEquals("rwx------", permissions(cache));
        assertEquals("rwx------", permissions(place));
        try (var files = Files.list(place)) {
            assertEquals("rw-------", permissions(files.findFirst().orElseThrow()));
        }
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void aHomeThatIsNotThereIsNotMade() {
        Path home = directory.resolve("home");
        take(home.resolve(".cache/lotus-console"), MINER, false).close();
        assertFalse(Files.exists(home));
    }

    @Test
    void withoutAPlaceForTheFileEverybodyHasTheTurn() throws Exception {
        Path file = Files.writeString(directory.resolve("a file"), "");
        CompletableFuture<Turn> turn = CompletableFuture.supplyAsync(() -> take(file, MINER, true));
        assertTrue(comesWithin(turn, 10_000));
        turn.join().close();
        assertEquals("", Files.readString(file));
    }
}
