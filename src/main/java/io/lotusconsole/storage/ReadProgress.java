package io.lotusconsole.storage;

/** Told of each sector that was tried, one at a time, on the threads that read: it must not block. */
@FunctionalInterface
public interface ReadProgress {
    ReadProgress NONE = (done, of) -> {};

    /** @param done sectors whose turn is over, read or not */
    void sectorDone(int done, int of);
}
