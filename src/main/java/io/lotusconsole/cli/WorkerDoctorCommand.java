package io.lotusconsole.cli;

import io.lotusconsole.doctor.StorageExamination;
import io.lotusconsole.doctor.WorkerExamination;
import io.lotusconsole.host.HostResources;
import io.lotusconsole.lotus.ApiLocator;
import io.lotusconsole.lotus.MinerClient;
import io.lotusconsole.params.ParameterDirectory;
import io.lotusconsole.prover.GpuDevice;
import io.lotusconsole.prover.ProofLibrary;
import io.lotusconsole.prover.ProverException;
import io.lotusconsole.proving.Answer;
import io.lotusconsole.proving.PoStKind;
import io.lotusconsole.proving.ResourceTable;
import io.lotusconsole.proving.WorkerHardware;
import io.lotusconsole.worker.MachineReport;
import io.lotusconsole.worker.MinerFacts;
import io.lotusconsole.worker.PreFlight;
import java.net.InetAddress;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code lotus-worker doctor}: a check-up of a machine that is to prove, and of the worker that runs there. */
final class WorkerDoctorCommand extends Command {
    /** Where rust-fil-proofs keeps parents without {@code FIL_PROOFS_PARENT_CACHE}. */
    private static final String PARENT_CACHE = "/var/tmp/filecoin-parents";

    WorkerDoctorCommand() {
        super("doctor", "Check whether this machine can prove, and say what mends what is wrong");
    }

    /** Of the miner, but it takes the repository of the worker that is looked at. */
    @Override
    boolean isAskingWorker() {
        return true;
    }

    @Override
    boolean asksWorkerStats(String actor) {
        return true;
    }

    @Override
    void describe(CommandSpec spec) {
        spec.usageMessage()
                .description(
                        "Looks at this machine and its environment, its way to the miner and to",
                        "the sectors, and at the worker of its repository if that runs; changes",
                        "nothing, and attaches nothing. Each line is ok, a warning, a failure, or",
                        "not knowable here, and says what mends it. Ends with 6 if anything failed.",
                        "Without a role it looks for both.");
        RunFlags.describeRole(spec);
        spec.addOption(GlobalOptions.flag("read large parameter files through, which takes minutes", "--deep"));
        spec.addOption(GlobalOptions.text("HOST:PORT", "address that the worker is to serve at", "--listen"));
        spec.addOption(GlobalOptions.text("N", "sectors read at a time (0: no limit)", "--post-parallel-reads"));
        spec.addOption(GlobalOptions.flag("open no storage path of this machine", "--no-local-storage"));
        spec.addOption(GlobalOptions.flag("report no swap", "--no-swap"));
        spec.addOption(GlobalOptions.flag("prove WindowPoSts of 32 and 64 GiB without a GPU", "--allow-cpu"));
    }

    @Override
    int run(Invocation in) throws UsageException, CommandFailure {
        RunFlags flags = new RunFlags(in);
        List<PoStKind> roles = flags.isRoleGiven() ? List.of(flags.role()) : List.of(PoStKind.WINDOW, PoStKind.WINNING);
        Answer<MinerClient> miner = DoctorCommand.miner(in);
        ApiLocator.Location location = DoctorCommand.location(in);
        List<ResourceTable.BadOverride> bad = new ArrayList<>();
        ResourceTable table = ResourceTable.defaults().with(in.surroundings().environment(), bad);
        boolean reportsSwap = flags.reportsSwap();
        int parallelReads = flags.parallelReads();
        if (in.has("--deep")) {
            in.output().complain("reading parameter files through: 57 GiB of a 32 GiB WindowPoSt take minutes …");
        }
        return DoctorCommand.show(
                in,
                new WorkerExamination(new WorkerExamination.Parts(
                                roles,
                                in.has("--deep"),
                                flags.allowsCpu(),
                                miner,
                                DoctorCommand.node(in),
                                location == null ? null : location.token(),
                                location == null ? "" : location.source(),
                                DoctorCommand.fleet(in, miner),
                                library(in),
                                places(in),
                                address(flags.listen(), location),
                                devices -> machine(reportsSwap, devices, table),
                                table,
                                bad,
                                hasGpuSupport -> RunFlags.idleVariables(in.surroundings(), hasGpuSupport),
                                (role, size) -> PreFlight.openFilesNeeded(role, size, parallelReads),
                                new StorageExamination.Options(
                                        in.options().workerRepository,
                                        flags.opensLocalStorage(),
                                        in.options().timeoutMillis == 0
                                                ? StorageExamination.READ_MILLIS_MAX
                                                : in.options().timeoutMillis,
                                        in.options().certificates),
                                in.surroundings().clock(),
                                DoctorCommand.WORDS))
                        .run());
    }

    private static Answer<ProofLibrary> library(Invocation in) {
        try {
            return Answer.known(ProofLibraries.load(in.surroundings()));
        } catch (ProverException e) {
            return Answer.unknown(e);
        }
    }

    private static WorkerExamination.Places places(Invocation in) {
        Surroundings surroundings = in.surroundings();
        String parameters = surroundings.variable("FIL_PROOFS_PARAMETER_CACHE");
        String parents = surroundings.variable("FIL_PROOFS_PARENT_CACHE");
        String temporary = surroundings.variable("TMPDIR");
        return new WorkerExamination.Places(
                in.options().workerRepository,
                parameters == null ? ParameterDirectory.DEFAULT : Path.of(parameters),
                "1".equals(surroundings.variable("TRUST_PARAMS")),
                Path.of(temporary == null ? "/tmp" : temporary),
                Path.of(parents == null ? PARENT_CACHE : parents),
                parents != null);
    }

    private static WorkerHardware machine(boolean reportsSwap, List<GpuDevice> devices, ResourceTable table) {
        List<String> gpus = devices.stream().map(GpuDevice::name).toList();
        return new MachineReport(null, reportsSwap, gpus, table, HostResources::read).hardware();
    }

    /** Where a worker would serve: for every address, the one that faces the miner, as {@code run} has it. */
    private static Answer<WorkerExamination.Address> address(RunFlags.Listen listen, ApiLocator.Location location) {
        if (location == null) {
            return Answer.unknown("it is not known where the miner is");
        }
        String miner = location.endpoint().host();
        try {
            InetAddress at = listen.isAnyAddress()
                    ? MinerFacts.facing(miner, location.endpoint().port())
                    : InetAddress.getByName(listen.host());
            String shown = listen.isAnyAddress() ? at.getHostAddress() : listen.host();
            boolean isMinerHere = isOfThisMachine(InetAddress.getByName(miner));
            return Answer.known(new WorkerExamination.Address(
                    shown + ":" + listen.port(), at.isLoopbackAddress(), miner, isMinerHere));
        } catch (SocketException | UnknownHostException e) {
            return Answer.unknown(e);
        }
    }

    private static boolean isOfThisMachine(InetAddress address) throws SocketException {
        return address.isLoopbackAddress() || java.net.NetworkInterface.getByInetAddress(address) != null;
    }
}
