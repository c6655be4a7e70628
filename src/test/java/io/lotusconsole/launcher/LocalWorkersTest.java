package io.lotusconsole.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotusconsole.proving.LocalWorker;
import io.lotusconsole.proving.PoStKind;
import io.lotusconsole.support.StandInWorker;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Workers in the background: real processes that behave as workers do. */
@Timeout(120)
class LocalWorkersTest {
    private static final long WAIT_MILLIS_MAX = 60_000;

    @TempDir
    private Path state;

    private final List<Long> pids = new ArrayList<>();

    @AfterEach
    void killWhatIsLeft() throws Exception {
        for (LocalWorker worker : workers(StandInWorker.words()).list()) {
            pids.add(worker.pid());
        }
        for (long pid : pids) {
            ProcessHandle left = ProcessHandle.of(pid).orElse(null);
            if (left != null && left.isAlive()) {
                left.destroyForcibly();
                left.onExit().get(30, TimeUnit.SECONDS);
            }
        }
    }

    private LocalWorkers workers(List<String> words) {
        return new LocalWorkers(state, WorkerProgram.of(words, System::getenv), Clock.systemUTC());
    }

    private static List<String> shell(String script) {
        return List.of("/bin/sh", "-c", script, "worker");
    }

    private LocalWorkers.Started start(LocalWorkers workers, PoStKind role, String name, String... flags)
            throws LaunchException, IOException {
        return workers.start(
                new LocalWorkers.Order(role, name, List.of(), List.of(flags), false),
                Patience.of(WAIT_MILLIS_MAX),
                line -> {});
    }

