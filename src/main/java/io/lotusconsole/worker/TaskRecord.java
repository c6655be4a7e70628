package io.lotusconsole.worker;

import io.lotusconsole.proving.PoStKind;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A task that has ended.
 *
 * @param sectors numbers, in the order of the proof
 * @param deadline index of the deadline it was for; null if that is not known
 * @param partition index on chain; null if that is not known
 * @param isDelivered false if the caller's connection had broken
 * @param error one clause; null if there is a proof or a list of skipped sectors
 * @param millis time in each phase
 * @param slowest the place that took longest to read; null if none was read
 */
public record TaskRecord(
        PoStKind kind,
        Instant startedAt,
        Outcome outcome,
        List<Long> sectors,
        Integer deadline,
        Integer partition,
        List<SkippedSector> skipped,
        boolean isDelivered,
        String error,
        Map<TaskPhase, Long> millis,
        SlowestPlace slowest) {
    /** How a task ended. */
    public enum Outcome {
        PROVEN("proven"),
        /** Answered with the sectors to leave out, and without a proof. */
        SKIPPED("skipped"),
        /** Refused with an error, which ends the miner's attempt: its question cannot be answered by anybody. */
        REFUSED("refused"),
        /** The connection was closed, after which the miner tries another worker. */
        DROPPED("dropped");

        private final String word;

        Outcome(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /** @param place root of a storage path, or the URL it is served at */
    public record SlowestPlace(String place, long millis) {}

    public TaskRecord {
        sectors = List.copyOf(sectors);
        skipped = List.copyOf(skipped);
        millis = new EnumMap<>(millis);
    }

    long totalMillis() {
        return millis.values().stream().mapToLong(Long::longValue).sum();
    }
}
