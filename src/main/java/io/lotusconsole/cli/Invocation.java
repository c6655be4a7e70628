package io.lotusconsole.cli;

import io.lotusconsole.feed.LastSnapshot;
import io.lotusconsole.feed.Turn;
import io.lotusconsole.lotus.ApiInfoException;
import io.lotusconsole.lotus.ApiLocator;
import io.lotusconsole.lotus.Connections;
import io.lotusconsole.lotus.FullNodeClient;
import io.lotusconsole.lotus.MinerClient;
import io.lotusconsole.lotus.NodeKind;
import io.lotusconsole.lotus.ProvingSurvey;
import io.lotusconsole.lotus.WorkerClient;
import io.lotusconsole.proving.ProvingOverview;
import io.lotusconsole.proving.TaskResources;
import io.lotusconsole.proving.WorkerId;
import io.lotusconsole.proving.WorkerSnapshot;
import io.lotusconsole.render.Printable;
import io.lotusconsole.render.Style;
import io.lotusconsole.rpc.CallObserver;
import io.lotusconsole.rpc.Connection;
import io.lotusconsole.rpc.RpcException;
import java.io.Closeable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One command being run: its values, its way to the nodes, its output. Closed when it is done. */
final class Invocation implements Closeable {
    private final Arguments arguments;
    private final GlobalOptions options;
    private final Surroundings surroundings;
    private final Output output;
    private final CallObserver observer = new Talker();

    private final List<Connection> connections = new ArrayList<>();
    private MinerClient miner;
    private FullNodeClient node;
    private WorkerClient worker;

    /** Whether a wait for the turn was told of: a watcher may have one before every look. */
    private boolean waitTold;

    /** Whether this is not the first look of a watcher. */
    private boolean polling;

    /** Guarded by this: when the look's call of {@code WorkerStats} began and how long it took; 0 before it ended. */
    private long workerStatsNanos;

    private long workerStatsMillis;

    Invocation(Arguments arguments, GlobalOptions options, Surroundings surroundings, Output output) {
        this.arguments = arguments;
        this.options = options;
        this.surroundings = surroundings;
        this.output = output;
        if (!isLotus() && surroundings.variable("MARKETS_API_INFO") != null) {
            note("MARKETS_API_INFO is not used: Lotus no longer has a markets process.");
        }
        if (!isLotus() && !arguments.takesParameters() && !parameters().isEmpty()) {
            note("\"" + parameters().get(0) + "\" is ignored: " + arguments.path() + " takes no parameters.");
        }
    }

    /** The same command in other surroundings, with connections of its own, which tells of its calls there. */
    Invocation in(Surroundings others) {
        return new Invocation(arguments, options, others, new Output(others));
    }

    GlobalOptions options() {
        return options;
    }

    Surroundings surroundings() {
        return surroundings;
    }

    Output output() {
        return output;
    }

    Command command() {
        return arguments.command();
    }

    boolean isLotus() {
        return options.style == Style.LOTUS;
    }

    /** Whether a boolean option was given, by its longest name. */
    boolean has(String option) {
        return arguments.has(option);
    }

    /** The value of an option by its longest name; null if it was not given. */
    String value(String option) {
        return arguments.value(option);
    }

    List<String> parameters() {
        return arguments.parameters();
    }

    /** The one parameter the command takes. */
    String onlyParameter(String what) throws UsageException {
        if (parameters().size() != 1) {
            throw new UsageException(
                    "incorrect number of arguments, got " + parameters().size(),
                    "Give " + what + ": " + HelpText.usage(arguments));
        }
        return parameters().get(0);
    }

    int showHelp() {
        return output.print(HelpText.of(arguments));
    }

    /** Says something on stderr that is no error. */
    void note(String sentence) {
        output.complain("note: " + Printable.escape(sentence));
    }

    /** The miner process. Nothing is sent before the first call. */
    MinerClient miner() throws ApiInfoException, RpcException {
        if (miner == null) {
            Connection connection = open(
                    NodeKind.MINER, options.minerRepository, options.minerRepositoryAsked, options.minerRepositoryNote);
            miner = new MinerClient(connection, options.timeouts);
        }
        return miner;
    }

    /** Begins another look of a watcher. Whoever typed the command waits for the first; polling comes after it. */
    synchronized void lookAgain() {
        polling = true;
        workerStatsNanos = 0;
        workerStatsMillis = 0;
    }

    /** When this look's {@code WorkerStats} went out, by {@link System#nanoTime}; {@code otherwise} if none did. */
    synchronized long workerStatsNanos(long otherwise) {
        return workerStatsNanos == 0 ? otherwise : workerStatsNanos;
    }

    /** How long this look's {@code WorkerStats} took, without the wait for the turn to ask; 0 if there was none. */
    synchronized long workerStatsMillis() {
        return workerStatsMillis;
    }

    /**
     * The miner's workers, asked for when no other process of this user asks the same miner; blocks until
     * then, and for the call. Of the limit that the user gave, if any, the call has what the wait left. May be
     * called on any thread.
     *
     * @throws RpcException also if that limit passed before the turn came
     */
    List<WorkerSnapshot> workerStats(MinerClient asked) throws RpcException {
        return workerStats(asked, null);
    }

