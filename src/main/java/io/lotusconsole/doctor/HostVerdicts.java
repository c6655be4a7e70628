package io.lotusconsole.doctor;

import io.lotusconsole.host.FileLock;
import io.lotusconsole.host.Gpu;
import io.lotusconsole.host.GpuDriver;
import io.lotusconsole.host.HostResources;
import io.lotusconsole.host.MinimumHardware;
import io.lotusconsole.prover.GpuDevice;
import io.lotusconsole.prover.ProverBuild;
import io.lotusconsole.prover.ProverException;
import io.lotusconsole.prover.SectorSize;
import io.lotusconsole.proving.Answer;
import io.lotusconsole.proving.Finding;
import io.lotusconsole.proving.ParameterState;
import io.lotusconsole.proving.PoStKind;
import io.lotusconsole.proving.ResourceTable;
import io.lotusconsole.proving.ResourceVariables;
import io.lotusconsole.proving.TaskResources;
import io.lotusconsole.proving.TaskType;
import io.lotusconsole.proving.WorkerHardware;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/** What is made of the machine a worker is to prove on. Pure. */
final class HostVerdicts {
    static final String AREA = "host";
    static final Check LIBRARY = new Check(AREA, "proof library");
    static final Check FILES = new Check(AREA, "open files");
    static final Check MEMORY = new Check(AREA, "memory");
    static final Check GPU = new Check(AREA, "GPU");
    static final Check DRIVER = new Check(AREA, "GPU driver");
    static final Check LOCKS = new Check(AREA, "GPU locks");
    static final Check VARIABLES = new Check(AREA, "variables");
    static final Check OVERRIDES = new Check(AREA, "resource variables");
    static final Check ADDRESS = new Check(AREA, "address for the miner");

    /** What the documentation asks for, page "PoSt workers", environment variables. */
    private static final long PARAMETER_CACHE_BYTES = 100L << 30;

    private static final long PARENT_CACHE_BYTES = 50L << 30;

    private static final String NO_SIZE = "the miner does not tell its sector size";

    private HostVerdicts() {}

    /** {@code 74.2 GiB}; of what is smaller, MiB. */
    static String size(long bytes) {
        boolean isLarge = bytes >= 1L << 30;
        return String.format(
                Locale.ROOT, isLarge ? "%.1f GiB" : "%.1f MiB", bytes / (double) (isLarge ? 1 << 30 : 1 << 20));
    }

    private static boolean isLarge(SectorSize size) {
        return size.bytes() >= SectorSize.GIB_32.bytes();
    }

    static Finding library(Answer<ProverBuild> build) {
        if (!build.isKnown()) {
            String remedy =
                    build.cause() instanceof ProverException.Unavailable unavailable ? unavailable.remedy() : null;
            return LIBRARY.failure(build.failure(), remedy);
        }
        ProverBuild built = build.value();
        String on = built.isCuda() ? "CUDA" : built.isOpenCl() ? "OpenCL" : "processors only";
        return LIBRARY.ok("filecoin-proofs-api " + built.proofsVersion() + ", for " + on);
    }

    /** @param needed for the role that needs most */
    static Finding files(long openFilesMax, Answer<Long> needed) {
        if (!needed.isKnown()) {
            return FILES.unknown(NO_SIZE, null);
        }
        return openFilesMax >= needed.value()
                ? FILES.ok((openFilesMax == Long.MAX_VALUE ? "without limit" : openFilesMax + " may be open") + ", "
                        + needed.value() + " are needed")
                : FILES.failure(
                        openFilesMax + " may be open, and " + needed.value() + " are needed",
                        "`ulimit -n " + needed.value() + "` raises the limit, or LimitNOFILE of its service.");
    }

