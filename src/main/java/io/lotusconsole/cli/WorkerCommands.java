package io.lotusconsole.cli;

import java.util.List;

/** The commands of {@code lotus-worker}: none of our own yet, so the launcher hands all of them on. */
final class WorkerCommands extends Group {
    WorkerCommands() {
        super("lotus-worker", "Remote miner worker");
    }

    @Override
    List<String> childNames() {
        return List.of();
    }

    @Override
    Command child(String word) {
        return null;
    }
}
