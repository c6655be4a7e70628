package io.lotusconsole.cli;

import io.lotusconsole.embedded.EmbeddedMiner;
import io.lotusconsole.embedded.EmbeddedMinerConfig;
import io.lotusconsole.embedded.Proving;
import io.lotusconsole.prover.NativeCallObserver;
import io.lotusconsole.proving.ProvingWindow;
import io.lotusconsole.render.Durations;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Model.CommandSpec;

/** {@code devnet}: the embedded miner in the foreground, until it is stopped. Ignores every address of the user. */
final class DevnetCommand extends Command {
    private static final int SECTORS = 8;

    DevnetCommand() {
        super("devnet", "Run a small simulated miner with its chain, to try things on");
    }

    @Override
    boolean isReporting() {
        return false;
    }

    /** It is a node. */
    @Override
    boolean isAskingNodes() {
        return false;
    }

    @Override
    void describe(CommandSpec spec) {
        spec.addOption(
                GlobalOptions.text("HOST:PORT", "where the miner listens (127.0.0.1:0, a free port)", "--listen"));
        spec.addOption(
                GlobalOptions.text("DIR", "repository (in $XDG_STATE_HOME/lotus-console or ~/.local/state)", "--repo"));
        spec.addOption(GlobalOptions.text("TIME", "length of an epoch (1s)", "--epoch"));
        spec.addOption(GlobalOptions.text("N", "sealed sectors (" + SECTORS + ")", "--sectors"));
        spec.addOption(GlobalOptions.text(
                "N", "epochs between two winning tickets (" + Proving.WIN_EVERY + ")", "--win-every"));
    }

    @Override
    int run(Invocation in) throws UsageException, CommandFailure {
        EmbeddedMinerConfig config = config(in);
        int winEvery = winEvery(in);
        ProofNarrator narrator = new ProofNarrator(line -> in.output().print(line + "\n"));
        Proving proving = TrialParameters.proving(
                        in.surroundings(),
                        in.options().verbose ? ProofLibraries.narrator(in.output()::complain) : NativeCallObserver.NONE,
                        in.output()::complain)
                .withWinEvery(winEvery)
                .withObserver(narrator);
        try {
            config = config.withProving(proving);
        } catch (IllegalArgumentException e) {
            throw usage(e);
        }
        EmbeddedMiner miner = start(config);
        // Signals end the JVM through its hooks; the api files must not outlive the miner.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(miner), "devnet stop"));
        in.output().print(greeting(in, config, miner));
        narrator.begin();
        awaitShutdown(miner);
        return ExitStatus.DONE;
    }

    private static UsageException usage(IllegalArgumentException e) {
        return new UsageException(e.getMessage(), "`lotus-miner devnet --help` shows the flags.");
    }

    /** Starts an embedded miner, or says in one clause why not. */
    static EmbeddedMiner start(EmbeddedMinerConfig config) throws CommandFailure {
        try {
            return EmbeddedMiner.start(config);
        } catch (IOException e) {
            throw new CommandFailure(
                    "the simulated miner cannot start: " + e.getMessage(),
                    "Another one may be running there: give it a --repo or a --listen of its own.",
                    e);
        }
    }

    static void close(EmbeddedMiner miner) {
        try {
            miner.close();
        } catch (IOException e) {
            // The process ends; the next start overwrites what could not be removed.
        }
    }

