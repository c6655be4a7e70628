package io.lotusconsole.proving;

import java.util.List;

/**
 * One deadline with its partitions.
 *
 * @param state null if the chain did not say
 */
public record DeadlineView(int index, DeadlineState state, List<Partition> partitions) {
    public long liveSectors() {
        long sum = 0;
        for (Partition partition : partitions) {
            sum += partition.live().count();
        }
        return sum;
    }

    public long allSectors() {
        long sum = 0;
        for (Partition partition : partitions) {
            sum += partition.all().count();
        }
        return sum;
    }

    public long faultySectors() {
        long sum = 0;
        for (Partition partition : partitions) {
            sum += partition.faulty().count();
        }
        return sum;
    }

    public long recoveringSectors() {
        long sum = 0;
        for (Partition partition : partitions) {
            sum += partition.recovering().count();
        }
        return sum;
    }

    public int livePartitions() {
        int count = 0;
        for (Partition partition : partitions) {
            count += partition.live().isEmpty() ? 0 : 1;
        }
        return count;
    }

    /**
     * How it stands in this period (design, decision 2). For a deadline that is past: proven if a proof of
     * it may still be disputed, missed if it had live sectors that were not faulty and no such proof.
     *
     * <p>The dispute window is as long as a deadline's last window stays disputable (FIP-0010), so what is
     * past can be told; deadlines still to come are waiting.
     */
    public Status status(ProvingWindow window) {
        if (liveSectors() == 0) {
            return Status.EMPTY;
        }
        if (index == window.deadlineIndex()) {
            return state != null && state.provenPartitions().count() >= livePartitions()
                    ? Status.PROVEN
                    : Status.CURRENT;
        }
        if (index > window.deadlineIndex()) {
            return Status.WAITING;
        }
        if (state == null) {
            return Status.UNKNOWN;
        }
        if (state.disputableProofCount() > 0) {
            return Status.PROVEN;
        }
        return liveSectors() > faultySectors() ? Status.MISSED : Status.FAULTY;
    }

    /** How a deadline stands in the current proving period. */
    public enum Status {
        EMPTY("empty"),
        WAITING("waiting"),
        CURRENT("current"),
        PROVEN("proven"),
        MISSED("missed"),
        /** Past, and nothing to prove, for every live sector is faulty. */
        FAULTY("faulty"),
        UNKNOWN("unknown");

        private final String word;

        Status(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }
}
