package io.lotusconsole.cli;

import io.lotusconsole.doctor.IdleVariable;
import io.lotusconsole.manual.LiveValues;
import io.lotusconsole.proving.PoStKind;
import io.lotusconsole.storage.SectorReads;
import io.lotusconsole.worker.PhaseBudgets;
import io.lotusconsole.worker.WorkerLog;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The flags of {@code run} and {@code drill}, with the variables that stand for them ({@code cli/worker/worker.go}),
 * resolved once. A flag wins over its variable.
 */
final class RunFlags {
    /** A boolean flag of Lotus that makes a sealing worker do a task. */
    private record SealingFlag(String name, String variable, String task) {}

    private static final List<SealingFlag> SEALING = List.of(
            new SealingFlag("--addpiece", "LOTUS_WORKER_ADDPIECE", "seal/v0/addpiece"),
            new SealingFlag("--precommit1", "LOTUS_WORKER_PRECOMMIT1", "seal/v0/precommit/1"),
            new SealingFlag("--unseal", "LOTUS_WORKER_UNSEAL", "seal/v0/unseal"),
            new SealingFlag("--precommit2", "LOTUS_WORKER_PRECOMMIT2", "seal/v0/precommit/2"),
            new SealingFlag("--commit", "LOTUS_WORKER_COMMIT", "seal/v0/commit/2"),
            new SealingFlag("--replica-update", "LOTUS_WORKER_REPLICA_UPDATE", "seal/v0/replicaupdate"),
            new SealingFlag(
                    "--prove-replica-update2", "LOTUS_WORKER_PROVE_REPLICA_UPDATE2", "seal/v0/provereplicaupdate/2"),
            new SealingFlag("--regen-sector-key", "LOTUS_WORKER_REGEN_SECTOR_KEY", "seal/v0/regensectorkey"),
            new SealingFlag("--sector-download", "LOTUS_WORKER_SECTOR_DOWNLOAD", "seal/v0/download/sector"),
            new SealingFlag("--data-cid", "", "seal/v0/datacid"));

    /** {@code --drain-timeout}: a WindowPoSt that is made now is of use as long as its deadline, 30 minutes. */
    private static final long DRAIN_MILLIS = 30L * 60 * 1000;

    private static final double SKIP_SHARE_MAX = 0.01;
    private static final List<String> LOG_FORMATS = List.of("text", "json");
    private static final int PORT_MAX = 65535;

    private final Invocation in;

    RunFlags(Invocation in) {
        this.in = in;
    }

    /** The two that say what a worker does. */
    static void describeRole(CommandSpec spec) {
        spec.addOption(GlobalOptions.flag("make WindowPoSts (LOTUS_WORKER_WINDOWPOST)", "--windowpost"));
        spec.addOption(GlobalOptions.flag("make WinningPoSts (LOTUS_WORKER_WINNINGPOST)", "--winningpost"));
    }

    /** Those that say how sectors are read and proofs are made. */
    static void describeProving(CommandSpec spec) {
        spec.addOption(GlobalOptions.text(
                "N",
                "sectors read at a time, 1024 at most (0: no limit, which is " + SectorReads.AT_ONCE_DEFAULT
                        + "; Lotus now uses 32) (LOTUS_WORKER_POST_PARALLEL_READS)",
                "--post-parallel-reads"));
        spec.addOption(GlobalOptions.text(
                "TIME",
                "limit for reading one sector's challenges (0s: a share of --read-budget)"
                        + " (LOTUS_WORKER_POST_READ_TIMEOUT)",
                "--post-read-timeout"));
        spec.addOption(GlobalOptions.text(
                "SHARE", "most sectors that are skipped, of those in a proof (0.01; 0: none)", "--max-skip"));
        spec.addOption(GlobalOptions.flag("prove WindowPoSts of 32 and 64 GiB without a GPU", "--allow-cpu"));
        spec.addOption(GlobalOptions.text(
                "TIME", "limit for reading all sectors of a task (20m; winning 1m)", "--read-budget"));
        spec.addOption(GlobalOptions.text(
                "TIME", "limit for one proof, after which it exits 70 (1h; winning 10m)", "--prove-budget"));
        spec.addOption(
                GlobalOptions.oneOf(LOG_FORMATS, "FORMAT", "log lines as text (default) or json", "--log-format"));
    }

