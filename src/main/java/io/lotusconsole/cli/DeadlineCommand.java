package io.lotusconsole.cli;

import io.lotusconsole.lotus.ApiInfoException;
import io.lotusconsole.lotus.ProvingSurvey;
import io.lotusconsole.proving.ProvingOverview;
import io.lotusconsole.render.DeadlineReport;
import io.lotusconsole.rpc.RpcException;
import picocli.CommandLine.Model.CommandSpec;

/** {@code proving deadline N}. */
final class DeadlineCommand extends Command {
    DeadlineCommand() {
        super("deadline", "View the current proving period deadline information by its index");
    }

    @Override
    void describe(CommandSpec spec) {
        spec.addOption(
                GlobalOptions.flag("Print sector/fault numbers belonging to this deadline", "--sector-nums", "-n"));
        spec.addOption(GlobalOptions.flag("Print partition bitfield stats", "--bitfield", "-b"));
        DeadlineIndex.describe(spec, "<deadlineIdx>");
    }

    @Override
    boolean isWatchable() {
        return true;
    }

    @Override
    int run(Invocation in) throws RpcException, ApiInfoException, UsageException {
        int index = DeadlineIndex.of(in);
        ProvingSurvey survey = in.provingSurvey();
        return Showing.show(in, () -> {
            ProvingOverview overview = survey.oneDeadline(index);
            if (overview.deadlines().isEmpty()) {
                throw DeadlineIndex.invalid(in, index, overview.window().value().periodDeadlines());
            }
            return new DeadlineReport(
                    overview, overview.deadlines().get(0), in.has("--sector-nums"), in.has("--bitfield"));
        });
    }
}
