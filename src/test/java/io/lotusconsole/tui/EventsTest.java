package io.lotusconsole.tui;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lotusconsole.feed.EventFinder;
import io.lotusconsole.feed.Figure;
import io.lotusconsole.feed.Picture;
import io.lotusconsole.feed.Trouble;
import io.lotusconsole.proving.Answer;
import io.lotusconsole.proving.DeadlineState;
import io.lotusconsole.proving.DeadlineView;
import io.lotusconsole.proving.Partition;
import io.lotusconsole.proving.ProvingOverview;
import io.lotusconsole.proving.ProvingWindow;
import io.lotusconsole.proving.SectorSet;
import io.lotusconsole.proving.TaskType;
import io.lotusconsole.proving.WorkerSnapshot;
import io.lotusconsole.proving.WorkerStatus;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is an event, and what is none. */
class EventsTest {
    private static List<String> between(Picture before, Picture now) {
        return EventFinder.between(before, now, Pictures.NOW).stream()
                .map(event -> event.kind().word() + ": " + event.text())
                .toList();
    }

    private static Picture workers(WorkerSnapshot... workers) {
        return Picture.NOTHING.withWorkers(Figure.known(List.of(workers), Pictures.NOW));
    }

    private static Picture own(int number, boolean isAlive, WorkerStatus status) {
        return Picture.NOTHING.withOwn(
                Figure.known(List.of(Pictures.own(number, "w1", isAlive, status)), Pictures.NOW));
    }

    @Test
    void whatStandsAtTheStartIsNoEvent() {
        assertEquals(List.of(), between(Picture.NOTHING, Pictures.of(Pictures.workers(5), List.of())));
        Picture picture = Pictures.of(Pictures.workers(5), List.of());
        assertEquals(List.of(), between(picture, picture));
        assertEquals(List.of(), between(picture, Pictures.of(Pictures.workers(5), List.of())));
    }

    @Test
    void workersComeGoFailAndRecover() {
        WorkerSnapshot good = Pictures.worker(1, "a", TaskType.WINDOW_POST, true, false);
        WorkerSnapshot disabled = Pictures.worker(1, "a", TaskType.WINDOW_POST, false, false);
        assertEquals(List.of("worker-new: worker a (00000001) is attached"), between(workers(), workers(good)));
        assertEquals(
                List.of("worker-lost: worker a (00000001) is gone from the miner"), between(workers(good), workers()));
        assertEquals(
                List.of("worker-disabled: worker a (00000001) does not answer the miner: disabled"),
                between(workers(good), workers(disabled)));
        assertEquals(
                List.of("worker-back: worker a (00000001) is enabled again"),
                between(workers(disabled), workers(good)));
    }

    @Test
    void aLostMinerIsToldOnceAndWhenItIsBack() {
        Picture good = workers();
        Trouble trouble = new Trouble(Trouble.Kind.UNREACHABLE, "connection refused");
        Picture lost = good.withWorkers(good.workers().troubled(trouble, Pictures.NOW));
        Picture still = lost.withWorkers(lost.workers().troubled(trouble, Pictures.NOW.plusSeconds(9)));
        assertEquals(
                List.of("miner-lost: the miner does not tell its workers: connection refused"), between(good, lost));
        assertEquals(List.of(), between(lost, still));
        assertEquals(Pictures.NOW, still.workers().troubledSince(), "since the first");
        assertEquals(List.of("miner-back: the miner tells its workers again"), between(still, workers()));
    }

    @Test
    void ownWorkersTellOfTheirProofsAndTheirEnd() {
        WorkerStatus idle = Pictures.status(1, null, List.of());
        WorkerStatus unable = Pictures.status(1, "storage does not answer", List.of());
        assertEquals(List.of("worker-lost: worker w1 has ended"), between(own(1, true, idle), own(1, false, null)));
        assertEquals(
                List.of("worker-back: worker w1 is there again"), between(own(1, false, null), own(1, true, idle)));
        assertEquals(
                List.of("worker-unable: worker w1 cannot prove: storage does not answer"),
                between(own(1, true, idle), own(1, true, unable)));
        assertEquals(
                List.of("worker-able: worker w1 can prove again"), between(own(1, true, unable), own(1, true, idle)));
        assertEquals(
                List.of("proof-made: WindowPoSt of 2 sectors by w1 in 900 ms"),
                between(own(1, true, idle), own(1, true, with(idle, "proven", 0, null))));
        assertEquals(
                List.of("proof-skipped: WindowPoSt of 2 sectors by w1 in 900 ms: 1 cannot be read"),
                between(own(1, true, idle), own(1, true, with(idle, "skipped", 1, null))));
        assertEquals(
                List.of("proof-failed: WindowPoSt of 2 sectors by w1 in 900 ms dropped: the queue is full"),
                between(own(1, true, idle), own(1, true, with(idle, "dropped", 0, "the queue is full"))));
    }

