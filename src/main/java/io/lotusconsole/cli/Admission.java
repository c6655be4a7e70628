package io.lotusconsole.cli;

import io.lotusconsole.proving.ParameterState;
import io.lotusconsole.rpc.RpcException;
import io.lotusconsole.worker.PreFlight;
import java.util.List;
import java.util.function.LongSupplier;

/** The order in which a worker is looked at before it attaches. */
final class Admission {
    /** What was found out before parameters were checked or fetched is looked at again if that took longer. */
    static final long FRESH_NANOS_MAX = 5_000_000_000L;

    private Admission() {}

    /** What there is to do. */
    interface Steps {
        /** All there is to know but the parameters; null if it was told to stop before. */
        PreFlight.Findings look() throws RpcException, UsageException, CommandFailure, InterruptedException;

        /** Blocks for as long as fetching them takes, which may be hours. */
        List<ParameterState> parameters() throws CommandFailure;

        void refuseIfUnable(PreFlight.Findings found) throws CommandFailure;
    }

    /**
     * Whether the worker may attach; else it was told to stop.
     *
     * @param nanoTime as {@link System#nanoTime}
     * @throws CommandFailure if it could not prove
     */
    static boolean isGranted(Steps steps, LongSupplier nanoTime)
            throws RpcException, UsageException, CommandFailure, InterruptedException {
        // First, for 57 GiB of parameters are of no use to a machine that could not prove with them.
        PreFlight.Findings found = steps.look();
        if (found == null) {
            return false;
        }
        steps.refuseIfUnable(found);
        long lookedNanos = nanoTime.getAsLong();
        List<ParameterState> parameters = steps.parameters();
        if (nanoTime.getAsLong() - lookedNanos > FRESH_NANOS_MAX) {
            found = steps.look();
        }
        if (found == null) {
            return false;
        }
        steps.refuseIfUnable(found.withParameters(parameters));
        return true;
    }
}
