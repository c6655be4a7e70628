package io.lotusconsole.cli;

import java.util.List;

/** The commands of {@code lotus-worker}; the launcher hands the others on. */
final class WorkerCommands extends Group {
    WorkerCommands() {
        super("lotus-worker", "Remote miner worker");
    }

    @Override
    boolean isAskingWorker() {
        return true;
    }

    @Override
    List<String> childNames() {
        return List.of(
                "run",
                "drill",
                "stop",
                "info",
                "set",
                "wait-quiet",
                "storage",
                "resources",
                "tasks",
                "fetch-params",
                "doctor",
                "completion");
    }

    @Override
    Command child(String word) {
        return switch (word) {
            case "run" -> new RunCommand();
            case "drill" -> new DrillCommand();
            case "stop" -> new WorkerStopCommand();
            case "info" -> new WorkerInfoCommand();
            case "set" -> new WorkerSetCommand();
            case "wait-quiet" -> new WaitQuietCommand();
            case "storage" -> new WorkerStorageGroup();
            case "resources" -> new ResourcesCommand();
            case "tasks" -> new TasksGroup();
            case "fetch-params" -> new FetchParamsCommand();
            case "doctor" -> new WorkerDoctorCommand();
            case "completion" -> new CompletionCommand();
            default -> null;
        };
    }
}
