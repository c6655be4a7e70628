package io.lotusconsole.render;

import java.util.HashMap;
import java.util.Map;

/** Order and colours of the sector states in {@code info} ({@code cli/miner/info.go}, stateOrder). */
final class SectorStates {
    private static final Map<String, Integer> POSITIONS = new HashMap<>();
    private static final Map<String, Colour> COLOURS = new HashMap<>();

    static {
        add(Colour.GREEN, "Proving Available UpdateActivating");
        add(Colour.MAGENTA, "ReceiveSector");
        add(Colour.BLUE, "Empty WaitDeals AddPiece SnapDealsWaitDeals SnapDealsAddPiece");
        put(Colour.RED, "");
        add(
                Colour.YELLOW,
                "Packing GetTicket PreCommit1 PreCommit2 PreCommitting PreCommitWait SubmitPreCommitBatch"
                        + " PreCommitBatchWait WaitSeed Committing CommitFinalize SubmitCommit CommitWait"
                        + " SubmitCommitAggregate CommitAggregateWait FinalizeSector SnapDealsPacking UpdateReplica"
                        + " ProveReplicaUpdate SubmitReplicaUpdate ReplicaUpdateWait WaitMutable FinalizeReplicaUpdate"
                        + " ReleaseSectorKey");
        add(Colour.CYAN, "Terminating TerminateWait TerminateFinality TerminateFailed Removing Removed AbortUpgrade");
        add(
                Colour.RED,
                "FailedUnrecoverable AddPieceFailed SealPreCommit1Failed SealPreCommit2Failed PreCommitFailed"
                        + " ComputeProofFailed RemoteCommitFailed CommitFailed CommitFinalizeFailed PackingFailed"
                        + " FinalizeFailed Faulty FaultReported FaultedFinal RemoveFailed DealsExpired RecoverDealIDs"
                        + " SnapDealsAddPieceFailed SnapDealsDealsExpired ReplicaUpdateFailed ReleaseSectorKeyFailed"
                        + " FinalizeReplicaUpdateFailed");
    }

    private SectorStates() {}

    private static void add(Colour colour, String states) {
        for (String state : states.split(" ")) {
            put(colour, state);
        }
    }

    private static void put(Colour colour, String state) {
        POSITIONS.put(state, POSITIONS.size());
        COLOURS.put(state, colour);
    }

    /** Unknown states last (Lotus: anywhere beside Total, quirk Q45). */
    static int position(String state) {
        return POSITIONS.getOrDefault(state, Integer.MAX_VALUE);
    }

    static Colour colour(String state) {
        return COLOURS.getOrDefault(state, Colour.NONE);
    }
}
