package io.lotusconsole.embedded;

import static io.lotusconsole.proving.PoStKind.WINDOW;
import static io.lotusconsole.proving.PoStKind.WINNING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotusconsole.prover.ffi.NativeLibrary;
import io.lotusconsole.support.EmbeddedStage;
import io.lotusconsole.support.Libraries;
import io.lotusconsole.support.ScriptedWorker;
import io.lotusconsole.support.ScriptedWorker.Script;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The embedded miner with real sectors of 2 KiB and real proofs, made here and now. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class EmbeddedProvingIT {
    /** A winning proof takes 5 s on two idle cores; machines are shared. */
    private static final long SECONDS_MAX = 240;

    private static NativeLibrary library;

    @TempDir
    private Path directory;

    @BeforeAll
    static void load() {
        library = Libraries.ofTestNetwork();
    }

    @Test
    void theMinerProvesByItselfAndWithWorkersAndEveryProofIsVerified() throws Exception {
        try (EmbeddedStage trial = new EmbeddedStage(directory, library, 6, SECONDS_MAX, proving -> proving)) {
            trial.prove(2);
            assertEquals("6,2,0", trial.count());
            ProofAttempt own = trial.book().all().get(0);
            assertEquals(ProofMaker.MINER, own.maker());
            assertTrue(own.isVerified(), own::toString);
            trial.epoch(40);
            assertEquals(
                    41, trial.book().await(1, ChainMessage.Kind.BLOCK).get(0).epoch());
            trial.book().await(2, ChainMessage.Kind.PROOF);
            trial.epoch(41);
            assertEquals("t01000", trial.blockMiner());
            assertEquals("6,4,2", trial.count(), "deadline 3 was passed over");
        }
    }

    @Test
    void realProofsOfWorkersCountAndForgedOnesDoNot() throws Exception {
        try (EmbeddedStage trial =
                new EmbeddedStage(directory, library, 8, SECONDS_MAX, p -> p.withDeadlinePartitions(4))) {
            ScriptedWorker one = trial.attached(WINDOW, "one");
            ScriptedWorker two = trial.attached(WINDOW, "two");
            one.follow(Script.LIE);
            trial.epoch(20);
            List<ProofAttempt> first = trial.book().await(4, attempt -> true);
            assertEquals(
                    Set.of("one"),
                    first.stream()
                            .filter(attempt -> !attempt.isVerified())
                            .map(attempt -> attempt.maker().hostname())
                            .collect(Collectors.toSet()));
            assertTrue(first.stream().anyMatch(ProofAttempt::isVerified), first::toString);
            one.release();
            trial.epoch(21);
            ChainMessage proof = trial.book().await(1, ChainMessage.Kind.PROOF).get(0);
            assertEquals("8,0,0", trial.count());
            trial.epoch(proof.epoch());
            assertEquals("8,8,0", trial.count());
            assertTrue(two.count("GenerateWindowPoSt") >= 2 && one.count("GenerateWindowPoSt") >= 2);
            ScriptedWorker winning = trial.attached(WINNING, "winning");
            trial.epoch(40);
            trial.book().await(1, ChainMessage.Kind.BLOCK);
            ProofAttempt won =
                    trial.book().where(attempt -> attempt.kind() == WINNING).get(0);
            assertEquals(winning.session(), won.maker().session());
            assertFalse(won.millis() < 100, "a real one takes seconds");
        }
    }
}
