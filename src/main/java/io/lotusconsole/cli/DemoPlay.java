package io.lotusconsole.cli;

import static io.lotusconsole.proving.PoStKind.WINDOW;
import static io.lotusconsole.proving.PoStKind.WINNING;

import io.lotusconsole.embedded.ProofAttempt;
import io.lotusconsole.launcher.ChildWorker;
import io.lotusconsole.lotus.ApiInfoException;
import io.lotusconsole.proving.PoStKind;
import io.lotusconsole.proving.WorkerSnapshot;
import io.lotusconsole.proving.WorkerTally;
import io.lotusconsole.render.DemoReport;
import io.lotusconsole.render.Durations;
import io.lotusconsole.rpc.RpcException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The plot of a demo with proofs: two workers attach, prove what the chain asks for, one is stopped, and the miner
 * proves again by itself. Everything that is said was looked at. For one thread.
 */
final class DemoPlay {
    /** JVMs start, parameters are checked, files are opened: seconds, on a machine that does nothing else. */
    private static final long REGISTER_MILLIS_MAX = 90_000;

    /** A deadline opens every five seconds, and its proof takes one. */
    private static final long WINDOW_MILLIS_MAX = 60_000;

    /** A ticket is drawn every 20 seconds, and its proof takes up to 9 on two cores. */
    private static final long WINNING_MILLIS_MAX = 120_000;

    /** A worker that leaves still takes what comes within 16 s, and finishes it. */
    private static final long LEAVE_MILLIS_MAX = 90_000;

    /** From its last answer to the miner until no list has it. */
    private static final long GONE_MILLIS_MAX = 15_000;

    private static final List<PoStKind> ROLES = List.of(WINDOW, WINNING);
    private static final long LOOK_AGAIN_MILLIS = 200;
    private static final int LOG_LINES = 10;

    /** The story cannot go on. The message is a clause; the lines are from the log of who is to blame. */
    static final class Broken extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient List<String> log;

        Broken(String message, List<String> log) {
            super(message);
            this.log = log;
        }

