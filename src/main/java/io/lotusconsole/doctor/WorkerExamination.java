package io.lotusconsole.doctor;

import io.lotusconsole.doctor.HostVerdicts.Holder;
import io.lotusconsole.doctor.Inquiry.Pending;
import io.lotusconsole.host.FileLock;
import io.lotusconsole.host.Gpu;
import io.lotusconsole.host.GpuDriver;
import io.lotusconsole.host.HostResources;
import io.lotusconsole.launcher.LocalWorkers;
import io.lotusconsole.lotus.ApiToken;
import io.lotusconsole.lotus.FullNodeClient;
import io.lotusconsole.lotus.MinerClient;
import io.lotusconsole.params.FetchProgress;
import io.lotusconsole.params.ParameterDirectory;
import io.lotusconsole.params.TestParameters;
import io.lotusconsole.prover.GpuDevice;
import io.lotusconsole.prover.ProofLibrary;
import io.lotusconsole.prover.ProverBuild;
import io.lotusconsole.prover.ProverException;
import io.lotusconsole.prover.SectorSize;
import io.lotusconsole.proving.Answer;
import io.lotusconsole.proving.Finding;
import io.lotusconsole.proving.NodeVersion;
import io.lotusconsole.proving.ParameterFile;
import io.lotusconsole.proving.ParameterState;
import io.lotusconsole.proving.ParameterState.Verdict;
import io.lotusconsole.proving.PoStKind;
import io.lotusconsole.proving.ResourceTable;
import io.lotusconsole.proving.Tipset;
import io.lotusconsole.proving.WorkerHardware;
import io.lotusconsole.proving.WorkerStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** {@code lotus-worker doctor}: this machine for one role, its way to the miner, and the worker that runs here. */
public final class WorkerExamination {
    /** All questions together: {@code WorkerStats} may take two minutes, everything else less. */
    static final long MILLIS_MAX = 150_000;

    /** With {@code --deep}: the parameters of 64 GiB sectors from a slow disk. */
    static final long DEEP_MILLIS_MAX = 3_600_000;

    /** Parameter files up to this are read through without {@code --deep}: a second or two. */
    private static final long SHALLOW_BYTES_MAX = 256L << 20;

    private final Parts parts;

    /** How many files a worker of a role opens. */
    public interface FilesNeeded {
        long of(PoStKind role, SectorSize size);
    }

    /** Tells this machine as a worker would tell it. */
    public interface MachineSource {
        WorkerHardware machine(List<GpuDevice> devices);
    }

    /**
     * Where a worker would serve.
     *
     * @param host that the miner would dial
     * @param isMinerHere whether the miner is on this machine
     */
    public record Address(String host, boolean isLoopback, String miner, boolean isMinerHere) {}

    /**
     * This machine's directories.
     *
     * @param repository the worker's
     * @param temporary {@code TMPDIR}
     * @param parents {@code FIL_PROOFS_PARENT_CACHE}
     * @param areParentsNamed whether that variable is set
     */
    public record Places(
            Path repository,
            Path parameters,
            boolean trustsParameters,
            Path temporary,
            Path parents,
            boolean areParentsNamed) {}

    /**
     * Whom it asks, and what for.
     *
     * @param roles one, or both if nobody says which
     * @param isDeep whether large parameter files are read through
     * @param token the miner's; null if there is none
     * @param address unknown if it is not known where the miner is
     * @param table resource table with the overrides of this environment
     * @param idle for whether the library has GPU support
     */
    public record Parts(
            List<PoStKind> roles,
            boolean isDeep,
            boolean allowsCpu,
            Answer<MinerClient> miner,
            Answer<FullNodeClient> node,
            ApiToken token,
            String tokenSource,
            FleetSource fleet,
            Answer<ProofLibrary> library,
            Places places,
            Answer<Address> address,
            MachineSource machine,
            ResourceTable table,
            List<ResourceTable.BadOverride> badOverrides,
            Function<Boolean, List<IdleVariable>> idle,
            FilesNeeded filesNeeded,
            StorageExamination.Options storage,
            InstantSource clock,
            Explainer words) {}

    public WorkerExamination(Parts parts) {
        this.parts = parts;
    }

    /** What is looked up on this machine. */
    private record Machine(
            Pending<ProverBuild> build,
            Pending<List<GpuDevice>> devices,
            Pending<HostResources> resources,
            Pending<WorkerHardware> reported,
            Pending<List<Gpu>> gpus,
            Pending<GpuDriver> driver,
            Pending<List<FileLock>> locks,
            Pending<Long> parameterSpace,
            Pending<Long> parentSpace) {}

