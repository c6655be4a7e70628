package io.lotusconsole.embedded;

import static io.lotusconsole.proving.PoStKind.WINDOW;
import static io.lotusconsole.proving.PoStKind.WINNING;
import static io.lotusconsole.support.EmbeddedStage.lists;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotusconsole.prover.WindowPoSt;
import io.lotusconsole.rpc.RpcException;
import io.lotusconsole.support.EmbeddedStage;
import io.lotusconsole.support.PaperProver;
import io.lotusconsole.support.ScriptedWorker;
import io.lotusconsole.support.ScriptedWorker.Pulse;
import io.lotusconsole.support.ScriptedWorker.Script;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Who proves what, and what the chain makes of it: real sockets, scripted workers, a clock that the test moves, and
 * proofs on paper. Real proofs are in {@code EmbeddedProvingIT}.
 */
@Timeout(60)
class EmbeddedProvingTest {
    /** Time for the miner to look at its chain a few times. */
    private static final long LOOKS_MILLIS = 400;

    private static final long SECONDS_MAX = 20;

    /** So many session checks a second that a test need not wait for one. */
    private static final UnaryOperator<Proving> WATCHFUL =
            proving -> proving.withSessionChecks(Duration.ofMillis(20), Duration.ofSeconds(5));

    @TempDir
    private Path directory;

    private EmbeddedStage trial;

    private EmbeddedStage start(int sectors, UnaryOperator<Proving> how) throws IOException {
        trial = new EmbeddedStage(directory, new PaperProver(), sectors, SECONDS_MAX, how);
        return trial;
    }

    private EmbeddedStage start(int sectors) throws IOException {
        return start(sectors, UnaryOperator.identity());
    }

    @AfterEach
    void stop() throws IOException {
        trial.close();
    }

    private static boolean isWindow(ProofAttempt attempt) {
        return attempt.kind() == WINDOW;
    }

    private static boolean isWinning(ProofAttempt attempt) {
        return attempt.kind() == WINNING;
    }

    /** Opens the deadline and waits for so many attempts at it; these. */
    private List<ProofAttempt> open(int deadline, int count) throws InterruptedException {
        trial.epoch(deadline * 10L);
        return trial.book().await(count, attempt -> Integer.valueOf(deadline).equals(attempt.deadline()));
    }

    @Test
    void withoutAWorkerTheMinerProvesEachDeadlineAndTheChainFollows() throws Exception {
        start(4);
        assertEquals("4,0,0", trial.count());
        ProofAttempt attempt = open(2, 1).get(0);
        assertEquals(
                new ProofAttempt(
                        20,
                        attempt.request(),
                        2,
                        0,
                        attempt.commitments(),
                        List.of(),
                        ProofMaker.MINER,
                        attempt.millis(),
                        attempt.proof(),
                        null,
                        true),
                attempt);
        assertEquals(List.of(1L, 2L), attempt.sectors());
        assertEquals(WINDOW, attempt.kind());
        WindowPoSt proof = new WindowPoSt(attempt.request().proof(), List.of(attempt.proof()));
        assertTrue(new PaperProver().verifyWindow(attempt.request(), attempt.commitments(), proof), "by its inputs");
        String key = trial.key();
        assertEquals(
                new ChainMessage(ChainMessage.Kind.PROOF, 21, 2, List.of(), null),
                trial.book().await(1, ChainMessage.Kind.PROOF).get(0));
        trial.epoch(21);
        assertEquals("[0,1] 0", trial.submissions(2, "[]"));
        assertEquals("[0] 0", trial.submissions(2, key), "what the epoch before was is not changed by it");
        assertEquals("4,2,0", trial.count());
        assertEquals(
                "{\"MinerPower\":{\"RawBytePower\":\"4096\",\"QualityAdjPower\":\"4096\"},\"TotalPower\":"
                        + "{\"RawBytePower\":\"6144\",\"QualityAdjPower\":\"6144\"},\"HasMinPower\":true}",
                trial.node("StateMinerPower", "[\"t01000\",[]]"));
        assertTrue(trial.node("StateMinerPower", "[\"t01000\"," + key + "]").contains("\"RawBytePower\":\"0\""));
        trial.prove(3);
        assertEquals("[0] 1", trial.submissions(2, "[]"), "closed, and its proof can be disputed");
        assertEquals("4,4,0", trial.count());
        assertEquals(trial.book().all(), trial.miner().proofs());
    }

