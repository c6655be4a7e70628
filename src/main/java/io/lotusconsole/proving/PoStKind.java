package io.lotusconsole.proving;

/** The two proofs of space-time. */
public enum PoStKind {
    /** Of one sector, when the miner is elected to make a block; due within the epoch. */
    WINNING("WinningPoSt"),
    /** Of every sector of a deadline, partition by partition, once a proving period. */
    WINDOW("WindowPoSt");

    private final String title;

    PoStKind(String title) {
        this.title = title;
    }

    /** The word shown to people. */
    public String title() {
        return title;
    }
}
