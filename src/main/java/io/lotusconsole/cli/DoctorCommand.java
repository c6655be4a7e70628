package io.lotusconsole.cli;

import io.lotusconsole.doctor.Explainer;
import io.lotusconsole.doctor.Fleet;
import io.lotusconsole.doctor.FleetSource;
import io.lotusconsole.doctor.IdleVariable;
import io.lotusconsole.doctor.MinerExamination;
import io.lotusconsole.lotus.ApiInfoException;
import io.lotusconsole.lotus.ApiLocator;
import io.lotusconsole.lotus.CallTimeouts;
import io.lotusconsole.lotus.FullNodeClient;
import io.lotusconsole.lotus.MinerClient;
import io.lotusconsole.lotus.NodeKind;
import io.lotusconsole.proving.Answer;
import io.lotusconsole.proving.Finding;
import io.lotusconsole.proving.TaskResources;
import io.lotusconsole.proving.WorkerId;
import io.lotusconsole.render.DoctorReport;
import io.lotusconsole.rpc.RpcException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code lotus-miner doctor}: a check-up of the proving side of a miner. Only reads. */
final class DoctorCommand extends Command {
    /** For the one call that Lotus leaves open-ended, the reading of a sector. */
    private static final long READ_MILLIS_MAX = 30_000;

    DoctorCommand() {
        super("doctor", "Check whether proofs will be made, and say what mends what is wrong");
    }

    @Override
    void describe(picocli.CommandLine.Model.CommandSpec spec) {
        spec.usageMessage()
                .description(
                        "Looks at the miner, its full node, its workers and its storage, and",
                        "changes nothing. Each line is ok, a warning, a failure, or not knowable",
                        "here, and says what mends it. Ends with 6 if anything failed. At a machine",
                        "that is to prove, `lotus-worker doctor` looks.");
    }

    @Override
    boolean asksWorkerStats(String actor) {
        return true;
    }

    @Override
    int run(Invocation in) throws UsageException, CommandFailure {
        if (in.options().actor != null) {
            throw UsageException.ofFlag(
                    "--actor is not for doctor", "It looks at the miner that MINER_API_INFO names.");
        }
        ApiLocator.Location location = location(in);
        Answer<MinerClient> miner = miner(in);
        MinerExamination examination = new MinerExamination(new MinerExamination.Parts(
                miner,
                node(in),
                location == null ? null : location.token(),
                location == null ? "" : location.source(),
                fleet(in, miner),
                () -> localWorkers(in),
                repository(in, location),
                idle(in.surroundings()),
                in.surroundings().clock(),
                WORDS));
        return show(in, examination.run());
    }

    /** As a command says of them that it notes. */
    private static List<IdleVariable> idle(Surroundings surroundings) {
        List<IdleVariable> idle = new ArrayList<>();
        if (surroundings.variable("MARKETS_API_INFO") != null) {
            idle.add(new IdleVariable(
                    "MARKETS_API_INFO", "MARKETS_API_INFO is set and not used: Lotus no longer has a markets process"));
        }
        for (String[] former :
                new String[][] {{"STORAGE_API_INFO", "MINER_API_INFO"}, {"LOTUS_STORAGE_PATH", "LOTUS_MINER_PATH"}}) {
            if (surroundings.variable(former[0]) != null && surroundings.variable(former[1]) != null) {
                idle.add(new IdleVariable(former[0], former[0] + " is set and not used: " + former[1] + " is set too"));
            }
        }
        return idle;
    }

    static int show(Invocation in, List<Finding> findings) {
        DoctorReport report = new DoctorReport(in.surroundings().program(), findings);
        int status = Showing.once(in, report);
        return report.isHealthy() ? status : ExitStatus.PROBLEM_FOUND;
    }

    /** As every command says it. */
    static final Explainer WORDS = failure -> {
        ErrorReporter.Failure told = ErrorReporter.ofNode(failure);
        return told == null
                ? new Explainer.Explanation(String.valueOf(failure.getMessage()), null)
                : new Explainer.Explanation(told.what(), told.advice());
    };

    /** The miner, every call to it bounded; unknown if nobody says where it is. */
    static Answer<MinerClient> miner(Invocation in) {
        try {
            CallTimeouts asked = in.options().timeouts;
            long openEnded = asked.openEndedMillis() == 0 ? READ_MILLIS_MAX : asked.openEndedMillis();
            return Answer.known(
                    in.miner().within(new CallTimeouts(asked.ordinaryMillis(), asked.workerStatsMillis(), openEnded)));
        } catch (ApiInfoException | RpcException e) {
            return Answer.unknown(e);
        }
    }

    static Answer<FullNodeClient> node(Invocation in) {
        try {
            return Answer.known(in.node());
        } catch (ApiInfoException | RpcException e) {
            return Answer.unknown(e);
        }
    }

    /** Null if nobody says where the miner is. Its notes are said when it is opened. */
    static ApiLocator.Location location(Invocation in) {
        try {
            return new ApiLocator(in.surroundings().environment())
                    .locate(NodeKind.MINER, in.options().minerRepository, false, null);
        } catch (ApiInfoException e) {
            return null;
        }
    }

    static FleetSource fleet(Invocation in, Answer<MinerClient> miner) {
        return () -> {
            Map<WorkerId, Map<String, TaskResources>> needs = new HashMap<>();
            return new Fleet(in.workerStats(miner.value(), needs), needs);
        };
    }

    private static List<io.lotusconsole.proving.LocalWorker> localWorkers(Invocation in) throws IOException {
        return LocalWorkerGroup.workers(in).list();
    }

    /** The repository of the miner that is asked, if it is that of this machine. */
    static Answer<Path> repository(Invocation in, ApiLocator.Location location) {
        Path repository = in.options().minerRepository;
        if (location == null) {
            return Answer.unknown("it is not known where the miner is");
        }
        if (in.options().minerRepositoryAsked) {
            return Answer.known(repository);
        }
        try {
            ApiLocator.Location own = new ApiLocator(name -> null).locate(NodeKind.MINER, repository, false, null);
            boolean isSame =
                    own.endpoint().authority().equals(location.endpoint().authority());
            return isSame
                    ? Answer.known(repository)
                    : Answer.unknown(repository + " is that of another miner than " + location.source() + " names");
        } catch (ApiInfoException e) {
            return Answer.unknown("the miner's repository is not " + repository);
        }
    }
}
