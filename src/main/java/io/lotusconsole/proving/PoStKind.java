package io.lotusconsole.proving;

/** The two proofs of space-time. */
public enum PoStKind {
    /** Of one sector, when the miner is elected to make a block; due within the epoch. */
    WINNING("WinningPoSt", "--winningpost"),
    /** Of every sector of a deadline, partition by partition, once a proving period. */
    WINDOW("WindowPoSt", "--windowpost");

    private final String title;
    private final String flag;

    PoStKind(String title, String flag) {
        this.title = title;
        this.flag = flag;
    }

    /** The word shown to people. */
    public String title() {
        return title;
    }

    /** The flag that makes a worker one of this kind. */
    public String flag() {
        return flag;
    }
}
