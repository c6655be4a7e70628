package io.lotusconsole.cli;

import io.lotusconsole.lotus.ApiInfoException;
import io.lotusconsole.lotus.ProvingSurvey;
import io.lotusconsole.render.ProvingInfoReport;
import io.lotusconsole.rpc.RpcException;

/** {@code proving info}. */
final class ProvingInfoCommand extends Command {
    ProvingInfoCommand() {
        super("info", "View current state information");
    }

    @Override
    boolean isWatchable() {
        return true;
    }

    @Override
    int run(Invocation in) throws RpcException, ApiInfoException, UsageException {
        ProvingSurvey survey = in.provingSurvey();
        return Showing.show(in, () -> new ProvingInfoReport(in.noted(survey.partitions())));
    }
}
