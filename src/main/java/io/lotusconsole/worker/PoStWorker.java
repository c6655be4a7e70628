package io.lotusconsole.worker;

import io.lotusconsole.http.RpcHttpServer;
import io.lotusconsole.http.ServerHandler;
import io.lotusconsole.http.ServerOptions;
import io.lotusconsole.lotus.MinerClient;
import io.lotusconsole.lotus.RepositoryDirectory;
import io.lotusconsole.prover.GuardedProver;
import io.lotusconsole.prover.Prover;
import io.lotusconsole.prover.ProverId;
import io.lotusconsole.proving.PoStKind;
import io.lotusconsole.rpc.RpcDispatcher;
import io.lotusconsole.rpc.RpcReply;
import io.lotusconsole.rpc.RpcServer;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A PoSt worker from its first word to its last: serves its API, keeps itself registered, does what the miner asks,
 * and leaves so that the miner notices.
 *
 * <p>Owned by who made it: {@link #run} blocks until it has left. The other methods may be called from any thread.
 */
public final class PoStWorker {
    /** Status for a supervisor: start it again, it cannot go on by itself. */
    public static final int EXIT_RESTART = 70;

    /** How long an answer that is being written may take before the process ends by {@link #EXIT_RESTART}. */
    private static final long GIVE_UP_MILLIS = 2_000;

    private static final String RPC_PATH = "/rpc/v0";

    /** A registration that is under way when it leaves is waited for; the miner calls back in it. */
    private static final long REGISTERING_MILLIS_MAX = 30_000;

    /**
     * A worker's fixed facts.
     *
     * @param listen address to bind, and to tell the miner; port 0 for any free one
     * @param drainMillisMax longest wait for running tasks when it leaves
     * @param headerMillisMax limit for the headers of a request; 0 for the usual one
     */
    public record Facts(
            PoStKind role,
            String version,
            long pid,
            long minerActor,
            long sectorSizeBytes,
            InetSocketAddress listen,
            WorkerTimes times,
            PhaseBudgets budgets,
            long drainMillisMax,
            long headerMillisMax) {}

    /**
     * What a worker is made of.
     *
     * @param token the worker's own, as in its repository
     * @param quickMiner for {@code Session} and {@code AuthVerify}: a miner that takes longer than a poll may is away
     * @param miner for everything else
     * @param prover as it comes from the library
     */
    public record Parts(
            RepositoryDirectory repository,
            String token,
            MinerClient quickMiner,
            MinerClient miner,
            Prover prover,
            MachineReport machine,
            StorageAccess storage,
            PlaceFinder places,
            Runnable onRegistered,
            InstantSource clock,
            WorkerLog log) {}

    private final Facts facts;
    private final Parts parts;
    private final WorkerLog log;
    private final WorkerSession session = new WorkerSession();
    private final TaskJournal journal = new TaskJournal();
    private final ScheduledExecutorService timer = timer("budgets");
    private final ScheduledExecutorService checks = timer("self-check");
    private final ScheduledExecutorService heart = timer("registration");
    private final CountDownLatch leaveAsked = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final PoStTasks tasks;

    private volatile boolean leaving;
    private volatile boolean taking = true;
    private volatile int status;
    private volatile InetSocketAddress address;

    public PoStWorker(Facts facts, Parts parts) {
        this.facts = facts;
        this.parts = parts;
        this.log = parts.log();
        Ability ability = new Ability(session, checks, facts.times().selfCheckMillis(), log);
        tasks = new PoStTasks(new PoStTasks.Parts(
                new GuardedProver(parts.prover(), new ProverId(facts.minerActor())),
                parts.storage().source(),
                facts.budgets(),
                journal,
                ability,
                this::giveUp,
                parts.places(),
                timer,
                parts.clock(),
                log));
    }

    private static ScheduledExecutorService timer(String name) {
        return Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Serves, registers, works, and returns when it has left.
     *
     * @return 0 after a clean leave, 1 if tasks had to be abandoned, {@link #EXIT_RESTART} if only a new process helps
     * @throws IOException if the address cannot be bound or the repository cannot be written
     */
    public int run() throws IOException, InterruptedException {
        Instant startedAt = parts.clock().instant();
        CallerTokens tokens = new CallerTokens(parts.token(), parts.quickMiner()::authVerify);
        WorkerMethods methods = new WorkerMethods(
                facts.role(),
                facts.minerActor(),
                session,
                parts.machine(),
                patientStorage(),
                journal,
                this::take,
                this::leave);
        Late<WorkerStatus> status = new Late<>();
        Map<String, ServerHandler> handlers = new HashMap<>();
        handlers.put(RPC_PATH, new RpcServer(new RpcDispatcher(methods.all()), tokens));
        handlers.put("/remote/", parts.storage().remote(tokens));
        ServerHandler statusHandler = exchange -> new StatusHandler(status.get(), tokens).serve(exchange);
        for (String path : new String[] {"/status", "/metrics", "/livez", "/readyz"}) {
            handlers.put(path, statusHandler);
        }
        try (RpcHttpServer server = RpcHttpServer.start(
                ServerOptions.at(facts.listen().getHostString(), facts.listen().getPort())
                        .withHeaderMillisMax(facts.headerMillisMax()),
                handlers)) {
            address = server.address();
            String base = "http://" + bracketed(facts.listen().getHostString()) + ":" + address.getPort();
            Registration registration = new Registration(
                    parts.miner(),
                    session,
                    journal,
                    parts.storage(),
                    base + RPC_PATH,
                    facts.times(),
                    heart,
                    parts.clock(),
                    log,
                    parts.onRegistered());
            status.set(new WorkerStatus(
                    new WorkerStatus.Identity(
                            facts.role(),
                            parts.machine().name(),
                            facts.pid(),
                            facts.version(),
                            base + RPC_PATH,
                            parts.miner().peer().address(),
                            facts.minerActor(),
                            facts.sectorSizeBytes(),
                            startedAt),
                    session,
                    registration,
                    journal,
                    () -> leaving,
                    log,
                    parts.clock()));
            parts.repository().publish(multiaddr(facts.listen().getHostString(), address.getPort()));
            log.info("serving", "url", base + RPC_PATH, "role", facts.role().title());
            parts.storage().announce(base + "/remote");
            registration.start();
            leaveAsked.await();
            leaveCleanly(registration);
            parts.repository().withdraw();
        } finally {
            heart.shutdownNow();
            checks.shutdownNow();
            timer.shutdownNow();
            ended.countDown();
        }
        return this.status;
    }

    private LocalStorage patientStorage() {
        return new LateDetach(
                parts.storage().local(), journal, leaveAsked, facts.times().takingMillis(), log);
    }

    /** A value that is set before anybody asks for it, but after it is handed out. */
    private static final class Late<T> {
        private volatile T value;

        T get() throws IOException {
            T known = value;
            if (known == null) {
                throw new IOException("not started yet");
            }
            return known;
        }

        void set(T known) {
            value = known;
        }
    }

    private void take(ProofCall call, RpcReply reply) {
        if (!taking || session.inability() != null) {
            log.warn(
                    "dropped: " + (taking ? "unable at present" : "leaving"),
                    "kind",
                    call.kind().title());
            reply.drop();
        } else {
            tasks.submit(call, reply);
        }
    }

    /** Begins to leave; returns at once. A second call changes nothing. */
    public void leave() {
        leaveAsked.countDown();
    }

    public boolean isLeaving() {
        return leaving;
    }

    /** Waits until {@link #run} is over. */
    public boolean awaitEnd(long millis) throws InterruptedException {
        return ended.await(millis, TimeUnit.MILLISECONDS);
    }

    /** The address it serves at; null before it does. */
    public InetSocketAddress address() {
        return address;
    }

    /**
     * As decision 6 has it: the session fails, so that the miner disables us; what arrives meanwhile is still taken;
     * what was taken is finished; one last poll tells the miner to drop our row.
     */
    private void leaveCleanly(Registration registration) throws InterruptedException {
        leaving = true;
        session.beginLeaving();
        long start = System.nanoTime();
        registration.stop(status == 0 ? REGISTERING_MILLIS_MAX : 0);
        log.info(
                "leaving: the miner is told by a failing session; running tasks are finished",
                "tasks",
                journal.running().size());
        if (status == 0 && registration.isCountedOn()) {
            timer.schedule(() -> taking = false, facts.times().takingMillis(), TimeUnit.MILLISECONDS);
            awaitQuiet(start);
            int watchers = registration.watchers();
            session.sayFarewell();
            if (!session.awaitFarewell(facts.times().farewellMillis(), watchers)) {
                log.warn("the miner did not ask any more: its list may keep a disabled row until it is restarted");
            }
            parts.storage().withdraw();
        } else if (status == 0) {
            taking = false;
            finishTasks(start);
            parts.storage().withdraw();
        }
        taking = false;
        log.info("left", "afterMillis", (System.nanoTime() - start) / 1_000_000);
    }

    /** Until everything taken is done and nothing more is taken. */
    private void awaitQuiet(long start) throws InterruptedException {
        long takingMillis = facts.times().takingMillis();
        CountDownLatch over = new CountDownLatch(1);
        timer.schedule(over::countDown, takingMillis, TimeUnit.MILLISECONDS);
        over.await();
        finishTasks(start);
    }

    private void finishTasks(long start) throws InterruptedException {
        long spent = (System.nanoTime() - start) / 1_000_000;
        long left = Math.max(1, facts.drainMillisMax() - spent);
        if (!journal.awaitIdle(left)) {
            status = 1;
            log.error(
                    "leaving although tasks are not finished: --drain-timeout is over",
                    "tasks",
                    journal.running().size());
        }
    }

    /** Ends by {@link #EXIT_RESTART} as soon as callers have their closed connections. */
    private void giveUp(String why) {
        log.error("giving up: this process has to be restarted", "why", why, "exit", EXIT_RESTART);
        status = EXIT_RESTART;
        session.setInability(why);
        taking = false;
        timer.schedule(leaveAsked::countDown, GIVE_UP_MILLIS, TimeUnit.MILLISECONDS);
    }

    private static String bracketed(String host) {
        return host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    }

    /** As the {@code api} file has it. */
    private static String multiaddr(String host, int port) throws IOException {
        InetAddress ip = InetAddress.getByName(host);
        String kind = ip instanceof Inet6Address ? "/ip6/" : "/ip4/";
        String text = ip.getHostAddress();
        int scope = text.indexOf('%');
        return kind + (scope < 0 ? text : text.substring(0, scope)) + "/tcp/" + port + "/http";
    }
}
