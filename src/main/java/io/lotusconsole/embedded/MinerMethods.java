package io.lotusconsole.embedded;

import static io.lotusconsole.embedded.CommonMethods.ADMIN;
import static io.lotusconsole.embedded.CommonMethods.READ;
import static io.lotusconsole.embedded.CommonMethods.method;

import io.lotusconsole.host.HostResources;
import io.lotusconsole.json.DocumentWriter;
import io.lotusconsole.proving.SealedCid;
import io.lotusconsole.rpc.RpcCall;
import io.lotusconsole.rpc.RpcException;
import io.lotusconsole.rpc.RpcFault;
import io.lotusconsole.rpc.RpcMethod;
import io.lotusconsole.rpc.RpcReply;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The miner's own calls ({@code node/impl/storminer.go}), as far as console and workers use them. */
final class MinerMethods {
    /** {@code MinerAPIVersion0} 1.5.0; a real worker wants it exact. */
    static final long API_VERSION = 66816;

    /** Calls of a kind that ask workers, at a time. */
    private static final int CALLS_MAX = 64;

    /** What the built-in worker of a real miner lists: everything but PoSt, which it does outside any worker. */
    private static final List<String> LOCAL_TASKS = List.of(
            "seal/v0/addpiece",
            "seal/v0/commit/1",
            "seal/v0/commit/2",
            "seal/v0/datacid",
            "seal/v0/download/sector",
            "seal/v0/fetch",
            "seal/v0/finalize",
            "seal/v0/finalize/replicaupdate",
            "seal/v0/finalizeunsealed",
            "seal/v0/precommit/1",
            "seal/v0/precommit/2",
            "seal/v0/provereplicaupdate/1",
            "seal/v0/provereplicaupdate/2",
            "seal/v0/regensectorkey",
            "seal/v0/replicaupdate",
            "seal/v0/unseal");

    private MinerMethods() {}

    static List<RpcMethod> of(SimulatedChain chain) {
        return List.of(
                method("ActorAddress", READ, 0, (call, out) -> out.element(Wire.address(chain.minerActor()))),
                method("ActorSectorSize", READ, 1, (call, out) -> {
                    if (Wire.actor(call.text(0)) != chain.minerActor()) {
                        throw RpcFault.ordinary("failed to load miner actor: actor not found");
                    }
                    out.element(SimulatedChain.SECTOR_BYTES);
                }),
                method("ActorAddressConfig", READ, 0, MinerMethods::addressConfig),
                method("RuntimeSubsystems", READ, 0, (call, out) -> {
                    out.array();
                    List.of("Mining", "Sealing", "SectorStorage").forEach(out::element);
                    out.endArray();
                }),
                // The name of a sealing state: sealed and committed. It says nothing about proofs.
                method("SectorsSummary", READ, 0, (call, out) -> {
                    out.object();
                    if (chain.sectors() > 0) {
                        out.integer("Proving", chain.sectors());
                    }
                    out.end();
                }),
                method("SectorsList", READ, 0, (call, out) -> {
                    out.array();
                    for (long number = 1; number <= chain.sectors(); number++) {
                        out.element(number);
                    }
                    out.endArray();
                }),
                method("LogAlerts", ADMIN, 0, (call, out) -> out.array().endArray()),
                method("WorkerJobs", ADMIN, 0, (call, out) -> out.object().end()));
    }

    private static void addressConfig(RpcCall call, DocumentWriter out) {
        out.object();
        List.of("PreCommitControl", "CommitControl", "TerminateControl", "DealPublishControl")
                .forEach(use -> out.array(use).endArray());
        out.bool("DisableOwnerFallback", false)
                .bool("DisableWorkerFallback", false)
                .end();
    }

    /**
     * The calls about workers. Those that ask workers do so on other threads than the server's, which workers ask
     * back meanwhile.
     *
     * @param localWorker UUID of the built-in worker, new at every start
     * @param host this machine as it was at the start; a miner never asks a worker again
     */
    static List<RpcMethod> ofWorkers(
            PoStWorkers workers, String localWorker, Supplier<HostResources> host, Executor threads) {
        return List.of(
                elsewhere("WorkerConnect", 1, CALLS_MAX, threads, call -> {
                    workers.connect(call.text(0));
                    return out -> {};
                }),
                elsewhere("WorkerStats", 0, CALLS_MAX, threads, call -> {
                    Map<AttachedWorker.Row, List<String>> rows = new LinkedHashMap<>();
                    for (AttachedWorker.Row row : workers.rows()) {
                        rows.put(row, tasks(row));
                    }
                    return out -> {
                        out.object();
                        worker(out.object(localWorker), host.get());
                        out.end();
                        rows.forEach((row, tasks) -> worker(out, row, tasks));
                        out.end();
                    };
                }));
    }

