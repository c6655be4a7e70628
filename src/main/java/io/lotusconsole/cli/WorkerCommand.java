package io.lotusconsole.cli;

import io.lotusconsole.rpc.RpcException;

/** A command that asks a worker, or tells it something. */
abstract class WorkerCommand extends Command {
    /** What two commands of Lotus print before anything else, on stdout (quirk Q42). */
    private static final String DEPRECATED = "DEPRECATED: This command will be removed in the future\n";

    WorkerCommand(String name, String summary) {
        super(name, summary);
    }

    @Override
    final boolean isAskingWorker() {
        return true;
    }

    /** Nothing is shown, but by those that say so. */
    @Override
    boolean isReporting() {
        return false;
    }

    static void sayDeprecated(Invocation in) {
        in.output().print(DEPRECATED);
    }

    /** One call. */
    interface Asked<T> {
        T ask() throws RpcException;
    }

    /** Makes a call, whose failure Lotus's style begins with these words; ours names the call itself. */
    static <T> T ask(Invocation in, String words, Asked<T> call) throws RpcException, CommandFailure {
        try {
            return call.ask();
        } catch (RpcException e) {
            if (!in.isLotus()) {
                throw e;
            }
            String why = e instanceof RpcException.Remote refusal ? ErrorReporter.lotusWords(refusal) : e.getMessage();
            throw new CommandFailure(words + ": " + why, null, e);
        }
    }
}
