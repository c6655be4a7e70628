package io.lotusconsole.cli;

import io.lotusconsole.embedded.ChainMessage;
import io.lotusconsole.embedded.ProofAttempt;
import io.lotusconsole.embedded.ProofObserver;
import io.lotusconsole.render.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The lines of a demo, and the proofs that they tell of. What the miner's threads see waits until the one thread that
 * tells is between two commands.
 */
final class DemoStory implements ProofObserver {
    /** Minutes of proofs that nobody asks for; what comes then is not told. */
    private static final int EVENTS_MAX = 10_000;

    /** Nothing is silent for longer. */
    private static final long QUIET_NANOS_MAX = TimeUnit.SECONDS.toNanos(4);

    private final BlockingQueue<Object> events = new ArrayBlockingQueue<>(EVENTS_MAX);
    private final List<ProofAttempt> attempts = new ArrayList<>();
    private final Consumer<String> tell;
    private boolean isBlockTold;
    private long toldNanos = System.nanoTime();

    /** @param tell takes whole lines */
    DemoStory(Consumer<String> tell) {
        this.tell = tell;
    }

    @Override
    public void onAttempt(ProofAttempt attempt) {
        if (attempt.isForChain()) {
            events.offer(attempt);
        }
    }

    @Override
    public void onMessage(ChainMessage message) {
        events.offer(message);
    }

    void say(String line) {
        tell.accept(line);
        toldNanos = System.nanoTime();
    }

    /** Whether nothing was said for so long that something should be. */
    boolean isQuiet() {
        return System.nanoTime() - toldNanos > QUIET_NANOS_MAX;
    }

    /** Tells the next proof or message, if there is one within the time. */
    boolean tellNext(long millisMax) throws InterruptedException {
        Object event = events.poll(millisMax, TimeUnit.MILLISECONDS);
        if (event instanceof ProofAttempt attempt) {
            attempts.add(attempt);
            say("  " + Printable.escape(ProofNarrator.told(attempt).brief()));
        } else if (event instanceof ChainMessage message && isNews(message)) {
            isBlockTold |= message.kind() == ChainMessage.Kind.BLOCK;
            say("  " + Printable.escape(ProofNarrator.line(message)));
        }
        return event != null;
    }

    /** Proofs that were told of, the first first. */
    List<ProofAttempt> attempts() {
        return attempts;
    }

    /** Whether a block was told of. */
    boolean isBlockTold() {
        return isBlockTold;
    }

    /** That a verified proof was taken goes without saying. */
    private static boolean isNews(ChainMessage message) {
        return message.kind() != ChainMessage.Kind.PROOF
                || message.refusal() != null
                || !message.sectors().isEmpty();
    }
}
