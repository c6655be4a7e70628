package io.lotusconsole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotusconsole.feed.Turn;
import io.lotusconsole.support.Answers;
import io.lotusconsole.support.Api;
import io.lotusconsole.support.ConsoleUnderTest.Outcome;
import io.lotusconsole.support.FaultyServer;
import io.lotusconsole.support.ReplayServer;
import io.lotusconsole.support.Run;
import io.lotusconsole.support.Stage;
import io.lotusconsole.support.Transport;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that must wait because another command of this user is asking the miner for {@code WorkerStats}. */
class TurnWaitTest {
    private static final List<String> COMMANDS = List.of("proving workers", "sealing jobs", "info");
    private static final String NOTICE = "waiting for another command of this user that asks the same miner";
    private static final String BUSY = "another command of this user was asking it for WorkerStats all the time";
    private static final long WAIT_SECONDS_MAX = 30;

    /** The limit of 1 s, and what a busy machine adds; far below the 3 s after which a wait is told of. */
    private static final long ENDED_MILLIS_MAX = 3_000;

    @TempDir
    Path home;

    /** The turn as another command would hold it. */
    private Turn held(int port) {
        Path place = home.resolve(".cache").resolve("lotus-console");
        return Turn.take(place, "127.0.0.1:" + port, false, Clock.systemUTC(), 0, () -> {});
    }

    private Run run(String apiInfo, String words, Supplier<ByteArrayOutputStream> stderr) {
        Map<String, String> environment =
                Map.of("HOME", home.toString(), "MINER_API_INFO", apiInfo, "FULLNODE_API_INFO", apiInfo);
        return Run.of(environment, List.of(words.split(" ")), stderr);
    }

    private Run run(FaultyServer miner, String words) {
        return run(miner.apiInfo(Run.TOKEN, Transport.HTTP), words, ByteArrayOutputStream::new);
    }

    /** Runs a command while another has the turn, which ends when the command has told of its wait. */
    private Run runUntilTold(int port, String apiInfo, String words) {
        Turn other = held(port);
        return run(apiInfo, words, () -> new ByteArrayOutputStream() {
            @Override
            public void flush() {
                if (toString(StandardCharsets.UTF_8).contains(NOTICE)) {
                    other.close();
                }
            }
        });
    }

    @Test
    void theWaitEndsWithTheCommandsOwnLimitAndSaysWhatItWaitedFor() {
        try (FaultyServer miner = FaultyServer.answering(FaultyServer.GOOD);
                Turn unused = held(miner.port())) {
            for (String command : List.of("proving workers", "sealing workers")) {
                run(miner, "--timeout 1s " + command)
                        .failed(
                                124,
                                "lotus-miner at 127.0.0.1:" + miner.port() + ": " + BUSY,
                                "--timeout gives it longer")
                        .within(ENDED_MILLIS_MAX);
            }
            for (String command : COMMANDS) {
                run(miner, "--style lotus --timeout 1s " + command).failedAsLotus();
            }
        }
    }

    /** Only the tally of workers and the host names need the turn: nothing else may wait for it, or fail for it. */
    @Test
    void whatElseACommandShowsDoesNotWait() {
        checkDrawnWithoutWorkers("static-chain", "info", "Miner Balance: ");
        checkDrawnWithoutWorkers("mixed-cluster", "sealing jobs", "Hostname");
    }

    private void checkDrawnWithoutWorkers(String folder, String words, String drawn) {
        try (Stage stage = Stage.recorded(folder, words.replace(' ', '-')).with("HOME", home.toString());
                Turn unused = held(stage.miner().port())) {
            long startNanos = System.nanoTime();
            Outcome outcome = stage.run(("--timeout 1s " + words).split(" "));
            long tookMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
            String transcript = Stage.transcript(outcome);
            assertTrue(tookMillis < ENDED_MILLIS_MAX, () -> tookMillis + " ms: " + transcript);
            assertEquals(7, outcome.exit(), transcript);
            assertTrue(transcript.contains(drawn), transcript);
            assertTrue(
                    transcript.contains("stderr:\nmissing: workers: lotus-miner at 127.0.0.1:2345: " + BUSY + "\n"
                            + "note: --timeout gives it longer, such as --timeout 5m.\n"),
                    transcript);
            assertFalse(stage.miner().asked().contains("Filecoin.WorkerStats"), transcript);
        }
    }

    @Test
    void aLongWaitIsToldOfAndThenTheMinerIsAsked() {
        try (FaultyServer miner = FaultyServer.answering(FaultyServer.GOOD)) {
            Run run = runUntilTold(miner.port(), miner.apiInfo(Run.TOKEN, Transport.HTTP), "proving workers")
                    .ended(0, NOTICE);
            assertEquals(
                    1, run.err().lines().filter(line -> line.contains(NOTICE)).count(), run::toString);
            assertFalse(run(miner, "proving workers").ended(0).err().contains(NOTICE));
        }
    }

    @Test
    void whatTheWaitTookIsGoneFromTheLimitOfTheCall() {
        for (String command : COMMANDS) {
            CountDownLatch end = new CountDownLatch(1);
            Answers known = Answers.toAny(Map.of("Filecoin.WorkerJobs", "{}", "Filecoin.ActorAddress", "\"t01\""));
            Answers stalling = (method, params) -> {
                if (method.equals("Filecoin.WorkerStats")) {
                    await(end);
                }
                return known.to(method, params);
            };
            try (ReplayServer miner = ReplayServer.start(Api.MINER, Run.TOKEN, stalling)) {
                Run run =
                        runUntilTold(miner.port(), miner.apiInfo(Run.TOKEN, Transport.HTTP), "--timeout 4s " + command);
                end.countDown();
                // Three seconds are waited for; with its whole limit the call would end seven after the start.
                assertTrue(run.err().contains("no complete answer in time"), run::toString);
                run.within(6_500);
            }
        }
    }

    private static void await(CountDownLatch end) {
        try {
            end.await(WAIT_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aCommandThatAsksForNoWorkersDoesNotWait() {
        try (FaultyServer miner = FaultyServer.answering(FaultyServer.GOOD);
                Turn unused = held(miner.port())) {
            Run run = run(miner, "--timeout 1s --actor f01000 info");
            assertFalse(run.err().contains("another command"), run::toString);
            assertTrue(run.exit() != 124, run::toString);
        }
    }
}
