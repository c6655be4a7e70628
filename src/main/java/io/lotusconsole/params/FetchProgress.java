package io.lotusconsole.params;

import io.lotusconsole.proving.ParameterFile;
import io.lotusconsole.proving.ParameterState;

/** Told how checking and fetching go on, on the thread that does it. */
public interface FetchProgress {
    /** Nobody listens. */
    FetchProgress SILENT = new FetchProgress() {};

    /** Somebody else fetches into the directory, and is waited for; told again while that lasts. */
    default void waitingForOthers() {}

    /** A file was found to be missing or wrong, after all were looked at. */
    default void unusable(ParameterState state) {}

    /**
     * Before the first byte.
     *
     * @param files how many will be fetched
     * @param bytes in all; -1 if the gateway does not say
     * @param freeBytes on the directory's file system
     */
    default void plan(int files, long bytes, long freeBytes) {}

    /** The content of a file is being read. @param totalBytes its length */
    default void checking(ParameterFile file, long doneBytes, long totalBytes) {}

    /** A good file of this machine is being copied, which is not told of any further. */
    default void copying(ParameterFile file, String from) {}

    /** A file is coming in. @param totalBytes -1 if the gateway does not say */
    default void fetching(ParameterFile file, long doneBytes, long totalBytes) {}

    /** It broke off and is tried again. */
    default void retrying(ParameterFile file, String why, long inMillis) {}

    /** A file is good now. */
    default void done(ParameterFile file) {}
}
