package io.lotusconsole.embedded;

import static io.lotusconsole.embedded.CommonMethods.ADMIN;
import static io.lotusconsole.embedded.CommonMethods.READ;
import static io.lotusconsole.embedded.CommonMethods.method;

import io.lotusconsole.host.HostResources;
import io.lotusconsole.json.DocumentWriter;
import io.lotusconsole.rpc.RpcFault;
import io.lotusconsole.rpc.RpcMethod;
import java.util.List;
import java.util.function.Supplier;

/** The miner's own calls ({@code node/impl/storminer.go}), as far as console and workers use them. */
final class MinerMethods {
    /** {@code MinerAPIVersion0} 1.5.0; a real worker wants it exact. */
    static final long API_VERSION = 66816;

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

    /**
     * @param localWorker UUID of the built-in worker, new at every start
     * @param host this machine as it was at the start; a miner never asks a worker again
     */
    static List<RpcMethod> of(SimulatedChain chain, String localWorker, Supplier<HostResources> host) {
        return List.of(
                method("ActorAddress", READ, 0, (call, out) -> out.element(Wire.address(chain.minerActor()))),
                method("ActorSectorSize", READ, 1, (call, out) -> {
                    if (Wire.actor(call.text(0)) != chain.minerActor()) {
                        throw RpcFault.ordinary("failed to load miner actor: actor not found");
                    }
                    out.element(SimulatedChain.SECTOR_BYTES);
                }),
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
                method("LogAlerts", ADMIN, 0, (call, out) -> out.array().endArray()),
                method("WorkerStats", ADMIN, 0, (call, out) -> {
                    out.object();
                    worker(out.object(localWorker), host.get());
                    out.end().end();
                }),
                method("WorkerJobs", ADMIN, 0, (call, out) -> out.object().end()),
                notYet("ComputeWindowPoSt", 2, "no sector is sealed here and nothing can be proven"),
                notYet("CheckProvable", 2, "no sector is sealed here and there is nothing to read"),
                notYet("RecoverFault", 1, "there are no messages and no faults"));
    }

    private static RpcMethod notYet(String name, int params, String why) {
        return method(name, ADMIN, params, (call, out) -> {
            throw RpcFault.ordinary("not available in the simulation yet: " + why);
        });
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
}
