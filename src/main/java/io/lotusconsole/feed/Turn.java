package io.lotusconsole.feed;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The right to ask one miner for {@code WorkerStats} now: one call in flight among all processes of this
 * user, and those that poll apart from each other as {@link Pacing} has it (design, decision 6).
 *
 * <p>A file per miner, locked while the call lasts, remembers when the last one began and how long it took.
 * Where no file can be made everybody has the turn: the console works on a read-only machine too.
 */
public final class Turn implements Closeable {
    /** Longest wait for others; {@code WorkerStats} itself ends by then. */
    static final long WAIT_MILLIS_MAX = 120_000;

    private static final String PREFIX = "worker-stats-";

    /** A file that nobody wrote for so long is of a miner that is gone, or asked too seldom to need it. */
    private static final long UNUSED_DAYS_MAX = 7;

    private static final long LOOK_AGAIN_MILLIS = 100;
    private static final int RECORD_BYTES_MAX = 64;

    /** Null where no file can be made, or the wait was given up. */
    private final FileChannel channel;

    private final Clock clock;
    private final long startMillis;

    private Turn(FileChannel channel, Clock clock) {
        this.channel = channel;
        this.clock = clock;
        this.startMillis = clock.millis();
    }

    /**
     * Waits for the turn; blocks until nobody else has it, at most {@link #WAIT_MILLIS_MAX}.
     *
     * @param directory made if need be, for this user only
     * @param miner {@code host:port}
     * @param polling whether to keep the distance between polls as well; a person's one look need not
     */
    public static Turn take(Path directory, String miner, boolean polling, Clock clock) {
        long endNanos = System.nanoTime() + WAIT_MILLIS_MAX * 1_000_000;
        FileChannel channel = open(directory, miner, clock);
        while (channel != null && System.nanoTime() - endNanos < 0) {
            long waitMillis = LOOK_AGAIN_MILLIS;
            try {
                FileLock lock = channel.tryLock();
                if (lock != null) {
                    waitMillis = polling ? millisToWait(channel, clock.millis()) : 0;
                    if (waitMillis <= 0) {
                        return new Turn(channel, clock);
                    }
                    lock.release();
                }
            } catch (OverlappingFileLockException e) {
                // Another thread of this process has it; to us that is no different from another process.
                waitMillis = LOOK_AGAIN_MILLIS;
            } catch (IOException e) {
                break;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(Math.min(waitMillis, LOOK_AGAIN_MILLIS * 10)));
        }
        close(channel);
        return new Turn(null, clock);
    }

    private static FileChannel open(Path directory, String miner, Clock clock) {
        try {
            Files.createDirectories(directory);
            Path file = directory.resolve(PREFIX + Integer.toHexString(miner.hashCode()));
            if (!Files.exists(file)) {
                removeUnused(directory, clock.millis());
            }
            return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } catch (IOException e) {
            return null;
        }
    }

    /** How long the miner is still to be left alone after the last call, as the file tells. */
    private static long millisToWait(FileChannel channel, long now) throws IOException {
        ByteBuffer record = ByteBuffer.allocate(RECORD_BYTES_MAX);
        channel.read(record, 0);
        String text = new String(record.array(), 0, record.position(), StandardCharsets.US_ASCII);
        int blank = text.indexOf(' ');
        try {
            long start = Long.parseLong(text.substring(0, Math.max(0, blank)));
            long took = Long.parseLong(text.substring(blank + 1).trim());
            long due = start + new Pacing(0, true).millisToNext(took);
            // A start in the future is a clock that was set back, not a reason to wait.
            return start > now ? 0 : due - now;
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** Ends the call: notes when it began and how long it took, and lets the next one have its turn. */
    @Override
    public void close() {
        if (channel == null) {
            return;
        }
        String record = startMillis + " " + (clock.millis() - startMillis) + "\n";
        try {
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(record.getBytes(StandardCharsets.US_ASCII)), 0);
        } catch (IOException e) {
            // The disk is full, say. The next poll then comes by its own interval alone.
        }
        close(channel);
    }

    /** Removes files that are of no use any more: there is one for every address that was ever asked. */
    private static void removeUnused(Path directory, long now) {
        long oldestMillis = now - TimeUnit.DAYS.toMillis(UNUSED_DAYS_MAX);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                if (file.getFileName().toString().startsWith(PREFIX)
                        && Files.getLastModifiedTime(file).toMillis() < oldestMillis) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // Another process removes them too, say. They are small; the next new one tries again.
        }
    }

    private static void close(FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // Its lock goes with the process at the latest.
        }
    }
}
