package io.lotusconsole.proving;

/** What a worker process is for. One process has tasks of one kind only. */
public enum WorkerKind {
    SEALING("Sealing"),
    WINDOW_POST("WindowPoSt"),
    WINNING_POST("WinningPoSt");

    private final String title;

    WorkerKind(String title) {
        this.title = title;
    }

    /** The word shown to people and written to JSON. */
    public String title() {
        return title;
    }
}
