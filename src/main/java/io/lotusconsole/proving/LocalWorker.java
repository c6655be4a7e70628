package io.lotusconsole.proving;

import java.time.Instant;
import java.util.List;

/**
 * A worker that was started in the background on this machine.
 *
 * @param pid of its process, which somebody else's may have by now unless it is alive
 * @param flags of {@code run} it was started with
 * @param isAlive whether that very process runs
 * @param status null unless it is alive and answered
 * @param silence why there is no status of a living one; null otherwise
 * @param lastLogLine of one that died; null otherwise, or if its log is empty
 * @param logFile its output
 * @param repository its own
 */
public record LocalWorker(
        String name,
        PoStKind role,
        long pid,
        Instant startedAt,
        List<String> flags,
        boolean isAlive,
        WorkerStatus status,
        String silence,
        String lastLogLine,
        String logFile,
        String repository) {
    /** {@code dead}, {@code silent} if it is alive and does not answer, or what it says itself. */
    public String state() {
        if (!isAlive) {
            return "dead";
        }
        return status == null ? "silent" : status.state();
    }

    public boolean isRegistered() {
        return status != null && status.isRegistered();
    }
}
