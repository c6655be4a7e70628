package io.lotusconsole.prover.ffi;

import com.sun.jna.Pointer;
import io.lotusconsole.prover.LibraryLog;
import java.nio.charset.StandardCharsets;

/** Hands the library's log lines on. Called on the library's threads too, so nothing it meets may come out. */
final class LogForwarder implements Entries.LogCallback {
    private static final LibraryLog.Level[] LEVELS = LibraryLog.Level.values();

    private final LibraryLog to;

    LogForwarder(LibraryLog to) {
        this.to = to;
    }

    @Override
    public void log(int level, Pointer target, long targetLen, Pointer message, long messageLen) {
        try {
            to.line(LEVELS[level], text(target, targetLen), text(message, messageLen));
        } catch (RuntimeException e) {
            // A line that cannot be logged is no reason to end a proof; the contract of LibraryLog says so.
        }
    }

    private static String text(Pointer bytes, long length) {
        return length == 0 ? "" : new String(bytes.getByteArray(0, (int) length), StandardCharsets.UTF_8);
    }
}
