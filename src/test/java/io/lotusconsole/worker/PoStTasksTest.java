package io.lotusconsole.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotusconsole.json.DocumentWriter;
import io.lotusconsole.prover.PoStRandomness;
import io.lotusconsole.prover.ProverException;
import io.lotusconsole.prover.RegisteredPoStProof;
import io.lotusconsole.proving.ChallengedSector;
import io.lotusconsole.proving.PoStKind;
import io.lotusconsole.proving.SealedCid;
import io.lotusconsole.rpc.RpcFault;
import io.lotusconsole.rpc.RpcReply;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of the miner's questions, with a prover and storage that do as they are told. */
@Timeout(30)
class PoStTasksTest {
    static final SealedCid SEALED = SealedCid.ofCommR(someCommR());

    private static byte[] someCommR() {
        byte[] commR = new byte[SealedCid.COMM_R_BYTES];
        commR[0] = 1;
        return commR;
    }

    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(2);
    private final WorkerSession session = new WorkerSession();
    private final TaskJournal journal = new TaskJournal();
    private final BlockingQueue<String> givenUp = new LinkedBlockingQueue<>();
    private final ObedientProver prover = new ObedientProver();
    private final ObedientStorage storage = new ObedientStorage();
    private volatile PlaceFinder finder = PlaceFinder.NONE;
    private volatile Consumer<Thread> starter = Thread::start;
    private final PoStTasks tasks = tasks(new PhaseBudgets(1_000, 20_000, 20_000));

    private PoStTasks tasks(PhaseBudgets budgets) {
        return tasks(
                budgets,
                new WorkerLog(
                        OutputStream.nullOutputStream(),
                        WorkerLog.Format.TEXT,
                        WorkerLog.Level.DEBUG,
                        InstantSource.system()));
    }

    private PoStTasks tasks(PhaseBudgets budgets, WorkerLog log) {
        return new PoStTasks(parts(budgets, log));
    }

    /** @param unaskedMillisMax how old a question must be to be dropped */
    private PoStTasks impatient(long unaskedMillisMax) {
        WorkerLog log = new WorkerLog(
                OutputStream.nullOutputStream(), WorkerLog.Format.TEXT, WorkerLog.Level.DEBUG, InstantSource.system());
        return new PoStTasks(
                parts(new PhaseBudgets(1_000, 20_000, 20_000), log),
                Map.of(PoStKind.WINDOW, unaskedMillisMax, PoStKind.WINNING, unaskedMillisMax),
                thread -> starter.accept(thread));
    }

    private PoStTasks.Parts parts(PhaseBudgets budgets, WorkerLog log) {
        return new PoStTasks.Parts(
                prover,
                storage,
                budgets,
                journal,
                new Ability(session, timer, 5, log),
                givenUp::add,
                (call, found) -> finder.locate(call, found),
                timer,
                InstantSource.system(),
                log);
    }

    @AfterEach
    void stop() {
        prover.hold.countDown();
        timer.shutdownNow();
    }

    private static ProofCall call(PoStKind kind, int seed, long... sectors) {
        List<ChallengedSector> challenged = new ArrayList<>();
        for (long sector : sectors) {
            challenged.add(new ChallengedSector(5, sector, SEALED, List.of(1L), false));
        }
        byte[] drawn = new byte[32];
        drawn[0] = (byte) seed;
        RegisteredPoStProof proof =
                kind == PoStKind.WINDOW ? RegisteredPoStProof.WINDOW_2KIB : RegisteredPoStProof.WINNING_2KIB;
        return new ProofCall(proof, 1000, challenged, 0, PoStRandomness.of(drawn));
    }

    private static ProofCall window(int seed) {
        return call(PoStKind.WINDOW, seed, 1, 2);
    }

    private String answerOf(ProofCall call) throws Exception {
        HeldReply reply = new HeldReply();
        tasks.submit(call, reply);
        String answer = reply.ended.get();
        journal.awaitIdle(0);
        return answer;
    }

