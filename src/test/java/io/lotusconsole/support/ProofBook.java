package io.lotusconsole.support;

import io.lotusconsole.embedded.ChainMessage;
import io.lotusconsole.embedded.ProofAttempt;
import io.lotusconsole.embedded.ProofObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Writes down what an embedded miner proved, and lets a test wait for it. */
public final class ProofBook implements ProofObserver {
    private final long secondsMax;

    /** Guarded by this object. */
    private final List<ProofAttempt> attempts = new ArrayList<>();

    private final List<ChainMessage> messages = new ArrayList<>();

    /** @param secondsMax bound of every wait */
    public ProofBook(long secondsMax) {
        this.secondsMax = secondsMax;
    }

    @Override
    public synchronized void onAttempt(ProofAttempt attempt) {
        attempts.add(attempt);
        notifyAll();
    }

    @Override
    public synchronized void onMessage(ChainMessage message) {
        messages.add(message);
        notifyAll();
    }

    public synchronized List<ProofAttempt> all() {
        return List.copyOf(attempts);
    }

    public synchronized int size() {
        return attempts.size();
    }

    public List<ProofAttempt> where(Predicate<ProofAttempt> wanted) {
        return all().stream().filter(wanted).toList();
    }

    /** Waits for so many attempts of a sort; all of these. */
    public List<ProofAttempt> await(int count, Predicate<ProofAttempt> wanted) throws InterruptedException {
        return await(count, attempts, wanted);
    }

    /** Waits for so many messages of a kind; all of these. */
    public List<ChainMessage> await(int count, ChainMessage.Kind kind) throws InterruptedException {
        return await(count, messages, message -> message.kind() == kind);
    }

    private synchronized <T> List<T> await(int count, List<T> all, Predicate<T> wanted) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(secondsMax);
        while (true) {
            List<T> found = all.stream().filter(wanted).toList();
            if (found.size() >= count) {
                return found;
            }
            long left = end - System.nanoTime();
            if (left <= 0) {
                throw new AssertionError(
                        "not within " + secondsMax + " s; attempts: " + attempts + ", messages: " + messages);
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }
}
