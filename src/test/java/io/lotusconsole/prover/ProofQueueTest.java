package io.lotusconsole.prover;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotusconsole.proving.PoStKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Works that end when the test says so, and write down when they begin. */
class ProofQueueTest {
    private static final long WAIT_SECONDS_MAX = 30;
    private static final int WAITING_MAX = 2;

    private final ProofQueue queue = new ProofQueue(WAITING_MAX);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> begun = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    /** A proof that is under way or waits. */
    private final class Proof {
        final CountDownLatch begins = new CountDownLatch(1);
        final CountDownLatch end = new CountDownLatch(1);
        final Future<String> result;

        Proof(PoStKind kind, String name) {
            result = threads.submit(() -> queue.inTurn(kind, () -> {
                begun.add(name);
                begins.countDown();
                await(end);
                return name;
            }));
        }

        Proof begin() {
            await(begins);
            return this;
        }

        void finish() throws Exception {
            end.countDown();
            result.get(WAIT_SECONDS_MAX, TimeUnit.SECONDS);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(WAIT_SECONDS_MAX, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Starts a proof that has to wait, and returns when it does. */
    private Proof waiting(PoStKind kind, String name) {
        int before = queue.waiting(kind);
        Proof proof = new Proof(kind, name);
        long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS_MAX);
        while (queue.waiting(kind) == before) {
            assertTrue(System.nanoTime() < endNanos, name + " does not wait");
            Thread.onSpinWait();
        }
        return proof;
    }

    @Test
    void windowProofsAreMadeOneAfterTheOtherInTheOrderTheyCame() throws Exception {
        Proof first = new Proof(PoStKind.WINDOW, "first").begin();
        Proof second = waiting(PoStKind.WINDOW, "second");
        Proof third = waiting(PoStKind.WINDOW, "third");
        assertEquals(List.of("first"), begun);
        first.finish();
        second.begin().finish();
        third.begin().finish();
        assertEquals(List.of("first", "second", "third"), begun);
    }

    @Test
    void aWinningProofBeginsBesideAWindowProofAndAheadOfThoseThatWait() throws Exception {
        Proof window = new Proof(PoStKind.WINDOW, "window").begin();
        Proof later = waiting(PoStKind.WINDOW, "later window");
        Proof winning = new Proof(PoStKind.WINNING, "winning").begin();
        window.finish();
        assertEquals(1, queue.waiting(PoStKind.WINDOW), "a window proof waits while a winning proof is made");
        Proof next = waiting(PoStKind.WINNING, "next winning");
        winning.finish();
        next.begin().finish();
        later.begin().finish();
        assertEquals(List.of("window", "winning", "next winning", "later window"), begun);
    }

    @Test
    void moreThanMayWaitAreRefusedAtOnce() throws Exception {
        Proof first = new Proof(PoStKind.WINDOW, "first").begin();
        waiting(PoStKind.WINDOW, "second").end.countDown();
        waiting(PoStKind.WINDOW, "third").end.countDown();
        ProverException.QueueFull full =
                assertThrows(ProverException.QueueFull.class, () -> queue.inTurn(PoStKind.WINDOW, () -> "fourth"));
        assertEquals("2 proofs are waiting already", full.getMessage());
        assertEquals("winning", queue.inTurn(PoStKind.WINNING, () -> "winning"), "each kind has a line of its own");
        first.finish();
    }

    @Test
    void whoIsInterruptedLeavesTheLine() throws Exception {
        Proof first = new Proof(PoStKind.WINDOW, "first").begin();
        Proof second = waiting(PoStKind.WINDOW, "second");
        second.result.cancel(true);
        long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS_MAX);
        while (queue.waiting(PoStKind.WINDOW) > 0) {
            assertTrue(System.nanoTime() < endNanos, "still in line");
            Thread.onSpinWait();
        }
        first.finish();
        Proof third = new Proof(PoStKind.WINDOW, "third").begin();
        third.finish();
        assertEquals(List.of("first", "third"), begun);
    }

    @Test
    void aProofThatFailsLetsTheNextOneBegin() {
        assertThrows(
                ProverException.Failed.class,
                () -> queue.inTurn(PoStKind.WINNING, () -> {
                    throw new ProverException.Failed("no");
                }));
        assertEquals("next", assertDone());
    }

    private String assertDone() {
        try {
            return queue.inTurn(PoStKind.WINNING, () -> "next");
        } catch (ProverException e) {
            throw new AssertionError(e);
        }
    }
}
