package io.lotusconsole.cli;

import java.util.List;

/** {@code lotus-worker tasks}. */
final class TasksGroup extends Group {
    TasksGroup() {
        super("tasks", "Manage task processing");
    }

    @Override
    boolean isAskingWorker() {
        return true;
    }

    @Override
    boolean isReporting() {
        return false;
    }

    @Override
    List<String> childNames() {
        return List.of("enable", "disable");
    }

    @Override
    Command child(String word) {
        return switch (word) {
            case "enable" -> new TaskSwitchCommand(true);
            case "disable" -> new TaskSwitchCommand(false);
            default -> null;
        };
    }
}
