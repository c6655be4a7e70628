package io.lotusconsole.cli;

import io.lotusconsole.lotus.ApiInfoException;
import io.lotusconsole.lotus.ProvingSurvey;
import io.lotusconsole.render.DeadlinesReport;
import io.lotusconsole.rpc.RpcException;
import picocli.CommandLine.Model.CommandSpec;

/** {@code proving deadlines}. */
final class DeadlinesCommand extends Command {
    DeadlinesCommand() {
        super("deadlines", "View the current proving period deadlines information");
    }

    @Override
    void describe(CommandSpec spec) {
        spec.addOption(
                GlobalOptions.flag("Count all sectors (only live sectors are counted by default)", "--all", "-a"));
    }

    @Override
    boolean isWatchable() {
        return true;
    }

    @Override
    int run(Invocation in) throws RpcException, ApiInfoException, UsageException {
        ProvingSurvey survey = in.provingSurvey();
        return Showing.show(in, () -> new DeadlinesReport(in.noted(survey.allDeadlines()), in.has("--all")));
    }
}