    private static WorkerStatus with(WorkerStatus status, String outcome, long skipped, String error) {
        List<WorkerStatus.EndedTask> ended = new ArrayList<>(status.ended());
        ended.add(new WorkerStatus.EndedTask("WindowPoSt", outcome, Pictures.NOW, 2, skipped, 900, error));
        return new WorkerStatus(
                status.state(),
                status.session(),
                status.version(),
                status.pid(),
                status.minerAddress(),
                status.minerActor(),
                status.startedAt(),
                status.registeredAt(),
                status.unable(),
                status.enabled(),
                status.running(),
                ended);
    }

    private static DeadlineView deadline(int index, long live, long faulty, long proven, long disputable) {
        SectorSet all = live == 0 ? SectorSet.EMPTY : SectorSet.ofRuns(new long[] {0, live});
        SectorSet bad = faulty == 0 ? SectorSet.EMPTY : SectorSet.ofRuns(new long[] {0, faulty});
        SectorSet done = proven == 0 ? SectorSet.EMPTY : SectorSet.ofRuns(new long[] {0, proven});
        List<Partition> partitions =
                live == 0 ? List.of() : List.of(new Partition(all, bad, SectorSet.EMPTY, all, all));
        return new DeadlineView(index, new DeadlineState(done, disputable), partitions);
    }

    private static Picture chain(int open, DeadlineView... deadlines) {
        return chain(open, 0, deadlines);
    }

    private static Picture chain(int open, long period, DeadlineView... deadlines) {
        long epoch = period + open * 60L;
        ProvingWindow window =
                new ProvingWindow(epoch + 5, period, open, epoch, epoch + 60, epoch - 20, epoch - 70, 48, 2880);
        return Picture.NOTHING.withChain(Figure.known(
                new ProvingOverview(
                        "f01000",
                        Answer.unknown("not asked"),
                        Answer.known(30L),
                        Answer.known(window),
                        List.of(deadlines),
                        List.of(),
                        null),
                Pictures.NOW));
    }

    @Test
    void deadlinesOpenAreProvenAndMissed() {
        assertEquals(
                List.of("deadline-proven: deadline 3 is proven"),
                between(chain(3, deadline(3, 10, 0, 0, 0)), chain(3, deadline(3, 10, 0, 1, 0))));
        assertEquals(
                List.of(
                        "deadline-missed: deadline 3 was missed",
                        "deadline-open: deadline 4 is open: nothing to prove"),
                between(chain(3, deadline(3, 10, 0, 0, 0)), chain(4, deadline(3, 10, 0, 0, 0))));
        assertEquals(
                List.of("deadline-open: deadline 4 is open: nothing to prove"),
                between(chain(3, deadline(3, 10, 0, 1, 0)), chain(4, deadline(3, 10, 0, 0, 1))));
        assertEquals(
                List.of("deadline-open: deadline 4 is open: 1 partition to prove"),
                between(
                        chain(3, deadline(3, 0, 0, 0, 0), deadline(4, 2, 0, 0, 0)),
                        chain(4, deadline(3, 0, 0, 0, 0), deadline(4, 2, 0, 0, 0))),
                "an empty deadline is never missed");
        assertEquals(
                List.of(
                        "deadline-missed: deadline 47 was missed",
                        "deadline-open: deadline 0 is open: nothing to prove"),
                between(chain(47, deadline(47, 10, 0, 0, 0)), chain(0, 2880, deadline(47, 10, 0, 0, 0))),
                "the last of a period");
    }

    @Test
    void faultsComeAndGo() {
        Picture none = chain(3, deadline(9, 10, 0, 0, 0));
        Picture two = chain(3, deadline(9, 10, 2, 0, 0));
        assertEquals(List.of("faults-new: 2 more faulty in deadline 9, 2 sectors in all"), between(none, two));
        assertEquals(List.of("faults-gone: 2 faulty less in deadline 9, 0 sectors left"), between(two, none));
    }
}
