package io.lotusconsole.cli;

import io.lotusconsole.lotus.ApiInfoException;
import io.lotusconsole.lotus.WorkerClient;
import io.lotusconsole.proving.TaskType;
import io.lotusconsole.rpc.RpcException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code lotus-worker tasks enable} and {@code tasks disable}. */
final class TaskSwitchCommand extends WorkerCommand {
    /** What Lotus lets one switch ({@code cli/worker/tasks.go}), in the order of its help. */
    private static final List<TaskType> SETTABLE = List.of(
            TaskType.of("seal/v0/unseal"),
            TaskType.of("seal/v0/commit/2"),
            TaskType.of("seal/v0/precommit/2"),
            TaskType.of("seal/v0/precommit/1"),
            TaskType.of("seal/v0/provereplicaupdate/2"),
            TaskType.of("seal/v0/replicaupdate"),
            TaskType.of("seal/v0/addpiece"),
            TaskType.of("seal/v0/datacid"),
            TaskType.of("seal/v0/regensectorkey"));

    /** What only our style passes on: whether a PoSt worker can be switched is the worker's to say. */
    private static final List<TaskType> POST_TASKS = List.of(TaskType.WINDOW_POST, TaskType.WINNING_POST);

    private final boolean enable;

    TaskSwitchCommand(boolean enable) {
        super(enable ? "enable" : "disable", (enable ? "Enable" : "Disable") + " a task type");
        this.enable = enable;
    }

    @Override
    void describe(CommandSpec spec) {
        String verb = enable ? "Enable" : "Disable";
        spec.usageMessage()
                .description("TASK is one of " + names(SETTABLE) + ".", "A PoSt worker has one task, and may refuse.");
        spec.addOption(GlobalOptions.flag(verb + " all task types", "--all"));
        spec.addPositional(PositionalParamSpec.builder()
                .paramLabel("--all | TASK")
                .completionCandidates(shortNames(SETTABLE))
                .type(String.class)
                .build());
    }

    @Override
    int run(Invocation in) throws RpcException, ApiInfoException, UsageException {
        List<TaskType> tasks = tasks(in);
        WorkerClient worker = in.worker();
        for (TaskType task : tasks) {
            if (enable) {
                worker.taskEnable(task.wireName());
            } else {
                worker.taskDisable(task.wireName());
            }
        }
        return ExitStatus.DONE;
    }

    private List<TaskType> tasks(Invocation in) throws UsageException {
        List<String> words = in.parameters();
        if (in.has("--all")) {
            if (!words.isEmpty()) {
                throw new UsageException("Cannot use --all flag with task type argument", "Leave one of them out.");
            }
            return SETTABLE;
        }
        if (words.size() != 1) {
            throw new UsageException("Expected 1 argument or use --all flag", "One of " + names(known(in)) + ".");
        }
        for (TaskType task : known(in)) {
            if (task.shortName().equals(words.get(0))) {
                return List.of(task);
            }
        }
        throw new UsageException("unknown task type '" + words.get(0) + "'", "One of " + names(known(in)) + ".");
    }

    private static List<TaskType> known(Invocation in) {
        List<TaskType> known = new ArrayList<>(SETTABLE);
        if (!in.isLotus()) {
            known.addAll(POST_TASKS);
        }
        return known;
    }

    private static String names(List<TaskType> tasks) {
        return String.join("|", shortNames(tasks));
    }

    private static List<String> shortNames(List<TaskType> tasks) {
        List<String> names = new ArrayList<>();
        for (TaskType task : tasks) {
            names.add(task.shortName());
        }
        return names;
    }
}
