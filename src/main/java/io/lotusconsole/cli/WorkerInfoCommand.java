package io.lotusconsole.cli;

import io.lotusconsole.lotus.ApiInfoException;
import io.lotusconsole.lotus.WorkerClient;
import io.lotusconsole.proving.TaskType;
import io.lotusconsole.proving.WorkerOverview;
import io.lotusconsole.render.WorkerInfoReport;
import io.lotusconsole.rpc.RpcException;
import java.util.List;

/** {@code lotus-worker info}. */
final class WorkerInfoCommand extends WorkerCommand {
    WorkerInfoCommand() {
        super("info", "Print worker info");
    }

    @Override
    boolean isReporting() {
        return true;
    }

    @Override
    int run(Invocation in) throws RpcException, ApiInfoException, CommandFailure {
        WorkerClient worker = in.worker();
        long version = ask(in, "getting version", worker::version);
        String session = ask(in, "getting session", worker::processSession);
        boolean enabled = ask(in, "checking worker status", worker::enabled);
        WorkerOverview.Machine machine = ask(in, "getting info", worker::info);
        List<TaskType> tasks = ask(in, "getting task types", worker::taskTypes);
        List<WorkerOverview.AttachedPath> paths = ask(in, "getting path info", worker::paths);
        WorkerOverview overview = new WorkerOverview(version, session, enabled, machine, tasks, paths);
        return Showing.once(in, new WorkerInfoReport(overview, Versions.ownTitle(in.surroundings())));
    }
}