    static void describeRun(CommandSpec spec) {
        describeRole(spec);
        spec.addOption(GlobalOptions.text(
                "HOST:PORT",
                "address to serve at; 0.0.0.0 is the one that faces the miner (0.0.0.0:3456) (LOTUS_WORKER_LISTEN)",
                "--listen"));
        spec.addOption(GlobalOptions.hidden(GlobalOptions.text("HOST:PORT", "former name of --listen", "--address")));
        spec.addOption(GlobalOptions.oneOf(
                new LiveCandidates(LiveValues.WORKER_HOSTS),
                "NAME",
                "name in the miner's lists (host name) (LOTUS_WORKER_NAME)",
                "--name"));
        spec.addOption(GlobalOptions.flag(
                "open no storage path of this machine (LOTUS_WORKER_NO_LOCAL_STORAGE)", "--no-local-storage"));
        spec.addOption(GlobalOptions.flag("report no swap (LOTUS_WORKER_NO_SWAP)", "--no-swap"));
        describeProving(spec);
        spec.addOption(
                GlobalOptions.text("TIME", "longest wait for running tasks when it leaves (30m)", "--drain-timeout"));
        spec.addOption(GlobalOptions.text("TIME", "limit for the headers of a request (30s)", "--http-server-timeout"));
        spec.addOption(GlobalOptions.text("DIR", "the worker's repository", "--worker-repo", "--workerrepo"));
        spec.addOption(GlobalOptions.text(
                "TIME", "no effect: it bounds a connection that is not made here (LOTUS_WORKER_TIMEOUT)", "--timeout"));
        spec.addOption(GlobalOptions.text(
                "N",
                "no effect: a PoSt worker fetches no sector files (LOTUS_WORKER_PARALLEL_FETCH_LIMIT)",
                "--parallel-fetch-limit"));
        spec.addOption(GlobalOptions.hidden(GlobalOptions.flag("for sealing workers", "--no-default")));
        spec.addOption(GlobalOptions.hidden(GlobalOptions.text("COMMAND", "for sealing workers", "--external-pc2")));
        for (SealingFlag flag : SEALING) {
            spec.addOption(GlobalOptions.hidden(GlobalOptions.flag(flag.task(), flag.name())));
        }
    }

    /** A flag's value, else its variable's; null if neither is there. */
    private String value(String flag, String variable) {
        String given = in.value(flag);
        return given != null ? given : in.surroundings().variable(variable);
    }

    private boolean has(String flag, String variable) throws UsageException {
        return has(flag, variable, false);
    }

    private boolean has(String flag, String variable, boolean unset) throws UsageException {
        if (in.value(flag) != null) {
            return in.has(flag);
        }
        String value = variable.isEmpty() ? null : in.surroundings().variable(variable);
        if (value == null) {
            return unset;
        }
        return switch (value) {
            case "1", "t", "T", "TRUE", "true", "True" -> true;
            case "0", "f", "F", "FALSE", "false", "False" -> false;
            default ->
                throw new UsageException(
                        "could not parse \"" + value + "\" as bool value from environment variable \"" + variable
                                + "\" for flag " + flag.substring(2),
                        "Write true or false.");
        };
    }

    /** Whether it is said what the worker is for, rightly or wrongly. */
    boolean isRoleGiven() throws UsageException {
        return has("--windowpost", "LOTUS_WORKER_WINDOWPOST") || has("--winningpost", "LOTUS_WORKER_WINNINGPOST");
    }

    /** The role, which may be one only. */
    PoStKind role() throws UsageException {
        boolean window = has("--windowpost", "LOTUS_WORKER_WINDOWPOST");
        boolean winning = has("--winningpost", "LOTUS_WORKER_WINNINGPOST");
        if (window && winning) {
            throw new UsageException(
                    "--windowpost and --winningpost are both given, and a worker is of one kind",
                    "Start two workers, each with a repository and an address of its own.");
        }
        if (!window && !winning) {
            throw new UsageException(
                    "a PoSt worker makes either WindowPoSts or WinningPoSts", "Give --windowpost or --winningpost.");
        }
        return window ? PoStKind.WINDOW : PoStKind.WINNING;
    }

