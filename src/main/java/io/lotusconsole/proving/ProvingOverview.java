package io.lotusconsole.proving;

import java.util.List;

/**
 * A miner's proving period with its deadlines, all at one tipset.
 *
 * @param deadlines those that could be read, by index
 * @param missing what could not be read, each with its reason
 */
public record ProvingOverview(
        String address, ProvingWindow window, ChainClock clock, List<DeadlineView> deadlines, List<Missing> missing) {

    public long liveSectors() {
        long sum = 0;
        for (DeadlineView deadline : deadlines) {
            sum += deadline.liveSectors();
        }
        return sum;
    }

    public long faultySectors() {
        long sum = 0;
        for (DeadlineView deadline : deadlines) {
            sum += deadline.faultySectors();
        }
        return sum;
    }

    public long recoveringSectors() {
        long sum = 0;
        for (DeadlineView deadline : deadlines) {
            sum += deadline.recoveringSectors();
        }
        return sum;
    }

    /** A deadline by its index; null if it could not be read. */
    public DeadlineView deadline(int index) {
        for (DeadlineView deadline : deadlines) {
            if (deadline.index() == index) {
                return deadline;
            }
        }
        return null;
    }
}
