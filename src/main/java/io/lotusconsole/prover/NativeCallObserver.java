package io.lotusconsole.prover;

/** Told of every call of the proof library when it has returned, on the thread that made it. Must not throw. */
public interface NativeCallObserver {
    NativeCallObserver NONE = (entry, nativeNanos, totalNanos) -> {};

    /**
     * @param entry the library's name of what was called, such as {@code window_post}
     * @param nativeNanos spent in the library
     * @param totalNanos from the values in Java to the values in Java
     */
    void onCall(String entry, long nativeNanos, long totalNanos);
}
