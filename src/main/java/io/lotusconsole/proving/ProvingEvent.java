package io.lotusconsole.proving;

import java.time.Instant;

/**
 * Something that happened.
 *
 * @param at when it was seen
 * @param text one sentence without a full stop, of which words may be the peer's: not safe for a terminal as it is
 */
public record ProvingEvent(Instant at, Kind kind, String text) {
    /** What happened, and how bad that is. */
    public enum Kind {
        MINER_LOST("miner-lost", Weight.BAD),
        MINER_BACK("miner-back", Weight.GOOD),
        WORKER_NEW("worker-new", Weight.GOOD),
        WORKER_LOST("worker-lost", Weight.BAD),
        WORKER_DISABLED("worker-disabled", Weight.BAD),
        WORKER_BACK("worker-back", Weight.GOOD),
        WORKER_UNABLE("worker-unable", Weight.BAD),
        WORKER_ABLE("worker-able", Weight.GOOD),
        PROOF_MADE("proof-made", Weight.GOOD),
        PROOF_SKIPPED("proof-skipped", Weight.WARNING),
        PROOF_FAILED("proof-failed", Weight.BAD),
        DEADLINE_OPEN("deadline-open", Weight.PLAIN),
        DEADLINE_PROVEN("deadline-proven", Weight.GOOD),
        DEADLINE_MISSED("deadline-missed", Weight.BAD),
        FAULTS_NEW("faults-new", Weight.BAD),
        FAULTS_GONE("faults-gone", Weight.GOOD);

        private final String word;
        private final Weight weight;

        Kind(String word, Weight weight) {
            this.word = word;
            this.weight = weight;
        }

        public String word() {
            return word;
        }

        public Weight weight() {
            return weight;
        }
    }

    /** How much an event matters to whoever must prove. */
    public enum Weight {
        PLAIN,
        GOOD,
        WARNING,
        BAD
    }
}