    @Test
    void aProofThatVerifiesIsTheAnswer() throws Exception {
        String answer = answerOf(window(1));
        assertTrue(answer.startsWith("{\"PoStProofs\":{\"PoStProof\":10,\"ProofBytes\":\"AQEB"), answer);
        assertTrue(answer.endsWith("\"Skipped\":null}"), answer);
        assertTrue(answerOf(call(PoStKind.WINNING, 1, 7)).startsWith("[{\"PoStProof\":0,\"ProofBytes\":\"AQEB"));
        assertEquals(TaskRecord.Outcome.PROVEN, journal.records().get(0).outcome());
        assertTrue(journal.records().get(0).isDelivered());
    }

    @Test
    void aProofThatDoesNotVerifyIsMadeAnewAndNeverSent() throws Exception {
        prover.badProofs.set(1);
        assertTrue(answerOf(window(1)).contains("AQEB"));
        assertEquals(2, prover.proofs.get());
    }

    @Test
    void proofsThatNeverVerifyEndTheAttemptAndTheSessionUntilOneDoes() throws Exception {
        prover.badProofs.set(1_000_000);
        assertEquals("dropped", answerOf(window(1)));
        RpcFault fault = assertThrows(RpcFault.class, () -> session.answer(true));
        assertTrue(fault.getMessage().contains("do not verify"), fault.getMessage());
        prover.badProofs.set(0);
        while (session.inability() != null) {
            Thread.onSpinWait();
        }
        assertNotNull(session.answer(true));
    }

    @Test
    void aBadSectorIsSkippedAndTheRestIsNotProvenWithoutTheMinerAskingAgain() throws Exception {
        storage.bad = 2;
        assertEquals(
                "{\"PoStProofs\":{\"PoStProof\":0,\"ProofBytes\":null},\"Skipped\":[{\"Miner\":1000,\"Number\":2}]}",
                answerOf(window(1)));
        assertEquals(0, prover.proofs.get());
        assertNotNull(session.answer(true), "one bad sector does not make the worker unable");
    }

    @Test
    void aWinningPoStOfABadSectorIsLeftToAnotherWorker() throws Exception {
        storage.bad = 7;
        assertEquals("dropped", answerOf(call(PoStKind.WINNING, 1, 7)));
        assertNotNull(session.answer(true));
    }

    @Test
    void storageThatIsDownSkipsNothingAndFailsTheSessionUntilItIsBack() throws Exception {
        storage.down = "storage host a does not answer";
        assertEquals("dropped", answerOf(window(1)));
        TaskRecord record = journal.records().get(0);
        assertEquals(List.of(), record.skipped());
        assertEquals(storage.down, record.error());
        assertThrows(RpcFault.class, () -> session.answer(true));
        storage.down = null;
        while (session.inability() != null) {
            Thread.onSpinWait();
        }
        assertTrue(answerOf(window(2)).contains("AQEB"));
    }

    @Test
    void aNativeCallThatNeverReturnsIsReleasedByItsBudgetAndEndsTheProcess() throws Exception {
        PoStTasks hurried = tasks(new PhaseBudgets(1_000, 50, 1_000));
        prover.isHeld = true;
        HeldReply reply = new HeldReply();
        hurried.submit(window(1), reply);
        assertEquals("dropped", reply.ended.get());
        assertTrue(givenUp.take().contains("cannot be cancelled"));
    }

    @Test
    void aLogThatNobodyReadsStopsNoProofAndNoBudget() throws Exception {
        WorkerLogTest.StubbornStream stderr = new WorkerLogTest.StubbornStream();
        try {
            PoStTasks muted = tasks(
                    new PhaseBudgets(1_000, 50, 20_000),
                    WorkerLog.apart(stderr, WorkerLog.Format.TEXT, WorkerLog.Level.DEBUG, InstantSource.system()));
            HeldReply proven = new HeldReply();
            muted.submit(window(1), proven);
            assertTrue(proven.ended.get(10, TimeUnit.SECONDS).contains("AQEB"));
            prover.isHeld = true;
            HeldReply released = new HeldReply();
            muted.submit(window(2), released);
            assertEquals("dropped", released.ended.get(10, TimeUnit.SECONDS));
            assertTrue(givenUp.take().contains("cannot be cancelled"));
        } finally {
            stderr.letGo.countDown();
        }
    }

