package io.lotusconsole.cli;

import io.lotusconsole.embedded.EmbeddedMiner;
import io.lotusconsole.embedded.EmbeddedMinerConfig;
import io.lotusconsole.launcher.ChildWorker;
import io.lotusconsole.launcher.LaunchException;
import io.lotusconsole.launcher.WorkerProgram;
import io.lotusconsole.proving.PoStKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The miner of a demo, its workers and their files, all of which end with it, by whichever thread ends it first. Safe
 * for several threads: the one that tells the story, and that of a signal.
 */
final class DemoCluster {
    private static final String PREFIX = "lotus-console-demo";

    /** From the end of one process by a terminal's signal until another has it too. */
    private static final long SIGNAL_MILLIS_MAX = 500;

    private final Path directory;
    private final WorkerProgram program;
    private final Path parameters;
    private final List<ChildWorker> workers = new ArrayList<>();

    /** Null until it is started. */
    private EmbeddedMiner miner;

    private boolean isOver;

    /** Open once a signal came, before it waits for its turn to end everything. */
    private final CountDownLatch signal = new CountDownLatch(1);

    private DemoCluster(Path directory, WorkerProgram program, Path parameters) {
        this.directory = directory;
        this.program = program;
        this.parameters = parameters;
    }

    /** An empty one, with a temporary directory, which a signal ends from now on. */
    static DemoCluster make(Surroundings surroundings) throws CommandFailure {
        DemoCluster cluster = new DemoCluster(
                temporaryDirectory(surroundings),
                WorkerProgram.of(surroundings.checkout(), surroundings.environment()::apply),
                TrialParameters.directory(surroundings));
        Runtime.getRuntime().addShutdownHook(new Thread(cluster::endBySignal, "demo stop"));
        return cluster;
    }

    private static Path temporaryDirectory(Surroundings surroundings) throws CommandFailure {
        // The JDK itself does not look at TMPDIR.
        String asked = surroundings.variable("TMPDIR");
        try {
            return asked == null
                    ? Files.createTempDirectory(PREFIX)
                    : Files.createTempDirectory(Path.of(asked).toAbsolutePath(), PREFIX);
        } catch (IOException e) {
            throw new CommandFailure(
                    "cannot make a temporary directory: " + e.getMessage(), "TMPDIR names another place.", e);
        }
    }

    Path directory() {
        return directory;
    }

    /** Starts the miner, after sealing its sectors if it has none yet; ends the one that runs. Blocks for seconds. */
    EmbeddedMiner startMiner(EmbeddedMinerConfig config) throws CommandFailure {
        holdIfSignalled();
        return startMinerNow(config);
    }

    private synchronized EmbeddedMiner startMinerNow(EmbeddedMinerConfig config) throws CommandFailure {
        holdIfOver();
        if (miner != null) {
            DevnetCommand.close(miner);
        }
        miner = DevnetCommand.start(config);
        return miner;
    }

    /** Starts a worker process for the miner, which must run; returns at once. */
    ChildWorker startWorker(PoStKind role, String name) throws CommandFailure {
        holdIfSignalled();
        return startWorkerNow(role, name);
    }

    private synchronized ChildWorker startWorkerNow(PoStKind role, String name) throws CommandFailure {
        holdIfOver();
        try {
            Map<String, String> variables = Map.of(
                    "MINER_API_INFO",
                    minerInfo(),
                    "FULLNODE_API_INFO",
                    fullNodeInfo(),
                    "FIL_PROOFS_PARAMETER_CACHE",
                    parameters.toString(),
                    ProofLibraries.NO_GPU,
                    "true");
            ChildWorker worker = ChildWorker.start(program, role, directory.resolve("workers"), name, variables);
            workers.add(worker);
            return worker;
        } catch (LaunchException e) {
            throw new CommandFailure(e.getMessage(), e.advice(), e);
        } catch (IOException e) {
            throw new CommandFailure("a worker's files cannot be made in " + directory, null, e);
        }
    }

    String minerInfo() throws CommandFailure {
        return apiInfo(miner.minerRepo(), miner.minerMultiaddr());
    }

    String fullNodeInfo() throws CommandFailure {
        return apiInfo(miner.fullNodeRepo(), miner.fullNodeMultiaddr());
    }

    private static String apiInfo(Path repository, String multiaddr) throws CommandFailure {
        try {
            return Files.readString(repository.resolve("token"), StandardCharsets.UTF_8)
                            .trim() + ":" + multiaddr;
        } catch (IOException e) {
            throw new CommandFailure("cannot read the demo's own token in " + repository, "Try again.", e);
        }
    }

    /** Ends workers and miner and removes the files. After a signal, which ends the process, it does not return. */
    void end() {
        endOnce();
        holdIfSignalled();
    }

    /** After a signal nothing is told any more: what fails then fails because everything ends. */
    void holdIfSignalled() {
        if (signal.getCount() == 0) {
            DevnetCommand.awaitSignal();
        }
    }

    /** As {@link #holdIfSignalled} for a signal that may be on its way: one for all of us reaches a worker as well. */
    void holdIfSignalledSoon() {
        try {
            if (signal.await(SIGNAL_MILLIS_MAX, TimeUnit.MILLISECONDS)) {
                DevnetCommand.awaitSignal();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Nothing begins any more. With the turn held that is safe here only, where nobody else wants it. */
    private void holdIfOver() {
        if (isOver) {
            DevnetCommand.awaitSignal();
        }
    }

    private void endBySignal() {
        signal.countDown();
        endOnce();
    }

    private synchronized void endOnce() {
        if (isOver) {
            return;
        }
        isOver = true;
        try {
            ChildWorker.endAll(workers);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (miner != null) {
            DevnetCommand.close(miner);
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            // A temporary directory that stays is swept by the system; there is nothing to say to the user.
        }
    }
}
