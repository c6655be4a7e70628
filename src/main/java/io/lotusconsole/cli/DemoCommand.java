package io.lotusconsole.cli;

import io.lotusconsole.embedded.EmbeddedMiner;
import io.lotusconsole.embedded.EmbeddedMinerConfig;
import io.lotusconsole.lotus.ApiInfoException;
import io.lotusconsole.proving.WorkerTally;
import io.lotusconsole.render.DemoReport;
import io.lotusconsole.rpc.RpcException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/**
 * {@code demo}: the console shown on an embedded miner of its own, asked over real HTTP by the same commands
 * a user types. Ignores every address of the user; its repository is temporary.
 */
final class DemoCommand extends Command {
    private static final List<List<String>> STEPS =
            List.of(List.of("proving", "workers"), List.of("sealing", "workers"), List.of("info"));

    private static final String PREFIX = "lotus-console-demo";

    DemoCommand() {
        super("demo", "Show the console on a small simulated miner of its own");
    }

    /** It asks a node of its own alone, and so takes no options that say where one is. */
    @Override
    boolean isAskingNodes() {
        return false;
    }

    @Override
    void describe(CommandSpec spec) {
        spec.addOption(GlobalOptions.flag("leave the miner running until Ctrl-C", "--keep"));
    }

    @Override
    int run(Invocation in) throws RpcException, ApiInfoException, UsageException, CommandFailure {
        boolean story = in.options().format == OutputFormat.TEXT;
        if (story) {
            in.output()
                    .print("The Lotus proving console on a miner of its own: simulated, on loopback, with 8 sectors."
                            + " It takes two seconds"
                            + (TrialParameters.areMade(in.surroundings()) ? "" : " once it has test parameters")
                            + ".\n");
        }
        TrialParameters.ensure(
                in.surroundings(), story ? line -> in.output().print(line + "\n") : in.output()::complain);
        Path repository = temporaryRepository(in.surroundings());
        EmbeddedMiner miner =
                DevnetCommand.start(EmbeddedMinerConfig.in(repository).withVersion(Console.VERSION));
        Thread stop = new Thread(() -> end(miner, repository), "demo stop");
        Runtime.getRuntime().addShutdownHook(stop);
        try {
            int status = show(in, miner, repository, story);
            if (in.has("--keep")) {
                in.output()
                        .print("\nIt goes on running. In another terminal:\n"
                                + DevnetCommand.toTry(in.surroundings(), miner) + "Ctrl-C ends it.\n");
                DevnetCommand.awaitSignal();
            }
            return status;
        } finally {
            end(miner, repository);
        }
    }

    private static int show(Invocation in, EmbeddedMiner miner, Path repository, boolean story)
            throws RpcException, ApiInfoException, CommandFailure {
        Surroundings demo = surroundings(in, miner, repository, story);
        List<DemoReport.Step> steps = new ArrayList<>();
        boolean good = true;
        for (List<String> words : STEPS) {
            String command = "lotus-miner " + String.join(" ", words);
            if (story) {
                in.output().print("\n$ " + command + "\n");
            }
            int status = Console.run(withFlags(in, words), demo);
            steps.add(new DemoReport.Step(command, status));
            good &= status == ExitStatus.DONE;
        }
        try (Invocation asking = in.in(demo)) {
            WorkerTally workers = WorkerTally.of(asking.miner().workerStats());
            // Nothing else can have attached: a PoSt worker here would be one that is not there.
            good &= workers.windowPoSt() == 0 && workers.winningPoSt() == 0 && workers.sealing() == 1;
            if (!story) {
                Showing.once(
                        in,
                        new DemoReport(
                                asking.miner().version().version(),
                                asking.miner().actorAddress(),
                                workers,
                                steps));
            } else {
                in.output().print(good ? "\nThat was it, and all of it held.\n" : "\nNot all of it held.\n");
            }
        }
        return good ? ExitStatus.DONE : ExitStatus.FAILED;
    }

    /** The words of a step behind the flags that the user gave for what is said, and how. */
    private static List<String> withFlags(Invocation in, List<String> words) {
        List<String> all = new ArrayList<>();
        if (in.options().colour != null) {
            all.add(in.options().colour ? "--color" : "--no-color");
        }
        if (in.value("--style") != null) {
            all.add("--style=" + in.value("--style"));
        }
        if (in.options().verbose) {
            all.add("--verbose");
        }
        if (in.options().debug) {
            all.add("--debug");
        }
        all.addAll(words);
        return all;
    }

    /** The user's surroundings, but for where the nodes are; what the steps say on stderr is part of the story. */
    private static Surroundings surroundings(Invocation in, EmbeddedMiner miner, Path repository, boolean story)
            throws CommandFailure {
        String minerInfo = apiInfo(miner.minerRepo(), miner.minerMultiaddr());
        String nodeInfo = apiInfo(miner.fullNodeRepo(), miner.fullNodeMultiaddr());
        Surroundings real = in.surroundings();
        OutputStream out = story ? real.out() : OutputStream.nullOutputStream();
        return new Surroundings(
                real.program(),
                name -> switch (name) {
                    case "MINER_API_INFO" -> minerInfo;
                    case "FULLNODE_API_INFO" -> nodeInfo;
                    // A turn to ask this miner for WorkerStats is of no use once it has ended.
                    case "XDG_RUNTIME_DIR" -> repository.toString();
                    case "MARKETS_API_INFO", "LOTUS_CONSOLE_STYLE" -> null;
                    default -> real.environment().apply(name);
                },
                out,
                out,
                real.clock(),
                real.zone(),
                real.stdoutIsTerminal(),
                real.stdoutIsTerminal(),
                real.checkout(),
                real.nextProgram());
    }

    private static String apiInfo(Path repository, String multiaddr) throws CommandFailure {
        try {
            return Files.readString(repository.resolve("token"), StandardCharsets.UTF_8)
                            .trim() + ":" + multiaddr;
        } catch (IOException e) {
            throw new CommandFailure("cannot read the demo's own token in " + repository, "Try again.", e);
        }
    }

    private static Path temporaryRepository(Surroundings surroundings) throws CommandFailure {
        // The JDK itself does not look at TMPDIR.
        String asked = surroundings.variable("TMPDIR");
        try {
            return asked == null
                    ? Files.createTempDirectory(PREFIX)
                    : Files.createTempDirectory(Path.of(asked), PREFIX);
        } catch (IOException e) {
            throw new CommandFailure(
                    "cannot make a temporary directory: " + e.getMessage(), "TMPDIR names another place.", e);
        }
    }

    private static void end(EmbeddedMiner miner, Path repository) {
        DevnetCommand.close(miner);
        try (Stream<Path> files = Files.walk(repository)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // A temporary directory that stays is swept by the system; there is nothing to say to the user.
        }
    }
}