    /** Refuses what would make it a sealing worker as well, which Lotus refuses too. */
    void refuseSealing(PoStKind role) throws UsageException {
        for (SealingFlag flag : SEALING) {
            if (has(flag.name(), flag.variable())) {
                throw new UsageException(
                        "a " + role.title() + " worker does no sealing, and " + flag.name() + " asks for the task "
                                + flag.task(),
                        "Leave out " + flag.name()
                                + (flag.variable().isEmpty() ? "" : ", and " + flag.variable() + " in the environment")
                                + ": a worker is of one kind.");
            }
        }
        if (in.value("--external-pc2") != null) {
            throw new UsageException(
                    "a " + role.title() + " worker does no sealing, and --external-pc2 is for it", "Leave it out.");
        }
    }

    String name() {
        return value("--name", "LOTUS_WORKER_NAME");
    }

    boolean reportsSwap() throws UsageException {
        return !has("--no-swap", "LOTUS_WORKER_NO_SWAP");
    }

    boolean opensLocalStorage() throws UsageException {
        return !has("--no-local-storage", "LOTUS_WORKER_NO_LOCAL_STORAGE");
    }

    /** Host and port to bind. @param host empty for every address */
    record Listen(String host, int port) {
        boolean isAnyAddress() {
            return host.isEmpty() || host.equals("0.0.0.0") || host.equals("::");
        }
    }

    Listen listen() throws UsageException {
        String text = value("--listen", "LOTUS_WORKER_LISTEN");
        if (text == null) {
            text = in.value("--address");
        }
        if (text == null) {
            text = "0.0.0.0:3456";
        }
        int colon = text.lastIndexOf(':');
        int port = -1;
        try {
            port = colon < 0 ? -1 : Integer.parseInt(text.substring(colon + 1));
        } catch (NumberFormatException e) {
            // Told below, with what is wanted.
        }
        if (port < 0 || port > PORT_MAX) {
            throw UsageException.ofFlag("invalid value \"" + text + "\" for flag -listen", "Such as 0.0.0.0:3456.");
        }
        return new Listen(text.substring(0, colon).replace("[", "").replace("]", ""), port);
    }

    int parallelReads() throws UsageException {
        String text = value("--post-parallel-reads", "LOTUS_WORKER_POST_PARALLEL_READS");
        try {
            int reads = text == null ? 0 : Integer.parseInt(text);
            if (reads >= 0) {
                return reads;
            }
        } catch (NumberFormatException e) {
            // Told below, with what is wanted.
        }
        throw UsageException.ofFlag(
                "invalid value \"" + text + "\" for flag -post-parallel-reads", "A number; 0 is no limit.");
    }

    long readTimeoutMillis() throws UsageException {
        String text = value("--post-read-timeout", "LOTUS_WORKER_POST_READ_TIMEOUT");
        return text == null ? 0 : millis(text, "-post-read-timeout");
    }

    /** Also Go's {@code 0s}, which is how Lotus shows its default. */
    private static long millis(String text, String flag) throws UsageException {
        return text.equals("0s") ? 0 : Intervals.millis(text, flag);
    }

    /** Share of a proof's sectors, from 0 to 1. */
    double skipShareMax() throws UsageException {
        String text = in.value("--max-skip");
        if (text == null) {
            return SKIP_SHARE_MAX;
        }
        boolean isPercent = text.endsWith("%");
        try {
            double share = Double.parseDouble(isPercent ? text.substring(0, text.length() - 1) : text);
            share = isPercent ? share / 100 : share;
            if (share >= 0 && share <= 1) {
                return share;
            }
        } catch (NumberFormatException e) {
            // Told below, with what is wanted.
        }
        throw UsageException.ofFlag("invalid value \"" + text + "\" for flag -max-skip", "Such as 1% or 0.01.");
    }

    boolean allowsCpu() {
        return in.has("--allow-cpu");
    }

    /** What switches the use of GPUs off, as it is written on the line or in the environment; null if nothing does. */
    String gpuOff() throws UsageException {
        String flag = "--enable-gpu-proving";
        String variable = "LOTUS_WORKER_ENABLE_GPU_PROVING";
        if (!has(flag, variable, true)) {
            return in.value(flag) != null
                    ? flag + "=false"
                    : variable + "=" + in.surroundings().variable(variable);
        }
        // Of the library that proves: set to nothing, it is set (bellperson, gpu/locks.rs).
        String bellman = in.surroundings().environment().apply(ProofLibraries.NO_GPU);
        return bellman == null || bellman.equals("0") ? null : ProofLibraries.NO_GPU + "=" + bellman;
    }

