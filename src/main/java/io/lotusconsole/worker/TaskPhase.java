package io.lotusconsole.worker;

/** Where a task stands. */
public enum TaskPhase {
    /** For its turn: to read, or to prove. */
    WAITING("waiting"),
    READING("reading"),
    PROVING("proving"),
    /** The proof is verified and put into the answer. */
    MERGING("merging");

    private final String word;

    TaskPhase(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }
}
