package io.lotusconsole.launcher;

import io.lotusconsole.http.Endpoint;
import io.lotusconsole.http.SmallDocument;
import io.lotusconsole.lotus.ApiInfoException;
import io.lotusconsole.lotus.ApiLocator;
import io.lotusconsole.lotus.NodeKind;
import io.lotusconsole.proving.LocalWorker;
import io.lotusconsole.proving.PoStKind;
import io.lotusconsole.proving.UnreadableWorker;
import io.lotusconsole.proving.WorkerStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The workers of this machine, each in a directory of its name. Several consoles may use them at once: a name is
 * started by one at a time, and what is told of a worker is read anew each time.
 */
public final class LocalWorkers {
    /** A worker that does not tell its status within this is busy with something that it should not be. */
    private static final long STATUS_MILLIS_MAX = 1_000;

    private static final int STATUS_BYTES_MAX = 4 << 20;
    private static final int STATUSES_AT_ONCE = 8;

    /** How often a worker that starts is looked at. */
    private static final long LOOK_AGAIN_MILLIS = 200;

    /** How often is told that a worker still drains. */
    private static final long PROGRESS_MILLIS = 10_000;

    /** How long it may take until a killed process is gone: one that waits for a device goes no sooner. */
    private static final long GONE_MILLIS_MAX = 30_000;

    private static final int NAME_CHARS_MAX = 64;

    /** Workers of one role that have no name of their own. */
    private static final int DEFAULT_NAMES_MAX = 1_000;

    private static final int LAST_LINES = 10;

    private final Path workers;
    private final WorkerProgram program;
    private final Clock clock;

    /** @param state directory of what outlives a run of the console */
    public LocalWorkers(Path state, WorkerProgram program, Clock clock) {
        this.workers = state.resolve("workers");
        this.program = program;
        this.clock = clock;
    }

    /**
     * What to start.
     *
     * @param name null for one by the role
     * @param globals flags before {@code run}
     * @param flags flags of {@code run} besides that of the role
     * @param wantsPort whether flags and environment leave open where it serves, so that it is given a free port
     */
    public record Order(PoStKind role, String name, List<String> globals, List<String> flags, boolean wantsPort) {}

    /**
     * How a start went.
     *
     * @param exitStatus of one that died; 0 otherwise
     * @param lastLines of the log of one that died
     * @param preFlight what a living one that is not registered is at, by its log; null if it does not tell
     */
    public record Started(LocalWorker worker, int exitStatus, List<String> lastLines, String preFlight) {}

    /**
     * Starts a worker and waits until it is registered or has died, or patience ends; it is left alone then, whatever
     * it is at.
     *
     * @param progress takes a sentence now and then
     */
    public Started start(Order order, Patience patience, Consumer<String> progress)
            throws LaunchException, IOException {
        WorkerHome home;
        Launched launched;
        try (Claim claim = claim(order)) {
            home = claim.home();
            home.rotateLog();
            launched = start(order, home);
        }
        StartWatch watch = new StartWatch(patience, progress);
        LocalWorker worker = describe(home, launched);
        try {
            while (!worker.isRegistered() && watch.isWaiting(worker)) {
                if (launched.process().waitFor(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS)) {
                    return new Started(
                            describe(home, launched),
                            launched.process().exitValue(),
                            LogTail.lines(home.log(), LAST_LINES),
                            null);
                }
                worker = describe(home, launched);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new Started(worker, 0, List.of(), watch.preFlight(worker));
    }

    /** A process that was started, and what was recorded of it then. */
    private record Launched(Process process, WorkerRecord record) {}

    private Launched start(Order order, WorkerHome home) throws LaunchException, IOException {
        List<String> flags = new ArrayList<>();
        flags.add(order.role().flag());
        flags.addAll(order.flags());
        if (!order.wantsPort()) {
            return start(order, flags, home);
        }
        try (PortClaim port = PortClaim.take(workers, this::givenPorts)) {
            flags.addAll(port.flags());
            return start(order, flags, home);
        }
    }

    /** Those of workers that live, whether they listen yet or not. */
    private Set<Integer> givenPorts() throws IOException {
        Set<Integer> ports = new HashSet<>();
        for (WorkerHome home : homes(workers)) {
            try {
                WorkerRecord record = home.read();
                if (record != null && record.process() != null) {
                    ports.add(PortClaim.portIn(record.flags()));
                }
            } catch (BadRecordException e) {
                // If that worker listens, the port is not free.
            }
        }
        return ports;
    }

    private Launched start(Order order, List<String> flags, WorkerHome home) throws LaunchException, IOException {
        // What an earlier worker left there would be taken for this one's address.
        Files.deleteIfExists(home.repository().resolve("api"));
        List<String> arguments =
                new ArrayList<>(List.of("--worker-repo", home.repository().toString()));
        arguments.addAll(order.globals());
        arguments.add("run");
        arguments.addAll(flags);
        Process process;
        try {
            process = program.start(arguments, home.log());
        } catch (IOException e) {
            throw new LaunchException("the worker cannot be started: " + e.getMessage(), null, e);
        }
        Instant now = clock.instant();
        Instant begun = process.info().startInstant().orElse(now);
        WorkerRecord record = new WorkerRecord(order.role(), process.pid(), begun, now, flags);
        home.write(record);
        return new Launched(process, record);
    }

    private LocalWorker describe(WorkerHome home, Launched launched) throws IOException {
        WorkerRecord record = home.read();
        // Another console may have stopped it and forgotten it, and started the next of that name.
        boolean isSame = record != null && record.pid() == launched.record().pid();
        return describe(home, isSame ? record : launched.record());
    }

    /** The right to start a name, and the directory of that name. */
    private record Claim(WorkerHome home, NameLock lock) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            lock.close();
        }
    }

