package io.lotusconsole.cli;

import io.lotusconsole.launcher.LocalWorkers;
import io.lotusconsole.render.LocalWorkersReport;

/** {@code worker ls}. Asks the workers themselves, each for a second at most; nobody else. */
final class LocalWorkerListCommand extends Command {
    LocalWorkerListCommand() {
        super("ls", "List the workers that were started on this machine");
    }

    @Override
    boolean isAskingNodes() {
        return false;
    }

    @Override
    int run(Invocation in) throws CommandFailure {
        LocalWorkers.Found found = LocalWorkerGroup.with(in, LocalWorkers::look);
        return Showing.once(in, new LocalWorkersReport(found.workers(), found.unreadable()));
    }
}
