package io.lotusconsole.cli;

import io.lotusconsole.lotus.ApiInfoException;
import io.lotusconsole.rpc.RpcException;

/**
 * {@code lotus-worker stop}: its storage leaves the miner's index, and it ends. Ours ends first: it detaches what its
 * running tasks read when they have ended.
 */
final class WorkerStopCommand extends WorkerCommand {
    WorkerStopCommand() {
        super("stop", "Stop a running lotus worker");
    }

    @Override
    int run(Invocation in) throws RpcException, ApiInfoException {
        RpcException notDetached = null;
        try {
            in.worker().storageDetachAll();
        } catch (RpcException e) {
            // A worker of Lotus whose miner is away cannot detach, and is to end all the same.
            notDetached = e;
        }
        in.worker().shutdown();
        if (notDetached != null && !in.isLotus()) {
            in.note("it was told to end, but its storage is still in the miner's index: " + notDetached.getMessage());
        }
        return ExitStatus.DONE;
    }
}
