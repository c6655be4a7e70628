package io.lotusconsole.feed;

import io.lotusconsole.proving.DeadlineView;
import io.lotusconsole.proving.ProvingEvent;
import io.lotusconsole.proving.ProvingEvent.Kind;
import io.lotusconsole.proving.ProvingOverview;
import io.lotusconsole.proving.ProvingWindow;
import io.lotusconsole.proving.WorkerSnapshot;
import io.lotusconsole.proving.WorkerStatus.EndedTask;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tells what happened between two pictures. What was not known before is no event when it becomes known. */
public final class EventFinder {
    private EventFinder() {}

    /** The events, the first figure's first; none if the pictures tell the same. */
    public static List<ProvingEvent> between(Picture before, Picture now, Instant at) {
        List<ProvingEvent> events = new ArrayList<>();
        findOfMiner(before, now, at, events);
        if (before.own() != now.own() && before.own().isKnown() && now.own().isKnown()) {
            findOfOwn(before.own().value(), now.own().value(), at, events);
        }
        if (before.workers() != now.workers()
                && before.workers().isKnown()
                && now.workers().isKnown()) {
            findOfWorkers(before, now, at, events);
        }
        if (before.chain() != now.chain()
                && before.chain().isKnown()
                && now.chain().isKnown()) {
            findOfChain(before.chain().value(), now.chain().value(), at, events);
        }
        return events;
    }

    private static void findOfMiner(Picture before, Picture now, Instant at, List<ProvingEvent> events) {
        boolean wasLost = before.workers().trouble() != null;
        boolean isLost = now.workers().trouble() != null;
        if (isLost && !wasLost) {
            events.add(new ProvingEvent(
                    at,
                    Kind.MINER_LOST,
                    "the miner does not tell its workers: "
                            + now.workers().trouble().what()));
        } else if (wasLost && !isLost) {
            events.add(new ProvingEvent(at, Kind.MINER_BACK, "the miner tells its workers again"));
        }
    }

    private static void findOfWorkers(Picture before, Picture now, Instant at, List<ProvingEvent> events) {
        Map<String, WorkerSnapshot> old = new HashMap<>();
        for (WorkerSnapshot worker : before.workers().value()) {
            old.put(worker.id().text(), worker);
        }
        for (WorkerSnapshot worker : now.workers().value()) {
            WorkerSnapshot was = old.remove(worker.id().text());
            if (was == null) {
                events.add(new ProvingEvent(at, Kind.WORKER_NEW, "worker " + name(worker) + " is attached"));
            } else if (was.enabled() && !worker.enabled()) {
                events.add(new ProvingEvent(
                        at, Kind.WORKER_DISABLED, "worker " + name(worker) + " does not answer the miner: disabled"));
            } else if (!was.enabled() && worker.enabled()) {
                events.add(new ProvingEvent(at, Kind.WORKER_BACK, "worker " + name(worker) + " is enabled again"));
            }
        }
        for (WorkerSnapshot gone : old.values()) {
            events.add(new ProvingEvent(at, Kind.WORKER_LOST, "worker " + name(gone) + " is gone from the miner"));
        }
    }

    private static String name(WorkerSnapshot worker) {
        return worker.hostname() + " (" + worker.id().shortText() + ")";
    }

    private static void findOfOwn(List<OwnWorker> before, List<OwnWorker> now, Instant at, List<ProvingEvent> events) {
        Map<String, OwnWorker> old = new HashMap<>();
        for (OwnWorker worker : before) {
            old.put(worker.name(), worker);
        }
        for (OwnWorker worker : now) {
            OwnWorker was = old.get(worker.name());
            if (was != null) {
                findOfOne(was, worker, at, events);
            }
        }
    }

    private static void findOfOne(OwnWorker was, OwnWorker is, Instant at, List<ProvingEvent> events) {
        if (was.isTelling() && !is.isTelling()) {
            String why = is.isAlive() ? "does not answer: " + is.silence() : "has ended";
            events.add(new ProvingEvent(at, Kind.WORKER_LOST, "worker " + is.name() + " " + why));
        } else if (!was.isTelling() && is.isTelling()) {
            events.add(new ProvingEvent(at, Kind.WORKER_BACK, "worker " + is.name() + " is there again"));
        }
        if (was.status() == null || is.status() == null) {
            return;
        }
        String unable = is.status().unable();
        if (unable != null && was.status().unable() == null) {
            events.add(new ProvingEvent(at, Kind.WORKER_UNABLE, "worker " + is.name() + " cannot prove: " + unable));
        } else if (unable == null && was.status().unable() != null) {
            events.add(new ProvingEvent(at, Kind.WORKER_ABLE, "worker " + is.name() + " can prove again"));
        }
        EndedTask task = is.status().lastTask();
        if (task != null && !task.equals(was.status().lastTask())) {
            events.add(ofTask(is.name(), task, at));
        }
    }