    @Test
    void aDeadlineThatNobodyProvedMakesFaultsWhichAreRecoveredAPeriodLater() throws Exception {
        start(2);
        trial.epoch(50);
        trial.await(trial::count, "2,0,2"::equals);
        assertEquals(
                "[{\"AllSectors\":[1,2],\"FaultySectors\":[1,2],\"RecoveringSectors\":[0],\"LiveSectors\":[1,2],"
                        + "\"ActiveSectors\":[0]}]",
                trial.partition(2));
        trial.epoch(480);
        assertEquals(
                new ChainMessage(ChainMessage.Kind.RECOVERY, 481, 2, List.of(1L, 2L), null),
                trial.book().await(1, ChainMessage.Kind.RECOVERY).get(0));
        trial.epoch(481);
        assertTrue(trial.partition(2).contains("\"FaultySectors\":[1,2],\"RecoveringSectors\":[1,2]"));
        assertEquals("2,0,2", trial.count());
        trial.prove(50);
        assertEquals("2,2,0", trial.count());
        assertEquals(List.of(), trial.book().where(attempt -> attempt.epoch() < 500));
    }

    @Test
    void aTicketIsDrawnOnceThereIsPowerAndAVerifiedProofWinsOneBlock() throws Exception {
        start(2);
        trial.prove(2);
        trial.epoch(39);
        assertEquals("t01001", trial.blockMiner());
        trial.epoch(40);
        ChainMessage block = trial.book().await(1, ChainMessage.Kind.BLOCK).get(0);
        assertEquals(41, block.epoch());
        ProofAttempt won = trial.book().where(EmbeddedProvingTest::isWinning).get(0);
        assertTrue(won.isVerified());
        assertEquals(ProofMaker.MINER, won.maker());
        assertNull(won.deadline());
        assertEquals(block.sectors(), won.sectors());
        assertEquals("t01001", trial.blockMiner());
        trial.epoch(41);
        assertEquals("t01000", trial.blockMiner());
        trial.epoch(42);
        assertEquals("t01001", trial.blockMiner());
        assertEquals(1, trial.book().where(EmbeddedProvingTest::isWinning).size());
    }

    @Test
    void aWorkerIsAskedInOrderWhoItIsAndListedAsItSaid() throws Exception {
        start(2);
        ScriptedWorker worker = trial.attached(WINDOW, "fast");
        assertEquals(List.of("Version", "Session", "Info", "TaskTypes"), worker.calls());
        String stats = trial.miner("WorkerStats", "[]");
        assertTrue(
                stats.contains(
                        "\"" + worker.session() + "\":{\"Info\":{\"Hostname\":\"fast\",\"IgnoreResources\":false,"
                                + "\"Resources\":{\"MemPhysical\":68719476736,\"MemUsed\":1073741824,\"MemSwap\":0,"
                                + "\"MemSwapUsed\":0,\"CPUs\":16,\"GPUs\":[],\"Resources\":null},\"Unknown\":[1]},"
                                + "\"Tasks\":[\"post/v0/windowproof\"],\"Enabled\":true,\"MemUsedMin\":0,"
                                + "\"MemUsedMax\":0,\"GpuUsed\":0.0,\"CpuUse\":0,\"TaskCounts\":{}}"),
                stats);
        assertEquals(5, worker.calls().size(), "its tasks are asked for anew");
    }

    private void refused(String words, ScriptedWorker worker) {
        RpcException e = assertThrows(RpcException.Remote.class, () -> worker.attach(trial.miner()));
        assertTrue(e.getMessage().contains(words), e::getMessage);
    }

