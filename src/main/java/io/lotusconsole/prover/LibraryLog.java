package io.lotusconsole.prover;

/** Takes the proof library's log, on whatever thread it is written. Must not block; what it throws is dropped. */
public interface LibraryLog {
    enum Level {
        OFF,
        ERROR,
        WARN,
        INFO,
        DEBUG,
        TRACE
    }

    void line(Level level, String target, String message);
}
