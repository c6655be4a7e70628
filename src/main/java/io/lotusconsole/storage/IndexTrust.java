package io.lotusconsole.storage;

/**
 * Whether the miner's index may be believed that it knows no place for a sector: it forgets everything when the miner
 * restarts, and is told anew by every host in its own time.
 */
@FunctionalInterface
public interface IndexTrust {
    /** For an index that is whole. */
    IndexTrust WHOLE = sinceNanos -> null;

    /**
     * Why an index may have lacked a sector that some host has. May block for a call to the miner.
     *
     * @param sinceNanos of {@link System#nanoTime}: when it was asked first
     * @return one clause; null if it lacked nothing at any time since
     */
    String whyDoubtful(long sinceNanos);
}