    @Test
    void whoIsNoWorkerOfThisVersionIsNotAttached() throws Exception {
        start(0);
        ScriptedWorker worker = trial.worker(WINDOW, "odd");
        worker.version(1 << 16 | 6 << 8);
        refused("connecting remote storage failed: unsupported worker api version: 1.6.0 (expected 1.7.0)", worker);
        worker.version(1 << 16 | 7 << 8 | 9);
        worker.session("00000000-0000-0000-0000-000000000000");
        refused("worker already closed", worker);
        worker.refuse(true);
        refused("the token was refused (HTTP status 401)", worker);
        worker.close();
        refused("connecting remote storage failed: Version of the worker at " + worker.url(), worker);
        assertEquals(
                "connecting remote storage failed: not the URL of a worker, such as http://127.0.0.1:3456/rpc/v0",
                trial.error("WorkerConnect", "[\"wss://127.0.0.1/rpc/v0\"]"));
        assertFalse(trial.miner("WorkerStats", "[]").contains("odd"));
    }

    @Test
    void eachKindGoesToItsWorkersAndToNobodyElse() throws Exception {
        start(6);
        ScriptedWorker window = trial.attached(WINDOW, "window");
        trial.prove(2);
        assertEquals(
                new ProofMaker("window", window.session()),
                trial.book().all().get(0).maker());
        trial.epoch(40);
        assertEquals(
                ProofMaker.MINER,
                trial.book().await(1, EmbeddedProvingTest::isWinning).get(0).maker());
        trial.book().await(1, ChainMessage.Kind.BLOCK);
        ScriptedWorker winning = trial.attached(WINNING, "winning");
        trial.epoch(60);
        ProofAttempt won = trial.book().await(2, EmbeddedProvingTest::isWinning).get(1);
        assertEquals(new ProofMaker("winning", winning.session()), won.maker());
        assertTrue(won.isVerified(), won::toString);
        assertEquals(0, window.count("GenerateWinningPoSt"));
        assertEquals(0, winning.count("GenerateWindowPoSt"));
    }

    @Test
    void aWorkerWhoseSessionFailsIsDisabledAndEnabledAgainWhenItAnswers() throws Exception {
        start(8, WATCHFUL);
        ScriptedWorker worker = trial.attached(WINDOW, "moody");
        int deadline = 2;
        for (Pulse pulse : List.of(Pulse.SICK, Pulse.GONE)) {
            worker.pulse(pulse);
            trial.awaitMiner("WorkerStats", "[]", lists(worker.session(), false));
            assertEquals(ProofMaker.MINER, open(deadline++, 1).get(0).maker());
            worker.pulse(Pulse.ALIVE);
            trial.awaitMiner("WorkerStats", "[]", lists(worker.session(), true));
            assertEquals(worker.session(), open(deadline++, 1).get(0).maker().session());
        }
    }

    @Test
    void aWorkerThatAnswersWithAnotherSessionIsDroppedWithoutAnyRegistration() throws Exception {
        start(4, WATCHFUL);
        ScriptedWorker worker = trial.attached(WINDOW, "leaving");
        String before = worker.session();
        worker.session(UUID.randomUUID().toString());
        String stats = trial.awaitMiner("WorkerStats", "[]", text -> !text.contains(before));
        assertFalse(stats.contains("leaving"), stats);
        assertEquals(ProofMaker.MINER, open(2, 1).get(0).maker());
    }

    @Test
    void aWorkerThatRestartsAtItsAddressTakesTheOldRowsPlace() throws Exception {
        start(2, WATCHFUL);
        ScriptedWorker worker = trial.attached(WINDOW, "back");
        worker.close();
        trial.awaitMiner("WorkerStats", "[]", lists(worker.session(), false));
        try (ScriptedWorker again = worker.restarted()) {
            again.attach(trial.miner());
            trial.awaitMiner("WorkerStats", "[]", text -> !text.contains(worker.session()));
            assertEquals(again.session(), open(2, 1).get(0).maker().session());
        }
    }

