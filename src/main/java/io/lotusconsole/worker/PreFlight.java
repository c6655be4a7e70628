package io.lotusconsole.worker;

import io.lotusconsole.prover.GpuDevice;
import io.lotusconsole.prover.ProverBuild;
import io.lotusconsole.prover.RegisteredPoStProof;
import io.lotusconsole.prover.SectorSize;
import io.lotusconsole.proving.ParameterState;
import io.lotusconsole.proving.PoStKind;
import io.lotusconsole.proving.ResourceTable;
import io.lotusconsole.proving.ResourceVariables;
import io.lotusconsole.proving.TaskResources;
import io.lotusconsole.proving.TaskType;
import io.lotusconsole.proving.WorkerHardware;
import io.lotusconsole.storage.SectorReads;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Whether this machine could do what it would attach for; looked at before the first {@code WorkerConnect}, for a
 * worker that attaches and cannot prove is worse than none: the miner stops proving by itself (design, decision 6).
 * Pure: everything was read before.
 */
public final class PreFlight {
    /** Files that are open besides sectors: jar, library, parameters, sockets. */
    private static final long OTHER_FILES = 512;

    private PreFlight() {}

    /** What stands against attaching. @param remedy one sentence that says what mends it */
    public record Obstacle(String what, String remedy) {}

    /**
     * What was found out.
     *
     * @param tokenPermissions what the miner says of our token
     * @param devices that the prover would use
     * @param gpuOff the setting that keeps the prover from using any; null if there is none
     * @param storage obstacles on the side of the storage
     * @param parallelReads 0 for no limit
     * @param allowsCpu whether the operator wants to prove without a GPU
     */
    public record Findings(
            PoStKind role,
            SectorSize sectorSize,
            Set<String> tokenPermissions,
            ProverBuild build,
            List<GpuDevice> devices,
            String gpuOff,
            WorkerHardware machine,
            ResourceTable table,
            List<ParameterState> parameters,
            List<Obstacle> storage,
            long openFilesMax,
            int parallelReads,
            boolean allowsCpu) {
        /** The same, once the parameters were looked at. */
        public Findings withParameters(List<ParameterState> states) {
            return new Findings(
                    role,
                    sectorSize,
                    tokenPermissions,
                    build,
                    devices,
                    gpuOff,
                    machine,
                    table,
                    states,
                    storage,
                    openFilesMax,
                    parallelReads,
                    allowsCpu);
        }
    }

    /** All that stands against it; empty if the worker may attach. */
    public static List<Obstacle> obstacles(Findings found) {
        List<Obstacle> obstacles = new ArrayList<>();
        token(found, obstacles);
        parameters(found, obstacles);
        device(found, obstacles);
        schedule(found, obstacles);
        files(found, obstacles);
        obstacles.addAll(found.storage());
        return obstacles;
    }

    private static void token(Findings found, List<Obstacle> obstacles) {
        for (String needed : List.of("read", "admin")) {
            if (!found.tokenPermissions().contains(needed)) {
                obstacles.add(new Obstacle(
                        "the miner's token does not allow " + needed,
                        "`lotus-miner auth create-token --perm admin` on the miner's host makes one that does."));
                return;
            }
        }
    }

    private static void parameters(Findings found, List<Obstacle> obstacles) {
        for (ParameterState state : found.parameters()) {
            if (!state.isUsable()) {
                obstacles.add(new Obstacle(
                        "parameter file " + state.path() + ": "
                                + state.verdict().words(),
                        "`lotus-worker fetch-params " + found.sectorSize() + "` fetches good ones."));
            }
        }
    }

    private static void device(Findings found, List<Obstacle> obstacles) {
        boolean isLarge = found.sectorSize().bytes() >= SectorSize.GIB_32.bytes();
        boolean hasGpu = found.gpuOff() == null && !found.devices().isEmpty();
        if (found.role() != PoStKind.WINDOW || !isLarge || found.allowsCpu() || hasGpu) {
            return;
        }
        String why = "the proof library is built for CPUs only";
        if (found.build().hasGpuSupport()) {
            why = found.gpuOff() == null
                    ? "the proof library finds no GPU"
                    : found.gpuOff() + " keeps the proof library from using a GPU";
        }
        obstacles.add(new Obstacle(
                why + ", and a partition of " + found.sectorSize() + " sectors takes hours without a GPU",
                "--allow-cpu attaches all the same, for a machine that is known to be fast enough."));
    }

    private static void schedule(Findings found, List<Obstacle> obstacles) {
        TaskResources needs = found.table()
                .of(TaskType.of(found.role()).wireName(), found.sectorSize().sealProof());
        for (String why : found.machine().whyNever(needs)) {
            obstacles.add(new Obstacle(
                    "the miner would never give it a " + found.role().title() + ": " + why,
                    ResourceVariables.remedy(found.role(), found.sectorSize().inVariables())));
        }
    }

    /**
     * How many files a worker has open at a time, at most.
     *
     * @param parallelReads 0 for no limit of the operator
     */
    public static long openFilesNeeded(PoStKind role, SectorSize size, int parallelReads) {
        int partition = RegisteredPoStProof.of(role, size).partitionSectorsMax();
        int reads = parallelReads == 0 ? SectorReads.AT_ONCE_DEFAULT : Math.min(parallelReads, SectorReads.AT_ONCE_MAX);
        // Of each sector that is read, its sealed file, p_aux and one tree; or a connection.
        return OTHER_FILES + 3L * Math.min(reads, partition);
    }

    private static void files(Findings found, List<Obstacle> obstacles) {
        long needed = openFilesNeeded(found.role(), found.sectorSize(), found.parallelReads());
        if (found.openFilesMax() < needed) {
            obstacles.add(new Obstacle(
                    "this process may open " + found.openFilesMax() + " files, and needs " + needed,
                    "Raise the limit (`ulimit -n " + needed + "`, or LimitNOFILE of its service)."));
        }
    }
}
