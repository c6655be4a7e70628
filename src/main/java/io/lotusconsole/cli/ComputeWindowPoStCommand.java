package io.lotusconsole.cli;

import io.lotusconsole.lotus.ApiInfoException;
import io.lotusconsole.proving.WindowPoStResult;
import io.lotusconsole.render.ComputeReport;
import io.lotusconsole.render.Durations;
import io.lotusconsole.rpc.RpcException;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code proving compute windowed-post N}: has the miner prove a deadline without sending anything. */
final class ComputeWindowPoStCommand extends Command {
    ComputeWindowPoStCommand() {
        super("windowed-post", "Compute WindowPoSt for a specific deadline");
    }

    @Override
    String[] aliases() {
        return new String[] {"window-post"};
    }

    @Override
    void describe(CommandSpec spec) {
        spec.usageMessage()
                .description(
                        "Note: This command is intended to be used to verify PoSt compute performance.",
                        "It will not send any messages to the chain.");
        DeadlineIndex.describe(spec, "[deadline index]");
    }

    @Override
    int run(Invocation in) throws RpcException, ApiInfoException, UsageException {
        int index = DeadlineIndex.of(in);
        long start = System.nanoTime();
        List<WindowPoStResult> results;
        try {
            results = in.miner().computeWindowPoSt(index);
        } catch (RpcException e) {
            if (in.options().format.document() == null) {
                in.output().print("Took " + Durations.go(System.nanoTime() - start) + "\n");
            }
            throw e;
        }
        return Showing.once(in, new ComputeReport(index, System.nanoTime() - start, results));
    }
}
