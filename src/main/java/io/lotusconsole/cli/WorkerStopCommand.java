package io.lotusconsole.cli;

import io.lotusconsole.lotus.ApiInfoException;
import io.lotusconsole.rpc.RpcException;

/** {@code lotus-worker stop}: its storage leaves the miner's index, then it ends. */
final class WorkerStopCommand extends WorkerCommand {
    WorkerStopCommand() {
        super("stop", "Stop a running lotus worker");
    }

    @Override
    int run(Invocation in) throws RpcException, ApiInfoException {
        in.worker().storageDetachAll();
        in.worker().shutdown();
        return ExitStatus.DONE;
    }
}
