package io.lotusconsole.worker;

import io.lotusconsole.json.DocumentWriter;
import io.lotusconsole.json.JsonCursor;
import io.lotusconsole.lotus.wire.PoStCodec;
import io.lotusconsole.lotus.wire.WorkerInfoCodec;
import io.lotusconsole.prover.PoStRandomness;
import io.lotusconsole.prover.RegisteredPoStProof;
import io.lotusconsole.proving.ChallengedSector;
import io.lotusconsole.proving.PoStKind;
import io.lotusconsole.rpc.RpcCall;
import io.lotusconsole.rpc.RpcException;
import io.lotusconsole.rpc.RpcFault;
import io.lotusconsole.rpc.RpcMethod;
import io.lotusconsole.rpc.RpcReply;
import io.lotusconsole.storage.StoragePath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The calls a worker answers ({@code api/api_worker.go}): those of the miner, and those of the {@code lotus-worker}
 * commands. All need {@code admin}. Nothing here runs on a thread that proves, so each is answered while every core
 * proves.
 */
final class WorkerMethods {
    /** {@code WorkerAPIVersion0} 1.7.0; a miner wants major and minor equal. */
    static final long API_VERSION = 67328;

    /** Threads of {@code WaitQuiet} calls; one more is refused. */
    private static final int QUIET_WAITERS_MAX = 8;

    private final PoStKind role;
    private final long minerActor;
    private final WorkerSession session;
    private final MachineReport machine;
    private final LocalStorage storage;
    private final TaskJournal journal;
    private final Intake intake;
    private final Runnable shutdown;

    /** Guarded by this. */
    private int quietWaiters;

    /** Where proof calls go. */
    interface Intake {
        void take(ProofCall call, RpcReply reply);
    }

    /** @param shutdown begins to leave; returns at once */
    WorkerMethods(
            PoStKind role,
            long minerActor,
            WorkerSession session,
            MachineReport machine,
            LocalStorage storage,
            TaskJournal journal,
            Intake intake,
            Runnable shutdown) {
        this.role = role;
        this.minerActor = minerActor;
        this.session = session;
        this.machine = machine;
        this.storage = storage;
        this.journal = journal;
        this.intake = intake;
        this.shutdown = shutdown;
    }

    private static String taskType(PoStKind kind) {
        return kind == PoStKind.WINDOW ? "post/v0/windowproof" : "post/v0/winningproof";
    }

    private static RpcMethod method(String name, int params, RpcMethod.Immediate body) {
        return RpcMethod.immediate("Filecoin." + name, CallerTokens.ADMIN, params, body);
    }

    private static RpcMethod deferred(String name, int params, RpcMethod.Deferred body) {
        return RpcMethod.deferred("Filecoin." + name, CallerTokens.ADMIN, params, body);
    }

    List<RpcMethod> all() {
        return List.of(
                method("Version", 0, (call, out) -> out.element(API_VERSION)),
                method("Session", 0, (call, out) -> {
                    boolean isMiners = !call.permissions().contains(CallerTokens.OWN);
                    out.element(session.answer(isMiners).toString());
                }),
                method(
                        "ProcessSession",
                        0,
                        (call, out) -> out.element(session.id().toString())),
                method(
                        "Info",
                        0,
                        (call, out) -> WorkerInfoCodec.write(
                                out, machine.name(), machine.hardware(), machine.gpus(), machine.table())),
                method("TaskTypes", 0, (call, out) -> taskTypes(call, out)),
                method("TaskNumbers", 0, (call, out) -> taskNumbers(out)),
                method("TaskEnable", 1, (call, out) -> setTask(call, true)),
                method("TaskDisable", 1, (call, out) -> setTask(call, false)),
                method("Enabled", 0, (call, out) -> out.element(session.isEnabled())),
                method("SetEnabled", 1, (call, out) -> session.setEnabled(call.param(0, "*bool", JsonCursor::bool))),
                deferred("WaitQuiet", 0, (call, reply) -> waitQuiet(reply)),
                method("Paths", 0, (call, out) -> paths(out)),
                method("StorageLocal", 0, (call, out) -> {
                    out.object();
                    storage.paths()
                            .forEach(path -> out.text(path.id(), path.root().toString()));
                    out.end();
                }),
                method("StorageAddLocal", 1, (call, out) -> change(() -> storage.add(path(call)))),
                method("StorageDetachLocal", 1, (call, out) -> change(() -> storage.detach(path(call)))),
                method("StorageDetachAll", 0, (call, out) -> storage.detachAll()),
                method("StorageRedeclareLocal", 2, (call, out) -> {
                    String id = call.param(0, "**storiface.ID", JsonCursor::textOrNull);
                    boolean dropMissing = call.param(1, "*bool", JsonCursor::bool);
                    change(() -> storage.redeclare(id, dropMissing));
                }),
                deferred("GenerateWindowPoSt", 5, (call, reply) -> prove(call, reply, PoStKind.WINDOW)),
                deferred("GenerateWinningPoSt", 4, (call, reply) -> prove(call, reply, PoStKind.WINNING)),
                method("Shutdown", 0, (call, out) -> shutdown.run()));
    }

