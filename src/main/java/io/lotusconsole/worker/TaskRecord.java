package io.lotusconsole.worker;

import io.lotusconsole.proving.PoStKind;
import io.lotusconsole.proving.ReadPlace;
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
 * @param places where sectors were read, the slowest first
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
        List<ReadPlace> places) {
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

    public TaskRecord {
        sectors = List.copyOf(sectors);
        skipped = List.copyOf(skipped);
        millis = new EnumMap<>(millis);
        places = List.copyOf(places);
    }

    long totalMillis() {
        return millis.values().stream().mapToLong(Long::longValue).sum();
    }
}
