package io.lotusconsole.cli;

import java.util.List;

/** The commands of {@code lotus-worker}; the launcher hands the others on. */
final class WorkerCommands extends Group {
    WorkerCommands() {
        super("lotus-worker", "Remote miner worker");
    }

    /** None of its commands asks a node yet, so it does not offer to say where one is. */
    @Override
    boolean isAskingNodes() {
        return false;
    }

    @Override
    List<String> childNames() {
        return List.of("fetch-params");
    }

    @Override
    Command child(String word) {
        return word.equals("fetch-params") ? new FetchParamsCommand() : null;
    }
}
