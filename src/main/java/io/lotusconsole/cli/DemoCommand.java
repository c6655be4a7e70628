package io.lotusconsole.cli;

import io.lotusconsole.embedded.EmbeddedMiner;
import io.lotusconsole.embedded.EmbeddedMinerConfig;
import io.lotusconsole.embedded.ProofAttempt;
import io.lotusconsole.embedded.Proving;
import io.lotusconsole.lotus.ApiInfoException;
import io.lotusconsole.proving.WorkerTally;
import io.lotusconsole.render.DemoReport;
import io.lotusconsole.render.Durations;
import io.lotusconsole.render.Printable;
import io.lotusconsole.rpc.RpcException;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/**
 * {@code demo}: a miner of its own, two PoSt workers in processes of their own, their proofs, and the console shown on
 * them by the same commands a user types. Ignores every address of the user; everything it makes is temporary, but for
 * the test parameters.
 */
final class DemoCommand extends Command {
    /** So short that the story waits for nothing long: a deadline is open for five seconds at least. */
    private static final int EPOCH_MILLIS_MIN = 500;

    /** On a machine so slow that this is too short there is no story that anybody waits for. */
    private static final int EPOCH_MILLIS_MAX = 10_000;

    private static final int WINDOW_EPOCHS = EmbeddedMinerConfig.WINDOW_EPOCHS;

    /** A deadline is open for so many times as long as its proof took once: others prove beside it. */
    private static final int WINDOW_PROOFS = 4;

    private static final int TRIALS = 2;

    /** The first deadline that a miner's sectors are in. */
    private static final int FIRST_DEADLINE = 2;

    /** A winning proof costs two cores up to nine seconds; between two tickets there is time for other things. */
    private static final int WIN_EVERY = 35;

    /** Two in each of the first twenty deadlines: enough for the story on a slow machine. */
    private static final int SECTORS = 40;

    /** A real miner looks every 10 s; here nobody wants to wait until it sees that a worker leaves. */
    private static final Duration SESSION_CHECK = Duration.ofSeconds(2);

    private static final Duration SESSION_LIMIT = Duration.ofSeconds(5);

    DemoCommand() {
        super("demo", "Show the console and two PoSt workers on a small simulated miner");
    }

    /** It asks a node of its own alone, and so takes no options that say where one is. */
    @Override
    boolean isAskingNodes() {
        return false;
    }

    @Override
    void describe(CommandSpec spec) {
        spec.addOption(GlobalOptions.flag("leave miner and workers running until Ctrl-C", "--keep"));
    }

    @Override
    int run(Invocation in) throws RpcException, ApiInfoException, UsageException, CommandFailure {
        long startNanos = System.nanoTime();
        boolean isStory = in.options().format == OutputFormat.TEXT;
        DemoStory story = new DemoStory(isStory ? line -> in.output().print(line + "\n") : in.output()::complain);
        story.say("The Lotus proving console on a miner of its own: simulated, on loopback,");
        story.say("with two PoSt workers whose proofs are real. It takes about a minute"
                + (TrialParameters.areMade(in.surroundings()) ? "." : ",\nonce it has test parameters."));
        Proving proving = TrialParameters.proving(in.surroundings(), story::say);
        DemoCluster cluster = DemoCluster.make(in.surroundings());
        try {
            return tellAll(in, story, cluster, proving, startNanos);
        } catch (DemoPlay.Broken e) {
            tell(story, e);
            return ExitStatus.FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitStatus.FAILED;
        } finally {
            cluster.end();
        }
    }

