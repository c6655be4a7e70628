package io.lotusconsole.cli;

import io.lotusconsole.lotus.ApiInfoException;
import io.lotusconsole.lotus.WorkerClient;
import io.lotusconsole.lotus.wire.StorageCodec.StorageInfo;
import io.lotusconsole.proving.TaskType;
import io.lotusconsole.proving.WorkerKind;
import io.lotusconsole.rpc.RpcException;
import io.lotusconsole.storage.StoragePath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * {@code lotus-worker storage attach}: has the worker open a storage path; with {@code --init} makes a directory of
 * this machine one first.
 */
final class StorageAttachCommand extends WorkerCommand {
    private static final long DEFAULT_WEIGHT = 10;
    private static final List<String> FOR_INIT =
            List.of("--weight", "--seal", "--store", "--max-storage", "--groups", "--allow-to");

    StorageAttachCommand() {
        super("attach", "attach local storage path");
    }

    @Override
    void describe(CommandSpec spec) {
        spec.addOption(GlobalOptions.flag("initialize the path first", "--init"));
        spec.addOption(GlobalOptions.text("N", "(for init) path weight (" + DEFAULT_WEIGHT + ")", "--weight"));
        spec.addOption(GlobalOptions.flag("(for init) use path for sealing; not for a PoSt worker", "--seal"));
        spec.addOption(GlobalOptions.flag("(for init) use path for long-term storage", "--store"));
        spec.addOption(GlobalOptions.text(
                "SIZE",
                "(for init) limit storage space for sectors (expensive for very large paths!)",
                "--max-storage"));
        spec.addOption(GlobalOptions.texts("GROUP", "path group names", "--groups"));
        spec.addOption(GlobalOptions.texts(
                "GROUP", "path groups allowed to pull data from this path (allow all if not specified)", "--allow-to"));
        describePath(spec, "PATH");
    }

    static void describePath(CommandSpec spec, String label) {
        spec.addPositional(PositionalParamSpec.builder()
                .paramLabel(label)
                .type(String.class)
                .build());
    }

    /**
     * The one parameter as the path the worker is told: {@code ~} is the home of the user. Lotus hands a relative path
     * on, which the worker then takes from its own directory; in our style it is that of the command.
     */
    static String path(Invocation in, String ifNone) throws UsageException {
        if (in.parameters().size() != 1 || in.parameters().get(0).isEmpty()) {
            throw new UsageException(
                    ifNone, "Such as: lotus-worker storage " + in.command().name() + " /mnt/sectors");
        }
        String path = GlobalOptions.atHome(in.parameters().get(0), in.surroundings());
        return in.isLotus() ? path : Path.of(path).toAbsolutePath().normalize().toString();
    }

    @Override
    int run(Invocation in) throws RpcException, ApiInfoException, UsageException, CommandFailure {
        String path = path(in, "must specify storage path to attach");
        if (!in.has("--init")) {
            sayIgnored(in);
            in.worker().storageAddLocal(path);
            return ExitStatus.DONE;
        }
        StorageInfo meta = meta(in);
        WorkerClient worker = in.worker();
        if (meta.canSeal()) {
            refuseSealing(worker);
        }
        init(Path.of(path), meta);
        try {
            worker.storageAddLocal(path);
        } catch (RpcException e) {
            if (!in.isLotus()) {
                in.note(path + " is initialized, but not attached: attach it again without --init.");
            }
            throw e;
        }
        return ExitStatus.DONE;
    }

    private static void sayIgnored(Invocation in) {
        for (String flag : FOR_INIT) {
            if (in.value(flag) != null && !in.isLotus()) {
                in.note(flag + " is only for --init: what the path's " + StoragePath.META_FILE + " says holds.");
            }
        }
    }

    private static StorageInfo meta(Invocation in) throws UsageException {
        if (!in.has("--seal") && !in.has("--store")) {
            throw new UsageException(
                    "must specify at least one of --store or --seal", "A path for finished sectors is --store.");
        }
        return new StorageInfo(
                UUID.randomUUID().toString(),
                null,
                weight(in),
                maxStorage(in),
                in.has("--seal"),
                in.has("--store"),
                list(in, "--groups"),
                list(in, "--allow-to"),
                null,
                null,
                null,
                null);
    }

    private static long weight(Invocation in) throws UsageException {
        String text = in.value("--weight");
        try {
            return text == null ? DEFAULT_WEIGHT : Long.parseUnsignedLong(text);
        } catch (NumberFormatException e) {
            throw UsageException.ofFlag("invalid value \"" + text + "\" for flag -weight: parse error", null);
        }
    }

    private static long maxStorage(Invocation in) throws UsageException {
        String text = in.value("--max-storage");
        long bytes = text == null ? 0 : ByteCounts.parse(text);
        if (bytes < 0) {
            throw new UsageException(
                    "parsing max-storage: invalid size: '" + text + "'", "Write it as 500GiB or 2TiB.");
        }
        return bytes;
    }

    /** Null if it was not given, as Go writes it. */
    private static List<String> list(Invocation in, String flag) {
        String text = in.value(flag);
        return text == null ? null : List.of(text.split(","));
    }

    /** What a PoSt worker offers for sealing would be filled and emptied by the miner beside its proofs. */
    private static void refuseSealing(WorkerClient worker) throws RpcException, CommandFailure {
        for (TaskType task : worker.taskTypes()) {
            if (task.kind() != WorkerKind.SEALING) {
                throw new CommandFailure(
                        "the worker is a " + task.kind().title() + " worker, and one of these never registers a path"
                                + " for sealing",
                        "Leave out --seal; --store makes a path for finished sectors.",
                        null);
            }
        }
    }

    /** Makes the directory and gives it an identity of its own; leaves alone what has one. */
    private static void init(Path directory, StorageInfo meta) throws CommandFailure {
        Path file = directory.resolve(StoragePath.META_FILE);
        try {
            Files.createDirectories(directory);
            Files.writeString(file, StoragePath.meta(meta), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException e) {
            boolean initialized = Files.exists(file);
            throw new CommandFailure(
                    initialized ? "path is already initialized" : directory + " is not a directory",
                    initialized ? "Leave out --init to attach " + directory + " as it is." : null,
                    e);
        } catch (IOException | UncheckedIOException e) {
            throw new CommandFailure("cannot initialize " + directory + ": " + e.getMessage(), null, e);
        }
    }
}
