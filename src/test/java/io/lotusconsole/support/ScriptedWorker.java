package io.lotusconsole.support;

import io.lotusconsole.embedded.EmbeddedMiner;
import io.lotusconsole.http.RpcHttpServer;
import io.lotusconsole.http.ServerOptions;
import io.lotusconsole.json.JsonCursor;
import io.lotusconsole.lotus.wire.PoStCodec;
import io.lotusconsole.prover.GuardedProver;
import io.lotusconsole.prover.PartitionProof;
import io.lotusconsole.prover.PoStRandomness;
import io.lotusconsole.prover.ProofRequest;
import io.lotusconsole.prover.Prover;
import io.lotusconsole.prover.ProverException;
import io.lotusconsole.prover.ProverId;
import io.lotusconsole.prover.RegisteredPoStProof;
import io.lotusconsole.prover.SectorChallenge;
import io.lotusconsole.prover.VanillaProof;
import io.lotusconsole.proving.ChallengedSector;
import io.lotusconsole.proving.PoStKind;
import io.lotusconsole.rpc.Call;
import io.lotusconsole.rpc.HttpConnection;
import io.lotusconsole.rpc.Params;
import io.lotusconsole.rpc.RpcCall;
import io.lotusconsole.rpc.RpcDispatcher;
import io.lotusconsole.rpc.RpcException;
import io.lotusconsole.rpc.RpcFault;
import io.lotusconsole.rpc.RpcMethod;
import io.lotusconsole.rpc.RpcReply;
import io.lotusconsole.rpc.RpcServer;
import io.lotusconsole.storage.StoragePath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A PoSt worker that does what a test says: a real server on loopback with the calls a miner makes, which proves with
 * the prover it is given and sectors it reads itself, or misbehaves. Not the product's worker: it has no manners.
 */
public final class ScriptedWorker implements AutoCloseable {
    /** Bound of everything a test waits for here. */
    private static final long WAIT_SECONDS_MAX = 60;

    /** What it does with a call for a proof. */
    public enum Script {
        /** Reads, proves, answers. */
        PROVE,
        /** Closes the connection: the miner may try another worker. */
        CLOSE,
        /** Answers with an error object: the miner gives up. */
        FAIL,
        /** Answers with a proof that does not hold. */
        LIE,
        /** Says that it could not read the sectors named by {@link #skip}; proves if none of them is asked for. */
        SKIP,
        /** Waits for {@link #release}, then proves. */
        HOLD
    }

    /** How it answers {@code Session}. */
    public enum Pulse {
        ALIVE,
        /** With an error. */
        SICK,
        /** By closing the connection. */
        GONE
    }