    private Claim claim(Order order) throws LaunchException, IOException {
        if (order.name() != null) {
            checkName(order.name());
            Claim claim;
            try {
                claim = tryClaim(order.name());
            } catch (BadRecordException e) {
                throw unreadable(order.name(), e);
            }
            if (claim == null) {
                throw new LaunchException(
                        "there is a worker " + order.name() + " already",
                        "Stop it first (`lotus-miner worker stop " + order.name() + "`), or give another --name.");
            }
            return claim;
        }
        for (int i = 1; i <= DEFAULT_NAMES_MAX; i++) {
            try {
                Claim claim = tryClaim(order.role().title().toLowerCase(Locale.ROOT) + "-" + i);
                if (claim != null) {
                    return claim;
                }
            } catch (BadRecordException e) {
                // Somebody has that name, and nobody can say who.
            }
        }
        throw new LaunchException("there are " + DEFAULT_NAMES_MAX + " workers already", "Give it a --name.");
    }

    /** Null if the name has a living worker, or somebody is just starting one. */
    private Claim tryClaim(String name) throws IOException {
        WorkerHome home = new WorkerHome(workers, name);
        home.make();
        NameLock lock = NameLock.tryTake(home.directory());
        if (lock == null) {
            return null;
        }
        boolean free = false;
        try {
            WorkerRecord record = read(home);
            free = record == null || record.process() == null;
            return free ? new Claim(home, lock) : null;
        } finally {
            if (!free) {
                lock.close();
            }
        }
    }

    private static LaunchException unreadable(String name, BadRecordException why) {
        return new LaunchException(
                "it is not known what the worker " + name + " is: " + why.getMessage(),
                "Once no process of it runs, remove that file.",
                why);
    }

