package io.lotusconsole.cli;

import io.lotusconsole.proving.ResourceTable;
import io.lotusconsole.proving.ResourceVariables;
import io.lotusconsole.render.ResourcesReport;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code lotus-worker resources}: of this environment, which need not be that of a running worker. Asks nobody. */
final class ResourcesCommand extends Command {
    ResourcesCommand() {
        super("resources", "Manage resource table overrides");
    }

    @Override
    boolean isAskingNodes() {
        return false;
    }

    @Override
    void describe(CommandSpec spec) {
        spec.usageMessage()
                .description(
                        "Shows the variables that override what the miner's scheduler reserves for",
                        "tasks: those set in this environment, which need not be that of a running",
                        "worker. A worker reads them when it starts.");
        spec.addOption(GlobalOptions.flag("print all resource envvars", "--all"));
        spec.addOption(GlobalOptions.flag("print default resource envvars", "--default"));
    }

    @Override
    int run(Invocation in) {
        ResourceVariables.Selection selection = in.has("--default")
                ? ResourceVariables.Selection.DEFAULTS
                : in.has("--all") ? ResourceVariables.Selection.ALL : ResourceVariables.Selection.SET;
        List<ResourceTable.BadOverride> bad = new ArrayList<>();
        ResourceTable.defaults().with(in.surroundings()::variable, bad);
        return Showing.once(
                in, new ResourcesReport(ResourceVariables.list(in.surroundings()::variable, selection), bad));
    }
}
