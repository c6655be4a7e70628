package io.lotusconsole.cli;

import io.lotusconsole.launcher.LaunchException;
import io.lotusconsole.launcher.LocalWorkers;
import io.lotusconsole.launcher.WorkerProgram;
import java.io.IOException;
import java.util.List;

/** {@code worker}: workers of this machine that the console starts and finds again. */
final class LocalWorkerGroup extends Group {
    LocalWorkerGroup() {
        super("worker", "Start and watch PoSt workers on this machine");
    }

    @Override
    List<String> childNames() {
        return List.of("start", "ls", "logs", "stop");
    }

    @Override
    Command child(String word) {
        return switch (word) {
            case "start" -> new LocalWorkerStartCommand();
            case "ls" -> new LocalWorkerListCommand();
            case "logs" -> new LocalWorkerLogsCommand();
            case "stop" -> new LocalWorkerStopCommand();
            default -> null;
        };
    }

    static LocalWorkers workers(Invocation in) {
        Surroundings surroundings = in.surroundings();
        return new LocalWorkers(
                surroundings.stateDirectory(),
                WorkerProgram.of(surroundings.checkout(), surroundings.environment()),
                surroundings.clock());
    }

    /** Something that the workers are asked or told. */
    interface Deed<T> {
        T run(LocalWorkers workers) throws LaunchException, IOException;
    }

    static <T> T with(Invocation in, Deed<T> deed) throws CommandFailure {
        try {
            return deed.run(workers(in));
        } catch (LaunchException e) {
            throw new CommandFailure(e.getMessage(), e.advice(), e);
        } catch (IOException e) {
            throw new CommandFailure(
                    "cannot read or write in " + in.surroundings().stateDirectory() + ": " + e.getMessage(), null, e);
        }
    }

    static String name(Invocation in) throws UsageException {
        if (in.parameters().size() != 1) {
            throw new UsageException(
                    "incorrect number of arguments, got " + in.parameters().size(),
                    "Give the name of a worker; `lotus-miner worker ls` lists them.");
        }
        return in.parameters().get(0);
    }
}
