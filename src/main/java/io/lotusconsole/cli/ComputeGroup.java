package io.lotusconsole.cli;

import java.util.List;

/** {@code proving compute}. */
final class ComputeGroup extends Group {
    ComputeGroup() {
        super("compute", "Compute simulated proving tasks");
    }

    @Override
    List<String> childNames() {
        return List.of("windowed-post");
    }

    @Override
    Command child(String word) {
        return word.equals("windowed-post") || word.equals("window-post") ? new ComputeWindowPoStCommand() : null;
    }
}
