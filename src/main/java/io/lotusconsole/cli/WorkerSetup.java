package io.lotusconsole.cli;

import io.lotusconsole.host.HostResources;
import io.lotusconsole.lotus.ApiInfoException;
import io.lotusconsole.lotus.ApiLocator;
import io.lotusconsole.lotus.CallTimeouts;
import io.lotusconsole.lotus.Connections;
import io.lotusconsole.lotus.MinerClient;
import io.lotusconsole.lotus.NodeKind;
import io.lotusconsole.lotus.RepositoryDirectory;
import io.lotusconsole.params.FetchException;
import io.lotusconsole.params.ParameterDirectory;
import io.lotusconsole.params.ParameterFetch;
import io.lotusconsole.prover.GpuDevice;
import io.lotusconsole.prover.LibraryLog;
import io.lotusconsole.prover.ProofLibrary;
import io.lotusconsole.prover.ProverException;
import io.lotusconsole.prover.ffi.ProcessEnvironment;
import io.lotusconsole.proving.ParameterState;
import io.lotusconsole.proving.PoStKind;
import io.lotusconsole.proving.ResourceTable;
import io.lotusconsole.rpc.CallObserver;
import io.lotusconsole.rpc.Connection;
import io.lotusconsole.rpc.RpcException;
import io.lotusconsole.worker.MachineReport;
import io.lotusconsole.worker.MinerChain;
import io.lotusconsole.worker.MinerFacts;
import io.lotusconsole.worker.PatientQuestion;
import io.lotusconsole.worker.PlaceFinder;
import io.lotusconsole.worker.PoStWorker;
import io.lotusconsole.worker.PreFlight;
import io.lotusconsole.worker.RoleParameters;
import io.lotusconsole.worker.WorkerLog;
import io.lotusconsole.worker.WorkerStorage;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/** What {@code run} and {@code drill} need before they can work: the miner, the proof library, parameters, storage. */
final class WorkerSetup implements Closeable {
    /** The miner polls with a limit of 5 s, and waits for the answer to its token as well. */
    private static final long QUICK_MILLIS = 4_000;

    private static final long CALL_MILLIS = 30_000;

    private final Invocation in;
    private final RunFlags flags;
    private final PoStKind role;

    /** What switches the use of GPUs off; null if nothing does. */
    private final String gpuOff;

    private final WorkerLog log;
    private final ApiLocator.Location location;
    private final ProofLibrary library;
    private final Connection connection;
    private final MinerClient miner;

    /** Null until it was opened. */
    private WorkerStorage storage;

    WorkerSetup(Invocation in, RunFlags flags, PoStKind role)
            throws ApiInfoException, RpcException, UsageException, CommandFailure {
        this.in = in;
        this.flags = flags;
        this.role = role;
        this.gpuOff = flags.gpuOff();
        this.log = WorkerLog.apart(
                in.surroundings().err(),
                flags.logFormat(),
                in.options().verbose ? WorkerLog.Level.DEBUG : WorkerLog.Level.INFO,
                in.surroundings().clock());
        this.location = in.minerLocation();
        if (gpuOff != null) {
            ProcessEnvironment.set(ProofLibraries.NO_GPU, "true");
        }
        boolean isMade = false;
        try {
            this.library = loadLibrary();
            this.connection =
                    Connections.openForWorker(NodeKind.MINER, location, in.options().certificates, CallObserver.NONE);
            this.miner = new MinerClient(connection, CallTimeouts.all(CALL_MILLIS));
            isMade = true;
        } finally {
            if (!isMade) {
                log.close();
            }
        }
    }

    private ProofLibrary loadLibrary() throws UsageException, CommandFailure {
        try {
            ProofLibrary loaded = in.options().verbose
                    ? ProofLibraries.load(in.surroundings(), ProofLibraries.narrator(log::debug))
                    : ProofLibraries.load(in.surroundings());
            flags.notes().forEach(log::info);
            RunFlags.idleVariables(in.surroundings(), loaded.build().hasGpuSupport())
                    .forEach(idle -> log.info(idle.sentence()));
            loaded.sendLog(
                    (level, target, message) -> log.debug(message, "target", target),
                    in.options().verbose ? LibraryLog.Level.INFO : LibraryLog.Level.OFF);
            return loaded;
        } catch (ProverException.Unavailable e) {
            throw new CommandFailure(e.getMessage(), e.remedy(), e);
        } catch (ProverException e) {
            throw new CommandFailure(e.getMessage(), null, e);
        }
    }