        List<String> log() {
            return log == null ? List.of() : log;
        }
    }

    private final DemoCluster cluster;
    private final DemoStory story;
    private final DemoStage stage;
    private final double slowness;
    private final Map<PoStKind, ChildWorker> workers = new EnumMap<>(PoStKind.class);
    private final Map<PoStKind, String> sessions = new EnumMap<>(PoStKind.class);
    private final List<DemoReport.Check> checks = new ArrayList<>();
    private WorkerTally attached;

    /** That one may die: it was told to leave. */
    private ChildWorker leaving;

    /** @param slowness how many times as long as on two free cores everything may take; from 1 */
    DemoPlay(DemoCluster cluster, DemoStory story, DemoStage stage, double slowness) {
        this.slowness = slowness;
        this.cluster = cluster;
        this.story = story;
        this.stage = stage;
    }

    /** Whether something holds now. */
    private interface Condition {
        boolean isMet() throws RpcException, ApiInfoException;
    }

    void run() throws Broken, RpcException, ApiInfoException, CommandFailure, InterruptedException {
        attach();
        firstProofs();
        stage.show("info");
        stopOne();
        stage.show("proving", "workers");
    }

    private void attach() throws Broken, RpcException, ApiInfoException, CommandFailure, InterruptedException {
        story.say("");
        story.say("Two PoSt workers are started, each a process of its own.");
        for (PoStKind role : ROLES) {
            start(role);
        }
        long startNanos = System.nanoTime();
        await(
                () -> isRegistered(WINDOW, startNanos) & isRegistered(WINNING, startNanos),
                REGISTER_MILLIS_MAX,
                "both workers to be registered");
        await(
                () -> {
                    // A worker that does not answer in time is listed without its kind.
                    attached = WorkerTally.of(stage.workers());
                    return attached.windowPoSt() == 1 && attached.winningPoSt() == 1;
                },
                REGISTER_MILLIS_MAX,
                "the miner to list one worker of each kind");
        check("Two workers are attached, one of each kind", true);
    }

    private void start(PoStKind role) throws CommandFailure {
        String name = role == WINDOW ? "demo-window" : "demo-winning";
        ChildWorker worker = cluster.startWorker(role, name);
        workers.put(role, worker);
        story.say("  lotus-worker run " + role.flag() + " --name " + name + "   # process " + worker.pid());
    }

    /** Tells it once. */
    private boolean isRegistered(PoStKind role, long startNanos) throws RpcException, ApiInfoException {
        if (sessions.containsKey(role)) {
            return true;
        }
        String name = workers.get(role).name();
        WorkerSnapshot listed = stage.workers().stream()
                .filter(each -> each.hostname().equals(name) && each.enabled())
                .findFirst()
                .orElse(null);
        if (listed == null) {
            return false;
        }
        sessions.put(role, listed.id().toString());
        long nanos = System.nanoTime() - startNanos;
        story.say("  " + name + " is registered, after " + Durations.go(nanos / 1_000_000 * 1_000_000));
        return true;
    }

    private static WorkerSnapshot find(List<WorkerSnapshot> all, String session) {
        return all.stream()
                .filter(each -> each.id().toString().equals(session))
                .findFirst()
                .orElse(null);
    }

    private void firstProofs() throws Broken, RpcException, ApiInfoException, CommandFailure, InterruptedException {
        story.say("");
        story.say("From now on the miner gives them every proof that its chain asks for.");
        await(() -> proofBy(WINDOW) != null, WINDOW_MILLIS_MAX, "a WindowPoSt by " + name(WINDOW));
        // Shown with what runs, if that is to be seen: not every machine takes long enough.
        await(
                () -> proofBy(WINNING) != null || isAtWork(WINNING),
                WINNING_MILLIS_MAX,
                "a winning ticket for " + name(WINNING));
        stage.show("proving", "workers");
        story.say("");
        await(
                () -> proofBy(WINNING) != null && story.isBlockTold(),
                WINNING_MILLIS_MAX,
                "the WinningPoSt of " + name(WINNING));
        for (PoStKind role : ROLES) {
            check("A " + role.title() + " was made by " + name(role) + ", and is verified", true);
        }
        check(
                "While they were attached, the miner made none itself",
                withWorkers().stream().noneMatch(attempt -> attempt.maker().isMiner()));
    }

    /** What was made of a kind since its worker made its first. */
    private List<ProofAttempt> withWorkers() {
        List<ProofAttempt> since = new ArrayList<>();
        for (PoStKind role : ROLES) {
            List<ProofAttempt> all = story.attempts();
            since.addAll(all.subList(all.indexOf(proofBy(role)), all.size()).stream()
                    .filter(attempt -> attempt.kind() == role && attempt.maker() != null)
                    .toList());
        }
        return since;
    }

    private String name(PoStKind role) {
        return workers.get(role).name();
    }

    private boolean isAtWork(PoStKind role) throws RpcException, ApiInfoException {
        WorkerSnapshot worker = find(stage.workers(), sessions.get(role));
        return worker != null && worker.taskCounts().stream().anyMatch(task -> task.running() > 0);
    }

    /** The first verified proof that the chain had of that very worker; null if there is none yet. */
    private ProofAttempt proofBy(PoStKind role) {
        String session = sessions.get(role);
        return first(
                0,
                attempt ->
                        attempt.kind() == role && session.equals(attempt.maker().session()));
    }

    private ProofAttempt first(int from, Predicate<ProofAttempt> wanted) {
        List<ProofAttempt> all = story.attempts();
        return all.subList(from, all.size()).stream()
                .filter(attempt -> attempt.isVerified() && wanted.test(attempt))
                .findFirst()
                .orElse(null);
    }

    private void stopOne() throws Broken, RpcException, ApiInfoException, InterruptedException {
        ChildWorker worker = workers.get(WINDOW);
        story.say("");
        story.say(worker.name() + " is stopped, as `kill " + worker.pid() + "` does. It finishes what it is at and");
        story.say("leaves; that takes it 16 s, lest the miner still counts on it.");
        int before = story.attempts().size();
        long startNanos = System.nanoTime();
        leaving = worker;
        worker.leave();
        await(
                () -> first(
                                before,
                                attempt -> attempt.kind() == WINDOW
                                        && attempt.maker().isMiner())
                        != null,
                WINDOW_MILLIS_MAX,
                "the miner to make a WindowPoSt itself");
        check("With " + worker.name() + " stopped, the miner made the WindowPoSt itself", true);
        await(() -> !worker.isAlive(), LEAVE_MILLIS_MAX, worker.name() + " to leave");
        story.say("  " + worker.name() + " has left, after "
                + Durations.go((System.nanoTime() - startNanos) / 1_000_000 * 1_000_000) + ": exit status "
                + worker.exitStatus());
        if (worker.exitStatus() != 0) {
            throw died(worker);
        }
        await(
                () -> find(stage.workers(), sessions.get(WINDOW)) == null,
                GONE_MILLIS_MAX,
                "the miner to drop " + worker.name() + " from its list");
        WorkerTally left = WorkerTally.of(stage.workers());
        check(
                worker.name() + " left the miner: exit status 0, and no row of it stays",
                left.windowPoSt() == 0 && left.winningPoSt() == 1);
    }

    /** Starts the stopped worker again, and tells of all proofs until the process is ended. */
    void goOn(String toTry) throws Broken, RpcException, ApiInfoException, CommandFailure, InterruptedException {
        story.say("");
        story.say(name(WINDOW) + " is started again, for it all goes on running.");
        sessions.remove(WINDOW);
        leaving = null;
        start(WINDOW);
        long startNanos = System.nanoTime();
        await(() -> isRegistered(WINDOW, startNanos), REGISTER_MILLIS_MAX, name(WINDOW) + " to be registered");
        story.say("In another terminal:");
        story.say(toTry.stripTrailing());
        story.say("Ctrl-C ends it.");
        while (true) {
            story.tellNext(LOOK_AGAIN_MILLIS);
            lookAtWorkers();
        }
    }

    void check(String what, boolean held) {
        checks.add(new DemoReport.Check(what, held));
    }

    /** Tells of proofs until something holds. @param usualMillisMax limit on two free cores */
    private void await(Condition condition, long usualMillisMax, String what)
            throws Broken, RpcException, ApiInfoException, InterruptedException {
        long millisMax = (long) (usualMillisMax * slowness);
        long startNanos = System.nanoTime();
        while (!condition.isMet()) {
            story.tellNext(LOOK_AGAIN_MILLIS);
            lookAtWorkers();
            long millis = (System.nanoTime() - startNanos) / 1_000_000;
            if (millis > millisMax) {
                throw new Broken("waited " + Durations.go(millisMax * 1_000_000) + " in vain for " + what, List.of());
            }
            if (story.isQuiet()) {
                story.say("  … epoch " + stage.epoch() + ": waiting for " + what);
            }
        }
    }

    private void lookAtWorkers() throws Broken {
        cluster.holdIfSignalled();
        for (ChildWorker worker : workers.values()) {
            if (worker != leaving && !worker.isAlive()) {
                throw died(worker);
            }
        }
    }

    private Broken died(ChildWorker worker) {
        List<String> log;
        try {
            log = worker.lastLines(LOG_LINES);
        } catch (IOException e) {
            log = List.of("(its log cannot be read)");
        }
        cluster.holdIfSignalledSoon();
        return new Broken(worker.name() + " died with exit status " + worker.exitStatus(), log);
    }

    /** What was checked so far. */
    List<DemoReport.Check> checks() {
        return checks;
    }

    /** Null if it did not come to that. */
    WorkerTally attached() {
        return attached;
    }

    List<DemoReport.Worker> started() {
        return workers.values().stream()
                .map(worker -> new DemoReport.Worker(
                        worker.name(),
                        worker.role(),
                        worker.pid(),
                        sessions.get(worker.role()),
                        worker.isAlive() ? null : Integer.valueOf(worker.exitStatus())))
                .toList();
    }
}
