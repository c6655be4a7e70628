package io.lotusconsole.cli;

import io.lotusconsole.launcher.LocalWorkers;
import io.lotusconsole.launcher.Patience;
import io.lotusconsole.lotus.ApiInfoException;
import io.lotusconsole.manual.LiveValues;
import io.lotusconsole.proving.LocalWorker;
import io.lotusconsole.proving.PoStKind;
import io.lotusconsole.render.Durations;
import io.lotusconsole.render.Printable;
import io.lotusconsole.rpc.RpcException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code worker start}: a PoSt worker in the background, which the end of the console is no end of. */
final class LocalWorkerStartCommand extends Command {
    /** How every token of Lotus begins. */
    private static final String TOKEN_START = "eyJ";

    LocalWorkerStartCommand() {
        super("start", "Start a PoSt worker in the background");
    }

    @Override
    boolean isReporting() {
        return false;
    }

    @Override
    void describe(CommandSpec spec) {
        spec.usageMessage()
                .description(
                        "The worker has the environment of this command, a session of its own, and a",
                        "directory of its own with repository and log, in lotus-console/workers below",
                        "$XDG_STATE_HOME or ~/.local/state. FLAGS are those of `lotus-worker run`;",
                        "without --listen it serves at port 3456, or the first free one after it.");
        spec.addOption(GlobalOptions.flag("for the proofs of deadlines", "--windowpost"));
        spec.addOption(GlobalOptions.flag("for the proofs of won blocks", "--winningpost"));
        spec.addOption(GlobalOptions.oneOf(
                new LiveCandidates(LiveValues.LOCAL_NAMES),
                "NAME",
                "name to find it by (windowpost-1 and so on)",
                "--name"));
        spec.addOption(GlobalOptions.text(
                "TIME", "wait for it to register, at most so long (1m, 15m at its parameters; 0: not)", "--wait"));
        spec.addPositional(PositionalParamSpec.builder()
                .paramLabel("[-- FLAGS]")
                .type(String.class)
                .build());
    }

    @Override
    int run(Invocation in) throws RpcException, ApiInfoException, UsageException, CommandFailure {
        LocalWorkers.Order order = order(in);
        String wait = in.value("--wait");
        Patience patience = wait == null ? Patience.USUAL : Patience.of(Intervals.millis(wait, "--wait"));
        // A worker would try for ever: who typed the command is told what is wrong, and where.
        in.miner().version();
        long startNanos = System.nanoTime();
        LocalWorkers.Started started = LocalWorkerGroup.with(in, workers -> workers.start(order, patience, in::note));
        LocalWorker worker = started.worker();
        if (!worker.isAlive()) {
            throw died(in, started);
        }
        String process = "process " + worker.pid() + ", log " + worker.logFile();
        String said;
        if (worker.isRegistered()) {
            said = worker.name() + " is registered with " + worker.status().minerActor() + " at "
                    + worker.status().minerAddress() + ": session "
                    + worker.status().session() + ", " + process;
        } else if (patience.millisMax() == 0) {
            said = worker.name() + " is started: " + process;
        } else if (started.preFlight() != null) {
            said = worker.name() + " is still at its pre-flight after " + waited(startNanos) + " ("
                    + started.preFlight() + "), and registers by itself when that is over: " + process
                    + ". `lotus-miner worker logs -f " + worker.name() + "` follows it.";
        } else {
            throw notRegistered(worker, waited(startNanos), process);
        }
        return in.output().print(Printable.escape(said) + "\n");
    }

    /** Whole seconds of it. */
    private static String waited(long startNanos) {
        return Durations.goSeconds((System.nanoTime() - startNanos) / 1_000_000_000);
    }

    private static CommandFailure died(Invocation in, LocalWorkers.Started started) {
        for (String line : started.lastLines()) {
            in.output().complain(Printable.escapeAllButTab(line));
        }
        String name = started.worker().name();
        return new CommandFailure(
                "the worker " + name + " ended with status " + started.exitStatus()
                        + (started.lastLines().isEmpty() ? "" : "; the lines above are the end of its log"),
                "`lotus-miner worker logs " + name
                        + "` shows more. Flags for it, such as --listen HOST:PORT, stand behind --.",
                null);
    }

    private static CommandFailure notRegistered(LocalWorker worker, String waited, String process) {
        return new CommandFailure(
                worker.name() + " runs, and is not registered after " + waited + ": " + why(worker) + "; " + process,
                "It goes on trying: `lotus-miner worker ls` shows how it fares, `lotus-miner worker logs "
                        + worker.name() + "` what it says.",
                null,
                ExitStatus.TIMED_OUT);
    }

    private static String why(LocalWorker worker) {
        if (worker.status() == null) {
            return "it does not tell its status yet";
        }
        return worker.status().unable() == null
                ? worker.state()
                : worker.state() + ", " + worker.status().unable();
    }

    private static LocalWorkers.Order order(Invocation in) throws UsageException {
        if (in.has("--windowpost") == in.has("--winningpost")) {
            throw new UsageException(
                    in.has("--windowpost")
                            ? "a worker is for one kind of proof"
                            : "it is not said what the worker is for",
                    "Give one of --windowpost and --winningpost; start two workers for both.");
        }
        List<String> flags = in.parameters();
        for (String flag : flags) {
            if (flag.contains(TOKEN_START)) {
                throw new UsageException(
                        "a token does not belong on a command line, where all users can read it",
                        "The worker has the environment of this command: put it into MINER_API_INFO.");
            }
        }
        if (isGiven("worker-repo", flags) || isGiven("workerrepo", flags)) {
            throw new UsageException(
                    "a worker that is started here has a repository of its own, by which it is found again",
                    "Leave --worker-repo out; `lotus-worker --worker-repo DIR run` starts one with another.");
        }
        if (!flags.isEmpty() && !flags.get(0).startsWith("-")) {
            throw new UsageException(
                    "\"" + flags.get(0) + "\" is no flag", "Flags for `lotus-worker run` stand behind --.");
        }
        PoStKind role = in.has("--windowpost") ? PoStKind.WINDOW : PoStKind.WINNING;
        return new LocalWorkers.Order(role, in.value("--name"), globals(in), flags, !saysWhereToServe(in, flags));
    }

    private static boolean saysWhereToServe(Invocation in, List<String> flags) {
        return isGiven("listen", flags)
                || isGiven("address", flags)
                || in.surroundings().variable("LOTUS_WORKER_LISTEN") != null;
    }

    /** Whether a flag is among some, in any of the forms that it may have. */
    private static boolean isGiven(String name, List<String> flags) {
        for (String flag : flags) {
            int dashes = flag.startsWith("--") ? 2 : flag.startsWith("-") ? 1 : 0;
            int equals = flag.indexOf('=');
            if (dashes > 0
                    && flag.substring(dashes, equals < 0 ? flag.length() : equals)
                            .equals(name)) {
                return true;
            }
        }
        return false;
    }

    /** What the user said of the way to the miner on this command's line. */
    private static List<String> globals(Invocation in) {
        List<String> globals = new ArrayList<>();
        if (in.options().minerRepositoryAsked) {
            globals.add("--miner-repo");
            globals.add(absolute(in.options().minerRepository));
        }
        if (in.options().certificates != null) {
            globals.add("--cacert");
            globals.add(absolute(in.options().certificates));
        }
        return globals;
    }

    private static String absolute(Path path) {
        return path.toAbsolutePath().toString();
    }
}
