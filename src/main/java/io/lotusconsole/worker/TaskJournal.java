package io.lotusconsole.worker;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the worker is doing, and what it did. Safe for several threads; blocks in {@link #awaitIdle} only. */
final class TaskJournal {
    /** Ended tasks that are remembered. */
    static final int RECORDS_MAX = 50;

    /** All guarded by this. */
    private final Set<RunningTask> running = new LinkedHashSet<>();

    private final Deque<TaskRecord> records = new ArrayDeque<>();
    private final EnumMap<TaskRecord.Outcome, Long> counts = new EnumMap<>(TaskRecord.Outcome.class);
    private final EnumMap<TaskPhase, Long> phaseMillis = new EnumMap<>(TaskPhase.class);
    private long skippedSectors;
    private long undelivered;

    synchronized void began(RunningTask task) {
        running.add(task);
    }

    synchronized void ended(RunningTask task, TaskRecord record) {
        running.remove(task);
        records.addFirst(record);
        if (records.size() > RECORDS_MAX) {
            records.removeLast();
        }
        counts.merge(record.outcome(), 1L, Long::sum);
        record.millis().forEach((phase, millis) -> phaseMillis.merge(phase, millis, Long::sum));
        skippedSectors += record.skipped().size();
        undelivered += record.isDelivered() ? 0 : 1;
        notifyAll();
    }

    synchronized List<RunningTask> running() {
        return List.copyOf(running);
    }

    /** The latest first. */
    synchronized List<TaskRecord> records() {
        return new ArrayList<>(records);
    }

    synchronized boolean isIdle() {
        return running.isEmpty();
    }

    /**
     * Waits until nothing runs.
     *
     * @param millis 0 for as long as it takes
     * @return false if something still runs
     */
    synchronized boolean awaitIdle(long millis) throws InterruptedException {
        long end = System.nanoTime() + millis * 1_000_000;
        while (!running.isEmpty()) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (millis != 0 && left <= 0) {
                return false;
            }
            wait(millis == 0 ? 0 : left);
        }
        return true;
    }

    synchronized Map<TaskRecord.Outcome, Long> counts() {
        return new EnumMap<>(counts);
    }

    /** Milliseconds that ended tasks spent in each phase. */
    synchronized Map<TaskPhase, Long> phaseMillis() {
        return new EnumMap<>(phaseMillis);
    }

    synchronized long skippedSectors() {
        return skippedSectors;
    }

    /** Proofs whose caller was gone when they were made. */
    synchronized long undelivered() {
        return undelivered;
    }
}
