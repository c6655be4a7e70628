package io.lotusconsole.worker;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/** A task that has not ended: its phase and its times. Safe for several threads. */
final class RunningTask {
    private final ProofCall call;
    private final Instant startedAt;

    /** All guarded by this. */
    private final Map<TaskPhase, Long> nanos = new EnumMap<>(TaskPhase.class);

    private TaskPhase phase = TaskPhase.WAITING;
    private long phaseNanos = System.nanoTime();
    private int sectorsRead;
    private ChainPlace place = ChainPlace.UNKNOWN;

    RunningTask(ProofCall call, Instant startedAt) {
        this.call = call;
        this.startedAt = startedAt;
    }

    ProofCall call() {
        return call;
    }

    Instant startedAt() {
        return startedAt;
    }

    synchronized TaskPhase phase() {
        return phase;
    }

    synchronized void enter(TaskPhase next) {
        long now = System.nanoTime();
        nanos.merge(phase, now - phaseNanos, Long::sum);
        phase = next;
        phaseNanos = now;
    }

    synchronized int sectorsRead() {
        return sectorsRead;
    }

    synchronized void read(int sectors) {
        sectorsRead = sectors;
    }

    synchronized ChainPlace place() {
        return place;
    }

    synchronized void locate(ChainPlace found) {
        place = found;
    }

    /** Milliseconds in each phase so far. */
    synchronized Map<TaskPhase, Long> millis() {
        Map<TaskPhase, Long> millis = new EnumMap<>(TaskPhase.class);
        for (TaskPhase each : TaskPhase.values()) {
            long spent = nanos.getOrDefault(each, 0L) + (each == phase ? System.nanoTime() - phaseNanos : 0);
            millis.put(each, spent / 1_000_000);
        }
        return millis;
    }
}