    private static int tellAll(Invocation in, DemoStory story, DemoCluster cluster, Proving proving, long startNanos)
            throws DemoPlay.Broken, RpcException, ApiInfoException, CommandFailure, InterruptedException {
        boolean isStory = in.options().format == OutputFormat.TEXT;
        Begun begun;
        try {
            begun = begin(in, story, cluster, proving);
        } catch (RpcException | ApiInfoException | CommandFailure e) {
            if (isStory) {
                throw e;
            }
            cluster.holdIfSignalledSoon();
            DemoReport.Facts nothing = new DemoReport.Facts(
                    null,
                    null,
                    null,
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    why(e),
                    null,
                    millisSince(startNanos),
                    1);
            report(in, story, nothing);
            return ExitStatus.FAILED;
        }
        try (DemoStage stage = new DemoStage(in, cluster, isStory)) {
            DemoPlay play = new DemoPlay(cluster, story, stage, begun.slowness());
            int status = proving.isPossible()
                    ? play(in, begun, cluster, story, stage, play, startNanos)
                    : consoleAlone(in, story, stage, proving.missing(), startNanos);
            if (in.has("--keep") && status != ExitStatus.FAILED) {
                keep(in, begun.miner(), story, play, proving.isPossible());
            }
            return status;
        }
    }

    /**
     * What the story is about.
     *
     * @param slowness how many times as long as on two free cores everything may take; from 1
     */
    private record Begun(EmbeddedMiner miner, double slowness) {}

    private static Begun begin(Invocation in, DemoStory story, DemoCluster cluster, Proving proving)
            throws RpcException, ApiInfoException, CommandFailure {
        EmbeddedMinerConfig config = EmbeddedMinerConfig.in(cluster.directory().resolve("miner"))
                .withVersion(Console.VERSION)
                .withSectors(SECTORS)
                .withProving(proving);
        int epochMillis = proving.isPossible() ? epochMillis(in, story, cluster, config) : EPOCH_MILLIS_MIN;
        EmbeddedMiner miner = cluster.startMiner(config.withEpoch(Duration.ofMillis(epochMillis), WINDOW_EPOCHS)
                .withProving(proving.withWinEvery(WIN_EVERY)
                        .withSessionChecks(SESSION_CHECK, SESSION_LIMIT)
                        .withObserver(story)));
        return new Begun(miner, (double) epochMillis / EPOCH_MILLIS_MIN);
    }

    private static String why(Exception failure) {
        ErrorReporter.Failure ofNode = ErrorReporter.ofNode(failure);
        return ofNode == null ? failure.getMessage() : ofNode.what();
    }

    /**
     * Starts a miner once whose chain stands still, has it prove a deadline, once cold, and tells how long an epoch has
     * to be on a machine that proves as fast.
     */
    private static int epochMillis(Invocation in, DemoStory story, DemoCluster cluster, EmbeddedMinerConfig config)
            throws RpcException, ApiInfoException, CommandFailure {
        story.say("");
        story.say("A miner: " + config.sectors() + " sectors of 2 KiB are sealed for it.");
        cluster.startMiner(config.withEpoch(Duration.ofDays(1), WINDOW_EPOCHS));
        story.say("  It proves a deadline twice, to see how fast this machine is.");
        long proofMillis = Long.MAX_VALUE;
        try (DemoStage alone = new DemoStage(in, cluster, false)) {
            for (int i = 0; i < TRIALS; i++) {
                long startNanos = System.nanoTime();
                alone.prove(FIRST_DEADLINE);
                proofMillis = Math.min(proofMillis, millisSince(startNanos));
            }
        }
        int millis = (int)
                Math.min(EPOCH_MILLIS_MAX, Math.max(EPOCH_MILLIS_MIN, proofMillis * WINDOW_PROOFS / WINDOW_EPOCHS));
        story.say("  A proof takes " + millisText(proofMillis) + " here, and so an epoch " + millisText(millis) + ".");
        story.say("  Every " + WINDOW_EPOCHS + " epochs a deadline opens, from epoch " + FIRST_DEADLINE * WINDOW_EPOCHS
                + " on with sectors;");
        story.say("  every " + WIN_EVERY + " epochs a winning ticket is drawn.");
        return millis;
    }

    private static String millisText(long millis) {
        return Durations.go(millis * 1_000_000);
    }

