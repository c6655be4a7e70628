package io.lotusconsole.cli;

import io.lotusconsole.lotus.ApiInfoException;
import io.lotusconsole.lotus.FullNodeClient;
import io.lotusconsole.lotus.MinerClient;
import io.lotusconsole.lotus.MinerSurvey;
import io.lotusconsole.render.InfoReport;
import io.lotusconsole.rpc.RpcException;
import picocli.CommandLine.Model.CommandSpec;

/** {@code info}. */
final class InfoCommand extends Command {
    InfoCommand() {
        super("info", "Print miner info");
    }

    @Override
    void describe(CommandSpec spec) {
        spec.addOption(GlobalOptions.flag("hide sectors info", "--hide-sectors-info"));
        spec.addOption(GlobalOptions.text(
                "N", "Log of produced <blocks> newest blocks and rewards(Miner Fee excluded)", "--blocks"));
    }

    @Override
    boolean isWatchable() {
        return true;
    }

    @Override
    boolean asksWorkerStats(String actor) {
        return actor == null;
    }

    @Override
    int run(Invocation in) throws RpcException, ApiInfoException, UsageException {
        int blocks = blocks(in);
        String actor = in.options().actor;
        MinerClient miner = actor == null ? in.miner() : null;
        FullNodeClient node = null;
        ApiInfoException nodeFailure = null;
        try {
            node = in.node();
        } catch (ApiInfoException e) {
            if (miner == null || in.isLotus()) {
                throw e;
            }
            nodeFailure = e;
        }
        boolean sectorStates = miner != null && !in.has("--hide-sectors-info");
        MinerSurvey.Wishes wishes = new MinerSurvey.Wishes(actor, sectorStates, blocks);
        MinerSurvey survey = new MinerSurvey(
                miner,
                () -> in.workerStats(miner),
                node,
                nodeFailure,
                in.options().chainCallsAtOnce,
                in.surroundings().clock());
        return Showing.show(in, () -> new InfoReport(survey.overview(wishes)));
    }

    /** Blocks to look for; negative if none were asked for. Less than 0 asked is 0: the bare header (quirk Q44). */
    private static int blocks(Invocation in) throws UsageException {
        String text = in.value("--blocks");
        if (text == null) {
            return -1;
        }
        try {
            return Math.max(0, Integer.parseInt(text));
        } catch (NumberFormatException e) {
            throw UsageException.ofFlag("invalid value \"" + text + "\" for flag -blocks: parse error", null);
        }
    }
}
