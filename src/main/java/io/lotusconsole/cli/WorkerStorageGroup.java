package io.lotusconsole.cli;

import java.util.List;

/** {@code lotus-worker storage}. */
final class WorkerStorageGroup extends Group {
    WorkerStorageGroup() {
        super("storage", "manage sector storage");
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
        return List.of("attach", "detach", "redeclare");
    }

    @Override
    Command child(String word) {
        return switch (word) {
            case "attach" -> new StorageAttachCommand();
            case "detach" -> new StorageDetachCommand();
            case "redeclare" -> new StorageRedeclareCommand();
            default -> null;
        };
    }
}