    /** Asks, and blocks until it has its answers, {@link #MILLIS_MAX} at most. Changes nothing. */
    public List<Finding> run() {
        try (Inquiry inquiry = new Inquiry(parts.isDeep() ? DEEP_MILLIS_MAX : MILLIS_MAX)) {
            MinerQuestions miner = MinerQuestions.ask(inquiry, parts.miner(), parts.token());
            Machine machine = machine(inquiry);
            List<Pending<List<ParameterState>>> parameters = new ArrayList<>();
            for (PoStKind role : parts.roles()) {
                parameters.add(inquiry.ask(miner.size(), size -> () -> parameters(role, size)));
            }
            Pending<WorkerStatus> own =
                    inquiry.ask(() -> LocalWorkers.statusOf(parts.places().repository()));
            Pending<Fleet> fleet = inquiry.ask(
                    own, status -> miner.client().answer().isKnown() ? parts.fleet()::fleet : () -> silent(miner));
            Pending<List<Finding>> shelves = inquiry.ask(miner.address(), address -> () -> shelves(miner, address));
            List<Finding> findings = new ArrayList<>(miner.findings(parts.token(), parts.tokenSource(), parts.words()));
            addClock(inquiry, findings);
            findings.add(own(own.answer(), fleet.answer()));
            addMachine(findings, miner, machine, parameters, own.answer());
            Answer<List<Finding>> read = shelves.answer();
            findings.addAll(
                    read.isKnown() ? read.value() : List.of(new Check(StorageVerdicts.AREA, "sectors").unknown(read)));
            return findings;
        }
    }

    private static Fleet silent(MinerQuestions miner) throws IOException {
        throw new IOException(miner.client().answer().failure());
    }

    private List<Finding> shelves(MinerQuestions miner, String address)
            throws IOException, io.lotusconsole.rpc.RpcException, ProverException, InterruptedException {
        if (!parts.library().isKnown()) {
            throw new IOException("there is no proof library to read with");
        }
        Answer<SectorSize> size = miner.size().answer();
        if (!size.isKnown()) {
            throw new IOException(size.failure());
        }
        return new StorageExamination(
                        parts.library().value(), parts.miner().value(), parts.token(), size.value(), parts.storage())
                .read(MinerQuestions.actor(parts.miner().value(), address));
    }

    private Machine machine(Inquiry inquiry) {
        Pending<ProofLibrary> library = inquiry.known(parts.library());
        Pending<List<GpuDevice>> devices = inquiry.ask(library, loaded -> loaded::devices);
        return new Machine(
                inquiry.ask(library, loaded -> loaded::build),
                devices,
                inquiry.ask(HostResources::read),
                inquiry.ask(devices, found -> () -> parts.machine().machine(found)),
                inquiry.ask(Gpu::readAll),
                inquiry.ask(GpuDriver::read),
                inquiry.ask(() -> FileLock.ofGpus(parts.places().temporary())),
                inquiry.ask(() -> freeBytes(parts.places().parameters())),
                inquiry.ask(() -> freeBytes(parts.places().parents())));
    }

    /** Of the file system that a directory is on, or would be. */
    private static long freeBytes(Path directory) throws IOException {
        Path there = directory.toAbsolutePath();
        while (there.getParent() != null && !Files.exists(there)) {
            there = there.getParent();
        }
        return Files.getFileStore(there).getUsableSpace();
    }

    private List<ParameterState> parameters(PoStKind role, SectorSize size) throws IOException, ProverException {
        if (!parts.library().isKnown()) {
            throw new IOException("there is no proof library that tells which they are");
        }
        Path directory = parts.places().parameters();
        ParameterDirectory place =
                new ParameterDirectory(directory, parts.places().trustsParameters());
        List<ParameterFile> files =
                ParameterDirectory.needed(parts.library().value().parameterFiles(), Set.of(role), size.bytes());
        List<ParameterState> states = new ArrayList<>(place.list(files));
        boolean areOfTests = TestParameters.areIn(directory, size);
        for (int i = 0; i < states.size(); i++) {
            ParameterState state = states.get(i);
            boolean isRead = state.verdict() == Verdict.UNCHECKED
                    && !areOfTests
                    && (parts.isDeep() || state.sizeBytes() <= SHALLOW_BYTES_MAX);
            if (isRead) {
                states.set(
                        i,
                        place.check(List.of(state.file()), FetchProgress.SILENT).get(0));
            }
        }
        return states;
    }

    private void addClock(Inquiry inquiry, List<Finding> findings) {
        Pending<FullNodeClient> named = inquiry.known(parts.node());
        Pending<NodeVersion> version = inquiry.ask(named, node -> node::version);
        Pending<Tipset> head = inquiry.ask(named, node -> node::head);
        findings.add(ChainVerdicts.clock(
                head.answer(), version.answer(), parts.clock().instant()));
    }

