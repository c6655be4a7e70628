package io.lotusconsole.cli;

import io.lotusconsole.lotus.ApiInfoException;
import io.lotusconsole.proving.WorkerSnapshot;
import io.lotusconsole.render.DemoReport;
import io.lotusconsole.rpc.RpcException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where a demo shows commands: the user's surroundings, but for where the nodes are. For one thread. */
final class DemoStage implements AutoCloseable {
    private final Invocation in;
    private final boolean isStory;
    private final Surroundings demo;
    private final Invocation asking;
    private final List<DemoReport.Step> steps = new ArrayList<>();

    /** @param isStory whether what the commands say is shown */
    DemoStage(Invocation in, DemoCluster cluster, boolean isStory) throws CommandFailure {
        this.in = in;
        this.isStory = isStory;
        this.demo = surroundings(
                in.surroundings(), cluster, isStory ? in.surroundings().out() : OutputStream.nullOutputStream());
        this.asking = in.in(surroundings(in.surroundings(), cluster, OutputStream.nullOutputStream()));
    }

    /** What the steps say on stderr is part of the story. */
    private static Surroundings surroundings(Surroundings real, DemoCluster cluster, OutputStream out)
            throws CommandFailure {
        String minerInfo = cluster.minerInfo();
        String nodeInfo = cluster.fullNodeInfo();
        Path directory = cluster.directory();
        return new Surroundings(
                real.program(),
                name -> switch (name) {
                    case "MINER_API_INFO" -> minerInfo;
                    case "FULLNODE_API_INFO" -> nodeInfo;
                    // A turn to ask this miner for WorkerStats is of no use once it has ended.
                    case "XDG_RUNTIME_DIR" -> directory.toString();
                    case "MARKETS_API_INFO", "LOTUS_CONSOLE_STYLE" -> null;
                    default -> real.environment().apply(name);
                },
                out,
                out,
                real.clock(),
                real.zone(),
                false,
                real.stdoutIsTerminal(),
                real.stdoutIsTerminal(),
                real.checkout(),
                real.nextProgram());
    }

    /** Runs a command of the console to its end, as a user types it. */
    void show(String... words) {
        String command = "lotus-miner " + String.join(" ", words);
        if (isStory) {
            in.output().print("\n$ " + command + "\n");
        }
        steps.add(new DemoReport.Step(command, Console.run(withFlags(List.of(words)), demo)));
    }

    /** The words of a step behind the flags that the user gave for what is said, and how. */
    private List<String> withFlags(List<String> words) {
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

    /** The workers on the miner's list now. */
    List<WorkerSnapshot> workers() throws RpcException, ApiInfoException {
        return asking.miner().workerStats();
    }

    /** Has the miner prove a deadline for nobody. Blocks until it has. */
    void prove(int deadline) throws RpcException, ApiInfoException {
        asking.miner().computeWindowPoSt(deadline);
    }

    /** The chain's epoch now. */
    long epoch() throws RpcException, ApiInfoException {
        return asking.node().head().height();
    }

    String minerVersion() throws RpcException, ApiInfoException {
        return asking.miner().version().version();
    }

    String minerAddress() throws RpcException, ApiInfoException {
        return asking.miner().actorAddress();
    }

    /** What was shown, the first first. */
    List<DemoReport.Step> steps() {
        return steps;
    }

    @Override
    public void close() {
        asking.close();
    }
}
