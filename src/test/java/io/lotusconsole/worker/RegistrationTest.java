package io.lotusconsole.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotusconsole.http.ServerHandler;
import io.lotusconsole.prover.PoStRandomness;
import io.lotusconsole.prover.RegisteredPoStProof;
import io.lotusconsole.proving.PoStKind;
import io.lotusconsole.rpc.TokenVerifier;
import io.lotusconsole.support.ScriptedMiner;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When a worker registers, and when it does not. */
@Timeout(30)
class RegistrationTest {
    private static final String URL = "http://127.0.0.1:3456/rpc/v0";

    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
    private final WorkerSession session = new WorkerSession();
    private final TaskJournal journal = new TaskJournal();
    private final BlockingQueue<UUID> registered = new LinkedBlockingQueue<>();
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final StoredElsewhere storage = new StoredElsewhere();
    private ScriptedMiner miner;

    @BeforeEach
    void startMiner() throws Exception {
        miner = ScriptedMiner.start();
    }

    @AfterEach
    void stop() throws Exception {
        timer.shutdownNow();
        assertTrue(timer.awaitTermination(10, TimeUnit.SECONDS));
        miner.close();
    }

    /** Own storage that keeps to which sessions it was announced, if it is. */
    private static final class StoredElsewhere implements StorageAccess {
        private final BlockingQueue<String> sessions = new LinkedBlockingQueue<>();
        private volatile String last = "";
        private volatile boolean isAnnounced = true;

        @Override
        public void minerIs(String minerSession) {
            if (!minerSession.equals(last)) {
                last = minerSession;
                sessions.add(minerSession);
            }
        }

        @Override
        public boolean awaitAnnounced(String minerSession, long millis) {
            assertEquals(last, minerSession);
            return isAnnounced;
        }

        @Override
        public SectorSource source() {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<PreFlight.Obstacle> obstacles() {
            throw new UnsupportedOperationException();
        }

        @Override
        public LocalStorage local() {
            throw new UnsupportedOperationException();
        }

        @Override
        public ServerHandler remote(TokenVerifier tokens) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void announce(String remoteUrl) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void withdraw() {
            throw new UnsupportedOperationException();
        }
    }

    private Registration start(long silenceMillis) {
        return start(silenceMillis, 100);
    }

    private Registration start(long silenceMillis, long takingMillis) {
        WorkerLog log = new WorkerLog(said, WorkerLog.Format.TEXT, WorkerLog.Level.DEBUG, InstantSource.system());
        Registration registration = new Registration(
                ScriptedMiner.client(miner.port()),
                session,
                journal,
                storage,
                URL,
                new WorkerTimes(20, silenceMillis, 40, takingMillis, 100, 20),
                timer,
                InstantSource.system(),
                log,
                () -> registered.add(session.id()));
        registration.start();
        return registration;
    }

    /** Lets so many heartbeats go by. */
    private void beats(int count) throws InterruptedException {
        miner.asked.clear();
        for (int i = 0; i < count; ) {
            i += miner.asked.take().equals("Session") ? 1 : 0;
        }
    }

    private static RunningTask task() {
        return new RunningTask(
                new ProofCall(RegisteredPoStProof.WINDOW_2KIB, 1000, List.of(), 0, PoStRandomness.of(new byte[32])),
                Instant.EPOCH);
    }

    static TaskRecord record(RunningTask task) {
        return new TaskRecord(
                PoStKind.WINDOW,
                Instant.EPOCH,
                TaskRecord.Outcome.PROVEN,
                List.of(),
                null,
                null,
                List.of(),
                true,
                null,
                task.millis(),
                List.of());
    }

    private void end(RunningTask task) {
        journal.ended(task, record(task));
    }

    @Test
    void theMinerIsToldOfUsOnceUnderTheSessionWeAnswer() throws Exception {
        Registration registration = start(60_000);
        assertEquals(session.id(), registered.take());
        assertEquals(URL, miner.connected.take());
        beats(3);
        assertTrue(registration.isRegistered());
        assertNull(miner.connected.poll(), "once is enough");
    }

    @Test
    void aMinerThatIsAwayIsAskedUntilItIsThere() throws Exception {
        int port = miner.port();
        miner.close();
        Registration registration = start(60_000);
        while (!registration.isMinerAway()) {
            Thread.onSpinWait();
        }
        miner = ScriptedMiner.startAt(port);
        registered.take();
        assertFalse(registration.isMinerAway());
    }

    @Test
    void aRestartedMinerIsToldAnewUnderAFreshUuid() throws Exception {
        start(60_000);
        UUID first = registered.take();
        miner.session = UUID.randomUUID().toString();
        UUID second = registered.take();
        assertNotEquals(first, second);
        assertEquals(second, session.id());
    }

    @Test
    void aMinerThatAnswersButDoesNotPollHasLostUs() throws Exception {
        start(150);
        UUID first = registered.take();
        assertNotEquals(first, registered.take());
    }

    @Test
    void aMinerThatPollsIsNotToldAgain() throws Exception {
        start(2_000);
        UUID first = registered.take();
        long end = System.nanoTime() + 3_000_000_000L;
        while (System.nanoTime() < end) {
            assertEquals(first, session.answer(true));
            miner.asked.take();
        }
        assertNull(registered.poll());
    }