    WorkerLog log() {
        return log;
    }

    ProofLibrary library() {
        return library;
    }

    MinerClient miner() {
        return miner;
    }

    /** Null if it was told to stop before the miner answered. */
    MinerFacts askMiner(CountDownLatch stop) throws RpcException, CommandFailure, InterruptedException {
        try {
            return MinerFacts.ask(miner, stop, log);
        } catch (MinerFacts.Unfit e) {
            throw new CommandFailure(
                    e.getMessage(), "This worker is made for lotus-miner v1.36.", e, ExitStatus.PROBLEM_FOUND);
        }
    }

    /** Where to serve: for every address, the one that faces the miner, as Lotus has it. */
    InetSocketAddress listenAddress() throws UsageException, CommandFailure {
        RunFlags.Listen listen = flags.listen();
        if (!listen.isAnyAddress()) {
            return new InetSocketAddress(listen.host(), listen.port());
        }
        try {
            InetAddress facing = MinerFacts.facing(
                    location.endpoint().host(), location.endpoint().port());
            return new InetSocketAddress(facing.getHostAddress(), listen.port());
        } catch (SocketException e) {
            throw new CommandFailure(
                    "no address of this machine faces the miner: " + e.getMessage(),
                    "--listen HOST:PORT names the one that the miner can reach.",
                    e);
        }
    }

    /** Opens the storage paths of a repository. @param repository null if nothing is to be written there */
    WorkerStorage storage(RepositoryDirectory repository, MinerFacts facts) throws UsageException, CommandFailure {
        try {
            storage = WorkerStorage.open(
                    new WorkerStorage.Options(
                            repository,
                            in.options().workerRepository,
                            flags.opensLocalStorage(),
                            facts.actor(),
                            facts.sectorSize(),
                            flags.parallelReads(),
                            flags.readTimeoutMillis(),
                            flags.skipShareMax(),
                            in.options().certificates),
                    library,
                    miner,
                    location.token() == null ? null : location.token().reveal(),
                    log);
            return storage;
        } catch (IOException e) {
            throw new CommandFailure(
                    "a storage path cannot be opened: " + e.getMessage(),
                    "`lotus-worker storage detach` or storage.json in the worker's repository takes it off the list.",
                    e);
        }
    }

    /** Fetches what parameters are missing, and has the library use them. */
    List<ParameterState> parameters(MinerFacts facts) throws CommandFailure {
        String directory = in.surroundings().variable("FIL_PROOFS_PARAMETER_CACHE");
        String gateway = in.surroundings().variable("IPFS_GATEWAY");
        RoleParameters parameters = new RoleParameters(
                directory == null ? ParameterDirectory.DEFAULT : Path.of(directory),
                "1".equals(in.surroundings().variable("TRUST_PARAMS")),
                gateway == null ? ParameterFetch.DEFAULT_GATEWAY : gateway);
        try {
            return parameters.ensure(library, role, facts.sectorSize(), log);
        } catch (FetchException e) {
            boolean isAway = e.kind() == FetchException.Kind.GATEWAY_UNREACHABLE;
            throw new CommandFailure(
                    "not attached, for the parameters are missing: " + e.getMessage(),
                    e.advice(),
                    e,
                    isAway ? ExitStatus.NOT_REACHABLE : ExitStatus.FAILED);
        } catch (ProverException e) {
            throw new CommandFailure(e.getMessage(), null, e);
        }
    }

