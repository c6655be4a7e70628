package io.lotusconsole.rpc;

/** Is told of calls as they happen, on the thread that made them. Must not block, must not throw. */
public interface CallObserver {
    CallObserver NONE = new CallObserver() {};

    /** The answer has let itself be waited for; told at most once a call. */
    default void onSlow(String method) {}

    /** The call has ended. @param failure null if it has a result */
    default void onEnd(String method, long millis, RpcException failure) {}
}
