package io.lotusconsole.cli;

import java.util.List;

/** {@code proving}. */
final class ProvingGroup extends Group {
    ProvingGroup() {
        super("proving", "View proving information");
    }

    @Override
    List<String> childNames() {
        return List.of(
                "info", "deadlines", "deadline", "faults", "check", "workers", "compute", "recover-faults", "watch");
    }

    @Override
    Command child(String word) {
        return switch (word) {
            case "info" -> new ProvingInfoCommand();
            case "deadlines" -> new DeadlinesCommand();
            case "deadline" -> new DeadlineCommand();
            case "faults" -> new FaultsCommand();
            case "check" -> new CheckCommand();
            case "workers" -> new WorkersCommand(true);
            case "compute" -> new ComputeGroup();
            case "recover-faults" -> new RecoverFaultsCommand();
            case "watch" -> new ProvingWatchCommand();
            default -> null;
        };
    }
}
