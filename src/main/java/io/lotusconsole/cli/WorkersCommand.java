package io.lotusconsole.cli;

import io.lotusconsole.lotus.ApiInfoException;
import io.lotusconsole.render.Report;
import io.lotusconsole.render.WorkersReport;
import io.lotusconsole.rpc.RpcException;
import picocli.CommandLine.Model.CommandSpec;

/** {@code proving workers} and {@code sealing workers}. Asks {@code WorkerStats} and nothing else. */
final class WorkersCommand extends Command {
    private final boolean proving;

    WorkersCommand(boolean proving) {
        super("workers", "list workers");
        this.proving = proving;
    }

    @Override
    void describe(CommandSpec spec) {
        spec.usageMessage()
                .description(
                        "CPU, TASK and GPU show what the miner's scheduler has reserved, not the load.",
                        "RAM and VMEM are as the worker reported them when it attached, or what is",
                        "reserved if that is more: the miner never asks a worker again.");
    }

    @Override
    boolean isWatchable() {
        return true;
    }

    @Override
    boolean asksWorkerStats(String actor) {
        return true;
    }

    @Override
    int run(Invocation in) throws RpcException, ApiInfoException, UsageException {
        // A class, not a lambda: this is the lean path (design, decision 3).
        return Showing.show(in, new AskWorkers(in));
    }

    private final class AskWorkers implements Showing.Ask {
        private final Invocation in;

        AskWorkers(Invocation in) {
            this.in = in;
        }

        @Override
        public Report ask() throws RpcException, ApiInfoException {
            return new WorkersReport(in.workerStats(in.miner()), proving);
        }
    }
}
