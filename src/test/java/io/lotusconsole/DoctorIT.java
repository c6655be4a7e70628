package io.lotusconsole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotusconsole.support.JsonScan;
import io.lotusconsole.support.ScriptedMiner;
import io.lotusconsole.support.TestMiner;
import io.lotusconsole.support.TestNetwork;
import io.lotusconsole.support.WorkerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Checks of {@code doctor}, as packaged, seen failing for their cause and mended: by the command that the line names
 * where it is one of ours, else by what that command would do. Everything is real: a miner with sealed sectors, its
 * storage, workers, files, locks.
 */
@Timeout(value = 6, unit = TimeUnit.MINUTES)
class DoctorIT {
    private static final int DONE = 0;
    private static final int PROBLEM_FOUND = 6;
    private static final long EXIT_SECONDS_MAX = 60;
    private static final String HUGE_BYTES = Long.toString(1L << 60);

    @TempDir
    private static Path shared;

    @TempDir
    private Path directory;

    private static TestMiner miner;

    /** Of the next run. */
    private final Map<String, String> environment = new HashMap<>();

    private int openFilesMax;

    @BeforeAll
    static void start() throws Exception {
        miner = TestMiner.startStill(shared.resolve("miner"));
    }

    @AfterAll
    static void stop() throws IOException {
        miner.close();
    }

    @BeforeEach
    void healthySurroundings() throws IOException {
        environment.putAll(miner.environment());
        environment.put("LOTUS_MINER_PATH", miner.miner().minerRepo().toString());
        environment.put("LOTUS_WORKER_PATH", directory.resolve("repo").toString());
        environment.put("FIL_PROOFS_PARAMETER_CACHE", TestNetwork.parameters().toString());
        environment.put("XDG_STATE_HOME", directory.resolve("state").toString());
        environment.put(
                "XDG_CACHE_HOME", TestNetwork.stateHome().resolve("cache").toString());
        environment.put("LOTUS_CONSOLE_MAKE_ARCHIVE", "never");
        environment.put("HOME", directory.toString());
        environment.put("PATH", System.getenv("PATH"));
        environment.put("LC_ALL", "C");
    }

    private record Run(int exit, String stdout, String stderr) {}

