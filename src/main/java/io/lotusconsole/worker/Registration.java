package io.lotusconsole.worker;

import io.lotusconsole.lotus.MinerClient;
import io.lotusconsole.rpc.RpcException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Keeps the worker registered as the miner expects (design, decision 6), and the miner's index told of own storage,
 * which a worker of Lotus does before it registers.
 *
 * <p>Anew only when no {@code WorkerConnect} has succeeded yet, when the miner's session changed, or when it answers
 * but has not polled us; only while idle, able and enabled, itself and its kind of task; under a fresh UUID, for a
 * miner that gets one twice may crash. A miner that is away is asked for again, less often each time. All of it
 * happens on one thread, so there are never two registrations at once.
 */
final class Registration {
    private static final long FIRST_RETRY_MILLIS = 500;

    /** How long own storage is waited for before the miner is asked again whether it is still the same. */
    private static final long ANNOUNCED_MILLIS_MAX = 1_000;

    /** Registrations that are remembered, the latest: more are not polled for at a time. */
    private static final int ROWS_MAX = 8;

    private final MinerClient miner;
    private final WorkerSession session;
    private final TaskJournal journal;
    private final StorageAccess storage;
    private final String url;
    private final WorkerTimes times;
    private final ScheduledExecutorService timer;
    private final InstantSource clock;
    private final WorkerLog log;
    private final Runnable onRegistered;

    /** Of the timer's thread only. */
    private boolean attempted;

    private long retryMillis = FIRST_RETRY_MILLIS;
    private String toldTrouble = "";
    private boolean toldDisabled;

    /** Whether a registration, and not the question for the miner's session, was the last call. */
    private boolean isConnecting;

    private long registeredNanos;

    /** When the miner took us, or may have, in one session of it. Both guarded by the list. */
    private final List<Long> connectedNanos = new ArrayList<>();

    private String connectedSession = "";

    /** The miner's session we are registered with; null while we are not. Written on the timer's thread. */
    private volatile String minerSession;

    private volatile Instant registeredAt;
    private volatile boolean minerAway;
    private volatile boolean tokenRefused;
    private volatile boolean stopped;

    /**
     * @param storage told of each session of the miner
     * @param url of our API, as the miner is to call it
     * @param timer one thread, for this alone
     * @param onRegistered told after every registration, on the timer's thread
     */
    Registration(
            MinerClient miner,
            WorkerSession session,
            TaskJournal journal,
            StorageAccess storage,
            String url,
            WorkerTimes times,
            ScheduledExecutorService timer,
            InstantSource clock,
            WorkerLog log,
            Runnable onRegistered) {
        this.miner = miner;
        this.session = session;
        this.journal = journal;
        this.storage = storage;
        this.url = url;
        this.times = times;
        this.timer = timer;
        this.clock = clock;
        this.log = log;
        this.onRegistered = onRegistered;
    }

    void start() {
        timer.execute(this::beat);
    }

    /**
     * No registration begins after this. One that is under way is waited for: a miner that took us must be told that
     * we leave.
     *
     * @param millis to wait at most
     */
    void stop(long millis) throws InterruptedException {
        stopped = true;
        CountDownLatch idle = new CountDownLatch(1);
        timer.execute(idle::countDown);
        if (!idle.await(millis, TimeUnit.MILLISECONDS)) {
            log.warn("a registration is still under way: the miner may keep a row of this worker");
        }
    }

    boolean isRegistered() {
        return minerSession != null;
    }

    /** When the last registration was made; null if none was. */
    Instant registeredAt() {
        return registeredAt;
    }

    /** Whether the miner did not answer when it was last asked. */
    boolean isMinerAway() {
        return minerAway;
    }

    /** Whether the miner refused our token when it was last asked, as one does that was restarted with other keys. */
    boolean isTokenRefused() {
        return tokenRefused;
    }

