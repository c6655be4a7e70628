package io.lotusconsole.rpc;

import io.lotusconsole.json.MalformedJsonException;
import java.io.IOException;

/** What both transports share: the observer is told of every call's end, a failure whom it was to reach. */
abstract class ObservedConnection implements Connection {
    private final Peer peer;
    final CallObserver observer;

    /** What no message may repeat; null for none. */
    final String bearerToken;

    ObservedConnection(Peer peer, CallObserver observer, String bearerToken) {
        this.peer = peer;
        this.observer = observer;
        this.bearerToken = bearerToken;
    }

    @Override
    public final Peer peer() {
        return peer;
    }

    @Override
    public final <T> T call(Call<T> call) throws RpcException {
        long start = System.nanoTime();
        RpcException failure = null;
        try {
            return exchange(call);
        } catch (RpcException e) {
            failure = e.at(peer, call.method());
            throw e;
        } finally {
            observer.onEnd(call.method(), (System.nanoTime() - start) / 1_000_000, failure);
        }
    }

    /** What is told of a reply that is not what was agreed on, or that cannot be read. */
    final RpcException.Malformed malformed(IOException cause) {
        String why = cause instanceof MalformedJsonException
                ? cause.getMessage()
                : "the answer cannot be read: " + cause.getMessage();
        String told = Redaction.of(why, bearerToken);
        // A cause shows its own words under --debug.
        return told.equals(why) ? new RpcException.Malformed(why, cause) : new RpcException.Malformed(told);
    }

    /** Sends the request and waits for its reply, as {@link #call} promises. */
    abstract <T> T exchange(Call<T> call) throws RpcException;
}
