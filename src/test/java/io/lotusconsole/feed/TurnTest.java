package io.lotusconsole.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
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
    void theFileIsThisUsersAloneAndSoIsItsPlace() throws Exception {
        Path cache = directory.resolve("cache");
        Path place = cache.resolve("lotus-console");
        Turn.take(place, MINER, false, Clock.systemUTC()).close();
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
        Turn.take(home.resolve(".cache/lotus-console"), MINER, false, Clock.systemUTC())
                .close();
        assertFalse(Files.exists(home));
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