    /** Goes on after {@link #stop} for the sake of running tasks, which read own storage by the miner's index. */
    private void beat() {
        long pause = times.heartbeatMillis();
        isConnecting = false;
        try {
            String current = miner.session();
            if (minerAway) {
                log.info("the miner answers again");
            }
            minerAway = false;
            tokenRefused = false;
            toldTrouble = "";
            storage.minerIs(current);
            String reason = reasonToRegister(current);
            if (reason != null && mayRegister()) {
                if (!storage.awaitAnnounced(current, ANNOUNCED_MILLIS_MAX)) {
                    pause = 0;
                } else if (mayRegister()) {
                    register(reason, current);
                }
            }
            retryMillis = FIRST_RETRY_MILLIS;
        } catch (RpcException e) {
            pause = trouble(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        } catch (RuntimeException e) {
            log.error("heartbeat: internal error", "why", e);
        }
        try {
            timer.schedule(this::beat, pause, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // The worker has left.
        }
    }

    /**
     * Whether the miner may give us work and poll us: it took us and answers, or it has polled so lately that it would
     * not have noticed our absence, whatever became of our own questions.
     */
    boolean isCountedOn() {
        long polled = session.sincePolledMillis();
        return isRegistered() && !minerAway && !tokenRefused || polled >= 0 && polled <= times.takingMillis();
    }

    /**
     * How many rows of ours the miner may be polling: the last one, and each that another took the place of so lately
     * that its watcher may not have seen it.
     */
    int watchers() {
        long now = System.nanoTime();
        synchronized (connectedNanos) {
            long replaced = connectedNanos.stream()
                    .skip(1)
                    .filter(each -> now - each <= times.takingMillis() * 1_000_000)
                    .count();
            return 1 + (int) replaced;
        }
    }

    private void connected(String current) {
        synchronized (connectedNanos) {
            if (!current.equals(connectedSession)) {
                connectedNanos.clear();
            }
            connectedSession = current;
            connectedNanos.add(System.nanoTime());
            if (connectedNanos.size() > ROWS_MAX) {
                connectedNanos.remove(0);
            }
        }
    }

    /** Says what is wrong when that changes, and returns how long to wait. */
    private long trouble(RpcException e) {
        tokenRefused = e instanceof RpcException.Unauthorized;
        minerAway = !tokenRefused && !(e instanceof RpcException.Remote);
        String why = e.getMessage();
        if (!why.equals(toldTrouble)) {
            log.warn(troubleText(), "why", why, "remedy", remedy());
            toldTrouble = why;
        }
        long pause = Math.min(retryMillis, times.retryMillisMax());
        retryMillis = Math.min(retryMillis * 2, times.retryMillisMax());
        return isRegistered() ? times.heartbeatMillis() : pause;
    }

    private String troubleText() {
        if (!isRegistered()) {
            return "not registered yet: trying again";
        }
        return isConnecting
                ? "registering anew failed: trying again"
                : "heartbeat: the miner cannot be asked for its session";
    }

    /** Null if it is the miner's affair. */
    private String remedy() {
        if (tokenRefused) {
            return "Restart it with a token that this miner gave out:"
                    + " `lotus-miner auth create-token --perm admin` makes one for MINER_API_INFO.";
        }
        return isConnecting
                ? "A miner calls back while it registers a worker: check that it can reach " + url
                        + " (--listen names another address; a firewall may be between)."
                : null;
    }

    private String reasonToRegister(String current) {
        if (minerSession == null) {
            return "first";
        }
        if (!minerSession.equals(current)) {
            return "the miner was restarted";
        }
        long sinceRegistered = (System.nanoTime() - registeredNanos) / 1_000_000;
        long sincePolled = session.sincePolledMillis();
        long silence = sincePolled < 0 ? sinceRegistered : Math.min(sincePolled, sinceRegistered);
        // While disabled or unable the miner polls as well.
        return silence > times.silenceMillis()
                ? "the miner answers, but has not polled for " + silence / 1000 + " s"
                : null;
    }

    private boolean mayRegister() {
        boolean isTaskEnabled = session.isTaskEnabled();
        if (!isTaskEnabled && !toldDisabled) {
            log.warn("not registered: its one kind of task is disabled (`lotus-worker tasks enable`)");
        }
        toldDisabled = !isTaskEnabled;
        return isTaskEnabled && journal.isIdle() && session.isEnabled() && session.inability() == null && !stopped;
    }

    private void register(String reason, String current) throws RpcException {
        if (attempted) {
            session.renew();
        }
        attempted = true;
        log.info("registering", "reason", reason, "url", url, "session", session.id());
        boolean isRefused = false;
        isConnecting = true;
        try {
            miner.workerConnect(url);
        } catch (RpcException.Remote e) {
            isRefused = true;
            throw e;
        } finally {
            if (!isRefused) {
                // A call that broke may have come through as well.
                connected(current);
            }
        }
        isConnecting = false;
        minerSession = current;
        registeredNanos = System.nanoTime();
        registeredAt = clock.instant();
        // The words of a real worker, for the scripts of operators.
        log.info("Worker registered successfully, waiting for tasks", "session", session.id());
        onRegistered.run();
    }
}