    /** The miner's formula for this machine as it is now, with the overrides of this environment. */
    static Finding schedule(
            PoStKind role, Answer<SectorSize> size, Answer<WorkerHardware> machine, ResourceTable table) {
        Check check = new Check(AREA, "scheduling of " + role.title());
        if (!size.isKnown()) {
            return check.unknown(NO_SIZE, null);
        }
        if (!machine.isKnown()) {
            return check.unknown(machine);
        }
        TaskResources needs =
                table.of(TaskType.of(role).wireName(), size.value().sealProof());
        List<String> never = machine.value().whyNever(needs);
        return never.isEmpty()
                ? check.ok("the miner's formula would give it one")
                : check.failure(
                        "the miner would never give it one: " + String.join("; ", never),
                        ResourceVariables.remedy(role, size.value().inVariables()));
    }

    /** Memory against the documented minimum. */
    static Finding memory(List<PoStKind> roles, Answer<SectorSize> size, Answer<HostResources> machine) {
        if (!machine.isKnown()) {
            return MEMORY.unknown(machine);
        }
        if (!size.isKnown()) {
            return MEMORY.unknown(NO_SIZE, null);
        }
        String has = size(machine.value().memoryBytes()) + " of RAM";
        for (PoStKind role : roles) {
            if (MinimumHardware.shortfalls(role, size.value().bytes(), machine.value(), List.of())
                    .contains(MinimumHardware.Shortfall.TOO_LITTLE_MEMORY)) {
                return MEMORY.failure(
                        has + ": " + MinimumHardware.Shortfall.TOO_LITTLE_MEMORY.text(),
                        "Swap does not count: `lotus-worker run --winningpost` asks for less, another machine has"
                                + " more.");
            }
        }
        return MEMORY.ok(has);
    }

    /**
     * GPUs and their memory against the documented minimum.
     *
     * @param gpus as NVIDIA's driver tells them
     * @param devices that the proof library would use
     * @param allowsCpu whether the operator wants to prove without
     */
    static Finding gpu(
            List<PoStKind> roles,
            Answer<SectorSize> size,
            Answer<HostResources> machine,
            Answer<List<Gpu>> gpus,
            Answer<List<GpuDevice>> devices,
            boolean allowsCpu) {
        if (!size.isKnown() || !machine.isKnown()) {
            return GPU.unknown(size.isKnown() ? machine.failure() : NO_SIZE, null);
        }
        if (!devices.isKnown() || !gpus.isKnown()) {
            return GPU.unknown(devices.isKnown() ? gpus : devices);
        }
        if (!isLarge(size.value())) {
            return GPU.ok("none is needed for sectors of " + size.value());
        }
        if (devices.value().isEmpty()) {
            return noDevice(roles, gpus.value(), allowsCpu);
        }
        StringJoiner names = new StringJoiner(", ");
        devices.value().forEach(device -> names.add(device.name()));
        for (PoStKind role : roles) {
            for (MinimumHardware.Shortfall lack :
                    MinimumHardware.shortfalls(role, size.value().bytes(), machine.value(), gpus.value())) {
                if (lack == MinimumHardware.Shortfall.TOO_LITTLE_VRAM) {
                    return GPU.failure(
                            names + ": " + lack.text(), "`nvidia-smi` shows what it has; another card has more.");
                }
                if (lack == MinimumHardware.Shortfall.UNKNOWN_VRAM) {
                    return GPU.unknown(names + ": " + lack.text(), "`nvidia-smi` shows what it has.");
                }
            }
        }
        return GPU.ok(names.toString());
    }

    private static Finding noDevice(List<PoStKind> roles, List<Gpu> gpus, boolean allowsCpu) {
        String what = gpus.isEmpty()
                ? MinimumHardware.Shortfall.NO_GPU.text()
                : "there is a GPU (" + gpus.get(0).name() + "), and the proof library does not use it";
        String mends = "`mvn -DskipTests -Dprover.features=cuda package` builds the library for NVIDIA's GPUs"
                + " (opencl: for others); `lotus-worker run --windowpost --allow-cpu` attaches without one.";
        return roles.contains(PoStKind.WINDOW) && !allowsCpu
                ? GPU.failure(what + ", and a WindowPoSt takes hours without", mends)
                : GPU.warning(what, mends);
    }