    @Test
    void aDeadWorkerStaysListedAsDisabledAndTheMinerProves() throws Exception {
        start(4, WATCHFUL);
        ScriptedWorker worker = trial.attached(WINDOW, "dead");
        worker.close();
        String stats = trial.awaitMiner("WorkerStats", "[]", lists(worker.session(), false));
        assertTrue(stats.contains("\"Tasks\":null,\"Enabled\":false"), stats);
        assertEquals(ProofMaker.MINER, open(2, 1).get(0).maker());
        assertTrue(lists(worker.session(), false).test(trial.miner("WorkerStats", "[]")));
    }

    @Test
    void aDeadWorkerThatIsStillEnabledFailsTheProofAndTheMinerDoesNotStepIn() throws Exception {
        start(2);
        ScriptedWorker worker = trial.attached(WINDOW, "dead");
        worker.close();
        ProofAttempt first = open(2, 1).get(0);
        assertEquals(worker.session(), first.maker().session());
        assertFalse(first.isVerified());
        assertTrue(first.error().startsWith("connection refused"), first::error);
        trial.epoch(21);
        assertEquals(
                worker.session(),
                trial.book()
                        .await(2, EmbeddedProvingTest::isWindow)
                        .get(1)
                        .maker()
                        .session());
        assertEquals("[0] 0", trial.submissions(2, "[]"));
        assertTrue(trial.error("ComputeWindowPoSt", "[2,[]]")
                .startsWith("running window post failed: partitionIndex:0 err:got RPC errors from all workers: "));
    }

    /** As a real miner does with a ticket; of a deadline, the test before this one. */
    @Test
    void aWinningWorkerThatClosesAloneIsAskedAgainEveryEpochAndTheMinerNeverProvesItself() throws Exception {
        start(2);
        trial.prove(2);
        ScriptedWorker worker = trial.attached(WINNING, "closing");
        worker.follow(Script.CLOSE);
        int epochs = 4;
        for (int i = 0; i < epochs; i++) {
            trial.epoch(40 + i);
            ProofAttempt tried =
                    trial.book().await(i + 1, EmbeddedProvingTest::isWinning).get(i);
            assertEquals(40 + i, tried.epoch());
            assertEquals(worker.session(), tried.maker().session());
            assertFalse(tried.isVerified());
        }
        assertEquals(epochs, worker.count("GenerateWinningPoSt"));
        assertTrue(lists(worker.session(), true).test(trial.miner("WorkerStats", "[]")), "it is still enabled");
        worker.follow(Script.PROVE);
        trial.epoch(40 + epochs);
        List<ProofAttempt> all = trial.book().await(epochs + 1, EmbeddedProvingTest::isWinning);
        assertTrue(all.get(epochs).isVerified());
        assertEquals(worker.session(), all.get(epochs).maker().session());
        assertEquals(
                all.get(0).request().randomness(), all.get(epochs).request().randomness(), "the same ticket");
        assertEquals(1, trial.book().await(1, ChainMessage.Kind.BLOCK).size());
    }

    /** Design, decision 6: a worker is looked at every 10 s, and has 5 s to answer. */
    @Test
    void sessionsAreCheckedAsOnARealMinerUnlessSomebodySaysOtherwise() throws Exception {
        start(2);
        PaperProver prover = new PaperProver();
        for (Proving usual : List.of(Proving.with(prover, prover), Proving.missing("nothing"))) {
            assertEquals(Duration.ofSeconds(10), usual.sessionCheck());
            assertEquals(Duration.ofSeconds(5), usual.sessionLimit());
        }
    }

    private static UnaryOperator<Proving> twoPartitions() {
        return proving -> proving.withDeadlinePartitions(2);
    }

