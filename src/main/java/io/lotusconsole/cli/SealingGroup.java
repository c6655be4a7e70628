package io.lotusconsole.cli;

import java.util.List;

/** {@code sealing}: what of it shows workers. */
final class SealingGroup extends Group {
    SealingGroup() {
        super("sealing", "interact with sealing pipeline");
    }

    @Override
    List<String> childNames() {
        return List.of("jobs", "workers");
    }

    @Override
    Command child(String word) {
        return switch (word) {
            case "jobs" -> new JobsCommand();
            case "workers" -> new WorkersCommand(false);
            default -> null;
        };
    }
}
