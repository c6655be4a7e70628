package io.lotusconsole.worker;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;

/**
 * Lines on their way to a stream, by a thread of its own: a stream that takes none, as a terminal after Ctrl-S or a
 * pipe nobody reads, keeps nobody waiting. Lines that do not fit meanwhile, and those that cannot be written, as on a
 * full disk, are lost and counted; when lines can be written again, one of them says how many were.
 *
 * <p>Safe for several threads. The daemon thread lasts as long as the process, for a write that hangs cannot be ended.
 */
final class LogLines {
    /** What may wait, bytes: some ten thousand lines. */
    static final int WAITING_BYTES_MAX = 2 * 1024 * 1024;

    private final OutputStream out;
    private final LongFunction<byte[]> notice;

    /** All guarded by this. */
    private final ArrayDeque<byte[]> waiting = new ArrayDeque<>();

    private long waitingBytes;
    private boolean isWriting;
    private long lost;
    private long told;

    /** @param notice makes a line of how many were lost since the last one */
    LogLines(OutputStream out, LongFunction<byte[]> notice) {
        this.out = out;
        this.notice = notice;
        Thread thread = new Thread(this::write, "log");
        thread.setDaemon(true);
        thread.start();
    }

    /** Has a line written after those that wait, or loses it. Never blocks. */
    synchronized void add(byte[] line) {
        if (waitingBytes + line.length > WAITING_BYTES_MAX) {
            lost++;
            return;
        }
        waiting.add(line);
        waitingBytes += line.length;
        notifyAll();
    }

    synchronized long lost() {
        return lost;
    }

    /** Waits until all lines are written or lost; false if they are not in time. */
    synchronized boolean awaitWritten(long millis) throws InterruptedException {
        long end = System.nanoTime() + millis * 1_000_000;
        while (isWriting || !waiting.isEmpty()) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return true;
    }

    private void write() {
        try {
            while (true) {
                byte[] line = next();
                boolean isWritten = write(line);
                byte[] missing = null;
                synchronized (this) {
                    if (!isWritten) {
                        lost++;
                    } else if (lost > told) {
                        missing = notice.apply(lost - told);
                        told = lost;
                    }
                }
                if (missing != null && !write(missing)) {
                    synchronized (this) {
                        lost++;
                    }
                }
                done();
            }
        } catch (InterruptedException e) {
            // Nobody does that to it.
            Thread.currentThread().interrupt();
        }
    }

    private boolean write(byte[] line) {
        try {
            out.write(line);
            out.flush();
            return true;
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    private synchronized byte[] next() throws InterruptedException {
        while (waiting.isEmpty()) {
            wait();
        }
        isWriting = true;
        byte[] line = waiting.remove();
        waitingBytes -= line.length;
        return line;
    }

    private synchronized void done() {
        isWriting = false;
        notifyAll();
    }
}