    private final PoStKind kind;
    private final String hostname;
    private final Prover prover;
    private final StoragePath storage;
    private final RpcHttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "scripted-worker");
        thread.setDaemon(true);
        return thread;
    });

    /** Guarded by this object, as are the fields below. */
    private Script script = Script.PROVE;

    private Pulse pulse = Pulse.ALIVE;
    private String session = UUID.randomUUID().toString();
    private Set<Long> skipped = Set.of();
    private long version = 67328;
    private boolean isRefusing;
    private int cpus = 16;
    private int running;
    private int runningMax;
    private int held;
    private final List<String> calls = new ArrayList<>();

    private ScriptedWorker(PoStKind kind, String hostname, Prover prover, StoragePath storage, int port)
            throws IOException {
        this.kind = kind;
        this.hostname = hostname;
        this.prover = new GuardedProver(prover, TestNetwork.PROVER);
        this.storage = storage;
        RpcDispatcher dispatcher = new RpcDispatcher(List.of(
                told("Version", (call, reply) -> reply.succeed(out -> out.element(version()))),
                told("Session", this::session),
                told("Info", (call, reply) -> reply.succeed(out -> out.raw(info()))),
                told(
                        "TaskTypes",
                        (call, reply) -> reply.succeed(
                                out -> out.object().object(task()).end().end())),
                method("GenerateWindowPoSt", 5, (call, reply) -> threads.execute(() -> prove(call, reply))),
                method("GenerateWinningPoSt", 4, (call, reply) -> threads.execute(() -> prove(call, reply)))));
        server = RpcHttpServer.start(
                ServerOptions.at("127.0.0.1", port),
                Map.of("/rpc/v0", new RpcServer(dispatcher, token -> refuses() ? null : Set.of("admin"))));
    }

    /**
     * Starts one on a free port.
     *
     * @param storage root of the storage path that it reads sectors from
     */
    public static ScriptedWorker start(PoStKind kind, String hostname, Prover prover, Path storage) throws IOException {
        return new ScriptedWorker(kind, hostname, prover, StoragePath.read(storage), 0);
    }

    /** Another process, so to speak, at the address of this one, which must be closed. */
    public ScriptedWorker restarted() throws IOException {
        return new ScriptedWorker(
                kind, hostname, prover, storage, server.address().getPort());
    }

    /** Where the sectors of an embedded miner are. */
    public static Path storageOf(EmbeddedMiner miner) {
        return miner.minerRepo().resolve("storage");
    }

    private RpcMethod told(String name, RpcMethod.Deferred body) {
        return method(name, 0, body);
    }

    private RpcMethod method(String name, int params, RpcMethod.Deferred body) {
        return RpcMethod.deferred("Filecoin." + name, "admin", params, (call, reply) -> {
            synchronized (this) {
                calls.add(name);
                notifyAll();
            }
            body.start(call, reply);
        });
    }

    private String task() {
        return kind == PoStKind.WINDOW ? "post/v0/windowproof" : "post/v0/winningproof";
    }

    private synchronized String info() {
        return "{\"Hostname\":\"" + hostname
                + "\",\"IgnoreResources\":false,\"Resources\":{\"MemPhysical\":68719476736,"
                + "\"MemUsed\":1073741824,\"MemSwap\":0,\"MemSwapUsed\":0,\"CPUs\":" + cpus
                + ",\"GPUs\":[],\"Resources\":null},\"Unknown\":[1]}";
    }

    private synchronized long version() {
        return version;
    }

    private synchronized boolean refuses() {
        return isRefusing;
    }

    private void session(RpcCall call, RpcReply reply) throws RpcFault {
        Pulse now;
        String uuid;
        synchronized (this) {
            now = pulse;
            uuid = session;
        }
        switch (now) {
            case ALIVE -> reply.succeed(out -> out.element(uuid));
            case SICK -> throw RpcFault.ordinary("worker disabled");
            case GONE -> reply.drop();
        }
    }

    private void prove(RpcCall call, RpcReply reply) {
        Answer answer;
        Script now = begin();
        try {
            if (now == Script.HOLD) {
                awaitRelease();
            }
            List<ChallengedSector> sectors = call.param(2, "sectors", PoStCodec::sectors);
            List<Long> bad = sectors.stream()
                    .map(ChallengedSector::sectorNumber)
                    .filter(skips()::contains)
                    .toList();
            if (now == Script.CLOSE) {
                answer = RpcReply::drop;
            } else if (now == Script.FAIL) {
                answer = to -> to.fail(RpcFault.ordinary("the script says no"));
            } else if (now == Script.SKIP && !bad.isEmpty()) {
                answer = to -> to.succeed(out -> PoStCodec.writeSkipped(out, TestNetwork.PROVER.actorId(), bad));
            } else {
                answer = proof(call, sectors, now == Script.LIE);
            }
        } catch (RpcFault e) {
            answer = to -> to.fail(e);
        } catch (ProverException e) {
            answer = to -> to.fail(RpcFault.ordinary(e.getMessage()));
        } catch (InterruptedException e) {
            answer = RpcReply::drop;
        } finally {
            end();
        }
        // Not before the end is counted: whoever has the answer may ask again at once.
        answer.give(reply);
    }

    private interface Answer {
        void give(RpcReply reply);
    }

    private Answer proof(RpcCall call, List<ChallengedSector> sectors, boolean isLie) throws RpcFault, ProverException {
        boolean isWindow = kind == PoStKind.WINDOW;
        RegisteredPoStProof type = RegisteredPoStProof.ofNetworkCode(call.unsignedInteger(0));
        byte[] drawn = call.param(isWindow ? 4 : 3, "randomness", PoStCodec::bytes);
        ProofRequest request = new ProofRequest(type, new ProverId(call.unsignedInteger(1)), PoStRandomness.of(drawn));
        byte[] proof = isLie ? new byte[PartitionProof.BYTES] : bytes(request, sectors);
        return reply -> reply.succeed(out -> {
            if (isWindow) {
                PoStCodec.writeWindow(out, type.networkCode(), proof);
            } else {
                PoStCodec.writeWinning(out, type.networkCode(), proof);
            }
        });
    }

    private byte[] bytes(ProofRequest request, List<ChallengedSector> sectors) throws ProverException {
        List<VanillaProof> vanilla = new ArrayList<>();
        for (ChallengedSector sector : sectors) {
            long[] leaves = sector.leaves().stream().mapToLong(Long::longValue).toArray();
            vanilla.add(prover.vanillaProof(
                    request.proof(),
                    storage.replica(request.prover().actorId(), sector),
                    new SectorChallenge(sector.sectorNumber(), leaves)));
        }
        return kind == PoStKind.WINDOW
                ? prover.proveWindow(request, vanilla, 0).bytes()
                : prover.proveWinning(request, vanilla.get(0)).bytes().bytes();
    }

    private synchronized Script begin() {
        running++;
        runningMax = Math.max(runningMax, running);
        notifyAll();
        return script;
    }

    private synchronized void end() {
        running--;
        notifyAll();
    }

    private synchronized void awaitRelease() throws InterruptedException {
        held++;
        notifyAll();
        try {
            await(() -> script != Script.HOLD);
        } finally {
            held--;
        }
    }

    private synchronized Set<Long> skips() {
        return skipped;
    }

    private interface Condition {
        boolean holds();
    }

    private synchronized void await(Condition condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS_MAX);
        while (!condition.holds()) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                throw new AssertionError("not within " + WAIT_SECONDS_MAX + " s; calls so far: " + calls);
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    /** What it does with calls for proofs from now on. Held ones go on. */
    public synchronized void follow(Script next) {
        script = next;
        notifyAll();
    }

    /** Sectors that it says it cannot read. */
    public synchronized void skip(Set<Long> sectors) {
        skipped = Set.copyOf(sectors);
        follow(Script.SKIP);
    }

    public void release() {
        follow(Script.PROVE);
    }

    public synchronized void pulse(Pulse next) {
        pulse = next;
    }

    /** Whether every call is answered with 401. */
    public synchronized void refuse(boolean refused) {
        isRefusing = refused;
    }

    /** What {@code Version} answers. */
    public synchronized void version(long number) {
        version = number;
    }

    /** How many processors {@code Info} names; a proof of 2 KiB is booked for one. */
    public synchronized void cpus(int count) {
        cpus = count;
    }

    /** Answers with another session from now on. */
    public synchronized void session(String uuid) {
        session = uuid;
    }

    public synchronized String session() {
        return session;
    }

    /** Methods called so far, without their namespace. */
    public synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    public synchronized long count(String method) {
        return calls.stream().filter(method::equals).count();
    }

    /** Most proofs that were asked of it at a time. */
    public synchronized int runningMax() {
        return runningMax;
    }

    /** Waits until so many proofs are held. */
    public void awaitHeld(int count) throws InterruptedException {
        await(() -> held >= count);
    }

    /** Waits until a method was called so often. */
    public void awaitCalls(String method, long count) throws InterruptedException {
        await(() -> count(method) >= count);
    }

    public String url() {
        return "http://127.0.0.1:" + server.address().getPort() + "/rpc/v0";
    }

    /** Registers, as a worker does, with the miner's own token. */
    public void attach(EmbeddedMiner miner) throws RpcException, IOException {
        try (HttpConnection connection = EmbeddedStage.connection(miner)) {
            connection.call(new Call<>(
                    "Filecoin.WorkerConnect",
                    new Params().text(url()).json(),
                    JsonCursor::textOrNull,
                    TimeUnit.SECONDS.toMillis(WAIT_SECONDS_MAX)));
        }
    }

    /** Dead: connections are refused from now on, and running calls closed. */
    @Override
    public void close() {
        threads.shutdownNow();
        server.close();
    }
}
