package io.lotusconsole.prover.ffi;

import com.sun.jna.Pointer;
import io.lotusconsole.prover.LibraryLog;
import java.nio.charset.StandardCharsets;

/**
 * Hands the library's log lines on. Called on the library's threads too, so nothing it meets may come out.
 *
 * <p>One for the process and never let go: the library knows only its address, and may be about to call it when it is
 * told not to any more.
 */
final class LogForwarder implements Entries.LogCallback {
    static final LogForwarder INSTANCE = new LogForwarder();

    private static final LibraryLog.Level[] LEVELS = LibraryLog.Level.values();

    /** Null for nowhere. */
    private volatile LibraryLog to;

    private LogForwarder() {}

    void sendTo(LibraryLog log) {
        to = log;
    }

    @Override
    public void log(int level, Pointer target, long targetLen, Pointer message, long messageLen) {
        LibraryLog log = to;
        try {
            if (log != null) {
                log.line(LEVELS[level], text(target, targetLen), text(message, messageLen));
            }
        } catch (RuntimeException e) {
            // A line that cannot be logged is no reason to end a proof; the contract of LibraryLog says so.
        }
    }

    private static String text(Pointer bytes, long length) {
        return length == 0 ? "" : new String(bytes.getByteArray(0, (int) length), StandardCharsets.UTF_8);
    }
}