    private static int play(
            Invocation in,
            Begun begun,
            DemoCluster cluster,
            DemoStory story,
            DemoStage stage,
            DemoPlay play,
            long startNanos)
            throws InterruptedException {
        String version = null;
        String address = null;
        String failure = null;
        try {
            version = stage.minerVersion();
            address = stage.minerAddress();
            story.say("  " + address + " runs, version " + version + ".");
            play.run();
        } catch (DemoPlay.Broken e) {
            tell(story, e);
            failure = e.getMessage();
        } catch (RpcException | ApiInfoException | CommandFailure e) {
            // Calls fail as well because a signal ends everything.
            cluster.holdIfSignalledSoon();
            failure = why(e);
            tell(story, new DemoPlay.Broken(failure, List.of()));
        }
        boolean commandsHeld = stage.steps().stream().allMatch(step -> step.exitStatus() == ExitStatus.DONE);
        play.check("Every command that was shown ended well", commandsHeld);
        DemoReport.Facts facts = new DemoReport.Facts(
                version,
                address,
                play.attached(),
                play.checks(),
                play.started(),
                begun.miner().proofs().stream().map(DemoCommand::fact).toList(),
                stage.steps(),
                failure,
                null,
                millisSince(startNanos),
                begun.slowness());
        report(in, story, facts);
        return facts.held() ? ExitStatus.DONE : ExitStatus.FAILED;
    }

    /** What can be shown without a proof library. */
    private static int consoleAlone(Invocation in, DemoStory story, DemoStage stage, String missing, long startNanos)
            throws RpcException, ApiInfoException {
        stage.show("proving", "workers");
        stage.show("sealing", "workers");
        stage.show("info");
        DemoReport.Facts facts = new DemoReport.Facts(
                stage.minerVersion(),
                stage.minerAddress(),
                WorkerTally.of(stage.workers()),
                List.of(),
                List.of(),
                List.of(),
                stage.steps(),
                null,
                missing,
                millisSince(startNanos),
                1);
        if (in.options().format == OutputFormat.TEXT) {
            story.say("");
            story.say("That was the console alone. No worker was started, and nothing was proven.");
            return ExitStatus.PARTIAL;
        }
        return Showing.once(in, new DemoReport(facts));
    }

    private static long millisSince(long startNanos) {
        return (System.nanoTime() - startNanos) / 1_000_000;
    }

    private static void report(Invocation in, DemoStory story, DemoReport.Facts facts) {
        if (in.options().format == OutputFormat.TEXT) {
            in.output().print("\n");
        }
        Showing.once(in, new DemoReport(facts));
        if (in.options().format == OutputFormat.TEXT) {
            story.say(
                    facts.held()
                            ? "That was it, and all of it held: " + Durations.go(facts.millis() / 1000 * 1_000_000_000L)
                                    + "."
                            : "Not all of it held.");
        }
    }

    private static void tell(DemoStory story, DemoPlay.Broken broken) {
        story.say("");
        if (!broken.log().isEmpty()) {
            story.say("The end of its log:");
            broken.log().forEach(line -> story.say("  " + Printable.escapeAllButTab(line)));
        }
        story.say("It broke off: " + Printable.escape(broken.getMessage()) + ".");
    }

    private static DemoReport.Proof fact(ProofAttempt attempt) {
        return new DemoReport.Proof(
                attempt.kind(),
                attempt.epoch(),
                attempt.deadline(),
                attempt.commitments().stream()
                        .map(each -> new DemoReport.Sector(
                                each.sectorNumber(), each.sealedCid().toString()))
                        .toList(),
                attempt.skipped(),
                attempt.request().proof().networkCode(),
                attempt.request().randomness().bytes(),
                attempt.maker() == null ? null : attempt.maker().hostname(),
                attempt.maker() == null ? null : attempt.maker().session(),
                attempt.proof() == null ? null : attempt.proof().bytes(),
                attempt.millis(),
                attempt.error());
    }

    private static void keep(Invocation in, EmbeddedMiner miner, DemoStory story, DemoPlay play, boolean hasWorkers)
            throws DemoPlay.Broken, RpcException, ApiInfoException, CommandFailure, InterruptedException {
        String toTry = DevnetCommand.toTry(in.surroundings(), miner);
        if (hasWorkers) {
            play.goOn(toTry);
        }
        story.say("");
        story.say("It goes on running. In another terminal:");
        story.say(toTry.stripTrailing());
        story.say("Ctrl-C ends it.");
        DevnetCommand.awaitSignal();
    }
}
