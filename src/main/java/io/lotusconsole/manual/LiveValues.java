package io.lotusconsole.manual;

/** Values that only a running machine knows. Completion scripts ask {@code __complete} for them by their word. */
public enum LiveValues {
    /** Names of the workers that were started on this machine and not stopped. */
    LOCAL_WORKERS("local-workers"),

    /** Names that a worker of this machine ever had: their logs stay. */
    LOCAL_NAMES("local-names"),

    /** Host names of the workers that the miner listed last. */
    WORKER_HOSTS("worker-hosts"),

    /** The miner's deadlines that had live sectors last. */
    DEADLINES("deadlines");

    private final String word;

    LiveValues(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    /** Null for a word of no kind: a script may be newer than the program. */
    public static LiveValues of(String word) {
        for (LiveValues kind : values()) {
            if (kind.word.equals(word)) {
                return kind;
            }
        }
        return null;
    }
}
