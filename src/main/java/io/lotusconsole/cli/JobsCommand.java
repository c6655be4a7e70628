package io.lotusconsole.cli;

import io.lotusconsole.lotus.ApiInfoException;
import io.lotusconsole.lotus.JobsSurvey;
import io.lotusconsole.lotus.MinerClient;
import io.lotusconsole.render.JobsReport;
import io.lotusconsole.rpc.RpcException;
import picocli.CommandLine.Model.CommandSpec;

/** {@code sealing jobs}. */
final class JobsCommand extends Command {
    JobsCommand() {
        super("jobs", "list running jobs");
    }

    @Override
    void describe(CommandSpec spec) {
        spec.addOption(GlobalOptions.flag("show returned but not consumed calls", "--show-ret-done"));
    }

    @Override
    boolean isWatchable() {
        return true;
    }

    @Override
    boolean asksWorkerStats(String actor) {
        return true;
    }

    @Override
    int run(Invocation in) throws RpcException, ApiInfoException, UsageException {
        MinerClient miner = in.miner();
        JobsSurvey survey = new JobsSurvey(miner, () -> in.workerStats(miner));
        return Showing.show(in, () -> {
            JobsSurvey.Jobs found = survey.jobs();
            if (in.isLotus() && found.hostnames().cause() instanceof RpcException failure) {
                throw failure;
            }
            return new JobsReport(found.jobs(), found.hostnames(), in.has("--show-ret-done"));
        });
    }
}
