package io.lotusconsole.cli;

import io.lotusconsole.lotus.ApiInfoException;
import io.lotusconsole.rpc.RpcException;
import picocli.CommandLine.Model.CommandSpec;

/** {@code lotus-worker storage detach}: the worker closes a storage path; its files stay. */
final class StorageDetachCommand extends WorkerCommand {
    StorageDetachCommand() {
        super("detach", "detach local storage path");
    }

    @Override
    void describe(CommandSpec spec) {
        spec.addOption(
                GlobalOptions.flag("do it: the worker no longer serves the sectors of the path", "--really-do-it"));
        StorageAttachCommand.describePath(spec, "[path]");
    }

    @Override
    int run(Invocation in) throws RpcException, ApiInfoException, UsageException {
        String path = StorageAttachCommand.path(in, "must specify storage path");
        if (!in.has("--really-do-it")) {
            throw new UsageException(
                    "pass --really-do-it to execute the action",
                    "The worker then no longer serves the sectors of " + path + ".");
        }
        in.worker().storageDetachLocal(path);
        return ExitStatus.DONE;
    }
}
