package io.lotusconsole.storage;

import java.util.Locale;

/**
 * Why a sector could not be read, by what it means for the others: whether the sector may be to blame, and whether
 * that is known only if its storage answers for others (design, decision 6).
 */
public enum ReadFault {
    /** Its storage is there, and said nothing in time. */
    TIMED_OUT("it was not read in time", true, true),
    /** Its files are not where they should be; or the miner's index knows no place for it, without any attempt. */
    MISSING("it is missing", true, false),
    /** Its files are there and were read, but have changed or are cut. */
    CORRUPT("it is corrupt", true, false),
    /** Its files are there, but cannot be opened or read. So it is with each of a shelf whose disks fail. */
    UNREADABLE("its files cannot be read", true, true),
    /** What came is no vanilla proof of this sector. */
    BAD_ANSWER("the answer is no vanilla proof of it", true, true),
    /** A host that the index names knows no such address (HTTP 404). */
    NOT_SERVED("its host does not serve it", true, true),
    /** Nothing listens there. */
    REFUSED("its host refused the connection", false, false),
    /** No route to the host, or no answer to the connection attempt. */
    UNREACHABLE("its host cannot be reached", false, false),
    /** The host's name has no address. */
    UNRESOLVED("the name of its host is not known", false, false),
    /** The host turned our token down. */
    UNAUTHORIZED("its host refused the token", false, false),
    /** The host closed the connection without a whole answer, as one that is unable does. */
    DROPPED("its host closed the connection", false, false),
    /** A storage path is away: its own meta file is gone, changed or does not answer. */
    STORAGE_AWAY("its storage path does not answer", false, false),
    /** Anything that says nothing of the sector. */
    FAILED("reading failed", false, false),
    /** The attempt ended before it was this sector's turn. */
    NOT_TRIED("it was not tried", false, false);

    private final String text;
    private final boolean isOfSector;
    private final boolean needsWitness;

    ReadFault(String text, boolean isOfSector, boolean needsWitness) {
        this.text = text;
        this.isOfSector = isOfSector;
        this.needsWitness = needsWitness;
    }

    /** One clause for an operator, about "it", the sector. */
    public String text() {
        return text;
    }

    /** Whether the sector may be skipped for its own sake. Any other fault ends the attempt as inability. */
    public boolean isOfSector() {
        return isOfSector;
    }

    /** Whether it counts as one of the sector only if the same host, or path, was seen to answer for another. */
    public boolean needsWitness() {
        return needsWitness;
    }

    /** Whether it may be gone when the sector is read once more. */
    boolean deservesAnotherTry() {
        return this == TIMED_OUT || this == DROPPED || this == UNREACHABLE;
    }

    /** As {@link RemoteHandler} begins its error texts with it, for {@link RemoteVanilla} to know it by. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
