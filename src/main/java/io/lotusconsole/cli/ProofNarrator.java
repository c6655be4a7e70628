package io.lotusconsole.cli;

import io.lotusconsole.embedded.ChainMessage;
import io.lotusconsole.embedded.ProofAttempt;
import io.lotusconsole.embedded.ProofObserver;
import io.lotusconsole.render.Printable;
import io.lotusconsole.render.ProofLine;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Tells of every proof of a devnet in a line, and of what its chain was sent:
 *
 * <pre>
 * epoch 20  WindowPoSt, deadline 2, sectors 1-2: verified, 912 ms, by the miner
 * epoch 21  deadline 2 is proven
 * epoch 40  WinningPoSt, sector 2: verified, 5871 ms, by worker box (3f2b…)
 * epoch 41  the block is ours, by sector 2
 * </pre>
 *
 * Lines that come before {@link #begin} wait for it.
 */
final class ProofNarrator implements ProofObserver {
    private final Consumer<String> tell;

    /** What came too early; null once it has begun. Guarded by this object. */
    private List<String> waiting = new ArrayList<>();

    /** @param tell takes whole lines */
    ProofNarrator(Consumer<String> tell) {
        this.tell = tell;
    }

    synchronized void begin() {
        List<String> early = waiting;
        waiting = null;
        early.forEach(this::say);
    }

    @Override
    public void onAttempt(ProofAttempt attempt) {
        say(told(attempt).whole());
    }

    @Override
    public void onMessage(ChainMessage message) {
        say(line(message));
    }

    private synchronized void say(String line) {
        if (waiting != null) {
            waiting.add(line);
            return;
        }
        try {
            tell.accept(Printable.escape(line));
        } catch (UncheckedIOException e) {
            // Nobody reads any more; the miner goes on without being listened to.
        }
    }

    /** The attempt for a line about it. */
    static ProofLine told(ProofAttempt attempt) {
        boolean isByMiner = attempt.maker() != null && attempt.maker().isMiner();
        boolean isByWorker = attempt.maker() != null && !isByMiner;
        return new ProofLine(
                attempt.kind(),
                attempt.epoch(),
                attempt.deadline(),
                attempt.sectors(),
                attempt.skipped(),
                attempt.isVerified(),
                attempt.millis(),
                isByWorker ? attempt.maker().hostname() : null,
                isByWorker ? attempt.maker().session() : null,
                isByMiner,
                attempt.isForChain(),
                attempt.error());
    }

    static String line(ChainMessage message) {
        String start = "epoch " + message.epoch() + "  ";
        String sectors = message.sectors().isEmpty() ? "" : ProofLine.sectors(message.sectors());
        String said =
                switch (message.kind()) {
                    case PROOF ->
                        message.refusal() == null
                                ? "deadline " + message.deadline() + " is proven"
                                        + (sectors.isEmpty() ? "" : " without " + sectors)
                                : "the proof of deadline " + message.deadline() + " is refused";
                    case BLOCK -> "the block is ours, by " + sectors;
                    case RECOVERY -> sectors + " of deadline " + message.deadline() + " declared recovered";
                };
        return start + said + (message.refusal() == null ? "" : ": " + message.refusal());
    }
}