    @Test
    void aProverThatFailsFailsTheSessionUntilTheSameProofCanBeMade() throws Exception {
        prover.failure = new ProverException.Failed("no memory");
        assertEquals("dropped", answerOf(window(1)));
        RpcFault fault = assertThrows(RpcFault.class, () -> session.answer(true));
        assertTrue(fault.getMessage().contains("no memory"), fault.getMessage());
        prover.failure = null;
        while (session.inability() != null) {
            Thread.onSpinWait();
        }
        assertTrue(answerOf(window(1)).contains("AQEB"));
    }

    @Test
    void oneBadVanillaProofOfAWinningPoStSaysNothingOfTheNext() throws Exception {
        prover.failure = new ProverException.BadVanillaProof("it is of other challenges");
        assertEquals("dropped", answerOf(call(PoStKind.WINNING, 1, 7)));
        assertNotNull(session.answer(true));
    }

    @Test
    void aLibraryThatBrokeEndsTheProcess() throws Exception {
        prover.failure = new ProverException.Broken("a thread died");
        assertEquals("dropped", answerOf(window(1)));
        assertTrue(givenUp.take().contains("a thread died"));
    }

    @Test
    void aQuestionThatIsAskedAgainWaitsForTheSameProof() throws Exception {
        prover.isHeld = true;
        HeldReply first = new HeldReply(false);
        HeldReply second = new HeldReply();
        tasks.submit(window(1), first);
        prover.started.take();
        tasks.submit(window(1), second);
        prover.hold.countDown();
        assertEquals(first.ended.get(), second.ended.get());
        journal.awaitIdle(0);
        assertEquals(1, prover.proofs.get());
        assertTrue(journal.records().get(0).isDelivered(), "the second caller got it");
    }

    @Test
    void anAnswerThatNobodyTookIsRecordedAndGivenWhenAskedAgain() throws Exception {
        HeldReply gone = new HeldReply(false);
        tasks.submit(window(1), gone);
        gone.ended.get();
        journal.awaitIdle(0);
        assertFalse(journal.records().get(0).isDelivered());
        assertEquals(1, journal.undelivered());
        assertEquals(gone.ended.get(), answerOf(window(1)));
        assertEquals(1, prover.proofs.get());
    }

    /** Has a proof being made, so that others wait. */
    private HeldReply proving(PoStTasks where) throws InterruptedException {
        prover.isHeld = true;
        HeldReply first = new HeldReply();
        where.submit(window(1), first);
        prover.started.take();
        return first;
    }

    @Test
    void aQuestionThatNobodyWaitsForIsDroppedBeforeItIsProven() throws Exception {
        PoStTasks impatient = impatient(0);
        HeldReply first = proving(impatient);
        HeldReply gone = new HeldReply();
        HeldReply alsoGone = new HeldReply();
        HeldReply waits = new HeldReply();
        impatient.submit(window(2), gone);
        impatient.submit(window(2), alsoGone);
        impatient.submit(window(3), waits);
        gone.isGone = true;
        impatient.dropUnasked();
        assertFalse(gone.ended.isDone(), "one of its two askers waits");
        alsoGone.isGone = true;
        impatient.dropUnasked();
        assertEquals("dropped", gone.ended.get());
        assertEquals("nobody waits for it any more", journal.records().get(0).error());
        prover.hold.countDown();
        assertTrue(first.ended.get().contains("AQEB"));
        assertTrue(waits.ended.get().contains("AQEB"));
        journal.awaitIdle(0);
        assertEquals(2, prover.proofs.get());
        assertNull(session.inability(), "it says nothing of what the worker can do");
    }

    @Test
    void aQuestionWhoseAskersLeaveWhileItWaitsForItsTurnDoesNotTakeIt() throws Exception {
        PoStTasks impatient = impatient(0);
        HeldReply first = proving(impatient);
        HeldReply leaves = new HeldReply();
        impatient.submit(window(2), leaves);
        while (journal.running().stream().anyMatch(task -> task.sectorsRead() < 2)) {
            Thread.onSpinWait();
        }
        leaves.isGone = true;
        prover.hold.countDown();
        assertTrue(first.ended.get().contains("AQEB"));
        assertEquals("dropped", leaves.ended.get());
        journal.awaitIdle(0);
        assertEquals(1, prover.proofs.get());
    }

