package io.lotusconsole.proving;

import java.util.List;

/**
 * A miner's proving period with its deadlines, all at one tipset if the head is known.
 *
 * @param head the tipset all was read at; if it is unknown, all was read at the heads of the moment
 * @param epochSeconds length of an epoch
 * @param deadlines those that could be read, by index
 * @param unreadDeadlines those that could not, by index
 * @param states of all deadlines; null if they were not asked for
 */
public record ProvingOverview(
        String address,
        Answer<Tipset> head,
        Answer<Long> epochSeconds,
        Answer<ProvingWindow> window,
        List<DeadlineView> deadlines,
        List<Missing> unreadDeadlines,
        Answer<List<DeadlineState>> states) {

    /** What turns an epoch into a wall time; null if it cannot be told. */
    public ChainClock clock() {
        return head.isKnown() && epochSeconds.isKnown()
                ? new ChainClock(
                        head.value().height(), Tipset.signed(head.value().secondsMin()), epochSeconds.value())
                : null;
    }

    /** Null if neither the window nor the head says. */
    public Long currentEpoch() {
        if (window.isKnown()) {
            return window.value().currentEpoch();
        }
        return head.isKnown() ? (Long) head.value().height() : null;
    }

    /** The deadline now open; null if it is not known which it is, or it could not be read. */
    public DeadlineView currentDeadline() {
        return window.isKnown() ? deadline(window.value().deadlineIndex()) : null;
    }

    /** Whether at least one deadline could be read, without which no sum means anything. */
    public boolean hasDeadlines() {
        return !deadlines.isEmpty();
    }

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