    @Test
    void nothingIsRegisteredWhileATaskRunsOrWeAreUnableOrDisabled() throws Exception {
        RunningTask task = task();
        journal.began(task);
        session.setInability("no storage");
        session.setEnabled(false);
        start(60_000);
        beats(3);
        end(task);
        beats(3);
        session.setInability(null);
        beats(3);
        assertNull(miner.connected.poll());
        session.setEnabled(true);
        registered.take();
    }

    /** A worker without a task would be taken for one that seals. */
    @Test
    void nothingIsRegisteredWhileTheOneKindOfTaskIsDisabled() throws Exception {
        start(60_000);
        registered.take();
        session.setTaskEnabled(false);
        miner.connected.clear();
        miner.session = UUID.randomUUID().toString();
        beats(3);
        assertNull(miner.connected.poll());
        session.setTaskEnabled(true);
        registered.take();
    }

    /** Self-checks read own storage by the index: a worker that is unable would stay so for ever. */
    @Test
    void ownStorageIsAnnouncedToARestartedMinerWhateverElseIs() throws Exception {
        start(60_000);
        registered.take();
        assertEquals(miner.session, storage.sessions.take());
        journal.began(task());
        session.setInability("no storage");
        session.setEnabled(false);
        miner.session = UUID.randomUUID().toString();
        assertEquals(miner.session, storage.sessions.take());
        assertNull(registered.poll());
    }

    @Test
    void runningTasksOfAWorkerThatLeavesHaveOwnStorageAnnouncedToARestartedMinerToo() throws Exception {
        Registration registration = start(60_000);
        registered.take();
        storage.sessions.take();
        registration.stop(10_000);
        miner.session = UUID.randomUUID().toString();
        assertEquals(miner.session, storage.sessions.take());
    }

    @Test
    void nothingIsRegisteredBeforeOwnStorageIsAnnounced() throws Exception {
        storage.isAnnounced = false;
        start(60_000);
        beats(3);
        assertNull(miner.connected.poll());
        storage.isAnnounced = true;
        registered.take();
    }

    @Test
    void aRefusedRegistrationIsTriedAgainUnderAFreshUuid() throws Exception {
        miner.refusal = "connecting remote storage failed";
        UUID first = session.id();
        start(60_000);
        miner.connected.take();
        miner.connected.take();
        miner.refusal = null;
        assertNotEquals(first, registered.take());
    }

    @Test
    void aMinerThatPolledLatelyCountsOnUsWhateverBecomesOfOurOwnQuestions() throws Exception {
        Registration registration = start(60_000, 500);
        registered.take();
        session.answer(true);
        miner.close();
        while (!registration.isMinerAway()) {
            Thread.onSpinWait();
        }
        assertTrue(session.sincePolledMillis() > 500 || registration.isCountedOn());
        while (session.sincePolledMillis() <= 500) {
            Thread.onSpinWait();
        }
        assertFalse(registration.isCountedOn(), "it has not polled for so long that it has noticed");
    }

    /** A WorkerConnect whose answer was lost: the miner polls all the same. */
    @Test
    void aMinerThatPollsCountsOnUsAlthoughWeAreNotRegistered() throws Exception {
        miner.refusal = "we do not know that it took us";
        Registration registration = start(60_000, 60_000);
        miner.connected.take();
        registration.stop(10_000);
        assertFalse(registration.isRegistered());
        assertFalse(registration.isCountedOn());
        session.answer(true);
        assertTrue(registration.isCountedOn());
    }

    @Test
    void aRowThatTookThePlaceOfAnotherLeavesTwoToSeeTheFarewell() throws Exception {
        Registration registration = start(150, 60_000);
        registered.take();
        assertEquals(1, registration.watchers());
        registered.take();
        registration.stop(10_000);
        int rows = 2 + registered.size();
        assertEquals(rows, registration.watchers());
    }

    @Test
    void aRestartedMinerHasForgottenTheRowsBefore() throws Exception {
        Registration registration = start(60_000, 60_000);
        registered.take();
        miner.session = UUID.randomUUID().toString();
        registered.take();
        assertEquals(1, registration.watchers());
    }

    @Test
    void aRegistrationThatFailsNamesTheAddressThatTheMinerMustReach() throws Exception {
        miner.refusal = "connecting remote storage failed";
        start(60_000);
        miner.connected.take();
        miner.connected.take();
        String line = said.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(each -> each.contains("not registered yet"))
                .findFirst()
                .orElseThrow();
        assertTrue(line.contains("check that it can reach " + URL), line);
        assertTrue(line.contains("--listen") && line.contains("firewall"), line);
    }

    @Test
    void aMinerThatRefusesTheTokenIsNotAwayAndTheRemedyIsANewOne() throws Exception {
        Registration registration = start(60_000);
        registered.take();
        miner.refusesTokens = true;
        while (!registration.isTokenRefused()) {
            Thread.onSpinWait();
        }
        assertFalse(registration.isMinerAway());
        assertFalse(registration.isCountedOn());
        while (!said.toString(StandardCharsets.UTF_8).contains("auth create-token --perm admin")) {
            Thread.onSpinWait();
        }
        miner.refusesTokens = false;
        while (registration.isTokenRefused()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void whoLeavesDoesNotRegisterAnyMore() throws Exception {
        Registration registration = start(60_000);
        registered.take();
        registration.stop(10_000);
        miner.session = UUID.randomUUID().toString();
        miner.connected.clear();
        beats(3);
        assertNull(miner.connected.poll());
    }
}