    private static ProvingEvent ofTask(String name, EndedTask task, Instant at) {
        String what = task.kind() + " of " + task.sectors() + (task.sectors() == 1 ? " sector" : " sectors") + " by "
                + name + " in " + task.totalMillis() + " ms";
        return switch (task.outcome()) {
            case "proven" -> new ProvingEvent(at, Kind.PROOF_MADE, what);
            case "skipped" ->
                new ProvingEvent(at, Kind.PROOF_SKIPPED, what + ": " + task.skipped() + " cannot be read");
            default ->
                new ProvingEvent(
                        at,
                        Kind.PROOF_FAILED,
                        what + " " + task.outcome() + (task.error() == null ? "" : ": " + task.error()));
        };
    }

    private static void findOfChain(
            ProvingOverview before, ProvingOverview now, Instant at, List<ProvingEvent> events) {
        if (!before.window().isKnown() || !now.window().isKnown()) {
            return;
        }
        ProvingWindow was = before.window().value();
        ProvingWindow is = now.window().value();
        for (DeadlineView deadline : now.deadlines()) {
            DeadlineView old = before.deadline(deadline.index());
            if (old != null) {
                findOfDeadline(old, was, deadline, is, at, events);
            }
        }
        if (was.open() != is.open()) {
            events.add(opening(now, at));
        }
    }

    /** That the open deadline has opened. @param chain whose window is known */
    public static ProvingEvent opening(ProvingOverview chain, Instant at) {
        DeadlineView open = chain.currentDeadline();
        long sectors = open == null ? 0 : open.liveSectors();
        String what = sectors == 0
                ? "nothing to prove"
                : open.livePartitions() + (open.livePartitions() == 1 ? " partition" : " partitions") + " to prove";
        int index = chain.window().value().deadlineIndex();
        return new ProvingEvent(at, Kind.DEADLINE_OPEN, "deadline " + index + " is open: " + what);
    }

    /** The last deadline of a period is waiting again by the time it is known to have been missed. */
    private static boolean isMissedLast(DeadlineView deadline, ProvingWindow was, ProvingWindow is) {
        return was.periodStart() != is.periodStart()
                && deadline.index() == was.deadlineIndex()
                && deadline.state() != null
                && deadline.state().disputableProofCount() == 0
                && deadline.liveSectors() > deadline.faultySectors();
    }

    private static void findOfDeadline(
            DeadlineView old,
            ProvingWindow was,
            DeadlineView deadline,
            ProvingWindow is,
            Instant at,
            List<ProvingEvent> events) {
        DeadlineView.Status from = old.status(was);
        DeadlineView.Status to = deadline.status(is);
        if (to == DeadlineView.Status.PROVEN && from == DeadlineView.Status.CURRENT) {
            events.add(new ProvingEvent(at, Kind.DEADLINE_PROVEN, "deadline " + deadline.index() + " is proven"));
        } else if (from != DeadlineView.Status.MISSED
                && (to == DeadlineView.Status.MISSED || isMissedLast(deadline, was, is))) {
            events.add(new ProvingEvent(at, Kind.DEADLINE_MISSED, "deadline " + deadline.index() + " was missed"));
        }
        long more = deadline.faultySectors() - old.faultySectors();
        if (more > 0) {
            events.add(new ProvingEvent(
                    at,
                    Kind.FAULTS_NEW,
                    more + " more faulty in deadline " + deadline.index() + ", " + deadline.faultySectors()
                            + " sectors in all"));
        } else if (more < 0) {
            events.add(new ProvingEvent(
                    at,
                    Kind.FAULTS_GONE,
                    -more + " faulty less in deadline " + deadline.index() + ", " + deadline.faultySectors()
                            + " sectors left"));
        }
    }
}
