package io.lotusconsole.cli;

import io.lotusconsole.lotus.ApiInfoException;
import io.lotusconsole.lotus.ProvingSurvey;
import io.lotusconsole.render.FaultsReport;
import io.lotusconsole.rpc.RpcException;

/** {@code proving faults}. */
final class FaultsCommand extends Command {
    FaultsCommand() {
        super("faults", "View the currently known proving faulty sectors information");
    }

    @Override
    boolean isWatchable() {
        return true;
    }

    @Override
    int run(Invocation in) throws RpcException, ApiInfoException, UsageException {
        ProvingSurvey survey = in.provingSurvey();
        return Showing.show(in, () -> new FaultsReport(in.noted(survey.partitions())));
    }
}
