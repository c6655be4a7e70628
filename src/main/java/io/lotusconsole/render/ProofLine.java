package io.lotusconsole.render;

import io.lotusconsole.proving.PoStKind;
import io.lotusconsole.proving.SectorSet;
import java.util.List;

/**
 * A proof that a simulated miner asked for, told in a line: with all that is known of it, or so that a good one fits on
 * 80 columns.
 *
 * @param deadline null for a winning ticket
 * @param sectors numbers of those that were to be proven, one at least
 * @param skipped numbers of those that could not be read
 * @param maker host name of the worker that was asked; null if it was the miner, or nobody was there
 * @param session of that worker; null otherwise
 * @param isByMiner whether the miner itself was to make it
 * @param isForChain whether the chain waits for it; not where a user asked for it
 * @param error why there is none that holds; null if there is one, or sectors were skipped
 */
public record ProofLine(
        PoStKind kind,
        long epoch,
        Integer deadline,
        List<Long> sectors,
        List<Long> skipped,
        boolean isVerified,
        long millis,
        String maker,
        String session,
        boolean isByMiner,
        boolean isForChain,
        String error) {
    /** {@code epoch 20  WindowPoSt, deadline 2, sectors 1-2: verified, 912 ms, by worker box (3f2b…)}. */
    public String whole() {
        String verdict =
                isVerified ? "verified" : error == null ? "no proof, " + sectors(skipped) + " skipped" : "not verified";
        String place = (deadline == null ? "" : ", deadline " + deadline) + ", " + sectors(sectors);
        String by = isByMiner ? "the miner" : maker == null ? null : "worker " + maker + " (" + session + ")";
        return line(place, verdict, millis + " ms", by, isForChain ? "" : ", on demand");
    }

    /** {@code epoch 20  WindowPoSt, deadline 2: verified, 912ms, by box}. */
    public String brief() {
        String verdict = isVerified ? "verified" : error == null ? "sectors skipped" : "no proof";
        String place = deadline == null ? ", sector " + sectors.get(0) : ", deadline " + deadline;
        String by = isByMiner ? "the miner itself" : maker;
        return line(place, verdict, Durations.go(millis * 1_000_000), by, "");
    }

    private String line(String place, String verdict, String time, String by, String more) {
        return "epoch " + epoch + "  " + kind.title() + place + ": " + verdict + ", " + time
                + (by == null ? "" : ", by " + by) + more + (error == null ? "" : ": " + error);
    }

    /** {@code sector 4}, {@code sectors 1-2, 7}. */
    public static String sectors(List<Long> numbers) {
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
