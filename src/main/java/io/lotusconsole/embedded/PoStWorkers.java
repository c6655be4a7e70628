package io.lotusconsole.embedded;

import io.lotusconsole.http.Endpoint;
import io.lotusconsole.json.JsonCursor;
import io.lotusconsole.proving.PoStKind;
import io.lotusconsole.proving.TaskType;
import io.lotusconsole.rpc.ResultDecoder;
import io.lotusconsole.rpc.RpcException;
import io.lotusconsole.rpc.RpcFault;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Attaches workers and watches their sessions, as a real miner does ({@code node/impl/remoteworker.go}, {@code
 * storage/sealer/sched_post.go}): a worker that does not answer is disabled and stays listed, one that answers with
 * another session is dropped. Safe for several threads.
 */
final class PoStWorkers implements AutoCloseable {
    /** {@code WorkerAPIVersion0} 1.7.0; major and minor must be these. */
    private static final long API_VERSION = 67328;

    private static final String NIL = new UUID(0, 0).toString();

    private final TokenAuthority authority;
    private final Duration checkEvery;
    private final long sessionMillisMax;
    private final ScheduledExecutorService timer;
    private final ExecutorService threads;

    private final WorkerRegistry window = new WorkerRegistry();
    private final WorkerRegistry winning = new WorkerRegistry();

    /** Listed and watched, and given nothing: nothing is sealed here on demand. */
    private final WorkerRegistry sealing = new WorkerRegistry();

    /** @param timer only starts checks, which run on the threads */
    PoStWorkers(TokenAuthority authority, Proving proving, ScheduledExecutorService timer, ExecutorService threads) {
        this.authority = authority;
        this.checkEvery = proving.sessionCheck();
        this.sessionMillisMax = proving.sessionLimit().toMillis();
        this.timer = timer;
        this.threads = threads;
    }

    WorkerRegistry of(PoStKind kind) {
        return kind == PoStKind.WINDOW ? window : winning;
    }

    /** Everybody who is attached, as {@code WorkerStats} lists them. */
    List<AttachedWorker.Row> rows() {
        List<AttachedWorker.Row> rows = new ArrayList<>(window.rows());
        rows.addAll(winning.rows());
        rows.addAll(sealing.rows());
        return rows;
    }

    /**
     * Attaches the worker at a URL, after asking it who it is. Blocks for four calls.
     *
     * @throws RpcFault in the words of a real miner, if it does not answer as a worker does
     */
    void connect(String url) throws RpcFault {
        WorkerConnection connection = new WorkerConnection(endpointOf(url), authority.issue(List.of("admin")));
        boolean isAttached = false;
        try {
            checkVersion(call(connection, "Version", JsonCursor::integer));
            String session = call(connection, "Session", JsonCursor::text);
            if (session.equals(NIL) || session.isEmpty()) {
                throw RpcFault.ordinary("worker already closed");
            }
            WorkerInfo info = call(connection, "Info", WorkerInfo::read);
            attach(connection, session, info, call(connection, "TaskTypes", WorkerConnection::taskTypes));
            isAttached = true;
        } finally {
            if (!isAttached) {
                connection.close();
            }
        }
    }

    private static Endpoint endpointOf(String url) throws RpcFault {
        try {
            return WorkerConnection.endpoint(url);
        } catch (IOException e) {
            throw RpcFault.ordinary("connecting remote storage failed: " + e.getMessage());
        }
    }

    private static <T> T call(WorkerConnection connection, String method, ResultDecoder<T> decoder) throws RpcFault {
        try {
            return connection.call(method, decoder, WorkerConnection.CONNECT_MILLIS_MAX);
        } catch (RpcException e) {
            throw RpcFault.ordinary("connecting remote storage failed: " + method + " of the worker at "
                    + connection.endpoint() + ": " + e.getMessage());
        }
    }

    private static void checkVersion(long version) throws RpcFault {
        if (version >> 8 != API_VERSION >> 8) {
            throw RpcFault.ordinary("connecting remote storage failed: unsupported worker api version: "
                    + semver(version) + " (expected " + semver(API_VERSION) + ")");
        }
    }

    private static String semver(long version) {
        return (version >> 16) + "." + (version >> 8 & 0xff) + "." + (version & 0xff);
    }

    private void attach(WorkerConnection connection, String session, WorkerInfo info, List<String> tasks)
            throws RpcFault {
        WorkerRegistry registry = sealing;
        String task = null;
        if (tasks.contains(TaskType.WINDOW_POST.wireName())) {
            registry = window;
            task = TaskType.WINDOW_POST.wireName();
        } else if (tasks.contains(TaskType.WINNING_POST.wireName())) {
            registry = winning;
            task = TaskType.WINNING_POST.wireName();
        }
        AttachedWorker worker = new AttachedWorker(session, info, connection, task);
        try {
            registry.add(worker);
        } catch (IllegalStateException e) {
            throw RpcFault.ordinary(e.getMessage());
        }
        checkLater(registry, worker);
    }

    private void checkLater(WorkerRegistry registry, AttachedWorker worker) {
        try {
            timer.schedule(
                    () -> threads.execute(() -> check(registry, worker)), checkEvery.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            // The miner stops, and nobody is watched any more.
        }
    }

    private void check(WorkerRegistry registry, AttachedWorker worker) {
        if (!registry.has(worker)) {
            worker.connection().close();
            return;
        }
        try {
            String session = worker.connection().call("Session", JsonCursor::text, sessionMillisMax);
            if (!session.equals(worker.session())) {
                registry.drop(worker);
                worker.connection().close();
                return;
            }
            registry.enable(worker, true);
        } catch (RpcException e) {
            registry.enable(worker, false);
        }
        checkLater(registry, worker);
    }

    /** Forgets every worker, as a restart does: each has to register again. */
    void forget() {
        for (WorkerRegistry registry : List.of(window, winning, sealing)) {
            for (AttachedWorker worker : registry.all()) {
                registry.drop(worker);
            }
        }
    }

    /** Ends all calls to workers. */
    @Override
    public void close() {
        for (WorkerRegistry registry : List.of(window, winning, sealing)) {
            registry.all().forEach(worker -> worker.connection().abandon());
        }
    }
}
