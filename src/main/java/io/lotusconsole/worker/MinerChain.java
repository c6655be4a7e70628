package io.lotusconsole.worker;

import io.lotusconsole.lotus.FullNodeClient;
import io.lotusconsole.proving.Partition;
import io.lotusconsole.proving.PoStKind;
import io.lotusconsole.proving.ProvingWindow;
import io.lotusconsole.proving.SectorOnChain;
import io.lotusconsole.proving.SectorSet;
import io.lotusconsole.rpc.RpcException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * What the chain says of the miner's deadlines, for what the worker tells and for the drill. Proofs need none of it.
 *
 * <p>Safe for several threads; methods block for their calls unless they say otherwise.
 */
public final class MinerChain implements PlaceFinder {
    /** Questions about where sectors are that may wait; further ones stay unanswered. */
    private static final int QUESTIONS_MAX = 16;

    /** More sectors than any partition has. */
    private static final int PARTITION_SECTORS_MAX = 10_000;

    private final FullNodeClient node;
    private final String miner;
    private final ExecutorService background =
            new ThreadPoolExecutor(0, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(QUESTIONS_MAX), task -> {
                Thread thread = new Thread(task, "chain");
                thread.setDaemon(true);
                return thread;
            });

    /** @param miner the actor's address */
    public MinerChain(FullNodeClient node, String miner) {
        this.node = node;
        this.miner = miner;
    }

    /**
     * The next deadline with live sectors.
     *
     * @param opensInSeconds 0 or less if it is open
     */
    public record NextDeadline(int index, long openEpoch, long opensInSeconds, long sectors, int partitions) {}

    /** Null if the miner has no live sectors. At most 50 calls, one after the other, usually a few. */
    public NextDeadline nextDeadline() throws RpcException {
        ProvingWindow window = node.provingWindow(miner, List.of());
        long epochSeconds = node.version().blockDelaySeconds();
        for (int ahead = 0; ahead < window.periodDeadlines(); ahead++) {
            int index = (window.deadlineIndex() + ahead) % window.periodDeadlines();
            List<Partition> partitions = node.partitions(miner, index, List.of());
            long live =
                    partitions.stream().mapToLong(each -> each.live().count()).sum();
            if (live > 0) {
                long open = window.open() + ahead * window.deadlineEpochs();
                return new NextDeadline(
                        index, open, (open - window.currentEpoch()) * epochSeconds, live, partitions.size());
            }
        }
        return null;
    }

    /** Says in the log, in the background, what the miner will ask for next. */
    public void tellNext(PoStKind role, WorkerLog log) {
        if (role == PoStKind.WINNING) {
            log.info("what comes next: a WinningPoSt each time the miner is elected, which nobody knows before");
            return;
        }
        background.execute(() -> {
            try {
                NextDeadline next = nextDeadline();
                if (next == null) {
                    log.info("what comes next: nothing, for the miner has no live sectors");
                } else {
                    log.info(
                            next.opensInSeconds() <= 0
                                    ? "what comes next: a deadline is open, and its proofs may have been given out"
                                    : "what comes next: a deadline opens",
                            "deadline",
                            next.index(),
                            "inSeconds",
                            Math.max(0, next.opensInSeconds()),
                            "epoch",
                            next.openEpoch(),
                            "liveSectors",
                            next.sectors(),
                            "partitions",
                            next.partitions());
                }
            } catch (RpcException e) {
                log.info("what comes next is not known: the full node does not say", "why", e.getMessage());
            }
        });
    }

    @Override
    public void locate(ProofCall call, Consumer<ChainPlace> found) {
        try {
            background.execute(() -> {
                try {
                    found.accept(placeOf(call));
                } catch (RpcException e) {
                    // The log line goes without; proofs are not concerned.
                    found.accept(ChainPlace.UNKNOWN);
                }
            });
        } catch (RejectedExecutionException e) {
            found.accept(ChainPlace.UNKNOWN);
        }
    }

    /** A miner asks for proofs of the open deadline, and of the next one as soon as its challenge is drawn. */
    private ChainPlace placeOf(ProofCall call) throws RpcException {
        if (call.kind() != PoStKind.WINDOW) {
            return ChainPlace.UNKNOWN;
        }
        ProvingWindow window = node.provingWindow(miner, List.of());
        int next = (window.deadlineIndex() + 1) % Math.max(1, window.periodDeadlines());
        for (int deadline : new int[] {window.deadlineIndex(), next}) {
            List<Partition> partitions = node.partitions(miner, deadline, List.of());
            for (int i = 0; i < partitions.size(); i++) {
                if (partitions.get(i).all().contains(call.sectors().get(0).sectorNumber())) {
                    return new ChainPlace(deadline, i);
                }
            }
        }
        return ChainPlace.UNKNOWN;
    }

    /** Live sectors that are not faulty, of the deadlines from the current one on, at most so many. */
    public List<SectorOnChain> healthySectors(int most) throws RpcException {
        ProvingWindow window = node.provingWindow(miner, List.of());
        List<SectorOnChain> sectors = new ArrayList<>();
        for (int ahead = 0; ahead < window.periodDeadlines() && sectors.size() < most; ahead++) {
            int index = (window.deadlineIndex() + ahead) % window.periodDeadlines();
            for (Partition partition : node.partitions(miner, index, List.of())) {
                List<Long> healthy = partition.live().numbers(PARTITION_SECTORS_MAX).stream()
                        .filter(number -> !partition.faulty().contains(number))
                        .limit(most - sectors.size())
                        .toList();
                if (!healthy.isEmpty()) {
                    sectors.addAll(node.sectors(miner, SectorSet.ofNumbers(healthy), List.of()));
                }
            }
        }
        return sectors;
    }
}