    /** Cards against drivers. */
    static Finding driver(GpuDriver driver, Answer<List<Gpu>> gpus) {
        if (driver.nvidiaCards() == 0 && driver.amdCards() == 0) {
            return DRIVER.ok("there is no card that wants one");
        }
        if (driver.nvidiaCards() == 0) {
            return DRIVER.unknown(
                    driver.amdCards() + " of AMD, whose driver is not asked here",
                    "`clinfo -l` lists what OpenCL has.");
        }
        if (driver.nvidiaVersion() == null) {
            return DRIVER.failure(
                    driver.nvidiaCards() + " of NVIDIA's, and its driver is not loaded",
                    "`modprobe nvidia` loads it if it is installed; `nvidia-smi` shows whether it works.");
        }
        if (gpus.isKnown() && gpus.value().isEmpty()) {
            return DRIVER.failure(
                    "NVIDIA's " + driver.nvidiaVersion() + " is loaded, and its library finds no GPU",
                    "`nvidia-smi` says why; after an update of the driver a restart of the machine mends it.");
        }
        return DRIVER.ok("NVIDIA's " + driver.nvidiaVersion());
    }

    /** A process that holds locks. @param command null if it is not seen from here */
    record Holder(long pid, String command) {
        @Override
        public String toString() {
            return pid == 0
                    ? "a process that is not seen from here"
                    : "process " + pid + (command == null ? "" : " (" + command + ")");
        }
    }

    /** @param holders of all locks, in the order of the locks; the worker that is looked at is none of them */
    static Finding locks(Answer<List<FileLock>> locks, List<Holder> holders, Path directory) {
        if (!locks.isKnown()) {
            return LOCKS.unknown(locks);
        }
        if (holders.isEmpty()) {
            return LOCKS.ok("nobody holds one in " + directory);
        }
        StringJoiner who = new StringJoiner(", ");
        holders.stream().distinct().forEach(holder -> who.add(holder.toString()));
        Path first = locks.value().stream()
                .filter(lock -> !lock.holders().isEmpty())
                .map(FileLock::file)
                .findFirst()
                .orElse(directory);
        return LOCKS.warning(
                first.getFileName() + " is held by " + who + ": a proof waits for it",
                "`export TMPDIR=DIR`, another one for each role, keeps locks apart; `CUDA_VISIBLE_DEVICES` keeps GPUs"
                        + " apart.");
    }

    /**
     * Free space where parameters are.
     *
     * @param states of the role's files; unknown if nobody knows which
     */
    static Finding parameterSpace(
            Path directory, Answer<Long> freeBytes, Answer<List<ParameterState>> states, Answer<SectorSize> size) {
        Check check = new Check(AREA, "space for parameters");
        if (!freeBytes.isKnown()) {
            return check.unknown(freeBytes);
        }
        String has = size(freeBytes.value()) + " free at " + directory;
        boolean isThere = states.isKnown() && states.value().stream().allMatch(ParameterState::isUsable);
        if (isThere) {
            return check.ok(has + "; all files are there");
        }
        if (!size.isKnown()) {
            return check.unknown(NO_SIZE, null);
        }
        return freeBytes.value() >= PARAMETER_CACHE_BYTES || !isLarge(size.value())
                ? check.ok(has)
                : check.warning(
                        has + ", files are missing, and the documentation asks for " + size(PARAMETER_CACHE_BYTES),
                        "`export FIL_PROOFS_PARAMETER_CACHE=DIR` names a directory with more.");
    }

