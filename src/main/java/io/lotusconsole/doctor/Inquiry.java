package io.lotusconsole.doctor;

import io.lotusconsole.lotus.ApiInfoException;
import io.lotusconsole.prover.ProverException;
import io.lotusconsole.proving.Answer;
import io.lotusconsole.rpc.RpcException;
import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Questions that are asked beside each other, all of them within one limit. A question that fails has an unknown
 * answer, and so has every question that needs it. Owned by one thread, which asks; {@link #close} leaves behind what
 * hangs.
 */
final class Inquiry implements Closeable {
    /** Questions at a time: of a node's calls, file systems and devices, each is slow for another reason. */
    private static final int AT_ONCE_MAX = 16;

    private final long endNanos;
    private final String tooLate;
    private final ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE_MAX, task -> {
        Thread thread = new Thread(task, "doctor");
        thread.setDaemon(true);
        return thread;
    });

    /** @param millisMax for all questions together */
    Inquiry(long millisMax) {
        this.endNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millisMax);
        this.tooLate = "it was not found out within " + millisMax / 1000 + " s";
    }

    /** Something that is asked of a node, or looked up on this machine. */
    interface Question<T> {
        T ask() throws RpcException, ApiInfoException, ProverException, IOException, InterruptedException;
    }

    /** An answer that is on its way, and how long it took. */
    final class Pending<T> {
        private final CompletableFuture<Timed<T>> future;

        private Pending(CompletableFuture<Timed<T>> future) {
            this.future = future;
        }

        /** Blocks until it is here, or the limit is reached. */
        Answer<T> answer() {
            return timed().answer();
        }

        /** The same, but if it is unknown, for a reason of the asker's. */
        Pending<T> orElse(Function<Answer<T>, String> why) {
            return new Pending<>(future.thenApply(had -> had.answer().isKnown()
                    ? had
                    : new Timed<>(Answer.<T>unknown(why.apply(had.answer())), had.millis())));
        }

        /** How long asking took; 0 if it was not asked, or took too long. */
        long millis() {
            return timed().millis();
        }

        private Timed<T> timed() {
            try {
                return future.get(Math.max(0, endNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                return new Timed<>(Answer.unknown(tooLate), 0);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return new Timed<>(Answer.unknown("interrupted"), 0);
            } catch (ExecutionException e) {
                throw bug(e.getCause());
            }
        }
    }

    private record Timed<T>(Answer<T> answer, long millis) {}

    private static RuntimeException bug(Throwable cause) {
        Throwable inner = cause instanceof CompletionException ? cause.getCause() : cause;
        if (inner instanceof Error error) {
            throw error;
        }
        return inner instanceof RuntimeException known ? known : new IllegalStateException(inner);
    }

    /** Asks; does not block. */
    <T> Pending<T> ask(Question<T> question) {
        return new Pending<>(CompletableFuture.supplyAsync(() -> timed(question), pool));
    }

    /** Asks what needs another answer, once that is here; does not block. */
    <A, T> Pending<T> ask(Pending<A> first, Function<A, Question<T>> next) {
        return new Pending<>(first.future.thenApplyAsync(
                had -> had.answer().isKnown()
                        ? timed(next.apply(had.answer().value()))
                        : new Timed<>(Answer.unknownFor(had.answer()), 0),
                pool));
    }

    /** What is known without asking. */
    <T> Pending<T> known(Answer<T> answer) {
        return new Pending<>(CompletableFuture.completedFuture(new Timed<>(answer, 0)));
    }

    private static <T> Timed<T> timed(Question<T> question) {
        long startNanos = System.nanoTime();
        Answer<T> answer;
        try {
            answer = Answer.known(question.ask());
        } catch (RpcException | ApiInfoException | ProverException | IOException e) {
            answer = e.getMessage() == null ? new Answer<>(null, e.getClass().getSimpleName(), e) : Answer.unknown(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            answer = Answer.unknown("interrupted");
        }
        return new Timed<>(answer, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos));
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
