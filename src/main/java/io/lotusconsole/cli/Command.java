package io.lotusconsole.cli;

import io.lotusconsole.lotus.ApiInfoException;
import io.lotusconsole.rpc.RpcException;
import picocli.CommandLine.Model.CommandSpec;

/** One command. Built only when it is asked for, or named in a help text. Holds no state. */
abstract class Command {
    private final String name;
    private final String summary;

    /** @param summary one clause, as Lotus's help has it where the command is Lotus's */
    Command(String name, String summary) {
        this.name = name;
        this.summary = summary;
    }

    final String name() {
        return name;
    }

    final String summary() {
        return summary;
    }

    String[] aliases() {
        return new String[0];
    }

    /** Adds the command's own options and parameters. */
    void describe(CommandSpec spec) {}

    /** Whether {@code --watch} makes sense: it lists workers or chain state. */
    boolean isWatchable() {
        return false;
    }

    /** Whether it prints a report, and so takes {@code -o} and the address options. */
    boolean isReporting() {
        return true;
    }

    /** Whether it asks a node anything, and so takes the options that say where and how. */
    boolean isAskingNodes() {
        return true;
    }

    /** Whether the node it asks is a worker, and so the repository that may be named is a worker's. */
    boolean isAskingWorker() {
        return false;
    }

    /**
     * Whether it asks for {@code WorkerStats}, which the miner must be spared (design, decision 6).
     *
     * @param actor the actor to show instead of the miner's own, or null
     */
    boolean asksWorkerStats(String actor) {
        return false;
    }

    /** Does the work and returns the exit status. */
    abstract int run(Invocation in) throws RpcException, ApiInfoException, UsageException, CommandFailure;
}
