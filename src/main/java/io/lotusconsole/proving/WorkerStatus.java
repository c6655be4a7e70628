package io.lotusconsole.proving;

import java.time.Instant;
import java.util.List;

/**
 * What a worker of ours says of itself at {@code /status}. Texts may be empty and times null where it does not say.
 *
 * @param state {@code connecting}, {@code registered}, {@code unable} or {@code draining}
 * @param session UUID of this run
 * @param minerAddress where it reaches its miner
 * @param unable why it cannot prove; null if it can
 * @param running what it is at, oldest first
 * @param ended the last tasks that ended, in any order
 */
public record WorkerStatus(
        String state,
        String session,
        String version,
        long pid,
        String minerAddress,
        String minerActor,
        Instant startedAt,
        Instant registeredAt,
        String unable,
        boolean enabled,
        List<RunningTask> running,
        List<EndedTask> ended) {
    public static final String REGISTERED = "registered";

    /**
     * A proof being made.
     *
     * @param phase {@code waiting}, {@code reading}, {@code proving} or {@code verifying}
     */
    public record RunningTask(String kind, String phase, long sectorsRead, long sectors, Instant startedAt) {}

    /**
     * A proof that was made, or not.
     *
     * @param outcome {@code proven}, {@code skipped}, {@code failed} or {@code dropped}
     * @param skipped sectors left out
     * @param error null if there was none
     */
    public record EndedTask(
            String kind,
            String outcome,
            Instant startedAt,
            long sectors,
            long skipped,
            long totalMillis,
            String error) {}

    /** The task it began last of those that ended; null if there was none. */
    public EndedTask lastTask() {
        EndedTask last = null;
        for (EndedTask task : ended) {
            boolean isLater = last == null
                    || last.startedAt() == null
                    || task.startedAt() != null && task.startedAt().isAfter(last.startedAt());
            last = isLater ? task : last;
        }
        return last;
    }

    public boolean isRegistered() {
        return state.equals(REGISTERED);
    }
}
