package io.lotusconsole.lotus;

import io.lotusconsole.proving.Answer;
import io.lotusconsole.rpc.RpcException;
import java.io.Closeable;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Makes calls side by side, a bounded number at a time, and turns failures into unknown answers. */
final class ParallelCalls implements Closeable {
    private final ThreadPoolExecutor executor;

    /** Guarded by this: the failure of the call that was asked first among those that failed, if none succeeded. */
    private RpcException firstFailure;

    /** Guarded by this. */
    private boolean anySucceeded;

    ParallelCalls(String name, int atOnceMax) {
        executor =
                new ThreadPoolExecutor(atOnceMax, atOnceMax, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, name);
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /** One call. */
    interface Asked<T> {
        T ask() throws RpcException;
    }

    /** An answer that is on its way. */
    static final class Pending<T> {
        private final Future<Answer<T>> future;

        /** Set before the future is done, if the call failed. */
        private final RpcException[] failure;

        private Pending(Future<Answer<T>> future, RpcException[] failure) {
            this.future = future;
            this.failure = failure;
        }

        /** The value, for what nothing can be said without. Blocks like {@link #answer}. */
        T valueOrFailure() throws RpcException {
            Answer<T> answer = answer();
            if (!answer.isKnown()) {
                throw failure[0];
            }
            return answer.value();
        }

        /** Blocks until it is here; each call has its own time limit. */
        Answer<T> answer() throws RpcException {
            try {
                return future.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new RpcException.Closed("interrupted");
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RuntimeException bug) {
                    throw bug;
                }
                throw new IllegalStateException(e.getCause());
            }
        }
    }

    <T> Pending<T> ask(Asked<T> asked) {
        RpcException[] failure = new RpcException[1];
        Callable<Answer<T>> task = () -> {
            try {
                T value = asked.ask();
                synchronized (this) {
                    anySucceeded = true;
                }
                return Answer.known(value);
            } catch (RpcException e) {
                failure[0] = e;
                synchronized (this) {
                    firstFailure = firstFailure == null ? e : firstFailure;
                }
                return Answer.unknown(e.getMessage());
            }
        };
        return new Pending<>(executor.submit(task), failure);
    }

    /** The first failure if not one call so far had a result, else null. */
    synchronized RpcException totalFailure() {
        return anySucceeded ? null : firstFailure;
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
