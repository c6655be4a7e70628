package io.lotusconsole.cli;

import io.lotusconsole.lotus.ApiInfoException;
import io.lotusconsole.lotus.WorkerClient;
import io.lotusconsole.rpc.RpcException;
import picocli.CommandLine.Model.CommandSpec;

/** {@code lotus-worker set}: a worker that is not enabled gets no new work, and finishes what runs. */
final class WorkerSetCommand extends WorkerCommand {
    WorkerSetCommand() {
        super("set", "Manage worker settings");
    }

    @Override
    void describe(CommandSpec spec) {
        spec.addOption(GlobalOptions.onOrOff("take new tasks (default), or none with --enabled=false", "--enabled"));
    }

    @Override
    int run(Invocation in) throws RpcException, ApiInfoException, CommandFailure {
        sayDeprecated(in);
        boolean enabled = in.value("--enabled") == null || in.has("--enabled");
        WorkerClient worker = in.worker();
        ask(in, "SetEnabled", () -> {
            worker.setEnabled(enabled);
            return null;
        });
        return ExitStatus.DONE;
    }
}