    /**
     * All a worker is made of, after it was found able; else says what stands against it. A miner that is away is
     * waited for.
     *
     * @return null if it was told to stop meanwhile
     */
    PoStWorker.Parts parts(RepositoryDirectory repository, String token, MinerFacts facts, CountDownLatch stop)
            throws RpcException, ApiInfoException, UsageException, CommandFailure, InterruptedException {
        WorkerStorage access = storage(repository, facts);
        MachineReport machine = machine();
        Admission.Steps steps = new Admission.Steps() {
            @Override
            public PreFlight.Findings look() throws RpcException, UsageException, CommandFailure, InterruptedException {
                return WorkerSetup.this.look(facts, machine, access, stop);
            }

            @Override
            public List<ParameterState> parameters() throws CommandFailure {
                return WorkerSetup.this.parameters(facts);
            }

            @Override
            public void refuseIfUnable(PreFlight.Findings found) throws CommandFailure {
                WorkerSetup.this.refuse(found);
            }
        };
        if (!Admission.isGranted(steps, System::nanoTime)) {
            return null;
        }
        MinerChain chain = chain(facts);
        MinerClient quick = new MinerClient(connection, CallTimeouts.all(QUICK_MILLIS));
        return new PoStWorker.Parts(
                repository,
                token,
                quick,
                miner,
                library,
                machine,
                access,
                chain == null ? PlaceFinder.NONE : chain,
                () -> expect(chain),
                in.surroundings().clock(),
                log);
    }

    private MachineReport machine() throws UsageException, CommandFailure {
        List<ResourceTable.BadOverride> bad = new ArrayList<>();
        ResourceTable table = ResourceTable.defaults().with(in.surroundings().environment(), bad);
        for (ResourceTable.BadOverride each : bad) {
            log.warn(
                    "an override is no number and counts as not set",
                    "variable",
                    each.variable(),
                    "value",
                    each.value());
        }
        try {
            List<String> gpus = devices().stream().map(GpuDevice::name).toList();
            return new MachineReport(flags.name(), flags.reportsSwap(), gpus, table, HostResources::read);
        } catch (ProverException e) {
            throw new CommandFailure(e.getMessage(), null, e);
        }
    }

    /** The library lists all that are there, whether it may use them or not. */
    private List<GpuDevice> devices() throws ProverException {
        return gpuOff == null ? library.devices() : List.of();
    }

    /** All there is to know but the parameters; null if it was told to stop before. */
    private PreFlight.Findings look(MinerFacts facts, MachineReport machine, WorkerStorage access, CountDownLatch stop)
            throws RpcException, UsageException, CommandFailure, InterruptedException {
        int parallelReads = flags.parallelReads();
        try {
            List<GpuDevice> devices = devices();
            return PatientQuestion.ask(
                    miner,
                    stop,
                    log,
                    () -> new PreFlight.Findings(
                            role,
                            facts.sectorSize(),
                            permissions(),
                            library.build(),
                            devices,
                            gpuOff,
                            machine.hardware(),
                            machine.table(),
                            List.of(),
                            access.obstacles(),
                            HostResources.openFilesMax(),
                            parallelReads,
                            flags.allowsCpu()));
        } catch (ProverException e) {
            throw new CommandFailure(e.getMessage(), null, e);
        }
    }

    private void refuse(PreFlight.Findings found) throws CommandFailure {
        List<PreFlight.Obstacle> obstacles = PreFlight.obstacles(found);
        if (obstacles.isEmpty()) {
            return;
        }
        for (PreFlight.Obstacle each : obstacles) {
            log.error("cannot attach", "why", each.what(), "remedy", each.remedy());
        }
        PreFlight.Obstacle first = obstacles.get(0);
        String others = obstacles.size() == 1 ? "" : ", and " + (obstacles.size() - 1) + " more, in the lines above";
        throw new CommandFailure(
                "not attached, for it could not prove: " + first.what() + others,
                first.remedy(),
                null,
                ExitStatus.PROBLEM_FOUND);
    }

    private Set<String> permissions() throws RpcException {
        return location.token() == null
                ? Set.of()
                : Set.copyOf(miner.authVerify(location.token().reveal()));
    }

    /** Null if nobody says where a full node is; proofs need none. */
    private MinerChain chain(MinerFacts facts) throws RpcException {
        try {
            return new MinerChain(in.node(), facts.address());
        } catch (ApiInfoException e) {
            return null;
        }
    }

    private void expect(MinerChain chain) {
        if (chain == null) {
            log.info("what comes next is not known here: FULLNODE_API_INFO would tell the next deadline");
        } else {
            chain.tellNext(role, log);
        }
    }

    @Override
    public void close() {
        if (storage != null) {
            storage.close();
        }
        connection.close();
        log.close();
    }
}