    @Test
    void aWorkerIsStartedFoundAgainAndStopped() throws Exception {
        LocalWorkers workers = workers(StandInWorker.words());
        LocalWorkers.Started started = start(workers, PoStKind.WINDOW, null, "--listen", "127.0.0.1:0");
        LocalWorker worker = started.worker();
        assertEquals("windowpost-1", worker.name());
        assertTrue(worker.isRegistered());
        assertEquals("8e207191-8a90-4ed7-9e01-8b957459edcc", worker.status().session());
        assertEquals("proven", worker.status().lastTask().outcome(), "the task that began last");
        assertEquals(List.of("--windowpost", "--listen", "127.0.0.1:0"), worker.flags());

        // Another console: nothing but the directory is shared.
        LocalWorker found = workers(StandInWorker.words()).list().get(0);
        assertEquals(worker.pid(), found.pid());
        assertTrue(found.isRegistered());

        Path home = state.resolve("workers/windowpost-1");
        String command =
                Files.readString(home.resolve("worker.log")).lines().findFirst().orElseThrow();
        assertEquals(
                "started as --worker-repo " + home.resolve("repo") + " run --windowpost --listen 127.0.0.1:0", command);
        for (String file : List.of("worker.log", "worker.json")) {
            assertEquals(
                    "rw-------",
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve(file))),
                    file);
        }
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(home)));

        List<String> progress = new ArrayList<>();
        assertTrue(workers.stop("windowpost-1", false, WAIT_MILLIS_MAX, progress::add));
        assertTrue(progress.get(0).startsWith("windowpost-1 (process " + worker.pid() + ") finishes"), progress.get(0));
        assertFalse(ProcessHandle.of(worker.pid()).map(ProcessHandle::isAlive).orElse(false));
        assertEquals(List.of(), workers.list());
        assertTrue(Files.readString(home.resolve("worker.log")).endsWith("draining\ngone\n"), "the log stays");
        assertEquals(home.resolve("worker.log"), workers.log("windowpost-1"));
    }

    @Test
    void namesAreCountedAndNoneIsGivenTwice() throws Exception {
        LocalWorkers workers = workers(StandInWorker.words());
        start(workers, PoStKind.WINDOW, null);
        start(workers, PoStKind.WINDOW, null);
        start(workers, PoStKind.WINNING, null);
        assertEquals(
                List.of("windowpost-1", "windowpost-2", "winningpost-1"),
                workers.list().stream().map(LocalWorker::name).toList());
        LaunchException twice =
                assertThrows(LaunchException.class, () -> start(workers, PoStKind.WINNING, "winningpost-1"));
        assertEquals("there is a worker winningpost-1 already", twice.getMessage());
        workers.stop("windowpost-1", false, WAIT_MILLIS_MAX, line -> {});
        assertEquals(
                "windowpost-1", start(workers, PoStKind.WINDOW, null).worker().name());
        for (String bad : List.of("", "..", "a/b", ".hidden", "a b", "x".repeat(65))) {
            assertThrows(LaunchException.class, () -> start(workers, PoStKind.WINDOW, bad), bad);
        }
    }

    private static int port(LocalWorker worker) {
        assertEquals("--listen", worker.flags().get(1));
        assertTrue(worker.flags().get(2).startsWith("0.0.0.0:"), worker::toString);
        return PortClaim.portIn(worker.flags());
    }

    /** None of them listens yet, as workers do not that read their parameters. */
    @Test
    void portsAreCountedAsNamesAre() throws Exception {
        LocalWorkers workers = workers(shell("exec tail -f /dev/null"));
        LocalWorkers.Order order = new LocalWorkers.Order(PoStKind.WINDOW, null, List.of(), List.of(), true);
        int first = port(workers.start(order, Patience.NONE, line -> {}).worker());
        int second = port(workers.start(order, Patience.NONE, line -> {}).worker());
        assertTrue(first >= 3456 && second > first, first + " and " + second);
        workers.stop("windowpost-1", true, WAIT_MILLIS_MAX, line -> {});
        assertEquals(first, port(workers.start(order, Patience.NONE, line -> {}).worker()), "free again");
        workers.stop("windowpost-1", true, WAIT_MILLIS_MAX, line -> {});
        try (ServerSocket other = new ServerSocket(first)) {
            int third = port(workers.start(order, Patience.NONE, line -> {}).worker());
            assertTrue(third != second && third != other.getLocalPort(), third + " is taken");
        }
    }

    /** Both at the same moment: the port of the one that comes second is any that the system has. */
    @Test
    void whereAnotherConsoleIsGivingAPortTheSystemGivesOne() throws Exception {
        Files.createDirectories(state.resolve("workers"));
        try (NameLock other = NameLock.tryTake(state.resolve("workers"))) {
            assertNotNull(other);
            LocalWorkers workers = workers(shell("exec tail -f /dev/null"));
            LocalWorkers.Order order = new LocalWorkers.Order(PoStKind.WINDOW, null, List.of(), List.of(), true);
            assertEquals(0, port(workers.start(order, Patience.NONE, line -> {}).worker()));
        }
    }

    @Test
    void twoConsolesAtOnceStartTwoWorkers() throws Exception {
        List<CompletableFuture<String>> both = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            both.add(CompletableFuture.supplyAsync(() -> {
                try {
                    return start(workers(StandInWorker.words()), PoStKind.WINDOW, null)
                            .worker()
                            .name();
                } catch (LaunchException | IOException e) {
                    throw new IllegalStateException(e);
                }
            }));
        }
        List<String> names = new ArrayList<>();
        for (CompletableFuture<String> one : both) {
            names.add(one.get(WAIT_MILLIS_MAX, TimeUnit.MILLISECONDS));
        }
        Collections.sort(names);
        assertEquals(List.of("windowpost-1", "windowpost-2"), names);
    }

    @Test
    void oneThatDiesIsToldOfWithTheEndOfItsLog() throws Exception {
        LocalWorkers workers = workers(StandInWorker.words());
        LocalWorkers.Started started = start(workers, PoStKind.WINNING, "first", "--say=die");
        assertFalse(started.worker().isAlive());
        assertEquals(3, started.exitStatus());
        List<String> expected = new ArrayList<>();
        for (int i = 12; i <= 20; i++) {
            expected.add("line " + i);
        }
        expected.add("no parameters: giving up");
        assertEquals(expected, started.lastLines());

        LocalWorker dead = workers.list().get(0);
        assertEquals("dead", dead.state());
        assertEquals("no parameters: giving up", dead.lastLogLine());
        assertNull(dead.status());

        // Its name is free; the log of the one before is kept, and no older one.
        start(workers, PoStKind.WINNING, "first", "--say=die");
        start(workers, PoStKind.WINDOW, "first");
        Path home = state.resolve("workers/first");
        assertTrue(Files.readString(home.resolve("worker.log")).contains("--windowpost"));
        assertTrue(Files.readString(home.resolve("worker.log.1")).contains("giving up"));
        try (Stream<Path> files = Files.list(home)) {
            assertEquals(
                    2,
                    files.filter(file -> file.getFileName().toString().startsWith("worker.log"))
                            .count());
        }
    }

    @Test
    void oneThatWasDeadIsForgottenWithoutASignal() throws Exception {
        LocalWorkers workers = workers(StandInWorker.words());
        start(workers, PoStKind.WINDOW, "w", "--say=die");
        List<String> progress = new ArrayList<>();
        assertTrue(workers.stop("w", false, WAIT_MILLIS_MAX, progress::add));
        assertEquals(List.of("w was dead already."), progress);
        assertEquals(List.of(), workers.list());
        LaunchException unknown =
                assertThrows(LaunchException.class, () -> workers.stop("w", false, WAIT_MILLIS_MAX, line -> {}));
        assertEquals("there is no worker w", unknown.getMessage());
    }

    /** The process id of a worker that died is somebody else's by now: here this test's own. */
    @Test
    void aProcessThatBeganAtAnotherMomentIsNoWorkerOfOurs() throws Exception {
        LocalWorkers workers = workers(StandInWorker.words());
        WorkerHome home = new WorkerHome(state.resolve("workers"), "old");
        home.make();
        long own = ProcessHandle.current().pid();
        Instant begun = ProcessHandle.current().info().startInstant().orElseThrow();
        home.write(new WorkerRecord(PoStKind.WINDOW, own, begun.minusSeconds(60), begun, List.of()));
        assertFalse(workers.list().get(0).isAlive());
        assertTrue(workers.stop("old", true, WAIT_MILLIS_MAX, line -> {}), "and this process still runs");
        home.write(new WorkerRecord(PoStKind.WINDOW, own, begun, begun, List.of()));
        assertTrue(workers.list().get(0).isAlive());
        home.forget();
    }

    /** A clock that is set moves the beginnings of all processes; the worker itself says when it began as it was. */
    @Test
    void aWorkerIsKnownAfterTheClockJumped() throws Exception {
        LocalWorkers workers = workers(StandInWorker.words());
        LocalWorker worker = start(workers, PoStKind.WINDOW, "w").worker();
        WorkerHome home = new WorkerHome(state.resolve("workers"), "w");
        Instant begun = home.read().processStart();
        Instant told = worker.status().startedAt();
        home.write(new WorkerRecord(
                PoStKind.WINDOW, worker.pid(), begun.minusSeconds(3600), told.minusSeconds(3600), List.of()));
        assertEquals("dead", workers.list().get(0).state(), "by its own word it began at another time");
        home.write(new WorkerRecord(
                PoStKind.WINDOW, worker.pid(), begun.minusSeconds(3600), told.minusSeconds(5), List.of()));
        assertTrue(workers.list().get(0).isRegistered());
        assertEquals(begun, home.read().processStart(), "the record is put right");
        assertTrue(workers.stop("w", false, WAIT_MILLIS_MAX, line -> {}));
        assertFalse(ProcessHandle.of(worker.pid()).map(ProcessHandle::isAlive).orElse(false));
    }

    @Test
    void oneThatDoesNotRegisterIsLeftRunningAfterTheWait() throws Exception {
        LocalWorkers workers = workers(StandInWorker.words());
        for (String say : List.of("unable", "connecting")) {
            LocalWorkers.Order order =
                    new LocalWorkers.Order(PoStKind.WINDOW, say, List.of(), List.of("--say=" + say), false);
            LocalWorker left =
                    workers.start(order, Patience.of(3_000), line -> {}).worker();
            assertTrue(left.isAlive());
            assertFalse(left.isRegistered());
        }
        List<LocalWorker> both = workers.list();
        assertEquals("connecting", both.get(0).state());
        assertEquals("unable", both.get(1).state());
        assertEquals("the parameters of 32GiB are missing", both.get(1).status().unable());

        LocalWorkers.Order silent =
                new LocalWorkers.Order(PoStKind.WINNING, "silent", List.of(), List.of("--say=nothing"), false);
        LocalWorker started = workers.start(silent, Patience.NONE, line -> {}).worker();
        assertTrue(started.isAlive());
        assertEquals("silent", started.state());
        assertNotNull(started.silence());
    }

    /** It is at its parameters for longer than a start waits for one that shows nothing. */
    @Test
    void oneThatIsAtItsParametersIsWaitedForUntilItIsRegistered() throws Exception {
        LocalWorkers workers = workers(StandInWorker.words());
        LocalWorkers.Order order =
                new LocalWorkers.Order(PoStKind.WINDOW, "w", List.of(), List.of("--say=checks"), false);
        List<String> progress = new ArrayList<>();
        LocalWorkers.Started started =
                workers.start(order, new Patience(5_000, 20_000, WAIT_MILLIS_MAX), progress::add);
        assertTrue(started.worker().isRegistered(), started::toString);
        assertNull(started.preFlight());
        assertEquals(List.of("w is at its pre-flight: checking parameters, v28.params, 1 %"), progress);
    }

    @Test
    void oneThatIsStillAtItsParametersAtTheEndIsSaidToBe() throws Exception {
        LocalWorkers workers =
                workers(shell("while :; do n=$((n + 1)); echo \"checking parameters\tfile=f percent=$n\";"
                        + " sleep 0.2 & wait; done"));
        LocalWorkers.Order order = new LocalWorkers.Order(PoStKind.WINDOW, "w", List.of(), List.of(), false);
        LocalWorkers.Started started = workers.start(order, new Patience(2_000, 20_000, 2_500), line -> {});
        assertTrue(started.worker().isAlive() && !started.worker().isRegistered());
        assertTrue(started.preFlight().matches("checking parameters, f, \\d+ %"), started.preFlight());
    }

    @Test
    void oneThatFellSilentAtItsParametersIsNotSaidToBeAtThem() throws Exception {
        LocalWorkers workers = workers(shell("echo 'checking parameters'; exec tail -f /dev/null"));
        LocalWorkers.Order order = new LocalWorkers.Order(PoStKind.WINDOW, "w", List.of(), List.of(), false);
        long startNanos = System.nanoTime();
        LocalWorkers.Started started =
                workers.start(order, new Patience(WAIT_MILLIS_MAX, 1_000, WAIT_MILLIS_MAX), line -> {});
        assertTrue(System.nanoTime() - startNanos < TimeUnit.MILLISECONDS.toNanos(WAIT_MILLIS_MAX));
        assertTrue(started.worker().isAlive());
        assertNull(started.preFlight());
    }

    /** As when another console stops it: the record goes while the start still waits. */
    @Test
    void oneThatIsForgottenWhileItStartsIsStillToldOf() throws Exception {
        LocalWorkers workers = workers(shell("record=${2%/repo}/worker.json; while [ ! -e $record ]; do :; done;"
                + " rm $record; echo forgotten; exec tail -f /dev/null"));
        LocalWorker worker = workers.start(
                        new LocalWorkers.Order(PoStKind.WINDOW, "w", List.of(), List.of(), false),
                        Patience.of(1_500),
                        line -> {})
                .worker();
        pids.add(worker.pid());
        assertTrue(Files.readString(Path.of(worker.logFile())).contains("forgotten"));
        assertTrue(worker.isAlive());
        assertEquals("silent", worker.state());
        assertEquals(List.of(), workers.list());

        LocalWorkers leaving = workers(shell("record=${2%/repo}/worker.json; while [ ! -e $record ]; do :; done;"
                + " rm $record; echo leaving; exit 4"));
        LocalWorkers.Started gone = leaving.start(
                new LocalWorkers.Order(PoStKind.WINDOW, "v", List.of(), List.of(), false),
                Patience.of(WAIT_MILLIS_MAX),
                line -> {});
        assertFalse(gone.worker().isAlive());
        assertEquals(4, gone.exitStatus());
        assertEquals(List.of("leaving"), gone.lastLines());
    }

    @Test
    void stopWaitsAsLongAsTheWorkerDrainsOrTheUserSaid() throws Exception {
        LocalWorkers workers = workers(StandInWorker.words());
        LocalWorker worker =
                start(workers, PoStKind.WINDOW, "w", "--say=drains").worker();
        assertFalse(workers.stop("w", false, 500, line -> {}), "it still drains");
        assertTrue(workers.list().get(0).isAlive());
        Files.createFile(Path.of(worker.repository(), "go"));
        assertTrue(workers.stop("w", false, WAIT_MILLIS_MAX, line -> {}));
        assertEquals(List.of(), workers.list());
    }

    @Test
    void stopNowSignalsTwice() throws Exception {
        // Ends at the second signal alone.
        LocalWorkers workers =
                workers(shell("n=0; trap 'n=$((n + 1)); echo signal $n; [ $n -lt 2 ] || exit 0' TERM; echo up;"
                        + " while :; do sleep 0.1 & wait; done"));
        LocalWorker worker = workers.start(
                        new LocalWorkers.Order(PoStKind.WINDOW, "w", List.of(), List.of(), false),
                        Patience.NONE,
                        line -> {})
                .worker();
        pids.add(worker.pid());
        awaitLog(worker, "up");
        List<String> progress = new ArrayList<>();
        assertTrue(workers.stop("w", true, WAIT_MILLIS_MAX, progress::add));
        assertEquals(List.of(), progress, "nothing was killed");
        assertTrue(Files.readString(Path.of(worker.logFile())).contains("signal 2"));
    }

    @Test
    void oneThatHearsNoSignalIsKilled() throws Exception {
        LocalWorkers workers = workers(shell("trap '' TERM; echo up; while :; do sleep 0.1; done"));
        LocalWorker worker = workers.start(
                        new LocalWorkers.Order(PoStKind.WINDOW, "w", List.of(), List.of(), false),
                        Patience.NONE,
                        line -> {})
                .worker();
        pids.add(worker.pid());
        awaitLog(worker, "up");
        List<String> progress = new ArrayList<>();
        assertTrue(workers.stop("w", true, WAIT_MILLIS_MAX, progress::add));
        assertEquals(List.of("w did not end within 5 s; it is killed."), progress);
        assertEquals(List.of(), workers.list());
    }

    /** Follows the log until a line of it is there. */
    private static void awaitLog(LocalWorker worker, String line) throws Exception {
        CompletableFuture<Void> seen = new CompletableFuture<>();
        Thread following = new Thread(() -> {
            try (LogFollower follower = new LogFollower(Path.of(worker.logFile()), found -> {
                if (found.equals(line)) {
                    seen.complete(null);
                }
            })) {
                follower.follow();
            } catch (IOException e) {
                seen.completeExceptionally(e);
            }
        });
        following.start();
        seen.get(WAIT_MILLIS_MAX, TimeUnit.MILLISECONDS);
        following.interrupt();
        following.join(WAIT_MILLIS_MAX);
    }

    @Test
    void aProgramThatIsNotThereIsSaidToBeNotThere() throws Exception {
        LocalWorkers workers = workers(List.of("/nowhere/lotus-worker"));
        LocalWorkers.Started started = start(workers, PoStKind.WINDOW, null);
        assertFalse(started.worker().isAlive());
        assertTrue(started.exitStatus() != 0);
        assertTrue(String.join("\n", started.lastLines()).contains("/nowhere/lotus-worker"), () -> started.lastLines()
                .toString());
    }

    @Test
    void withoutSetsidASignalOfTheTerminalIsIgnored() throws Exception {
        LocalWorkers workers =
                new LocalWorkers(state, WorkerProgram.of(StandInWorker.words(), name -> null), Clock.systemUTC());
        LocalWorker worker = start(workers, PoStKind.WINDOW, null).worker();
        for (String signal : List.of("HUP", "INT", "QUIT")) {
            assertEquals(
                    0,
                    new ProcessBuilder("kill", "-" + signal, Long.toString(worker.pid()))
                            .start()
                            .waitFor());
        }
        assertTrue(workers.list().get(0).isRegistered(), "it answers after the signals");
        assertTrue(workers.stop(worker.name(), false, WAIT_MILLIS_MAX, line -> {}));
    }
}
