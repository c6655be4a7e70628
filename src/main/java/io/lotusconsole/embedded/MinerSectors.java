package io.lotusconsole.embedded;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** All sectors of our miner by deadline: what the chain knows of them at one epoch. Immutable. */
record MinerSectors(List<DeadlineSectors> deadlines) {
    MinerSectors {
        deadlines = List.copyOf(deadlines);
    }

    /** As they are when the chain begins. */
    static MinerSectors unproven(SimulatedChain chain) {
        List<DeadlineSectors> deadlines = new ArrayList<>();
        for (int deadline = 0; deadline < SimulatedChain.DEADLINES; deadline++) {
            deadlines.add(DeadlineSectors.of(chain.partitions(deadline).stream()
                    .map(all -> PartitionSectors.unproven(all.numbers(SimulatedChain.PARTITION_SECTORS)))
                    .toList()));
        }
        return new MinerSectors(deadlines);
    }

    DeadlineSectors deadline(int index) {
        return deadlines.get(index);
    }

    /** Numbers of the sectors whose health is as wanted, ascending. */
    List<Long> where(Predicate<SectorHealth> wanted) {
        return deadlines.stream()
                .flatMap(deadline -> deadline.partitions().stream())
                .flatMap(partition -> partition.where(wanted).stream())
                .sorted()
                .toList();
    }

    long count(Predicate<SectorHealth> wanted) {
        return where(wanted).size();
    }

    /** Raw bytes of the active sectors. */
    long powerBytes() {
        return count(health -> health == SectorHealth.ACTIVE) * SimulatedChain.SECTOR_BYTES;
    }

    /** The deadline that has a sector; -1 for none. */
    int deadlineOf(long sector) {
        for (int i = 0; i < deadlines.size(); i++) {
            if (deadlines.get(i).partitions().stream()
                    .anyMatch(partition -> partition.health().containsKey(sector))) {
                return i;
            }
        }
        return -1;
    }

    /** After one proof of a deadline that skipped these. */
    MinerSectors proven(int deadline, Collection<Long> skipped) {
        return changed(deadline, was -> was.proven(skipped));
    }

    /** After a deadline closed; this object if nothing changes. */
    MinerSectors closed(int deadline) {
        return changed(deadline, DeadlineSectors::closed);
    }

    MinerSectors declaredRecovered(int deadline, Collection<Long> numbers) {
        return changed(deadline, was -> was.declaredRecovered(numbers));
    }

    private MinerSectors changed(int deadline, UnaryOperator<DeadlineSectors> change) {
        DeadlineSectors next = change.apply(deadlines.get(deadline));
        if (next == deadlines.get(deadline)) {
            return this;
        }
        List<DeadlineSectors> all = new ArrayList<>(deadlines);
        all.set(deadline, next);
        return new MinerSectors(all);
    }
}
