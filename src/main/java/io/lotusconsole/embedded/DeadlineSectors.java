package io.lotusconsole.embedded;

import io.lotusconsole.proving.SectorSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One deadline ({@code deadline_state} of builtin actors): its partitions, and the proofs that came for them.
 *
 * @param submitted partitions proven since the deadline opened; empty while it is closed
 * @param submissions how many proofs that took
 * @param disputable how many proofs it had when it was last closed; they stay until it closes again
 */
record DeadlineSectors(
        List<PartitionSectors> partitions, SortedSet<Integer> submitted, int submissions, int disputable) {
    DeadlineSectors {
        partitions = List.copyOf(partitions);
        submitted = Collections.unmodifiableSortedSet(new TreeSet<>(submitted));
    }

    /** A deadline of these partitions that was never proven. */
    static DeadlineSectors of(List<PartitionSectors> partitions) {
        return new DeadlineSectors(partitions, new TreeSet<>(), 0, 0);
    }

    /** Sectors that are still to be proven before it closes, ascending. */
    List<Long> due() {
        List<Long> due = new ArrayList<>();
        for (int i = 0; i < partitions.size(); i++) {
            if (!submitted.contains(i)) {
                due.addAll(partitions.get(i).where(SectorHealth::isProvable));
            }
        }
        due.sort(null);
        return due;
    }

    /** Partitions as a bit field, as {@code PostSubmissions} has them. */
    SectorSet submittedSet() {
        return SectorSet.ofNumbers(submitted.stream().map(Integer::longValue).toList());
    }

    /**
     * After one proof of all its sectors that were due but the skipped. A partition of which nothing was left to prove
     * is not in the proof, and not submitted.
     */
    DeadlineSectors proven(Collection<Long> skipped) {
        List<PartitionSectors> next = new ArrayList<>();
        SortedSet<Integer> all = new TreeSet<>(submitted);
        for (int i = 0; i < partitions.size(); i++) {
            PartitionSectors partition = partitions.get(i);
            List<Long> left = new ArrayList<>(partition.where(SectorHealth::isProvable));
            left.removeAll(skipped);
            if (left.isEmpty() || submitted.contains(i)) {
                next.add(partition);
            } else {
                next.add(partition.proven(skipped));
                all.add(i);
            }
        }
        return new DeadlineSectors(next, all, submissions + 1, disputable);
    }

    /** After it closed: what was not proven is faulty, what was can be disputed. This object if nothing changes. */
    DeadlineSectors closed() {
        if (partitions.isEmpty()) {
            return this;
        }
        List<PartitionSectors> next = new ArrayList<>();
        for (int i = 0; i < partitions.size(); i++) {
            PartitionSectors partition = partitions.get(i);
            next.add(submitted.contains(i) ? partition : partition.missed());
        }
        DeadlineSectors closed = new DeadlineSectors(next, new TreeSet<>(), 0, submissions);
        return closed.equals(this) ? this : closed;
    }

    DeadlineSectors declaredRecovered(Collection<Long> numbers) {
        return new DeadlineSectors(
                partitions.stream()
                        .map(partition -> partition.declaredRecovered(numbers))
                        .toList(),
                submitted,
                submissions,
                disputable);
    }
}
