package io.lotusconsole.proving;

/**
 * One chain that a full node is at fetching, or was ({@code api.ActiveSync}).
 *
 * @param targetEpoch that it wants to reach; negative if it has no target
 * @param epoch that it has reached
 * @param stage number of {@code api.SyncStateStage}
 * @param message what went wrong; empty if nothing did
 */
public record SyncTask(long targetEpoch, long epoch, long stage, String message) {
    /** {@code StageSyncErrored}. */
    private static final long ERRORED = 5;

    public boolean isFailed() {
        return stage == ERRORED;
    }
}