    private Run run(String program, String... words) throws Exception {
        List<String> command = new ArrayList<>();
        if (openFilesMax > 0) {
            command.addAll(List.of("sh", "-c", "ulimit -n " + openFilesMax + "; exec \"$@\"", "sh"));
        }
        command.add(
                Path.of(System.getProperty("lotusconsole.home"), "bin", program).toString());
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().putAll(environment);
        Path out = directory.resolve("out");
        Path err = directory.resolve("err");
        Process process =
                builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        boolean ended = process.waitFor(EXIT_SECONDS_MAX, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertTrue(ended, () -> command + " did not end");
        return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    /** What a check came to. */
    private record Line(String verdict, String why, String remedy) {}

    /** One check, by its name, of a run that has to end as its verdicts want. */
    private Line line(String program, String check, String... flags) throws Exception {
        List<String> words = new ArrayList<>(List.of("doctor", "-o", "json"));
        words.addAll(List.of(flags));
        Run run = run(program, words.toArray(String[]::new));
        Map<?, ?> document = (Map<?, ?>) JsonScan.value(run.stdout());
        boolean isHealthy = (Boolean) document.get("healthy");
        assertEquals(isHealthy ? DONE : PROBLEM_FOUND, run.exit(), () -> run.stdout() + run.stderr());
        for (Object each : (List<?>) document.get("items")) {
            Map<?, ?> item = (Map<?, ?>) each;
            if (item.get("check").equals(check)) {
                return new Line((String) item.get("verdict"), (String) item.get("why"), (String) item.get("remedy"));
            }
        }
        throw new AssertionError("no check " + check + ": " + run.stdout());
    }

    private Line ofMiner(String check) throws Exception {
        return line("lotus-miner", check);
    }

    private Line ofWorker(String check, String... flags) throws Exception {
        List<String> all = new ArrayList<>(List.of("--windowpost"));
        all.addAll(List.of(flags));
        return line("lotus-worker", check, all.toArray(String[]::new));
    }

    private static void assertSays(String verdict, String why, String remedy, Line line) {
        assertEquals(verdict, line.verdict(), line::toString);
        assertTrue(line.why().contains(why), line::toString);
        assertTrue(line.remedy() != null && line.remedy().contains(remedy), line::toString);
    }

    private static void assertOk(Line line) {
        assertEquals("ok", line.verdict(), line::toString);
    }

    @Test
    void aHealthyMinerAndMachineHaveNothingToMend() throws Exception {
        Run ofMiner = run("lotus-miner", "doctor");
        assertEquals(DONE, ofMiner.exit(), ofMiner.stdout());
        assertTrue(ofMiner.stdout().endsWith("\n18 ok\n"), ofMiner.stdout());
        assertEquals("", ofMiner.stderr());
        Run ofWorker = run("lotus-worker", "doctor", "--windowpost");
        assertEquals(DONE, ofWorker.exit(), ofWorker.stdout());
        assertTrue(ofWorker.stdout().endsWith("\n18 ok, 1 not knowable here\n"), ofWorker.stdout());
        assertEquals(1, miner.workers().size(), "nothing was attached");
    }

    @Test
    void anAddressAndATokenThatAreWrongAreToldApart() throws Exception {
        String good = environment.get("MINER_API_INFO");
        environment.put("MINER_API_INFO", "token:/ip4/127.0.0.1/tcp/1/http");
        assertSays("failure", "connection refused", "MINER_API_INFO", ofMiner("API"));
        String address = good.substring(good.indexOf(':'));
        environment.put(
                "MINER_API_INFO", "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJBbGxvdyI6WyJhZG1pbiJdfQ.AA" + address);
        assertOk(ofMiner("API"));
        assertSays("failure", "the token was refused (HTTP status 401)", "--perm admin", ofMiner("token"));
        environment.put("MINER_API_INFO", miner.issue("read") + address);
        assertSays("failure", "it allows read, and not admin", "--perm admin", ofMiner("token"));
        assertSays("failure", "it allows read, and not admin", "--perm admin", ofWorker("token"));
        // What `auth api-info --perm admin` of the miner makes.
        environment.put("MINER_API_INFO", miner.issue("read", "write", "sign", "admin") + address);
        assertOk(ofMiner("token"));
        assertOk(ofWorker("token"));
    }

    @Test
    void aMinerOfAnotherVersionIsNamed() throws Exception {
        try (ScriptedMiner other = ScriptedMiner.start()) {
            environment.put("MINER_API_INFO", ScriptedMiner.TOKEN + ":/ip4/127.0.0.1/tcp/" + other.port() + "/http");
            other.apiVersion = 66816 + 256;
            assertSays("failure", "API 1.6.0", "v1.36", ofWorker("version"));
            other.apiVersion = 66816;
            assertOk(ofWorker("version"));
        }
    }

    @Test
    void aWorkerThatIsSwitchedOffIsSeenFromBothSidesAndSwitchedOn() throws Exception {
        Path repo = directory.resolve("repo");
        try (WorkerProcess worker =
                WorkerProcess.start(repo, miner.environment(), "--windowpost", "--name", "switched")) {
            worker.awaitRegistered();
            miner.awaitWorker("switched", true);
            assertOk(ofWorker("this worker"));
            assertOk(ofMiner("WindowPoSt workers"));
            assertOk(ofMiner("WindowPoSt for switched"));

            assertEquals(DONE, run("lotus-worker", "set", "--enabled=false").exit());
            miner.awaitWorker("switched", false);
            assertSays("warning", "it was switched off", "`lotus-worker set --enabled`", ofWorker("this worker"));
            assertSays(
                    "warning",
                    "the miner does not reach switched",
                    "`lotus-worker set --enabled`",
                    ofMiner("WindowPoSt workers"));
            assertEquals("the miner itself", ofMiner("next WindowPoSt").why());

            assertEquals(DONE, run("lotus-worker", "set", "--enabled").exit());
            miner.awaitWorker("switched", true);
            assertOk(ofWorker("this worker"));
            assertOk(ofMiner("WindowPoSt workers"));
            assertEquals("switched", ofMiner("next WindowPoSt").why());

            worker.signal("STOP");
            miner.awaitWorker("switched", false);
            // A worker that does not answer has no tasks, and so no kind, in the miner's list.
            assertSays("warning", "switched did not tell", "`lotus-worker info`", ofMiner("of no known kind"));
            Line own = ofWorker("this worker");
            assertSays("warning", "it does not tell its status", "Its log says why", own);
            worker.signal("CONT");
            miner.awaitWorker("switched", true);
            assertOk(ofWorker("this worker"));
        } finally {
            miner.miner().forgetWorkers();
        }
    }

    @Test
    void withItsOwnProvingSwitchedOffTheMinerWantsAWorkerAndTheNamedCommandStartsOne() throws Exception {
        Path config = miner.miner().minerRepo().resolve("config.toml");
        Files.writeString(config, "[Proving]\n  DisableBuiltinWindowPoSt = true\n");
        String start = "`lotus-miner worker start --windowpost`";
        try {
            assertSays("failure", "no worker is enabled: no WindowPoSt is made", start, ofMiner("own WindowPoSt"));
            assertSays("failure", "nobody: no worker is enabled", start, ofMiner("next WindowPoSt"));
            assertOk(ofMiner("own WinningPoSt"));
            environment.put("LOTUS_MINER_PATH", directory.resolve("elsewhere").toString());
            assertEquals("unknown", ofMiner("own WindowPoSt").verdict());
            environment.put("LOTUS_MINER_PATH", miner.miner().minerRepo().toString());

            Run started = run("lotus-miner", "worker", "start", "--windowpost", "--", "--listen", "127.0.0.1:0");
            assertEquals(DONE, started.exit(), started.stderr());
            assertSays("warning", "there is one worker", "DisableBuiltinWindowPoSt = false", ofMiner("own WindowPoSt"));
            assertOk(ofMiner("next WindowPoSt"));
            assertOk(ofMiner("started here: windowpost-1"));
            Files.delete(config);
            assertOk(ofMiner("own WindowPoSt"));
        } finally {
            Files.deleteIfExists(config);
            run("lotus-miner", "worker", "stop", "--now", "windowpost-1");
            miner.miner().forgetWorkers();
        }
    }

    @Test
    void aStartedWorkerThatDiedIsNamedAndStartedAgainOrForgotten() throws Exception {
        try {
            String[] start = {"worker", "start", "--windowpost", "--name", "w", "--", "--listen", "127.0.0.1:0"};
            assertEquals(DONE, run("lotus-miner", start).exit());
            assertOk(ofMiner("started here: w"));
            Map<?, ?> list = (Map<?, ?>) JsonScan.value(
                    run("lotus-miner", "-o", "json", "worker", "ls").stdout());
            Map<?, ?> first = (Map<?, ?>) ((List<?>) list.get("items")).get(0);
            ProcessHandle process = ProcessHandle.of(((java.math.BigDecimal) first.get("pid")).longValueExact())
                    .orElseThrow();
            process.destroyForcibly();
            process.onExit().get(30, TimeUnit.SECONDS);
            assertSays(
                    "warning",
                    "it is dead",
                    "`lotus-miner worker start --windowpost --name w`",
                    ofMiner("started here: w"));
            assertEquals(DONE, run("lotus-miner", start).exit());
            assertOk(ofMiner("started here: w"));
        } finally {
            run("lotus-miner", "worker", "stop", "--now", "w");
            miner.miner().forgetWorkers();
        }
    }

    @Test
    void parametersThatAreMissingOrCutAreNamedWithTheCommandThatFetchesThem() throws Exception {
        String fetch = "`lotus-worker fetch-params --windowpost 2KiB`";
        Path cache = Files.createDirectories(directory.resolve("cache"));
        environment.put("FIL_PROOFS_PARAMETER_CACHE", cache.toString());
        assertSays("failure", "missing: " + cache, fetch, ofWorker("parameters of WindowPoSt"));
        try (Stream<Path> files = Files.list(TestNetwork.parameters())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, cache.resolve(file.getFileName()));
            }
        }
        assertOk(ofWorker("parameters of WindowPoSt"));
        try (Stream<Path> files = Files.list(cache)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".params")).toList()) {
                Files.write(file, new byte[5]);
            }
        }
        assertSays("failure", "wrong content", fetch, ofWorker("parameters of WindowPoSt"));
        // The named command looks for the same files; nobody here has published ones to fetch.
        Run named = run("lotus-worker", "fetch-params", "--check", "--windowpost", "2KiB");
        assertTrue(named.stdout().contains("wrong content"), named.stdout());
    }

    @Test
    void openFilesMemoryAndVariablesAreThoseOfThisEnvironment() throws Exception {
        openFilesMax = 64;
        assertSays("failure", "64 may be open, and 518 are needed", "`ulimit -n 518`", ofWorker("open files"));
        openFilesMax = 518;
        assertOk(ofWorker("open files"));
        openFilesMax = 0;

        environment.put("WDP_2K_MIN_MEMORY", HUGE_BYTES);
        assertSays("failure", "would never give it one", "WDP_2K_MIN_MEMORY", ofWorker("scheduling of WindowPoSt"));
        environment.put("WDP_2K_MIN_MEMORY", "96G");
        assertSays("warning", "WDP_2K_MIN_MEMORY=96G", "`unset WDP_2K_MIN_MEMORY`", ofWorker("resource variables"));
        environment.remove("WDP_2K_MIN_MEMORY");
        assertOk(ofWorker("scheduling of WindowPoSt"));
        assertOk(ofWorker("resource variables"));

        environment.put("FIL_PROOFS_USE_MULTICORE_SDR", "1");
        environment.put("FIL_PROOFS_MAXIMIZE_CACHING", "1");
        assertSays(
                "warning",
                "FIL_PROOFS_MAXIMIZE_CACHING is set and has no effect",
                "`unset FIL_PROOFS_MAXIMIZE_CACHING FIL_PROOFS_USE_MULTICORE_SDR`",
                ofWorker("variables"));
        environment.remove("FIL_PROOFS_USE_MULTICORE_SDR");
        environment.remove("FIL_PROOFS_MAXIMIZE_CACHING");
        assertOk(ofWorker("variables"));
    }

    @Test
    void aGpuLockThatAProcessHoldsIsToldWithItsHolder() throws Exception {
        Path temporary = Files.createDirectories(directory.resolve("tmp"));
        environment.put("TMPDIR", temporary.toString());
        Path lock = Files.createFile(temporary.resolve("bellman.gpu.lock"));
        assertOk(ofWorker("GPU locks"));
        // Takes the lock by the same call as the proof library, says so, and keeps it until its input ends.
        Process holder = new ProcessBuilder("flock", "-x", lock.toString(), "sh", "-c", "echo held; read line").start();
        try {
            assertEquals("held", holder.inputReader().readLine());
            Line held = ofWorker("GPU locks");
            assertSays("warning", "bellman.gpu.lock is held by process ", "`export TMPDIR=DIR`", held);
            assertTrue(held.why().contains("process " + holder.pid() + " "), held::toString);
            environment.put(
                    "TMPDIR", Files.createDirectories(directory.resolve("own")).toString());
            assertOk(ofWorker("GPU locks"));
            environment.put("TMPDIR", temporary.toString());
        } finally {
            holder.getOutputStream().close();
            holder.waitFor(30, TimeUnit.SECONDS);
        }
        assertOk(ofWorker("GPU locks"));
    }

    @Test
    void aSectorThatIsGoneFailsTheReadOfItsPathByTheMinerAndByAMachine() throws Exception {
        Path own = miner.repo().resolve("storage");
        String byMiner = "by the miner: " + own;
        String url = "http://127.0.0.1:" + miner.ports()[0] + "/remote";
        assertOk(ofMiner(byMiner));
        assertOk(ofWorker(url));
        Path sealed = own.resolve("sealed/s-t01000-1");
        Path away = directory.resolve("away");
        Files.move(sealed, away);
        try {
            assertSays("failure", "sector 1 could not be read", "`lotus-miner proving check", ofMiner(byMiner));
            assertSays("failure", "sector 1: it is missing", "RemoteListenAddress", ofWorker(url));
        } finally {
            Files.move(away, sealed);
        }
        assertOk(ofMiner(byMiner));
        assertOk(ofWorker(url));
    }

    @Test
    void ownStoragePathsAreReadAndOneThatIsNotMountedIsNamed() throws Exception {
        Path shelf = directory.resolve("shelf");
        Path repo = directory.resolve("repo");
        miner.shelfFor(repo, shelf);
        assertOk(ofWorker(shelf.toString()));
        Path away = directory.resolve("unmounted");
        Files.move(shelf, away);
        Line gone = ofWorker(shelf.toString());
        assertSays("failure", "it cannot be opened", "Mount it", gone);
        Files.move(away, shelf);
        assertOk(ofWorker(shelf.toString()));
        Files.delete(shelf.resolve("cache/s-t01000-1/p_aux"));
        assertSays("failure", "sector 1: it is missing", "storage detach", ofWorker(shelf.toString()));
    }

    /** A file that is never written to is, to who opens it, a file server that is gone. */
    @Test
    void aStoragePathThatHangsHoldsUpNothingElse() throws Exception {
        Path shelf = directory.resolve("shelf");
        miner.shelfFor(directory.resolve("repo"), shelf);
        Path meta = shelf.resolve("sectorstore.json");
        String content = Files.readString(meta);
        Files.delete(meta);
        assertEquals(0, new ProcessBuilder("mkfifo", meta.toString()).start().waitFor());
        Line hung = ofWorker(shelf.toString(), "--timeout", "2s");
        assertSays("failure", "it did not answer in time", "mount it anew", hung);
        assertOk(ofWorker("http://127.0.0.1:" + miner.ports()[0] + "/remote", "--timeout", "2s"));
        Files.delete(meta);
        Files.writeString(meta, content);
        assertOk(ofWorker(shelf.toString()));
    }

    @Test
    void withoutAProofLibraryTheRestIsStillLookedAt() throws Exception {
        Path none = Files.writeString(directory.resolve("none.so"), "no library");
        environment.put("LOTUS_CONSOLE_PROVER", none.toString());
        assertSays("failure", "none.so", "LOTUS_CONSOLE_PROVER", ofWorker("proof library"));
        assertOk(ofWorker("token"));
        environment.remove("LOTUS_CONSOLE_PROVER");
        assertOk(ofWorker("proof library"));
    }
}
