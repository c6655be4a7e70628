package io.lotusconsole.embedded;

/** What the chain says of a live sector. */
enum SectorHealth {
    /** Committed and never proven yet: no power, no fault. */
    UNPROVEN,
    /** Proven, and counted as power. */
    ACTIVE,
    /** Skipped by a proof, or not proven in time. */
    FAULTY,
    /** Faulty, and declared to be recovered: the next proof of its deadline must have it. */
    RECOVERING;

    /** Whether the next proof of its deadline must have it. */
    boolean isProvable() {
        return this != FAULTY;
    }

    /** Whether the chain lists it among the faults, as it does until a proof has healed it. */
    boolean isFault() {
        return this == FAULTY || this == RECOVERING;
    }
}
