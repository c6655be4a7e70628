package io.lotusconsole.storage;

import java.util.concurrent.ExecutionException;

/** What failed on another thread. */
final class Failures {
    private Failures() {}

    /**
     * The failure that a caller knows, to be thrown on its thread.
     *
     * @throws RuntimeException if it is a defect instead; an {@link Error} is thrown as it is
     */
    static <E extends Exception> E known(ExecutionException failure, Class<E> type) {
        Throwable cause = failure.getCause();
        if (type.isInstance(cause)) {
            return type.cast(cause);
        }
        if (cause instanceof Error error) {
            throw error;
        }
        throw cause instanceof RuntimeException bug ? bug : new IllegalStateException(cause);
    }
}
