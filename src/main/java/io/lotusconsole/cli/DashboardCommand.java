package io.lotusconsole.cli;

import io.lotusconsole.feed.Figure;
import io.lotusconsole.feed.Picture;
import io.lotusconsole.feed.PictureFeed;
import io.lotusconsole.feed.Poller;
import io.lotusconsole.feed.Trouble;
import io.lotusconsole.lotus.ApiInfoException;
import io.lotusconsole.proving.Routing;
import io.lotusconsole.rpc.RpcException;
import io.lotusconsole.terminal.TerminalLook;
import io.lotusconsole.terminal.Tty;
import io.lotusconsole.tui.Dashboard;
import io.lotusconsole.tui.Glyphs;
import io.lotusconsole.tui.PlainPicture;
import java.io.IOException;
import java.time.Instant;
import picocli.CommandLine.Model.CommandSpec;

/** {@code dashboard}: everything on one screen that draws itself. */
final class DashboardCommand extends Command {
    private static final int INTERRUPTED = 130;

    DashboardCommand() {
        super("dashboard", "Watch deadlines, workers and proofs on one screen");
    }

    @Override
    String[] aliases() {
        return new String[] {"top"};
    }

    @Override
    boolean asksWorkerStats(String actor) {
        return true;
    }

    @Override
    boolean isReporting() {
        return false;
    }

    @Override
    void describe(CommandSpec spec) {
        spec.usageMessage()
                .description(
                        "It only reads; ? shows the keys. Workers of this machine are asked every",
                        "second, the miner for its workers every 10 s at most, the chain once an",
                        "epoch. Without a terminal it prints once what it finds.");
        spec.addOption(GlobalOptions.flag("draw with ASCII characters only", "--ascii"));
        spec.addOption(GlobalOptions.flag("do not mark frames for the terminal (synchronised update)", "--no-sync"));
    }

    @Override
    int run(Invocation in) throws RpcException, ApiInfoException, CommandFailure {
        MinerSources sources = new MinerSources(in);
        Surroundings surroundings = in.surroundings();
        TerminalLook look = TerminalLook.of(surroundings.environment(), in.options().colour);
        Glyphs glyphs = look.isUtf8() && !in.has("--ascii") ? Glyphs.BLOCKS : Glyphs.ASCII;
        String where = in.miner().peer().address();
        if (!surroundings.stdoutIsTerminal() || !surroundings.stdinIsTerminal()) {
            Picture picture = once(sources.polled(), surroundings).withLocal(sources.localProving());
            return in.output()
                    .print(PlainPicture.of(
                            picture, surroundings.clock().instant(), surroundings.zone(), glyphs, where));
        }
        Dashboard dashboard = new Dashboard(
                new Dashboard.Looks(look, glyphs, surroundings.zone(), where, !in.has("--no-sync")),
                surroundings.clock());
        PictureFeed.Sources polled = sources.polled();
        try (Tty tty = Tty.open()) {
            // What the calls tell of their waiting shows as the age of the figures.
            in.output().divertComplaints(line -> true);
            Routing.Switches local = sources.localProving();
            dashboard.publish(picture -> picture.withLocal(local));
            try (PictureFeed feed = PictureFeed.start(polled, dashboard::publish, surroundings.clock())) {
                return switch (dashboard.run(tty, feed::hurry)) {
                    case QUIT -> ExitStatus.DONE;
                    case INTERRUPTED -> INTERRUPTED;
                    case TERMINAL_GONE -> ExitStatus.FAILED;
                };
            }
        } catch (IOException e) {
            throw new CommandFailure("the terminal cannot be drawn on: " + e.getMessage(), null, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return INTERRUPTED;
        } finally {
            in.output().divertComplaints(null);
        }
    }

    /** Everything once, one after the other; a miner that cannot be asked is an error. */
    private static Picture once(PictureFeed.Sources sources, Surroundings surroundings) throws RpcException {
        Instant now = surroundings.clock().instant();
        try {
            return Picture.NOTHING
                    .withOwn(figure(sources.own(), now))
                    .withWorkers(Figure.known(sources.workers().ask(), now))
                    .withChain(figure(sources.chain(), now))
                    .withMiner(figure(sources.miner(), now));
        } catch (RpcException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T> Figure<T> figure(Poller.Source<T> source, Instant now) {
        try {
            return Figure.known(source.ask(), now);
        } catch (Exception e) {
            return Figure.<T>none().troubled(Trouble.of(e), now);
        }
    }
}
