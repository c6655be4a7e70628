package io.lotusconsole.params;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The right to write into a parameter directory: {@code fetch.lock} in it, the file and kind of lock (fcntl)
 * that Lotus takes, so that Lotus and this program keep out of each other's way. The file stays empty, or Lotus
 * would not lock it any more.
 */
final class DirectoryLock implements Closeable {
    private static final String FILE = "fetch.lock";
    private static final long LOOK_AGAIN_MILLIS = 200;

    /** Who waits is told of it again: what is silent for long looks dead. */
    private static final long TELL_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(15);

    private final FileChannel channel;
    private final boolean hadToWait;

    private DirectoryLock(FileChannel channel, boolean hadToWait) {
        this.channel = channel;
        this.hadToWait = hadToWait;
    }

    /**
     * Takes the lock. Blocks until whoever has it is done, for that is the point: their download is ours too.
     *
     * @param directory exists and is writable
     * @param onWait told now and then, while it has to be waited for
     * @throws IOException if the file cannot be made, or the thread is interrupted
     */
    static DirectoryLock take(Path directory, Runnable onWait) throws IOException {
        FileChannel channel = FileChannel.open(
                directory.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.READ);
        boolean hadToWait = false;
        long toldNanos = 0;
        while (!tryLock(channel)) {
            if (!hadToWait || System.nanoTime() - toldNanos >= TELL_AGAIN_NANOS) {
                toldNanos = System.nanoTime();
                onWait.run();
            }
            hadToWait = true;
            // There is no event to wait for: a blocking lock would deadlock with other threads of this process.
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_AGAIN_MILLIS));
            if (Thread.currentThread().isInterrupted()) {
                channel.close();
                throw new IOException("interrupted while waiting for " + directory.resolve(FILE));
            }
        }
        return new DirectoryLock(channel, hadToWait);
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            // Another thread of this process has it.
            return false;
        }
    }

    /** Whether somebody else had it first, and so may have done what we came for. */
    boolean hadToWait() {
        return hadToWait;
    }

    /** Lets it go. */
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