    /** Blocks until the process is ended from outside, or the miner by a call of {@code Shutdown}. */
    private static void awaitShutdown(EmbeddedMiner miner) {
        try {
            miner.awaitShutdown();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Blocks until the process is ended from outside. */
    static void awaitSignal() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static EmbeddedMinerConfig config(Invocation in) throws UsageException {
        String listen = in.value("--listen");
        String text = listen == null ? "127.0.0.1:0" : listen;
        int colon = text.lastIndexOf(':');
        int port = colon < 0 ? -1 : number(text.substring(colon + 1), 65535);
        if (port < 0) {
            throw UsageException.ofFlag("invalid value \"" + text + "\" for flag -listen", "Such as 127.0.0.1:2345.");
        }
        String host = text.substring(0, colon).replace("[", "").replace("]", "");
        try {
            return EmbeddedMinerConfig.in(repository(in))
                    .withListen(host.isEmpty() ? "0.0.0.0" : host, port, 0)
                    .withEpoch(Duration.ofMillis(epochMillis(in)), EmbeddedMinerConfig.WINDOW_EPOCHS)
                    .withSectors(sectors(in))
                    .withVersion(Console.VERSION);
        } catch (IllegalArgumentException e) {
            throw usage(e);
        }
    }

    private static Path repository(Invocation in) {
        String asked = in.value("--repo");
        if (asked != null) {
            return Path.of(asked);
        }
        return in.surroundings().stateDirectory().resolve("devnet");
    }

    private static long epochMillis(Invocation in) throws UsageException {
        String epoch = in.value("--epoch");
        return epoch == null ? 1000 : Intervals.millis(epoch, "-epoch");
    }

    private static int sectors(Invocation in) throws UsageException {
        String text = in.value("--sectors");
        int sectors = text == null ? SECTORS : number(text, EmbeddedMinerConfig.SECTORS_MAX);
        if (sectors < 0) {
            throw UsageException.ofFlag(
                    "invalid value \"" + text + "\" for flag -sectors",
                    "From 0 to " + EmbeddedMinerConfig.SECTORS_MAX + ".");
        }
        return sectors;
    }

    private static int winEvery(Invocation in) throws UsageException {
        String text = in.value("--win-every");
        int epochs = text == null ? Proving.WIN_EVERY : number(text, Proving.WIN_EVERY_MAX);
        if (epochs < 1) {
            throw UsageException.ofFlag(
                    "invalid value \"" + text + "\" for flag -win-every", "From 1 to " + Proving.WIN_EVERY_MAX + ".");
        }
        return epochs;
    }

    /** A number from 0 to a limit; -1 if the text is none. */
    private static int number(String text, int max) {
        try {
            int number = Integer.parseInt(text);
            return number <= max ? number : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private static String greeting(Invocation in, EmbeddedMinerConfig config, EmbeddedMiner miner) {
        long periodMillis = config.epoch().toMillis() * config.windowEpochs() * ProvingWindow.PERIOD_DEADLINES;
        return "A simulated miner, t0" + config.minerActor() + ", with " + config.sectors()
                + " sectors. An epoch takes "
                + Durations.go(config.epoch().toNanos()) + ", a proving period "
                + Durations.go(periodMillis * 1_000_000) + ". "
                + proofs(config.proving()) + "\n"
                + "  miner      " + miner.minerMultiaddr() + "  in " + miner.minerRepo() + "\n"
                + "  full node  " + miner.fullNodeMultiaddr() + "  in " + miner.fullNodeRepo() + "\n"
                + "In another terminal:\n"
                + toTry(in.surroundings(), miner)
                + "Ctrl-C ends it.\n";
    }

    private static String proofs(Proving proving) {
        return proving.isPossible()
                ? "A winning ticket is drawn every "
                        + (proving.winEvery() == 1 ? "epoch" : proving.winEvery() + " epochs")
                        + ".\nIt proves what no PoSt worker"
                        + " is attached for, and tells of every proof below."
                : "Nothing is sealed or proven in it.";
    }

    /**
     * Lines for a shell: two that read the tokens from their files, so that no token is on a screen, and a
     * command. It names the launcher by its whole path: the other terminal may be in any directory, and
     * whoever is new here has not put the console on PATH.
     */
    static String toTry(Surroundings surroundings, EmbeddedMiner miner) {
        String program = surroundings.checkout() == null
                ? surroundings.program()
                : quotedIfNeeded(Path.of(surroundings.checkout(), "bin", surroundings.program())
                        .toString());
        return export("MINER_API_INFO", miner.minerRepo(), miner.minerMultiaddr())
                + export("FULLNODE_API_INFO", miner.fullNodeRepo(), miner.fullNodeMultiaddr())
                + "  " + program + " proving deadlines --watch=1s\n";
    }

    private static String export(String variable, Path repository, String multiaddr) {
        String token = repository.resolve("token").toString();
        return "  export " + variable + "=\"$(cat " + quoted(token) + "):" + multiaddr + "\"\n";
    }

    private static String quotedIfNeeded(String word) {
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (!(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "/._-+".indexOf(c) >= 0)) {
                return quoted(word);
            }
        }
        return word;
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
