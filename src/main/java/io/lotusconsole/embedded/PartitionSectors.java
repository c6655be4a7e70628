package io.lotusconsole.embedded;

import io.lotusconsole.proving.SectorSet;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** The sectors of one partition, each with what the chain says of it ({@code partition_state} of builtin actors). */
record PartitionSectors(SortedMap<Long, SectorHealth> health) {
    PartitionSectors {
        health = Collections.unmodifiableSortedMap(new TreeMap<>(health));
    }

    /** New sectors, none proven. */
    static PartitionSectors unproven(Collection<Long> numbers) {
        SortedMap<Long, SectorHealth> health = new TreeMap<>();
        numbers.forEach(number -> health.put(number, SectorHealth.UNPROVEN));
        return new PartitionSectors(health);
    }

    /** Numbers whose health is as wanted, ascending. */
    List<Long> where(Predicate<SectorHealth> wanted) {
        return health.entrySet().stream()
                .filter(sector -> wanted.test(sector.getValue()))
                .map(SortedMap.Entry::getKey)
                .toList();
    }

    /** The same as a bit field. */
    SectorSet setWhere(Predicate<SectorHealth> wanted) {
        return SectorSet.ofNumbers(where(wanted));
    }

    /** After a proof of all sectors that are to be proven but for those it skipped, which are faults from now on. */
    PartitionSectors proven(Collection<Long> skipped) {
        SortedMap<Long, SectorHealth> next = new TreeMap<>();
        health.forEach((number, was) -> {
            boolean isProven = was.isProvable() && !skipped.contains(number);
            next.put(number, isProven ? SectorHealth.ACTIVE : SectorHealth.FAULTY);
        });
        return new PartitionSectors(next);
    }

    /** After its deadline closed without a proof of it. */
    PartitionSectors missed() {
        return changed(health.keySet(), was -> SectorHealth.FAULTY);
    }

    /** After a declaration that these can be proven again; of others than faults it says nothing. */
    PartitionSectors declaredRecovered(Collection<Long> numbers) {
        return changed(numbers, was -> was == SectorHealth.FAULTY ? SectorHealth.RECOVERING : was);
    }

    private PartitionSectors changed(Collection<Long> numbers, UnaryOperator<SectorHealth> change) {
        SortedMap<Long, SectorHealth> next = new TreeMap<>(health);
        next.replaceAll((number, was) -> numbers.contains(number) ? change.apply(was) : was);
        return next.equals(health) ? this : new PartitionSectors(next);
    }
}