    PhaseBudgets budgets(PoStKind role) throws UsageException {
        PhaseBudgets budgets = PhaseBudgets.usual(role);
        String read = in.value("--read-budget");
        if (read != null) {
            budgets = budgets.withReadMillis(positive(read, "-read-budget"));
        }
        String prove = in.value("--prove-budget");
        return prove == null ? budgets : budgets.withProveMillis(positive(prove, "-prove-budget"));
    }

    private static long positive(String text, String flag) throws UsageException {
        long millis = Intervals.millis(text, flag);
        if (millis == 0) {
            throw UsageException.ofFlag("invalid value \"" + text + "\" for flag " + flag, "A budget is above 0.");
        }
        return millis;
    }

    long drainMillisMax() throws UsageException {
        String text = in.value("--drain-timeout");
        return text == null ? DRAIN_MILLIS : millis(text, "-drain-timeout");
    }

    WorkerLog.Format logFormat() throws UsageException {
        String text = in.value("--log-format");
        if (text == null) {
            boolean json = "json".equals(in.surroundings().variable("GOLOG_LOG_FMT"));
            return json ? WorkerLog.Format.JSON : WorkerLog.Format.TEXT;
        }
        return switch (text) {
            case "text" -> WorkerLog.Format.TEXT;
            case "json" -> WorkerLog.Format.JSON;
            default ->
                throw UsageException.ofFlag("invalid value \"" + text + "\" for flag -log-format", "text or json.");
        };
    }

    /** 0 for the server's usual limit. */
    long headerMillisMax() throws UsageException {
        String text = in.value("--http-server-timeout");
        return text == null ? 0 : positive(text, "-http-server-timeout");
    }

    /** Sentences about values that are taken for others. */
    List<String> notes() throws UsageException {
        int reads = parallelReads();
        return reads <= SectorReads.AT_ONCE_MAX
                ? List.of()
                : List.of("--post-parallel-reads is " + reads + ", and " + SectorReads.AT_ONCE_MAX
                        + " sectors are read at a time: more there cannot be.");
    }

    /** What is set and does nothing for a PoSt worker, or nothing in this build. */
    static List<IdleVariable> idleVariables(Surroundings surroundings, boolean hasGpuSupport) {
        List<IdleVariable> idle = new ArrayList<>();
        for (String sealing : List.of(
                "FIL_PROOFS_MAXIMIZE_CACHING",
                "FIL_PROOFS_USE_GPU_COLUMN_BUILDER",
                "FIL_PROOFS_USE_GPU_TREE_BUILDER",
                "FIL_PROOFS_PARENT_CACHE",
                "FIL_PROOFS_USE_MULTICORE_SDR",
                "FIL_PROOFS_MULTICORE_SDR_PRODUCERS")) {
            if (surroundings.variable(sealing) != null) {
                idle.add(new IdleVariable(sealing, sealing + " is set and has no effect on PoSt: it is for sealing."));
            }
        }
        if (surroundings.variable("LOTUS_WORKER_TIMEOUT") != null) {
            idle.add(new IdleVariable(
                    "LOTUS_WORKER_TIMEOUT",
                    "LOTUS_WORKER_TIMEOUT is set and has no effect: it bounds a connection that is not made here."));
        }
        if (surroundings.variable("LOTUS_WORKER_PARALLEL_FETCH_LIMIT") != null) {
            idle.add(new IdleVariable(
                    "LOTUS_WORKER_PARALLEL_FETCH_LIMIT",
                    "LOTUS_WORKER_PARALLEL_FETCH_LIMIT is set and has no effect on PoSt:"
                            + " a PoSt worker fetches no sector files."));
        }
        if (!hasGpuSupport && surroundings.variable("TMPDIR") != null) {
            idle.add(new IdleVariable("TMPDIR", "TMPDIR is set and has no effect on PoSt: it is used when sealing."));
        }
        for (String gpu : List.of(
                "BELLMAN_CPU_UTILIZATION",
                "BELLMAN_CUSTOM_GPU",
                "BELLMAN_GPU_FRAMEWORK",
                ProofLibraries.NO_GPU,
                "FIL_PROOFS_GPU_FRAMEWORK")) {
            if (!hasGpuSupport && surroundings.variable(gpu) != null) {
                idle.add(new IdleVariable(
                        gpu, gpu + " is set and has no effect: this build proves on CPUs, and it is for GPUs."));
            }
        }
        return idle;
    }
}