    @Test
    void aConnectionThatIsClosedSendsTheSameCallToAnotherWorker() throws Exception {
        start(4, twoPartitions());
        ScriptedWorker closing = trial.attached(WINDOW, "closing");
        ScriptedWorker good = trial.attached(WINDOW, "good");
        closing.follow(Script.CLOSE);
        good.follow(Script.HOLD);
        trial.epoch(20);
        good.awaitHeld(2);
        good.release();
        List<ProofAttempt> attempts = trial.book().await(3, EmbeddedProvingTest::isWindow);
        assertEquals(2, attempts.stream().filter(ProofAttempt::isVerified).count());
        ProofAttempt closed = attempts.stream()
                .filter(attempt -> !attempt.isVerified())
                .findAny()
                .orElseThrow();
        assertEquals("closing", closed.maker().hostname());
        assertEquals("the connection was closed before any answer", closed.error());
        assertEquals(1, closing.count("GenerateWindowPoSt"));
        trial.epoch(trial.book().await(1, ChainMessage.Kind.PROOF).get(0).epoch());
        assertEquals("4,4,0", trial.count());
    }

    @Test
    void anErrorObjectFailsTheWholeProofAndNobodyElseIsAsked() throws Exception {
        start(4, twoPartitions());
        ScriptedWorker failing = trial.attached(WINDOW, "failing");
        ScriptedWorker good = trial.attached(WINDOW, "good");
        failing.follow(Script.FAIL);
        good.follow(Script.HOLD);
        trial.epoch(20);
        ProofAttempt failed =
                trial.book().await(1, attempt -> !attempt.isVerified()).get(0);
        assertEquals("post worker: the script says no", failed.error());
        good.awaitHeld(1);
        good.release();
        trial.book().await(2, EmbeddedProvingTest::isWindow);
        assertEquals(1, good.count("GenerateWindowPoSt"));
        failing.release();
        trial.epoch(21);
        ChainMessage proof = trial.book().await(1, ChainMessage.Kind.PROOF).get(0);
        assertEquals(22, proof.epoch());
        assertEquals(4, trial.book().size());
        assertEquals("[0] 0", trial.submissions(2, "[]"), "one good partition of two is no proof");
        trial.epoch(22);
        assertEquals("4,4,0", trial.count());
    }

    @Test
    void aRefusedTokenFailsTheWholeProof() throws Exception {
        start(2);
        ScriptedWorker worker = trial.attached(WINDOW, "strict");
        worker.refuse(true);
        ProofAttempt refused = open(2, 1).get(0);
        assertEquals("post worker: the token was refused (HTTP status 401)", refused.error());
    }

    @Test
    void aProofThatDoesNotHoldDoesNotCount() throws Exception {
        start(2);
        ScriptedWorker worker = trial.attached(WINDOW, "liar");
        worker.follow(Script.LIE);
        ProofAttempt lie = open(2, 1).get(0);
        assertFalse(lie.isVerified());
        assertEquals("the proof does not hold", lie.error());
        worker.follow(Script.PROVE);
        trial.epoch(21);
        assertEquals(22, trial.book().await(1, ChainMessage.Kind.PROOF).get(0).epoch());
        assertTrue(trial.book().all().get(1).isVerified());
        assertEquals("[0] 0", trial.submissions(2, "[]"));
        trial.epoch(22);
        assertEquals("2,2,0", trial.count());
    }

    @Test
    void aLieAboutAWinningTicketWinsNoBlockAndTheTicketIsAskedForAgain() throws Exception {
        start(2);
        trial.prove(2);
        ScriptedWorker worker = trial.attached(WINNING, "liar");
        worker.follow(Script.LIE);
        trial.epoch(40);
        assertFalse(trial.book().await(1, EmbeddedProvingTest::isWinning).get(0).isVerified());
        worker.follow(Script.PROVE);
        trial.epoch(41);
        assertEquals(42, trial.book().await(1, ChainMessage.Kind.BLOCK).get(0).epoch());
        assertTrue(trial.book().where(EmbeddedProvingTest::isWinning).get(1).isVerified());
        assertEquals("t01001", trial.blockMiner());
        trial.epoch(42);
        assertEquals("t01000", trial.blockMiner());
    }

