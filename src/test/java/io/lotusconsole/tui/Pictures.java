package io.lotusconsole.tui;

import io.lotusconsole.feed.Figure;
import io.lotusconsole.feed.OwnWorker;
import io.lotusconsole.feed.Picture;
import io.lotusconsole.proving.Answer;
import io.lotusconsole.proving.DeadlineState;
import io.lotusconsole.proving.DeadlineView;
import io.lotusconsole.proving.NodeVersion;
import io.lotusconsole.proving.Partition;
import io.lotusconsole.proving.PoStKind;
import io.lotusconsole.proving.ProvingOverview;
import io.lotusconsole.proving.ProvingWindow;
import io.lotusconsole.proving.SectorSet;
import io.lotusconsole.proving.TaskCount;
import io.lotusconsole.proving.TaskType;
import io.lotusconsole.proving.Tipset;
import io.lotusconsole.proving.WorkerId;
import io.lotusconsole.proving.WorkerSnapshot;
import io.lotusconsole.proving.WorkerStatus;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** Pictures for the dashboard's tests, of a miner in deadline 17 at a fixed moment. */
final class Pictures {
    static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");

    private static final long GIB = 1L << 30;
    private static final long EPOCH = 100_000;
    private static final int OPEN = 17;

    private Pictures() {}

    static WorkerSnapshot worker(int number, String host, TaskType task, boolean isEnabled, boolean isBusy) {
        return new WorkerSnapshot(
                new WorkerId(String.format("%08x-0000-4000-8000-000000000000", number)),
                host,
                false,
                16,
                64 * GIB,
                18 * GIB,
                8 * GIB,
                0,
                List.of("GeForce RTX 3090"),
                task == null ? null : List.of(task),
                isEnabled,
                isBusy ? 20 * GIB : 0,
                isBusy ? 24 * GIB : 0,
                isBusy ? 1 : 0,
                isBusy ? 5 : 0,
                isBusy ? List.of(new TaskCount(5, task, 1, 0)) : List.of(),
                null);
    }

    /** So many, of which every third wins blocks. */
    static List<WorkerSnapshot> workers(int count) {
        List<WorkerSnapshot> workers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            TaskType task = i % 3 == 2 ? TaskType.WINNING_POST : TaskType.WINDOW_POST;
            workers.add(worker(i + 1, "host" + i, task, i % 7 != 3, i % 4 == 1));
        }
        return workers;
    }

    private static SectorSet sectors(long first, long count) {
        return SectorSet.ofNumbers(
                LongStream.range(first, first + count).boxed().toList());
    }

    private static DeadlineView deadline(int index, long live, long faulty, int proven, long disputable) {
        SectorSet all = sectors(index * 100L, live);
        SectorSet bad = sectors(index * 100L, faulty);
        List<Partition> partitions = live == 0
                ? List.of()
                : List.of(new Partition(all, bad, SectorSet.EMPTY, all, sectors(index * 100L + faulty, live - faulty)));
        return new DeadlineView(index, new DeadlineState(sectors(0, proven), disputable), partitions);
    }

    /** Deadlines in every state there is. */
    static ProvingOverview chain() {
        List<DeadlineView> deadlines = new ArrayList<>();
        for (int i = 0; i < 48; i++) {
            if (i == 3) {
                deadlines.add(deadline(i, 10, 0, 0, 0));
            } else if (i == 5) {
                deadlines.add(deadline(i, 4, 4, 0, 0));
            } else if (i == 20) {
                deadlines.add(deadline(i, 8, 2, 0, 1));
            } else if (i % 6 == 4) {
                deadlines.add(deadline(i, 0, 0, 0, 0));
            } else if (i == 9) {
                // It could not be read.
                continue;
            } else {
                deadlines.add(deadline(i, 10, 0, 0, 1));
            }
        }
        ProvingWindow window = new ProvingWindow(
                EPOCH, EPOCH - 20 - OPEN * 60, OPEN, EPOCH - 20, EPOCH + 40, EPOCH - 40, EPOCH - 90, 48, 2880);
        Tipset.Block block = new Tipset.Block("f01000", NOW.getEpochSecond(), BigInteger.valueOf(100), 1, List.of());
        return new ProvingOverview(
                "f01000",
                Answer.known(new Tipset(List.of("bafy"), List.of(block), EPOCH)),
                Answer.known(30L),
                Answer.known(window),
                deadlines,
                List.of(),
                null);
    }

    /** What a worker says that has proven partitions in six minutes each. */
    static WorkerStatus status(int number, String unable, List<WorkerStatus.RunningTask> running) {
        return new WorkerStatus(
                unable == null ? "registered" : "unable",
                String.format("%08x-0000-4000-8000-000000000000", number),
                "0.1.0",
                4711,
                "127.0.0.1:2345",
                "f01000",
                NOW.minusSeconds(7200),
                NOW.minusSeconds(7190),
                unable,
                true,
                running,
                List.of(new WorkerStatus.EndedTask(
                        "WindowPoSt", "proven", NOW.minusSeconds(1800), 2349, 0, 360_000, null)));
    }

    static OwnWorker own(int number, String name, boolean isAlive, WorkerStatus status) {
        String session = String.format("%08x-0000-4000-8000-000000000000", number);
        return new OwnWorker(name, PoStKind.WINDOW, session, isAlive, isAlive ? status : null, null);
    }

    static Picture of(List<WorkerSnapshot> workers, List<OwnWorker> own) {
        return Picture.NOTHING
                .withMiner(Figure.known(new NodeVersion("1.36.2-dev+mainnet", 0x010500, 30), NOW.minusSeconds(4)))
                .withWorkers(Figure.known(workers, NOW.minusSeconds(3)))
                .withChain(Figure.known(chain(), NOW.minusSeconds(12)))
                .withOwn(Figure.known(own, NOW));
    }
}
