package io.lotusconsole.feed;

import io.lotusconsole.http.SlowNotice;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The right to ask one miner for {@code WorkerStats} now: one call in flight among all processes of this
 * user, and those that poll apart from each other as {@link Pacing} has it (design, decision 6).
 *
 * <p>A file per miner, locked while the call lasts, remembers when the last one began and how long it took.
 * Where no file can be made or locked everybody has the turn: the console works on a read-only machine too.
 */
public final class Turn implements Closeable {
    /** Longest wait for others, after which the miner is asked all the same: {@code WorkerStats} ends by then. */
    static final long WAIT_MILLIS_MAX = 120_000;

    /** A longer wait is told of, as a slow call is. */
    private static final int SLOW_MILLIS = 3_000;

    private static final long LOOK_AGAIN_MILLIS = 100;
    private static final long LOOK_AGAIN_RESTING_MILLIS = 1_000;
    private static final int RECORD_BYTES_MAX = 64;

    /** Null where no file can be made, or the wait was given up. */
    private final FileChannel channel;

    private final Clock clock;
    private final long startMillis;
    private final long waitedMillis;

    private Turn(FileChannel channel, Clock clock, long waitedNanos) {
        this.channel = channel;
        this.clock = clock;
        this.startMillis = clock.millis();
        this.waitedMillis = TimeUnit.NANOSECONDS.toMillis(waitedNanos);
    }

    /** How long somebody else's call was waited for; without the distance that polls keep. */
    public long waitedMillis() {
        return waitedMillis;
    }

    /**
     * Waits for the turn; blocks while somebody else has it, at most {@link #WAIT_MILLIS_MAX}.
     *
     * @param directory made if need be, and its parent, for this user only; not what is above them
     * @param miner {@code host:port}
     * @param polling whether to keep the distance between polls as well; a person's one look need not
     * @param limitMillis longest wait for a call of somebody else's, 0 for no limit of the caller's own; the
     *     distance between polls does not count
     * @param notice run once if the wait is a long one
     * @return null if the caller's limit passed first
     */
    public static Turn take(
            Path directory, String miner, boolean polling, Clock clock, long limitMillis, Runnable notice) {
        long limitNanos = TimeUnit.MILLISECONDS.toNanos(limitMillis);
        long endNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(WAIT_MILLIS_MAX);
        long waitedNanos = 0;
        SlowNotice slow = new SlowNotice(SLOW_MILLIS, notice);
        FileChannel channel = open(directory, miner, clock);
        try {
            while (channel != null && System.nanoTime() - endNanos < 0 && !isInterrupted()) {
                FileLock lock = tryLock(channel);
                if (lock != null) {
                    long restMillis = polling ? millisToWait(channel, clock.millis()) : 0;
                    if (restMillis <= 0) {
                        return new Turn(channel, clock, waitedNanos);
                    }
                    lock.release();
                    pause(Math.min(restMillis, LOOK_AGAIN_RESTING_MILLIS));
                } else if (limitMillis > 0 && waitedNanos >= limitNanos) {
                    close(channel);
                    return null;
                } else {
                    long startNanos = System.nanoTime();
                    pause(LOOK_AGAIN_MILLIS);
                    waitedNanos += System.nanoTime() - startNanos;
                }
                slow.sayIfDue();
            }
        } catch (IOException e) {
            // A file system without locks: the miner is asked all the same.
        }
        close(channel);
        return new Turn(null, clock, waitedNanos);
    }

    /** The lock; null while another process or another thread of this one has it. */
    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static void pause(long millis) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    private static boolean isInterrupted() {
        return Thread.currentThread().isInterrupted();
    }

    private static FileChannel open(Path directory, String miner, Clock clock) {
        Path file = StateFiles.of(directory, StateFiles.TURN, miner);
        try {
            return FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } catch (NoSuchFileException e) {
            StateFiles.removeUnused(directory, clock.millis());
            return make(directory, file);
        } catch (IOException e) {
            return null;
        }
    }

    private static FileChannel make(Path directory, Path file) {
        try {
            StateFiles.make(directory);
            Set<OpenOption> options =
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            return FileChannel.open(file, options, StateFiles.forFile());
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