    /** What a slow call does, and then what it answers. */
    interface Body {
        Consumer<DocumentWriter> answer(RpcCall call) throws RpcFault, InterruptedException;
    }

    /** A method that runs on a thread of its own, and may be called so often at a time. */
    static RpcMethod elsewhere(String name, int params, int callsMax, Executor threads, Body body) {
        Semaphore free = new Semaphore(callsMax);
        return RpcMethod.deferred("Filecoin." + name, ADMIN, params, (call, reply) -> {
            if (!free.tryAcquire()) {
                throw RpcFault.ordinary(callsMax + " such calls are at work already");
            }
            try {
                threads.execute(() -> {
                    try {
                        answer(body, call, reply);
                    } finally {
                        free.release();
                    }
                });
            } catch (RejectedExecutionException e) {
                free.release();
                reply.drop();
            }
        });
    }

    private static void answer(Body body, RpcCall call, RpcReply reply) {
        try {
            reply.succeed(body.answer(call));
        } catch (RpcFault e) {
            reply.fail(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            reply.drop();
        } catch (RuntimeException e) {
            reply.fail(RpcFault.ordinary(String.valueOf(e.getMessage())));
        }
    }

    /** What the worker says now; null if it does not say it in time. */
    private static List<String> tasks(AttachedWorker.Row row) {
        try {
            return row.connection().call("TaskTypes", WorkerConnection::taskTypes, WorkerConnection.TASKS_MILLIS_MAX);
        } catch (RpcException e) {
            return null;
        }
    }

    private static void worker(DocumentWriter out, AttachedWorker.Row row, List<String> tasks) {
        BookedResources booked = row.booked();
        out.object(row.session())
                .raw("Info", row.info().raw())
                .texts("Tasks", tasks)
                .bool("Enabled", row.isEnabled())
                .integer("MemUsedMin", booked.memoryMinBytes())
                .integer("MemUsedMax", booked.memoryMaxBytes())
                .number("GpuUsed", booked.gpus())
                .integer("CpuUse", booked.cpus())
                .object("TaskCounts");
        if (row.countKey() != null) {
            // PoSt tasks have one id, so that the scheduler counts one however many run.
            out.integer(row.countKey(), Math.min(1, booked.tasks()));
        }
        out.end().end();
    }

    private static void worker(DocumentWriter out, HostResources host) {
        out.object("Info").text("Hostname", host.hostname()).bool("IgnoreResources", false);
        out.object("Resources")
                .integer("MemPhysical", host.memoryBytes())
                .integer("MemUsed", host.memoryUsedBytes())
                .integer("MemSwap", host.swapBytes())
                .integer("MemSwapUsed", host.swapUsedBytes())
                .integer("CPUs", host.cpus())
                .texts("GPUs", host.gpus())
                .nothing("Resources")
                .end();
        out.end();
        out.texts("Tasks", LOCAL_TASKS)
                .bool("Enabled", true)
                .integer("MemUsedMin", 0)
                .integer("MemUsedMax", 0)
                .integer("GpuUsed", 0)
                .integer("CpuUse", 0)
                .object("TaskCounts")
                .end();
    }

    /** What the sealing side of a miner says of a sector, as far as a prover wants to know. */
    static RpcMethod sectorStatus(SealedSectors sealed) {
        return method("SectorsStatus", READ, 2, (call, out) -> {
            long number = call.unsignedInteger(0);
            SealedCid commR = sealed.cids().get(number);
            if (commR == null) {
                throw RpcFault.ordinary("sector not found");
            }
            out.object().integer("SectorID", number).text("State", "Proving");
            Wire.cid(out, "CommR", commR.toString());
            out.integer("SealProof", SimulatedChain.SEAL_PROOF).end();
        });
    }
}