    private static void checkName(String name) throws LaunchException {
        boolean good = !name.isEmpty() && name.length() <= NAME_CHARS_MAX && Character.isLetterOrDigit(name.charAt(0));
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            good &= c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "._-".indexOf(c) >= 0;
        }
        if (!good) {
            throw new LaunchException(
                    "\"" + name + "\" is no name for a worker",
                    "Letters, digits, dots, hyphens and underscores, up to " + NAME_CHARS_MAX + ".");
        }
    }

    /**
     * What was found of workers.
     *
     * @param unreadable those of which it cannot be said what they are, if anything
     */
    public record Found(List<LocalWorker> workers, List<UnreadableWorker> unreadable) {}

    /** Those of {@link #look} of which something is known. */
    public List<LocalWorker> list() throws IOException {
        return look().workers();
    }

    /** All workers that were started and not stopped, by name, each asked for its status. Blocks a second a few. */
    public Found look() throws IOException {
        List<WorkerHome> homes = homes(workers);
        Found found = new Found(new ArrayList<>(), new ArrayList<>());
        ExecutorService asking = Executors.newFixedThreadPool(STATUSES_AT_ONCE, task -> {
            Thread thread = new Thread(task, "worker status");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<LocalWorker>> asked = new ArrayList<>();
            for (WorkerHome home : homes) {
                asked.add(asking.submit(() -> {
                    WorkerRecord record = read(home);
                    return record == null ? null : describe(home, record);
                }));
            }
            for (int i = 0; i < asked.size(); i++) {
                try {
                    LocalWorker worker = asked.get(i).get();
                    if (worker != null) {
                        found.workers().add(worker);
                    }
                } catch (ExecutionException e) {
                    found.unreadable().add(new UnreadableWorker(homes.get(i).name(), why(e.getCause())));
                }
            }
            return found;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            asking.shutdownNow();
        }
    }

    private static String why(Throwable failure) throws IOException {
        if (failure instanceof IOException) {
            return failure.getMessage();
        }
        throw new IOException(failure.getMessage(), failure);
    }

    /** Of all names that were ever given, by name. */
    private static List<WorkerHome> homes(Path workers) throws IOException {
        try (Stream<Path> entries = Files.list(workers)) {
            return entries.filter(Files::isDirectory)
                    .sorted()
                    .map(entry -> new WorkerHome(workers, entry.getFileName().toString()))
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    /**
     * A name that a worker has or had.
     *
     * @param role null if it was stopped, or its record cannot be read
     */
    public record Known(String name, PoStKind role, boolean isAlive) {}

    /**
     * All names with a log, in their order. Nobody is asked, nothing is waited for.
     *
     * @param state directory of what outlives a run of the console
     */
    public static List<Known> known(Path state) throws IOException {
        List<Known> known = new ArrayList<>();
        for (WorkerHome home : homes(state.resolve("workers"))) {
            if (Files.exists(home.log())) {
                WorkerRecord record = recordOf(home);
                known.add(
                        record == null
                                ? new Known(home.name(), null, false)
                                : new Known(home.name(), record.role(), record.process() != null));
            }
        }
        return known;
    }

    private static WorkerRecord recordOf(WorkerHome home) {
        try {
            return home.read();
        } catch (IOException e) {
            return null;
        }
    }

    /** The record of a name, put right if the clock was set since; null if there is none. */
    private static WorkerRecord read(WorkerHome home) throws IOException {
        WorkerRecord record = home.read();
        if (record == null
                || record.process() != null
                || ProcessHandle.of(record.pid()).isEmpty()) {
            return record;
        }
        try {
            WorkerRecord moved = record.afterClockJump(status(home, record).startedAt());
            if (moved != null) {
                home.write(moved);
                return moved;
            }
        } catch (IOException | ApiInfoException e) {
            // Whoever has the id now is not that worker, or cannot say so.
        }
        return record;
    }

    private LocalWorker describe(WorkerHome home, WorkerRecord record) throws IOException {
        boolean alive = record.process() != null;
        WorkerStatus status = null;
        String silence = null;
        String lastLine = null;
        if (alive) {
            try {
                status = status(home, record);
            } catch (IOException | ApiInfoException e) {
                silence = e.getMessage();
            }
        } else {
            List<String> last = LogTail.lines(home.log(), 1);
            lastLine = last.isEmpty() ? null : last.get(0);
        }
        return new LocalWorker(
                home.name(),
                record.role(),
                record.pid(),
                record.startedAt(),
                record.flags(),
                alive,
                status,
                silence,
                lastLine,
                home.log().toString(),
                home.repository().toString());
    }

    private static WorkerStatus status(WorkerHome home, WorkerRecord record) throws IOException, ApiInfoException {
        if (!Files.exists(home.repository().resolve("api"))) {
            throw new IOException("it has not told its address yet");
        }
        WorkerStatus told = statusOf(home.repository());
        if (told.pid() != record.pid()) {
            throw new IOException("process " + told.pid() + " answers at its address");
        }
        return told;
    }

    /**
     * What the worker of a repository says of itself. Blocks {@link #STATUS_MILLIS_MAX} at most.
     *
     * @throws ApiInfoException if no worker runs there
     * @throws IOException if it does not answer, or is none of ours
     */
    public static WorkerStatus statusOf(Path repository) throws IOException, ApiInfoException {
        // Without an environment: this worker is meant, wherever WORKER_API_INFO leads.
        ApiLocator.Location place = new ApiLocator(name -> null).locate(NodeKind.WORKER, repository, false, null);
        Endpoint rpc = place.endpoint();
        Endpoint status = new Endpoint(rpc.isSecure() ? "https" : "http", rpc.host(), rpc.port(), "/status");
        String token = place.token() == null ? null : place.token().reveal();
        return StatusCodec.read(SmallDocument.get(status, token, STATUS_MILLIS_MAX, STATUS_BYTES_MAX));
    }

    /** The log of a worker that was started once, and may have been stopped since. */
    public Path log(String name) throws LaunchException, IOException {
        checkName(name);
        WorkerHome home = new WorkerHome(workers, name);
        if (!Files.exists(home.log())) {
            throw unknown(name);
        }
        return home.log();
    }

    private LaunchException unknown(String name) throws IOException {
        StringBuilder names = new StringBuilder();
        for (LocalWorker worker : list()) {
            names.append(names.length() == 0 ? "" : ", ").append(worker.name());
        }
        return new LaunchException(
                "there is no worker " + name,
                names.length() == 0
                        ? "None was started here; `lotus-miner worker start --windowpost` starts one."
                        : "There are: " + names + ".");
    }

    /**
     * Ends a worker and forgets it; its log stays. It is told to drain, finishes what it is at, and goes. Blocks until
     * it is gone.
     *
     * @param now to tell it twice at once, which ends it as it is, and to kill it if that does not
     * @param waitMillisMax after which it is left alone to drain; 0 for no limit
     * @param progress takes a sentence now and then
     * @return whether it is gone
     */
    public boolean stop(String name, boolean now, long waitMillisMax, Consumer<String> progress)
            throws LaunchException, IOException {
        checkName(name);
        WorkerHome home = new WorkerHome(workers, name);
        WorkerRecord record;
        try {
            record = read(home);
        } catch (BadRecordException e) {
            throw unreadable(name, e);
        }
        if (record == null) {
            throw unknown(name);
        }
        ProcessHandle process = record.process();
        if (process == null) {
            progress.accept(name + " was dead already.");
        } else if (!(now ? endNow(process, name, progress) : drain(process, home, record, waitMillisMax, progress))) {
            return false;
        }
        forget(home, record);
        return true;
    }

    private static boolean endNow(ProcessHandle process, String name, Consumer<String> progress)
            throws LaunchException, IOException {
        signal(process);
        if (isGone(process, ChildWorker.SECOND_SIGNAL_MILLIS)) {
            return true;
        }
        signal(process);
        if (isGone(process, ChildWorker.KILL_MILLIS)) {
            return true;
        }
        progress.accept(name + " did not end within " + ChildWorker.KILL_MILLIS / 1000 + " s; it is killed.");
        process.destroyForcibly();
        return isGone(process, GONE_MILLIS_MAX);
    }

    private boolean drain(
            ProcessHandle process, WorkerHome home, WorkerRecord record, long waitMillisMax, Consumer<String> progress)
            throws LaunchException, IOException {
        signal(process);
        progress.accept(home.name() + " (process " + record.pid()
                + ") finishes what it is at and leaves the miner, which may take minutes.");
        long startNanos = System.nanoTime();
        while (true) {
            long passedMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
            long leftMillis = waitMillisMax == 0 ? Long.MAX_VALUE : waitMillisMax - passedMillis;
            if (leftMillis <= 0) {
                return false;
            }
            if (isGone(process, Math.min(PROGRESS_MILLIS, leftMillis))) {
                return true;
            }
            LocalWorker worker = describe(home, record);
            progress.accept(home.name() + " is still there: " + worker.state()
                    + (worker.status() == null || worker.status().running().isEmpty()
                            ? ""
                            : ", " + worker.status().running().get(0).phase()));
        }
    }

    private static void signal(ProcessHandle process) throws LaunchException {
        if (!process.destroy() && process.isAlive()) {
            throw new LaunchException(
                    "process " + process.pid() + " cannot be signalled", "Is it another user's? Ask as that one.");
        }
    }

    private static boolean isGone(ProcessHandle process, long millisMax) throws IOException {
        CompletableFuture<ProcessHandle> exit = process.onExit();
        try {
            exit.get(millisMax, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Unless the name has a new worker by now. */
    private static void forget(WorkerHome home, WorkerRecord stopped) throws IOException {
        try (NameLock lock = NameLock.tryTake(home.directory())) {
            WorkerRecord record = lock == null ? null : home.read();
            if (record != null && record.pid() == stopped.pid() && record.process() == null) {
                home.forget();
            }
        }
    }
}
