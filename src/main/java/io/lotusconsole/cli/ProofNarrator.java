package io.lotusconsole.cli;

import io.lotusconsole.embedded.ChainMessage;
import io.lotusconsole.embedded.ProofAttempt;
import io.lotusconsole.embedded.ProofObserver;
import io.lotusconsole.proving.SectorSet;
import io.lotusconsole.render.Printable;
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
        say(line(attempt));
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

    static String line(ProofAttempt attempt) {
        StringBuilder line = new StringBuilder("epoch " + attempt.epoch() + "  ")
                .append(attempt.kind().title());
        if (attempt.deadline() != null) {
            line.append(", deadline ").append(attempt.deadline());
        }
        line.append(", ").append(sectors(attempt.sectors())).append(": ");
        if (attempt.isVerified()) {
            line.append("verified");
        } else if (attempt.error() == null) {
            line.append("no proof, ").append(sectors(attempt.skipped())).append(" skipped");
        } else {
            line.append("not verified");
        }
        line.append(", ").append(attempt.millis()).append(" ms");
        if (attempt.maker() != null) {
            line.append(", by ").append(maker(attempt));
        }
        if (!attempt.isForChain()) {
            line.append(", on demand");
        }
        return line.append(attempt.error() == null ? "" : ": " + attempt.error())
                .toString();
    }

    private static String maker(ProofAttempt attempt) {
        return attempt.maker().isMiner()
                ? "the miner"
                : "worker " + attempt.maker().hostname() + " ("
                        + attempt.maker().session() + ")";
    }

    static String line(ChainMessage message) {
        String start = "epoch " + message.epoch() + "  ";
        String sectors = message.sectors().isEmpty() ? "" : sectors(message.sectors());
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

    /** {@code sector 4}, {@code sectors 1-2, 7}. */
    private static String sectors(List<Long> numbers) {
        StringBuilder text = new StringBuilder(numbers.size() == 1 ? "sector " : "sectors ");
        long[] runs = SectorSet.ofNumbers(numbers.stream().sorted().toList()).runLengths();
        long start = 0;
        for (int i = 0; i < runs.length; i++) {
            if (i % 2 == 1) {
                text.append(i > 1 ? ", " : "").append(start);
                text.append(runs[i] > 1 ? "-" + (start + runs[i] - 1) : "");
            }
            start += runs[i];
        }
        return text.toString();
    }
}
