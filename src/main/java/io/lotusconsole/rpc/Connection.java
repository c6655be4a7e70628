package io.lotusconsole.rpc;

import java.io.Closeable;

/** A way to call one peer. Safe for several threads; every call ends exactly once. */
public interface Connection extends Closeable {
    /** Answers later than this are announced to the {@link CallObserver} (design, decision 8). */
    int SLOW_MILLIS = 3_000;

    /** Makes a call and blocks for its result, at most for the call's time limit. */
    <T> T call(Call<T> call) throws RpcException;

    /** Whom the calls are made to. */
    Peer peer();

    @Override
    void close();
}
