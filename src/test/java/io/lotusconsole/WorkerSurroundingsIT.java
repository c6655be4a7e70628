package io.lotusconsole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotusconsole.embedded.ProofAttempt;
import io.lotusconsole.support.TestMiner;
import io.lotusconsole.support.WorkerProcess;
import java.io.File;
import java.io.RandomAccessFile;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What may happen around a worker on its machine: a second one, a full disk, callers without the right. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class WorkerSurroundingsIT {
    private static final String WRONG = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJBbGxvdyI6WyJhZG1pbiJdfQ.AAAA";
    private static final int FIRST_DEADLINE = 2;

    /** What a pipe of Linux holds. */
    private static final int PIPE_BYTES = 64 * 1024;

    private static final List<String> METHODS = List.of(
            "Version",
            "TaskTypes",
            "Paths",
            "Info",
            "Session",
            "ProcessSession",
            "Enabled",
            "SetEnabled",
            "WaitQuiet",
            "TaskDisable",
            "TaskEnable",
            "TaskNumbers",
            "StorageLocal",
            "StorageAddLocal",
            "StorageDetachLocal",
            "StorageDetachAll",
            "StorageRedeclareLocal",
            "GenerateWindowPoSt",
            "GenerateWinningPoSt",
            "Shutdown");

    @TempDir
    private static Path directory;

    private static TestMiner miner;

    @BeforeAll
    static void start() throws Exception {
        miner = TestMiner.startStill(directory.resolve("miner"), 6, 0, 0);
    }

    @AfterAll
    static void stop() throws Exception {
        miner.close();
    }

    private static WorkerProcess worker(String repo, String name) throws Exception {
        return WorkerProcess.start(directory.resolve(repo), miner.environment(), "--windowpost", "--name", name);
    }

    private static void assertProves(String name, int deadline) throws Exception {
        List<ProofAttempt> tries = miner.compute(deadline);
        assertEquals(1, tries.size(), tries::toString);
        assertEquals(name, tries.get(0).maker().hostname());
        assertTrue(tries.get(0).isVerified(), tries::toString);
    }

    @Test
    void aSecondWorkerOnARepositoryIsTurnedAwayAndTheFirstDoesNotNotice() throws Exception {
        try (WorkerProcess first = worker("shared", "first").awaitRegistered()) {
            String token = first.token();
            try (WorkerProcess second = worker("shared", "second")) {
                assertNotEquals(0, second.awaitExit(), second::toString);
                String said = second.awaitLine("ERROR: ");
                assertTrue(said.contains("shared: repo is already locked (process is already running)"), said);
                second.awaitLine("Each worker needs its own");
            }
            assertEquals(token, first.token());
            assertEquals(200, first.get("/readyz").statusCode());
            assertTrue(
                    miner.workers().stream().noneMatch(each -> each.hostname().equals("second")));
            assertProves("first", FIRST_DEADLINE);
        }
    }

    /** Every write to {@code /dev/full} fails as on a full disk. */
    @Test
    void aFullDiskUnderItsLogStopsNothing() throws Exception {
        try (WorkerProcess worker = WorkerProcess.startInto(
                new File("/dev/full"),
                directory.resolve("mute"),
                miner.environment(),
                "--windowpost",
                "--name",
                "mute")) {
            miner.awaitWorker("mute", true);
            assertProves("mute", FIRST_DEADLINE + 1);
            assertEquals(200, worker.get("/readyz").statusCode());
        }
    }

    /** A log collector that hangs: the pipe to it is full from the first word. */
    @Test
    void aLogThatNobodyReadsStopsNothing() throws Exception {
        Path pipe = directory.resolve("log");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        try (RandomAccessFile unread = new RandomAccessFile(pipe.toFile(), "rw")) {
            unread.write(new byte[PIPE_BYTES]);
            try (WorkerProcess worker = WorkerProcess.startInto(
                    pipe.toFile(),
                    directory.resolve("unread"),
                    miner.environment(),
                    "--windowpost",
                    "--name",
                    "unread")) {
                miner.awaitWorker("unread", true);
                assertProves("unread", FIRST_DEADLINE + 1);
                worker.signal("TERM");
                assertEquals(0, worker.awaitExit());
            }
        }
    }

    private static HttpResponse<String> call(WorkerProcess worker, String method, String token) throws Exception {
        String body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"Filecoin." + method + "\",\"params\":[]}";
        return worker.ask("POST", "/rpc/v0", token, body);
    }

    private static void assertStatus(
            WorkerProcess worker, String method, String path, int anonymous, int wrong, int reading) throws Exception {
        assertEquals(anonymous, worker.ask(method, path, null, "").statusCode(), path + " without a token");
        assertEquals(wrong, worker.ask(method, path, WRONG, "").statusCode(), path + " with a wrong token");
        String readOnly = miner.issue("read");
        assertEquals(reading, worker.ask(method, path, readOnly, "").statusCode(), path + " with a token to read");
    }

    @Test
    void noEndpointServesAWrongAMissingOrATooWeakToken() throws Exception {
        try (WorkerProcess worker = worker("guarded", "guarded").awaitRegistered()) {
            String session = miner.awaitWorker("guarded", true).id().toString();
            String readOnly = miner.issue("read");
            for (String method : METHODS) {
                String refusal = "missing permission to invoke '" + method + "' (need 'admin')";
                HttpResponse<String> anonymous = call(worker, method, null);
                assertTrue(anonymous.body().contains(refusal), anonymous::body);
                HttpResponse<String> reading = call(worker, method, readOnly);
                assertTrue(reading.body().contains(refusal), reading::body);
                assertEquals(401, call(worker, method, WRONG).statusCode(), method);
            }
            assertStatus(worker, "GET", "/status", 401, 401, 200);
            assertStatus(worker, "GET", "/readyz", 401, 401, 200);
            // Open on loopback alone, where this is.
            assertStatus(worker, "GET", "/metrics", 200, 401, 200);
            assertStatus(worker, "POST", "/remote/vanilla/single", 401, 401, 401);
            assertStatus(worker, "GET", "/remote/stat/x", 401, 401, 401);
            assertStatus(worker, "GET", "/remote/sealed/s-t01000-1", 401, 401, 401);
            assertStatus(worker, "DELETE", "/remote/sealed/s-t01000-1", 401, 401, 401);
            assertEquals(200, worker.ask("GET", "/livez", null, "").statusCode());
            assertEquals(404, worker.ask("GET", "/", WRONG, "").statusCode());
            assertEquals(session, miner.awaitWorker("guarded", true).id().toString());
            assertProves("guarded", FIRST_DEADLINE + 2);
            String log = String.join("\n", worker.lines());
            assertTrue(!log.contains(WRONG) && !log.contains(readOnly), "no token is logged");
        }
    }
}