    @Test
    void aProofThatHasBegunAndAYoungQuestionAreFinishedAlthoughTheNetworkBroke() throws Exception {
        PoStTasks impatient = impatient(0);
        HeldReply first = proving(impatient);
        first.isGone = true;
        impatient.dropUnasked();
        assertFalse(first.ended.isDone());
        HeldReply young = new HeldReply();
        young.isGone = true;
        tasks.submit(window(2), young);
        tasks.dropUnasked();
        assertFalse(young.ended.isDone());
        prover.hold.countDown();
        assertTrue(first.ended.get().contains("AQEB"));
        assertTrue(young.ended.get().contains("AQEB"));
        HeldReply again = new HeldReply();
        impatient.submit(window(1), again);
        assertEquals(first.ended.get(), again.ended.get());
        journal.awaitIdle(0);
        assertEquals(2, prover.proofs.get());
    }

    /** Of a caller to whom nothing can be said. */
    private static final class BrokenReply implements RpcReply {
        @Override
        public boolean succeed(Consumer<DocumentWriter> result) {
            throw new IllegalStateException("the connection broke");
        }

        @Override
        public boolean fail(RpcFault fault) {
            throw new IllegalStateException("the connection broke");
        }

        @Override
        public boolean isCallerGone() {
            return false;
        }

        @Override
        public void drop() {
            throw new IllegalStateException("the connection broke");
        }
    }

    @Test
    void anAnswerThatBreaksEndsItsTaskAndKeepsNobodyElseFromTheProof() throws Exception {
        prover.isHeld = true;
        tasks.submit(window(1), new BrokenReply());
        prover.started.take();
        HeldReply whole = new HeldReply();
        tasks.submit(window(1), whole);
        prover.hold.countDown();
        assertTrue(whole.ended.get().contains("AQEB"));
        assertTrue(journal.awaitIdle(10_000));
        storage.down = "its host is away";
        tasks.submit(window(2), new BrokenReply());
        assertTrue(journal.awaitIdle(10_000));
    }

    @Test
    void aTaskThatBreaksBeforeItBeganEndsAllTheSame() throws Exception {
        finder = (call, found) -> {
            throw new IllegalStateException("no place");
        };
        assertEquals("dropped", answerOf(window(1)));
        assertTrue(journal.awaitIdle(10_000));
    }

    @Test
    void aTaskWithoutAThreadIsDroppedAndMayBeAskedForAgain() throws Exception {
        PoStTasks poor = impatient(60_000);
        starter = thread -> {
            // The real one is an OutOfMemoryError, which would end the tests where it is not caught.
            throw new Error("unable to create native thread");
        };
        HeldReply first = new HeldReply();
        poor.submit(window(1), first);
        assertEquals("dropped", first.ended.getNow("hangs"));
        assertTrue(journal.isIdle());
        starter = Thread::start;
        HeldReply again = new HeldReply();
        poor.submit(window(1), again);
        assertTrue(again.ended.get().contains("AQEB"));
        assertTrue(journal.awaitIdle(10_000));
    }

    @Test
    void moreTasksThanMayWaitAreDroppedAtOnce() throws Exception {
        prover.isHeld = true;
        List<HeldReply> taken = new ArrayList<>();
        for (int i = 0; i < PoStTasks.TASKS_MAX; i++) {
            taken.add(new HeldReply());
            tasks.submit(window(i), taken.get(i));
        }
        HeldReply oneMore = new HeldReply();
        tasks.submit(window(PoStTasks.TASKS_MAX), oneMore);
        assertEquals("dropped", oneMore.ended.getNow(null));
        assertNull(session.inability(), "a full queue is not an inability that lasts");
        prover.hold.countDown();
        for (HeldReply reply : taken) {
            assertTrue(reply.ended.get().contains("AQEB"));
        }
    }
}