    private Finding own(Answer<WorkerStatus> status, Answer<Fleet> fleet) {
        Check check = new Check(WorkerVerdicts.AREA, "this worker");
        if (!status.isKnown()) {
            return status.cause() instanceof io.lotusconsole.lotus.ApiInfoException
                    ? check.unknown(
                            "no worker runs in " + parts.places().repository()
                                    + ", so that the miner cannot be seen reaching it",
                            "`lotus-worker run --windowpost` starts one, `--worker-repo DIR` names another's.")
                    : check.warning(
                            "it does not tell its status: " + status.failure(),
                            "Its log says why; `lotus-worker info` asks it another way.");
        }
        String log = "Its log says more.";
        if (status.value().unable() != null) {
            return check.failure("it cannot prove: " + status.value().unable(), log);
        }
        return status.value().isRegistered()
                ? WorkerVerdicts.registered(check, status.value(), fleet, null, log)
                : check.warning("it is " + status.value().state(), log);
    }

    private void addMachine(
            List<Finding> findings,
            MinerQuestions miner,
            Machine machine,
            List<Pending<List<ParameterState>>> parameters,
            Answer<WorkerStatus> own) {
        Answer<SectorSize> size = miner.size().answer();
        findings.add(HostVerdicts.library(machine.build().answer()));
        boolean areOfTests =
                size.isKnown() && TestParameters.areIn(parts.places().parameters(), size.value());
        List<ParameterState> all = new ArrayList<>();
        Answer<List<ParameterState>> together = Answer.known(all);
        for (int i = 0; i < parts.roles().size(); i++) {
            Answer<List<ParameterState>> states = parameters.get(i).answer();
            Finding finding = HostVerdicts.parameters(parts.roles().get(i), states, size, areOfTests, parts.isDeep());
            findings.add(MinerQuestions.timed(finding, parameters.get(i)));
            if (states.isKnown()) {
                all.addAll(states.value());
            } else {
                together = states;
            }
        }
        Places places = parts.places();
        findings.add(HostVerdicts.parameterSpace(
                places.parameters(), machine.parameterSpace().answer(), together, size));
        findings.add(HostVerdicts.parentSpace(
                places.parents(),
                places.areParentsNamed(),
                machine.parentSpace().answer(),
                size));
        Answer<Long> needed = size.isKnown()
                ? Answer.known(parts.roles().stream()
                        .mapToLong(role -> parts.filesNeeded().of(role, size.value()))
                        .max()
                        .orElse(0))
                : Answer.unknownFor(size);
        findings.add(HostVerdicts.files(HostResources.openFilesMax(), needed));
        findings.add(
                HostVerdicts.memory(parts.roles(), size, machine.resources().answer()));
        for (PoStKind role : parts.roles()) {
            findings.add(HostVerdicts.schedule(role, size, machine.reported().answer(), parts.table()));
        }
        findings.add(HostVerdicts.gpu(
                parts.roles(),
                size,
                machine.resources().answer(),
                machine.gpus().answer(),
                machine.devices().answer(),
                parts.allowsCpu()));
        if (machine.driver().answer().isKnown()) {
            findings.add(HostVerdicts.driver(
                    machine.driver().answer().value(), machine.gpus().answer()));
        }
        Answer<List<FileLock>> locks = machine.locks().answer();
        findings.add(HostVerdicts.locks(locks, holders(locks, own), places.temporary()));
        if (parts.address().isKnown()) {
            Address at = parts.address().value();
            findings.add(HostVerdicts.address(at.host(), at.isLoopback(), at.miner(), at.isMinerHere()));
        }
        Answer<ProverBuild> build = machine.build().answer();
        findings.add(HostVerdicts.variables(
                HostVerdicts.VARIABLES,
                parts.idle().apply(build.isKnown() && build.value().hasGpuSupport())));
        findings.add(HostVerdicts.overrides(parts.badOverrides()));
    }

    private static List<Holder> holders(Answer<List<FileLock>> locks, Answer<WorkerStatus> own) {
        List<Holder> holders = new ArrayList<>();
        for (FileLock lock : locks.isKnown() ? locks.value() : List.<FileLock>of()) {
            for (long pid : lock.holders()) {
                if (own.isKnown() && own.value().pid() == pid) {
                    continue;
                }
                String command = ProcessHandle.of(pid)
                        .flatMap(process -> process.info().command())
                        .orElse(null);
                holders.add(new Holder(pid, command));
            }
        }
        return holders;
    }
}
