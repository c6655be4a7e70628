package io.lotusconsole.lotus;

import io.lotusconsole.proving.Answer;
import io.lotusconsole.rpc.RpcException;
import java.io.Closeable;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Makes calls side by side, a bounded number at a time, and turns failures into unknown answers. A peer that
 * lets as many calls in a row time out as are made at a time is not asked the rest: each would take its
 * whole limit.
 */
final class ParallelCalls implements Closeable {
    /** Calls that wait for their turn: beyond the most an honest survey has, a list for each of 1000 deadlines. */
    static final int WAITING_MAX = 4096;

    private final ThreadPoolExecutor executor;
    private final int timedOutMax;

    /** Guarded by this: the failure of the call that was asked first among those that failed, if none succeeded. */
    private RpcException firstFailure;

    /** Guarded by this. */
    private boolean anySucceeded;

    /** Guarded by this: calls that timed out since one ended otherwise. */
    private int timedOut;

    ParallelCalls(String name, int atOnceMax) {
        timedOutMax = atOnceMax;
        executor = new ThreadPoolExecutor(
                atOnceMax, atOnceMax, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(WAITING_MAX), task -> {
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

        private Pending(Future<Answer<T>> future) {
            this.future = future;
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

    /** Has the call made when its turn comes; does not block. With too many waiting already it is not made. */
    <T> Pending<T> ask(Asked<T> asked) {
        Callable<Answer<T>> task = () -> {
            if (isGivenUp()) {
                return Answer.unknown(notAsked());
            }
            try {
                T value = asked.ask();
                ended(null);
                return Answer.known(value);
            } catch (RpcException e) {
                ended(e);
                return Answer.unknown(e);
            }
        };
        try {
            return new Pending<>(executor.submit(task));
        } catch (RejectedExecutionException e) {
            RpcException why = new RpcException.Closed("not asked, for " + WAITING_MAX + " calls wait already");
            return new Pending<>(CompletableFuture.completedFuture(Answer.unknown(why)));
        }
    }

    private synchronized boolean isGivenUp() {
        return timedOut >= timedOutMax;
    }

    private synchronized RpcException notAsked() {
        String why = "not asked, for " + timedOutMax + " calls before it were not answered in time";
        return new RpcException.TimedOut(why).at(firstFailure == null ? null : firstFailure.peer());
    }

    private synchronized void ended(RpcException failure) {
        timedOut = failure instanceof RpcException.TimedOut ? timedOut + 1 : 0;
        anySucceeded |= failure == null;
        if (failure != null && firstFailure == null) {
            firstFailure = failure;
        }
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
