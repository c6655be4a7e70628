package io.lotusconsole.cli;

import io.lotusconsole.lotus.ApiInfoException;
import io.lotusconsole.proving.SectorJob;
import io.lotusconsole.proving.WorkerId;
import io.lotusconsole.proving.WorkerSnapshot;
import io.lotusconsole.render.JobsReport;
import io.lotusconsole.rpc.RpcException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
        return Showing.show(in, () -> {
            List<SectorJob> jobs = in.miner().workerJobs();
            Map<WorkerId, String> hostnames = new HashMap<>();
            for (WorkerSnapshot worker : in.miner().workerStats()) {
                hostnames.put(worker.id(), worker.hostname());
            }
            return new JobsReport(jobs, hostnames, in.has("--show-ret-done"));
        });
    }
}
