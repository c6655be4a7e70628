package io.lotusconsole.feed;

import io.lotusconsole.feed.Poller.Source;
import io.lotusconsole.proving.NodeVersion;
import io.lotusconsole.proving.ProvingOverview;
import io.lotusconsole.proving.WorkerSnapshot;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/** Keeps a {@link Picture} up to date, each figure at its own pace (design, decision 6). */
public final class PictureFeed implements AutoCloseable {
    /** Own workers cost their miner nothing. */
    private static final long OWN_MILLIS = 1_000;

    private static final long VERSION_MILLIS = 30_000;

    /** The chain is read once an epoch; of an epoch so short that this is a load, less often. */
    private static final long CHAIN_MILLIS_MIN = 2_000;

    private static final long CHAIN_MILLIS = 30_000;

    private final List<Poller<?>> pollers;

    private PictureFeed(List<Poller<?>> pollers) {
        this.pollers = pollers;
    }

    /**
     * What is asked, each from one thread.
     *
     * @param workers takes its turn among all that ask this miner
     * @param workersMillis how long the last call of {@code workers} took, without the wait for the turn
     */
    public record Sources(
            Source<NodeVersion> miner,
            Source<List<WorkerSnapshot>> workers,
            LongSupplier workersMillis,
            Source<ProvingOverview> chain,
            Source<List<OwnWorker>> own) {}

    /** @param publish takes changes of the picture, on several threads; must not block */
    public static PictureFeed start(Sources sources, Consumer<UnaryOperator<Picture>> publish, Clock clock) {
        Pacing pacing = new Pacing(0, true);
        return new PictureFeed(List.of(
                Poller.start(
                        "own workers",
                        sources.own(),
                        (millis, value) -> OWN_MILLIS,
                        figure -> publish.accept(picture -> picture.withOwn(figure)),
                        clock),
                Poller.start(
                        "workers",
                        sources.workers(),
                        (millis, value) ->
                                pacing.millisToNext(sources.workersMillis().getAsLong()),
                        figure -> publish.accept(picture -> picture.withWorkers(figure)),
                        clock),
                Poller.start(
                        "the chain",
                        sources.chain(),
                        PictureFeed::chainMillis,
                        figure -> publish.accept(picture -> picture.withChain(figure)),
                        clock),
                Poller.start(
                        "the miner's version",
                        sources.miner(),
                        (millis, value) -> VERSION_MILLIS,
                        figure -> publish.accept(picture -> picture.withMiner(figure)),
                        clock)));
    }

    private static long chainMillis(long lookMillis, ProvingOverview chain) {
        boolean isKnown = chain != null && chain.epochSeconds().isKnown();
        long epoch = isKnown ? TimeUnit.SECONDS.toMillis(chain.epochSeconds().value()) : CHAIN_MILLIS;
        return Math.max(CHAIN_MILLIS_MIN, Math.max(epoch, lookMillis));
    }

    /** Looks at everything now, as far as manners allow. Does not block. */
    public void hurry() {
        pollers.forEach(Poller::hurry);
    }

    @Override
    public void close() {
        pollers.forEach(Poller::close);
    }
}
