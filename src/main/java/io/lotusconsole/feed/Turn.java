package io.lotusconsole.feed;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Set;
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
     * @param directory made if need be, and its parent, for this user only; not what is above them
     * @param miner {@code host:port}
     * @param polling whether to keep the distance between polls as well; a person's one look need not
     */
    public static Turn take(Path directory, String miner, boolean polling, Clock clock) {
        long endNanos = System.nanoTime() + WAIT_MILLIS_MAX * 1_000_000;
        FileChannel channel = open(directory, miner);
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

    private static FileChannel open(Path directory, String miner) {
        Path file = directory.resolve("worker-stats-" + Integer.toHexString(miner.hashCode()));
        try {
            return FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } catch (NoSuchFileException e) {
            return make(directory, file);
        } catch (IOException e) {
            return null;
        }
    }

    private static FileChannel make(Path directory, Path file) {
        try {
            // Not with all its parents: a home that is not there is not ours to make.
            makeDirectory(directory.toAbsolutePath().getParent());
            makeDirectory(directory);
            Set<OpenOption> options =
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            return FileChannel.open(file, options, mode("rw-------"));
        } catch (IOException e) {
            return null;
        }
    }

    private static void makeDirectory(Path directory) throws IOException {
        try {
            Files.createDirectory(directory, mode("rwx------"));
        } catch (FileAlreadyExistsException e) {
            // It was there before, or another process made it this moment.
        }
    }

    private static FileAttribute<?> mode(String permissions) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
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
