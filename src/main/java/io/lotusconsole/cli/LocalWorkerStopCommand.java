package io.lotusconsole.cli;

import io.lotusconsole.manual.LiveValues;
import picocli.CommandLine.Model.CommandSpec;

/** {@code worker stop}: lets a worker finish and leave, or ends it at once. */
final class LocalWorkerStopCommand extends Command {
    LocalWorkerStopCommand() {
        super("stop", "Stop a worker that was started on this machine");
    }

    @Override
    boolean isAskingNodes() {
        return false;
    }

    @Override
    boolean isReporting() {
        return false;
    }

    @Override
    void describe(CommandSpec spec) {
        spec.addOption(GlobalOptions.flag("do not let it finish what it is at", "--now"));
        spec.addOption(GlobalOptions.text("TIME", "wait so long at most; it goes on draining (no limit)", "--timeout"));
        LocalWorkerLogsCommand.describeName(spec, LiveValues.LOCAL_WORKERS);
    }

    @Override
    int run(Invocation in) throws UsageException, CommandFailure {
        String name = LocalWorkerGroup.name(in);
        boolean gone = LocalWorkerGroup.with(
                in, workers -> workers.stop(name, in.has("--now"), in.options().timeoutMillis, in::note));
        if (!gone) {
            throw new CommandFailure(
                    name + " is still there",
                    in.has("--now")
                            ? "Its process cannot be killed: it may wait for a device that does not answer."
                            : "It goes on draining; `lotus-miner worker stop --now " + name + "` ends it as it is.",
                    null,
                    ExitStatus.TIMED_OUT);
        }
        return ExitStatus.DONE;
    }
}
