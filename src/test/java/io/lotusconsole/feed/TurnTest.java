package io.lotusconsole.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TurnTest {
    private static final String MINER = "127.0.0.1:2345";

    @TempDir
    Path directory;

    private CompletableFuture<Turn> taken(String miner, boolean polling) {
        return CompletableFuture.supplyAsync(() -> Turn.take(directory, miner, polling, Clock.systemUTC()));
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
        Turn first = Turn.take(directory, MINER, false, Clock.systemUTC());
        CompletableFuture<Turn> second = taken(MINER, false);
        assertFalse(comesWithin(second, 300), "two had the turn at once");
        first.close();
        assertTrue(comesWithin(second, 10_000), "the turn was not passed on");
        second.join().close();
    }

    @Test
    void anotherMinerIsAnotherTurn() throws Exception {
        Turn first = Turn.take(directory, MINER, false, Clock.systemUTC());
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
        Turn.take(directory, MINER, false, Clock.systemUTC()).close();
        assertFalse(Files.exists(old));
        assertTrue(Files.exists(recent) && Files.exists(other));
        agedDays(recent, 8);
        Turn.take(directory, MINER, false, Clock.systemUTC()).close();
        assertTrue(Files.exists(recent), "only a new file is worth the look");
    }

    @Test
    void aPollKeepsItsDistanceAndAPersonNeedNot() throws Exception {
        Turn.take(directory, MINER, true, Clock.systemUTC()).close();
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
        Turn.take(directory, MINER, true, Clock.systemUTC()).close();
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
    void withoutAPlaceForTheFileEverybodyHasTheTurn() throws Exception {
        Path file = Files.writeString(directory.resolve("a file"), "");
        CompletableFuture<Turn> turn =
                CompletableFuture.supplyAsync(() -> Turn.take(file, MINER, true, Clock.systemUTC()));
        assertTrue(comesWithin(turn, 10_000));
        turn.join().close();
        assertEquals("", Files.readString(file));
    }
}