    @Test
    void skippedSectorsAreLeftOutOfTheNextAttemptAndBecomeFaults() throws Exception {
        start(2);
        ScriptedWorker worker = trial.attached(WINDOW, "picky");
        worker.skip(Set.of(1L));
        assertEquals(new ChainMessage(ChainMessage.Kind.PROOF, 21, 2, List.of(1L), null), trial.prove(2));
        List<ProofAttempt> attempts = trial.book().all();
        assertEquals(List.of(1L), attempts.get(0).skipped());
        assertNull(attempts.get(0).error());
        assertFalse(attempts.get(0).isVerified());
        assertEquals(List.of(2L), attempts.get(1).sectors());
        assertTrue(attempts.get(1).isVerified());
        assertEquals("2,1,1", trial.count());
        assertTrue(
                trial.partition(2).contains("\"FaultySectors\":[1,1],\"RecoveringSectors\":[0]"), trial.partition(2));
    }

    @Test
    void aSectorThatTheMinerCannotReadIsLeftOutUnlessPreChecksAreOff() throws Exception {
        start(4);
        Path sealed = trial.miner().minerRepo().resolve("storage/sealed/s-t01000-1");
        Path away = sealed.resolveSibling("../away");
        Files.move(sealed, away);
        ScriptedWorker worker = trial.attached(WINDOW, "reader");
        trial.prove(2);
        assertEquals(List.of(2L), trial.book().all().get(0).sectors());
        assertEquals(1, worker.count("GenerateWindowPoSt"));
        String bad = trial.miner(
                "CheckProvable",
                "[10,[{\"ID\":{\"Miner\":1000,\"Number\":1},\"ProofType\":5},{\"ID\":{\"Miner\":1000,\"Number\":2},"
                        + "\"ProofType\":5},{\"ID\":{\"Miner\":1000,\"Number\":9},\"ProofType\":5}]]");
        assertTrue(
                bad.startsWith("{\"1\":\"generating vanilla proof: sector 1: the sealed file is missing (")
                        && bad.endsWith("\"9\":\"getting commR: sector info not found\"}")
                        && !bad.contains("\"2\":"),
                bad);
        trial.prove(3);
        trial.epoch(40);
        assertEquals("4,3,1", trial.count());
        assertEquals("[]", trial.miner("RecoverFault", "[[2]]"), "it is no fault");
        Files.move(away, sealed);
        String messages = trial.miner("RecoverFault", "[[1]]");
        assertTrue(messages.matches("\\[\\{\"/\":\"bafy2bzace[a-z2-7]+\"}]"), messages);
        assertEquals("sectors 9 not found in the sector list for miner", trial.error("RecoverFault", "[[9]]"));
        trial.epoch(46);
        assertTrue(trial.node("StateWaitMsg", "[" + messages.substring(1, messages.length() - 1) + ",5,-1,true]")
                .matches("\\{\"Message\":.*\"Receipt\":\\{\"ExitCode\":0,.*\"Height\":41}"));
        assertTrue(trial.partition(2).contains("\"RecoveringSectors\":[1,1]"), trial.partition(2));
    }

    @Test
    void withoutPreChecksTheWorkerFindsOutItself() throws Exception {
        start(2, Proving::withoutPreChecks);
        Files.delete(trial.miner().minerRepo().resolve("storage/sealed/s-t01000-1"));
        List<ProofAttempt> attempts = open(2, 2);
        assertEquals(List.of(1L), attempts.get(0).skipped());
        assertEquals(ProofMaker.MINER, attempts.get(0).maker());
        assertEquals(List.of(2L), attempts.get(1).sectors());
    }