    /**
     * To anybody but the operator's own commands it is always there: a miner asks while it takes us, and one that finds
     * no PoSt among the tasks gives us to its sealing scheduler ({@code storage/sealer/manager.go}).
     */
    private void taskTypes(RpcCall call, DocumentWriter out) {
        out.object();
        if (session.isTaskEnabled() || !call.permissions().contains(CallerTokens.OWN)) {
            out.object(taskType(role)).end();
        }
        out.end();
    }

    /** How many tasks are worked on, and how many of them wait for their turn. */
    private void taskNumbers(DocumentWriter out) {
        List<RunningTask> running = journal.running();
        long waiting = running.stream()
                .filter(task -> task.phase() == TaskPhase.WAITING)
                .count();
        out.element(running.size() - waiting + "-" + waiting);
    }

    private void setTask(RpcCall call, boolean enabled) throws RpcFault {
        String task = call.text(0);
        if (!task.equals(taskType(role))) {
            throw RpcFault.ordinary("this worker's only task is " + taskType(role) + ", not " + task);
        }
        session.setTaskEnabled(enabled);
    }

    private void waitQuiet(RpcReply reply) throws RpcFault {
        synchronized (this) {
            if (quietWaiters >= QUIET_WAITERS_MAX) {
                throw RpcFault.ordinary(QUIET_WAITERS_MAX + " callers are waiting already");
            }
            quietWaiters++;
        }
        Thread thread = new Thread(() -> awaitQuiet(reply), "wait quiet");
        thread.setDaemon(true);
        thread.start();
    }

    private void awaitQuiet(RpcReply reply) {
        try {
            journal.awaitIdle(0);
            reply.succeed(out -> {});
        } catch (InterruptedException e) {
            reply.drop();
        } finally {
            synchronized (this) {
                quietWaiters--;
            }
        }
    }

    private void paths(DocumentWriter out) {
        out.array();
        for (StoragePath path : storage.paths()) {
            out.object()
                    .text("ID", path.id())
                    .integer("Weight", path.weight())
                    .text("LocalPath", path.root().toString())
                    .bool("CanSeal", path.canSeal())
                    .bool("CanStore", path.canStore())
                    .end();
        }
        out.endArray();
    }

    private static Path path(RpcCall call) throws RpcFault {
        String text = call.text(0);
        if (!text.startsWith("/")) {
            throw RpcFault.ordinary("a storage path is absolute, unlike " + text);
        }
        return Path.of(text);
    }

    private interface Change {
        void make() throws IOException, RpcException, RpcFault;
    }

    private static void change(Change change) throws IOException, RpcFault {
        try {
            change.make();
        } catch (RpcException e) {
            throw RpcFault.ordinary("the miner's index was not told: " + e.getMessage());
        }
    }

    private void prove(RpcCall call, RpcReply reply, PoStKind asked) throws RpcFault {
        if (asked != role) {
            throw RpcFault.ordinary(
                    "this worker makes a " + role.title() + " only, and was asked for a " + asked.title());
        }
        int last = asked == PoStKind.WINDOW ? 4 : 3;
        long code = call.param(0, "*abi.RegisteredPoStProof", JsonCursor::integer);
        long actor = call.unsignedInteger(1);
        List<ChallengedSector> sectors = call.param(2, "*[]storiface.PostSectorChallenge", PoStCodec::sectors);
        long index = asked == PoStKind.WINDOW ? call.param(3, "*int", JsonCursor::integer) : 0;
        byte[] drawn = call.param(last, "*abi.PoStRandomness", PoStCodec::bytes);
        intake.take(checked(code, actor, sectors, index, drawn), reply);
    }

    /** What no prover could answer is an error: the miner need not look for another worker. */
    private ProofCall checked(long code, long actor, List<ChallengedSector> sectors, long index, byte[] drawn)
            throws RpcFault {
        RegisteredPoStProof proof;
        PoStRandomness randomness;
        try {
            proof = RegisteredPoStProof.ofNetworkCode(code);
            randomness = PoStRandomness.of(drawn);
        } catch (IllegalArgumentException e) {
            throw RpcFault.ordinary(e.getMessage());
        }
        if (proof.kind() != role) {
            throw RpcFault.ordinary("PoSt proof type " + code + " is not one of a " + role.title());
        }
        if (proof.isOldWindow()) {
            // One partition of such a proof cannot be verified alone, and what is not verified is not sent.
            throw RpcFault.ordinary("PoSt proof type " + code + " is of networks before version 19");
        }
        if (actor != minerActor) {
            throw RpcFault.ordinary("this worker proves for miner " + minerActor + ", not for " + actor);
        }
        if (index < 0 || index > Integer.MAX_VALUE) {
            throw RpcFault.ordinary("partition index " + index);
        }
        Set<Long> numbers = new HashSet<>();
        for (ChallengedSector sector : sectors) {
            if (!numbers.add(sector.sectorNumber())) {
                throw RpcFault.ordinary("sector " + sector.sectorNumber() + " stands twice in the request");
            }
        }
        if (sectors.isEmpty() || sectors.size() > proof.partitionSectorsMax()) {
            throw RpcFault.ordinary(sectors.size() + " sectors in a proof of 1 to " + proof.partitionSectorsMax());
        }
        return new ProofCall(proof, actor, sectors, (int) index, randomness);
    }
}
