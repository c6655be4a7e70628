package io.lotusconsole.feed;

import io.lotusconsole.lotus.ApiInfoException;
import io.lotusconsole.rpc.RpcException;

/**
 * Why a figure did not come.
 *
 * @param what one clause, of which words may be the peer's: not safe for a terminal as it is
 */
public record Trouble(Kind kind, String what) {
    /** What an operator does about it differs by these. */
    public enum Kind {
        /** Nobody is there. */
        UNREACHABLE("unreachable"),
        /** Somebody is there, and does not let us. */
        REFUSED("refused"),
        /** Somebody is there, and does not answer in time. */
        SLOW("no answer"),
        /** The answer is an error, or none that can be read. */
        FAILED("failed");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /** What an exception of a look means. */
    public static Trouble of(Exception failure) {
        String what = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        return new Trouble(kindOf(failure), what);
    }

    private static Kind kindOf(Exception failure) {
        if (failure instanceof RpcException.Unreachable || failure instanceof RpcException.Closed) {
            return Kind.UNREACHABLE;
        }
        if (failure instanceof RpcException.Unauthorized
                || failure instanceof RpcException.Remote remote && remote.isMissingPermission()) {
            return Kind.REFUSED;
        }
        if (failure instanceof RpcException.TimedOut) {
            return Kind.SLOW;
        }
        return failure instanceof ApiInfoException info && info.isNotRunning() ? Kind.UNREACHABLE : Kind.FAILED;
    }
}