    /** Free space where sealing keeps parents. @param isNamed whether the variable is set */
    static Finding parentSpace(Path directory, boolean isNamed, Answer<Long> freeBytes, Answer<SectorSize> size) {
        Check check = new Check(AREA, "space for parents");
        if (!isNamed) {
            return check.ok("FIL_PROOFS_PARENT_CACHE is not set, and PoSt needs none");
        }
        if (!freeBytes.isKnown()) {
            return check.unknown(freeBytes);
        }
        String has = size(freeBytes.value()) + " free at " + directory;
        return freeBytes.value() >= PARENT_CACHE_BYTES || size.isKnown() && !isLarge(size.value())
                ? check.ok(has)
                : check.warning(
                        has + ", and the documentation asks for " + size(PARENT_CACHE_BYTES)
                                + ": too little for sealing, which alone needs it",
                        "`export FIL_PROOFS_PARENT_CACHE=DIR` names a directory with more.");
    }

    static Finding variables(Check check, List<IdleVariable> idle) {
        if (idle.isEmpty()) {
            return check.ok("none is set that does nothing");
        }
        StringJoiner names = new StringJoiner(" ");
        StringJoiner sentences = new StringJoiner("; ");
        for (IdleVariable each : idle) {
            names.add(each.name());
            // A clause among clauses.
            sentences.add(each.sentence().replaceFirst("\\.$", ""));
        }
        return check.warning(sentences.toString(), "`unset " + names + "` takes what does nothing away.");
    }

    static Finding overrides(List<ResourceTable.BadOverride> bad) {
        if (bad.isEmpty()) {
            return OVERRIDES.ok("each that is set is a number");
        }
        List<String> wrong = new ArrayList<>();
        StringJoiner names = new StringJoiner(" ");
        for (ResourceTable.BadOverride each : bad) {
            wrong.add(each.variable() + "=" + each.value());
            names.add(each.variable());
        }
        return OVERRIDES.warning(
                String.join(", ", wrong) + ": no number, so that our worker takes its default, and Lotus's takes 0",
                "Write bytes as a plain number, such as 103079215104, or `unset " + names + "`.");
    }

    /** Whether the miner could dial a worker at all. @param listens host that it would serve at */
    static Finding address(String listens, boolean isLoopback, String miner, boolean isMinerHere) {
        return isLoopback && !isMinerHere
                ? ADDRESS.failure(
                        "it would serve at " + listens + ", which the miner at " + miner + " cannot reach",
                        "`lotus-worker run --listen 0.0.0.0:3456` serves at the address that faces the miner.")
                : ADDRESS.ok("it would serve at " + listens);
    }

    /**
     * Of one role, its files.
     *
     * @param areOfTests whether they were made on this machine, for a test network
     */
    static Finding parameters(
            PoStKind role,
            Answer<List<ParameterState>> states,
            Answer<SectorSize> size,
            boolean areOfTests,
            boolean isDeep) {
        Check check = new Check(AREA, "parameters of " + role.title());
        if (!states.isKnown()) {
            return check.unknown(size.isKnown() ? states.failure() : NO_SIZE, null);
        }
        String fetch = "`lotus-worker fetch-params " + role.flag() + " " + (size.isKnown() ? size.value() : "SIZE")
                + "` fetches good ones.";
        boolean isUnchecked = false;
        long bytes = 0;
        for (ParameterState state : states.value()) {
            if (!state.isUsable() || state.sizeBytes() == 0) {
                String wrong =
                        state.sizeBytes() == 0 ? "empty" : state.verdict().words();
                return check.failure(wrong + ": " + state.path(), fetch);
            }
            isUnchecked |= state.verdict() == ParameterState.Verdict.UNCHECKED;
            bytes += state.sizeBytes();
        }
        String has = states.value().size() + " files, " + size(bytes);
        if (areOfTests) {
            return check.ok(has + ", good on this machine's test network only");
        }
        if (!isUnchecked) {
            return check.ok(has + ", their content is good");
        }
        return check.ok(has + (isDeep ? ", taken as good (TRUST_PARAMS)" : ", their content not checked: --deep does"));
    }
}