    /** A block of the last epoch takes effect with the next, whose state has the deadline closed. */
    @Test
    void aDeadlineThatIsProvenIsNotProvenAgainBeforeItCloses() throws Exception {
        start(2, proving -> proving.withWinEvery(29));
        trial.prove(2);
        trial.epoch(29);
        trial.book().await(1, ChainMessage.Kind.BLOCK);
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LOOKS_MILLIS);
        while (System.nanoTime() - end < 0) {
            assertEquals("[0,1] 0", trial.submissions(2, "[]"));
            assertEquals(1, trial.book().where(EmbeddedProvingTest::isWindow).size());
        }
    }

    @Test
    void aWinningTicketDoesNotWaitForWindowWork() throws Exception {
        start(6);
        trial.prove(2);
        ScriptedWorker window = trial.attached(WINDOW, "slow");
        ScriptedWorker winning = trial.attached(WINNING, "quick");
        window.follow(Script.HOLD);
        trial.epoch(40);
        window.awaitHeld(1);
        assertTrue(trial.book().await(1, EmbeddedProvingTest::isWinning).get(0).isVerified());
        assertEquals(1, winning.count("GenerateWinningPoSt"));
        assertEquals(1, trial.book().where(EmbeddedProvingTest::isWindow).size());
        String stats = trial.miner("WorkerStats", "[]");
        assertTrue(
                stats.contains("\"MemUsedMin\":2048,\"MemUsedMax\":2048,\"GpuUsed\":1.0,\"CpuUse\":1,"
                        + "\"TaskCounts\":{\"5:post/v0/windowproof\":1}"),
                stats);
        assertTrue(stats.contains("\"CpuUse\":0,\"TaskCounts\":{\"5:post/v0/winningproof\":0}"), stats);
        window.release();
        trial.book().await(2, EmbeddedProvingTest::isWindow);
    }

    @Test
    void twoWorkersTakeFourPartitionsSideBySide() throws Exception {
        start(8, proving -> proving.withDeadlinePartitions(4));
        ScriptedWorker one = trial.attached(WINDOW, "one");
        ScriptedWorker two = trial.attached(WINDOW, "two");
        one.follow(Script.HOLD);
        two.follow(Script.HOLD);
        trial.epoch(20);
        one.awaitHeld(2);
        two.awaitHeld(2);
        one.release();
        two.release();
        List<ProofAttempt> attempts = trial.book().await(4, EmbeddedProvingTest::isWindow);
        assertTrue(attempts.stream().allMatch(ProofAttempt::isVerified));
        assertEquals(
                new TreeSet<>(Set.of(0, 1, 2, 3)),
                attempts.stream()
                        .map(ProofAttempt::batchPartitionIndex)
                        .collect(Collectors.toCollection(TreeSet::new)));
        assertEquals(2, one.count("GenerateWindowPoSt"));
        assertEquals(2, two.count("GenerateWindowPoSt"));
        trial.epoch(trial.book().await(1, ChainMessage.Kind.PROOF).get(0).epoch());
        assertEquals("[0,4] 0", trial.submissions(2, "[]"));
        assertEquals("8,8,0", trial.count());
    }

    @Test
    void aPartitionWaitsForAWorkerThatHasNoProcessorLeft() throws Exception {
        start(4, twoPartitions());
        ScriptedWorker worker = trial.worker(WINDOW, "small");
        worker.cpus(1);
        worker.follow(Script.HOLD);
        worker.attach(trial.miner());
        trial.epoch(20);
        worker.awaitHeld(1);
        worker.release();
        trial.book().await(2, ProofAttempt::isVerified);
        assertEquals(1, worker.runningMax());
    }

    @Test
    void aWorkerThatIsTooSmallForATicketFailsItAtOnce() throws Exception {
        start(2);
        trial.prove(2);
        ScriptedWorker worker = trial.worker(WINNING, "none");
        worker.cpus(0);
        worker.attach(trial.miner());
        trial.epoch(40);
        ProofAttempt attempt =
                trial.book().await(1, EmbeddedProvingTest::isWinning).get(0);
        assertNull(attempt.maker());
        assertEquals("can't find post/v0/winningproof post worker", attempt.error());
    }

    @Test
    void aComputedProofIsMadeByTheSameWorkersAndSubmittedToNobody() throws Exception {
        start(4);
        ScriptedWorker worker = trial.attached(WINDOW, "on demand");
        trial.epoch(1);
        String computed = trial.miner("ComputeWindowPoSt", "[3,[]]");
        assertTrue(
                computed.matches("\\[\\{\"Deadline\":3,\"Partitions\":\\[\\{\"Index\":0,\"Skipped\":\\[0]}],\"Proofs\":"
                        + "\\[\\{\"PoStProof\":10,\"ProofBytes\":\"[A-Za-z0-9+/]{256}\"}],\"ChainCommitEpoch\":0,"
                        + "\"ChainCommitRand\":null}]"),
                computed);
        assertEquals("[]", trial.miner("ComputeWindowPoSt", "[0,[]]"));
        assertEquals("invalid deadline 48", trial.error("ComputeWindowPoSt", "[48,[]]"));
        ProofAttempt attempt = trial.book().all().get(0);
        assertEquals(worker.session(), attempt.maker().session());
        assertFalse(attempt.isForChain());
        trial.epoch(2);
        assertEquals("4,0,0", trial.count());
    }

    @Test
    void aRestartFindsItsSectorsAgainAndBeginsAnotherChain() throws Exception {
        start(3);
        String sectors = trial.node("StateMinerSectors", "[\"t01000\",null,[]]");
        String head = trial.key();
        Path sealed = trial.miner().minerRepo().resolve("storage/sealed/s-t01000-2");
        Object written = Files.getLastModifiedTime(sealed);
        open(2, 1);
        ScriptedWorker worker = trial.attached(WINDOW, "forgotten");
        trial.restart();
        assertEquals(sectors, trial.node("StateMinerSectors", "[\"t01000\",null,[]]"));
        assertEquals(written, Files.getLastModifiedTime(sealed));
        assertNotEquals(head, trial.key());
        assertEquals("3,0,0", trial.count());
        assertFalse(trial.miner("WorkerStats", "[]").contains(worker.session()));
        assertTrue(open(2, 1).get(0).isVerified());
    }

    @Test
    void aMinerThatStopsEndsItsCallsToWorkers() throws Exception {
        start(2);
        ScriptedWorker worker = trial.attached(WINDOW, "left alone");
        worker.follow(Script.HOLD);
        trial.epoch(20);
        worker.awaitHeld(1);
        trial.miner().close();
        assertFalse(trial.book().await(1, EmbeddedProvingTest::isWindow).get(0).isVerified());
    }

    @Test
    void workersThatTheMinerForgotAreNotListedAndItProvesByItself() throws Exception {
        start(2);
        ScriptedWorker worker = trial.attached(WINDOW, "forgotten");
        trial.miner().forgetWorkers();
        assertFalse(trial.miner("WorkerStats", "[]").contains(worker.session()));
        assertEquals(ProofMaker.MINER, open(2, 1).get(0).maker());
    }

    @Test
    void methodsFailOnDemandAndAreMended() throws Exception {
        start(0);
        trial.miner().fail("Session", MethodFault.ERROR);
        assertEquals("fault on demand", trial.error("Session", "[]"));
        trial.miner().fail("Session", MethodFault.CLOSED);
        assertThrows(IOException.class, () -> trial.miner("Session", "[]"));
        trial.miner().fail("Session", MethodFault.STALLED);
        CompletableFuture<Boolean> stalled = CompletableFuture.supplyAsync(() -> {
            try {
                trial.miner("Session", "[]");
                return false;
            } catch (Exception e) {
                return e instanceof IOException;
            }
        });
        assertEquals("\"t01000\"", trial.miner("ActorAddress", "[]"));
        assertFalse(stalled.isDone());
        trial.miner().fail("Session", MethodFault.CLOSED);
        assertTrue(stalled.get(SECONDS_MAX, TimeUnit.SECONDS));
        trial.miner().fail("Session", MethodFault.NONE);
        assertEquals(38, trial.miner("Session", "[]").length());
    }

    @Test
    void shutdownAnswersAndThenStops() throws Exception {
        start(0);
        assertEquals("null", trial.miner("Shutdown", "[]"));
        trial.miner().awaitShutdown();
        assertFalse(Files.exists(trial.miner().minerRepo().resolve("api")));
    }
}
