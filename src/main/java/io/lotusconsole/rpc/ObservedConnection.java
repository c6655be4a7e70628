package io.lotusconsole.rpc;

/** A connection that tells its observer of every call's end, and every failure whom it was to reach. */
abstract class ObservedConnection implements Connection {
    private final Peer peer;
    final CallObserver observer;

    ObservedConnection(Peer peer, CallObserver observer) {
        this.peer = peer;
        this.observer = observer;
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
            failure = e.at(peer);
            throw e;
        } finally {
            observer.onEnd(call.method(), (System.nanoTime() - start) / 1_000_000, failure);
        }
    }

    /** Sends the request and waits for its reply, as {@link #call} promises. */
    abstract <T> T exchange(Call<T> call) throws RpcException;
}
