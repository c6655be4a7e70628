package io.lotusconsole.cli;

import io.lotusconsole.lotus.ApiInfoException;
import io.lotusconsole.rpc.RpcException;

/** {@code lotus-worker wait-quiet}: blocks until the worker runs nothing, without a limit unless one is given. */
final class WaitQuietCommand extends WorkerCommand {
    WaitQuietCommand() {
        super("wait-quiet", "Block until all running tasks exit");
    }

    @Override
    int run(Invocation in) throws RpcException, ApiInfoException {
        sayDeprecated(in);
        in.worker().waitQuiet();
        return ExitStatus.DONE;
    }
}
