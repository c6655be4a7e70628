package io.lotusconsole.cli;

import io.lotusconsole.lotus.ApiInfoException;
import io.lotusconsole.rpc.RpcException;
import io.lotusconsole.storage.StoragePath;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;

/** {@code lotus-worker storage redeclare}: tells the miner again which sectors a storage path has. */
final class StorageRedeclareCommand extends WorkerCommand {
    StorageRedeclareCommand() {
        super("redeclare", "redeclare sectors in a local storage path");
    }

    @Override
    void describe(CommandSpec spec) {
        spec.addOption(GlobalOptions.text("ID", "storage path ID", "--id"));
        spec.addOption(GlobalOptions.flag("redeclare all storage paths", "--all"));
        spec.addOption(GlobalOptions.onOrOff(
                "drop index entries with missing files (--drop-missing=false: keep)", "--drop-missing"));
        StorageAttachCommand.describePath(spec, "[PATH]");
    }

    @Override
    int run(Invocation in) throws RpcException, ApiInfoException, UsageException, CommandFailure {
        boolean dropMissing = in.value("--drop-missing") == null || in.has("--drop-missing");
        String id = id(in);
        in.worker().storageRedeclareLocal(id, dropMissing);
        return ExitStatus.DONE;
    }

    /** The path's id; null for all. */
    private static String id(Invocation in) throws UsageException, CommandFailure {
        String advice = "Give one of them.";
        if (in.value("--id") != null && in.has("--all")) {
            throw new UsageException("--id and --all can't be passed at the same time", advice);
        }
        if (in.value("--id") != null) {
            return in.value("--id");
        }
        if (in.has("--all")) {
            if (!in.parameters().isEmpty()) {
                throw new UsageException("No additional arguments are expected when --all is set", advice);
            }
            return null;
        }
        Path path = Path.of(StorageAttachCommand.path(in, "You must specify a storage path, or --id, or --all"));
        try {
            return StoragePath.read(path).id();
        } catch (NoSuchFileException e) {
            throw new CommandFailure(
                    "Failed to open file: " + e.getMessage(), "Give the --id of a path of another machine.", e);
        } catch (IOException e) {
            throw new CommandFailure("Failed to decode file: " + e.getMessage(), null, e);
        }
    }
}