    /** The same. @param needs as {@link MinerClient#workerStats(Map)} takes it; null if they are not wanted */
    List<WorkerSnapshot> workerStats(MinerClient asked, Map<WorkerId, Map<String, TaskResources>> needs)
            throws RpcException {
        Path directory = surroundings.sharedDirectory();
        String address = asked.peer().address();
        long limitMillis = options.timeoutMillis;
        Turn turn = Turn.take(directory, address, polling, surroundings.clock(), limitMillis, new WaitNotice());
        if (turn == null) {
            throw new RpcException.TimedOut("another command of this user was asking it for WorkerStats all the time")
                    .at(asked.peer());
        }
        long startNanos = System.nanoTime();
        List<WorkerSnapshot> workers;
        try {
            MinerClient limited = asked.afterWaiting(limitMillis == 0 ? 0 : turn.waitedMillis());
            workers = needs == null ? limited.workerStats() : limited.workerStats(needs);
        } finally {
            turn.close();
            ended(startNanos);
        }
        LastSnapshot.writeWorkers(directory, address, surroundings.clock().millis(), workers);
        return workers;
    }

    /** Notes the deadlines of a miner that was asked for its own actor, unless some are missing. */
    ProvingOverview noted(ProvingOverview overview) {
        boolean isWhole = overview.hasDeadlines() && overview.unreadDeadlines().isEmpty();
        if (miner != null && options.actor == null && isWhole) {
            LastSnapshot.writeDeadlines(
                    surroundings.sharedDirectory(),
                    miner.peer().address(),
                    surroundings.clock().millis(),
                    overview.deadlines());
        }
        return overview;
    }

    private synchronized void ended(long startNanos) {
        workerStatsNanos = startNanos;
        workerStatsMillis = (System.nanoTime() - startNanos) / 1_000_000;
    }

    // A class, not a lambda: this is on the lean path (design, decision 3).
    private final class WaitNotice implements Runnable {
        @Override
        public void run() {
            if (!waitTold) {
                output.complain("waiting for another command of this user that asks the same miner for WorkerStats:"
                        + " it is asked by one at a time …");
                waitTold = true;
            }
        }
    }

    /** The full node. Nothing is sent before the first call. */
    FullNodeClient node() throws ApiInfoException, RpcException {
        if (node == null) {
            Connection connection = open(NodeKind.FULL_NODE, options.nodeRepository, options.nodeRepositoryAsked, null);
            node = new FullNodeClient(connection, options.timeouts);
        }
        return node;
    }

    /** The worker process. Nothing is sent before the first call. */
    WorkerClient worker() throws ApiInfoException, RpcException {
        if (worker == null) {
            Connection connection = open(
                    NodeKind.WORKER,
                    options.workerRepository,
                    options.workerRepositoryAsked,
                    options.workerRepositoryNote);
            worker = new WorkerClient(connection, options.timeouts);
        }
        return worker;
    }

    /** Where the miner is, for what keeps a connection of its own. */
    ApiLocator.Location minerLocation() throws ApiInfoException {
        return locate(
                NodeKind.MINER, options.minerRepository, options.minerRepositoryAsked, options.minerRepositoryNote);
    }

    private ApiLocator.Location locate(NodeKind kind, Path repository, boolean asked, String repositoryNote)
            throws ApiInfoException {
        ApiLocator.Location location =
                new ApiLocator(surroundings.environment()).locate(kind, repository, asked, repositoryNote);
        // In both styles: Lotus too warns on stderr of former names and missing tokens.
        for (String note : location.notes()) {
            note(note);
        }
        return location;
    }

    private Connection open(NodeKind kind, Path repository, boolean asked, String repositoryNote)
            throws ApiInfoException, RpcException {
        ApiLocator.Location location = locate(kind, repository, asked, repositoryNote);
        Connection connection = Connections.open(kind, location, options.certificates, observer);
        connections.add(connection);
        return connection;
    }

    /** A survey of the actor the user named, or of the miner's own. */
    ProvingSurvey provingSurvey() throws ApiInfoException, RpcException {
        if (options.actor != null) {
            return new ProvingSurvey(node(), () -> options.actor, options.chainCallsAtOnce);
        }
        return new ProvingSurvey(node(), miner()::actorAddress, options.chainCallsAtOnce);
    }

    @Override
    public void close() {
        for (Connection connection : connections) {
            connection.close();
        }
    }

    /** Speaks of slow calls, and of every call when asked to. */
    private final class Talker implements CallObserver {
        @Override
        public void onSlow(String method) {
            boolean workers = method.endsWith(".WorkerStats");
            output.complain("waiting for " + method.substring(method.indexOf('.') + 1)
                    + (workers ? ": the miner asks its workers one after the other, 3 s for each that is gone" : "")
                    + " …");
        }

        @Override
        public void onEnd(String method, long millis, RpcException failure) {
            if (options.verbose) {
                output.complain("rpc " + method + " " + millis + " ms "
                        + (failure == null ? "ok" : Printable.escape(failure.getMessage())));
            }
        }
    }
}
