package io.lotusconsole.cli;

import io.lotusconsole.feed.EventFinder;
import io.lotusconsole.feed.Picture;
import io.lotusconsole.feed.PictureFeed;
import io.lotusconsole.lotus.ApiInfoException;
import io.lotusconsole.proving.ProvingEvent;
import io.lotusconsole.render.EventReport;
import io.lotusconsole.rpc.RpcException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Model.CommandSpec;

/** {@code proving watch}: a line an event, until it is interrupted. */
final class ProvingWatchCommand extends Command {
    /** Looks whose events were not printed yet: a reader that is slower than this misses none, but they come late. */
    private static final int LOOKS_MAX = 1_024;

    ProvingWatchCommand() {
        super("watch", "Print a line for each event: workers, proofs, deadlines, faults");
    }

    @Override
    boolean asksWorkerStats(String actor) {
        return true;
    }

    @Override
    void describe(CommandSpec spec) {
        spec.usageMessage()
                .description(
                        "One line an event (one document with -o ndjson) until Ctrl-C: workers that",
                        "come, go, fail and recover, proofs of this machine's workers, deadlines that",
                        "open, are proven or missed, faults. A deadline without sectors is never",
                        "missed. What stands at the start is no event. A miner that is away is told of",
                        "once, and asked again.");
        spec.addOption(GlobalOptions.flag(
                "end with exit status 6 at the first missed deadline or new fault", "--until-fault"));
    }

    @Override
    int run(Invocation in) throws RpcException, ApiInfoException {
        PictureFeed.Sources sources = new MinerSources(in).polled();
        // What the calls tell of their waiting is no event.
        in.output().divertComplaints(line -> line.startsWith("waiting for "));
        BlockingQueue<UnaryOperator<Picture>> changes = new LinkedBlockingQueue<>(LOOKS_MAX);
        PictureFeed feed = PictureFeed.start(
                sources, change -> put(changes, change), in.surroundings().clock());
        try {
            return print(in, changes);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitStatus.DONE;
        } finally {
            feed.close();
            in.output().divertComplaints(null);
        }
    }

    private static int print(Invocation in, BlockingQueue<UnaryOperator<Picture>> changes) throws InterruptedException {
        Picture picture = Picture.NOTHING;
        while (true) {
            Picture next = changes.take().apply(picture);
            for (ProvingEvent event :
                    events(picture, next, in.surroundings().clock().instant())) {
                Showing.once(in, new EventReport(event));
                if (isFault(event) && in.has("--until-fault")) {
                    return ExitStatus.PROBLEM_FOUND;
                }
            }
            picture = next;
        }
    }

    private static void put(BlockingQueue<UnaryOperator<Picture>> changes, UnaryOperator<Picture> change) {
        try {
            changes.put(change);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Those between two pictures, and at the beginning which deadline is open. */
    private static List<ProvingEvent> events(Picture before, Picture now, Instant at) {
        List<ProvingEvent> events = new ArrayList<>(EventFinder.between(before, now, at));
        if (!before.chain().isKnown()
                && now.chain().isKnown()
                && now.chain().value().window().isKnown()) {
            events.add(EventFinder.opening(now.chain().value(), at));
        }
        return events;
    }

    private static boolean isFault(ProvingEvent event) {
        return event.kind() == ProvingEvent.Kind.DEADLINE_MISSED || event.kind() == ProvingEvent.Kind.FAULTS_NEW;
    }
}
