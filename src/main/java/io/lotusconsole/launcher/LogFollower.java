package io.lotusconsole.launcher;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Reads a worker's log as it grows, and goes on with the next one when it is begun anew. For one thread. */
public final class LogFollower implements Closeable {
    private static final long LOOK_AGAIN_MILLIS = 200;
    private static final int CHUNK_BYTES = 64 * 1024;

    /** A line that is longer is given in parts. */
    private static final int LINE_BYTES_MAX = 1 << 20;

    private final Path log;
    private final Consumer<String> lines;
    private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);
    private byte[] begun = new byte[1024];
    private int begunBytes;
    private FileChannel channel;
    private Object fileKey;

    /** @param lines takes them one by one, without their ends */
    public LogFollower(Path log, Consumer<String> lines) {
        this.log = log;
        this.lines = lines;
    }

    /** Gives the last lines that there are; {@link #follow} goes on behind them. */
    public void tail(int count) throws IOException {
        if (open()) {
            List<String> last = LogTail.lines(channel, count);
            last.forEach(lines);
        }
    }

    /** Gives what comes. Blocks until the thread is interrupted. */
    public void follow() throws IOException {
        while (!Thread.currentThread().isInterrupted()) {
            if (channel != null || open()) {
                readToEnd();
                if (isRotated()) {
                    // What came between the last read and the rotation.
                    readToEnd();
                    giveBegun();
                    close();
                    continue;
                }
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_AGAIN_MILLIS));
        }
    }

    private boolean open() throws IOException {
        try {
            fileKey = Files.readAttributes(log, BasicFileAttributes.class).fileKey();
            channel = FileChannel.open(log, StandardOpenOption.READ);
            // Rotated in between: what is open would be told from itself for ever.
            if (!Objects.equals(
                    fileKey,
                    Files.readAttributes(log, BasicFileAttributes.class).fileKey())) {
                close();
                return false;
            }
            return true;
        } catch (NoSuchFileException e) {
            close();
            return false;
        }
    }

    private boolean isRotated() throws IOException {
        try {
            BasicFileAttributes now = Files.readAttributes(log, BasicFileAttributes.class);
            return !Objects.equals(fileKey, now.fileKey()) || now.size() < channel.position();
        } catch (NoSuchFileException e) {
            return true;
        }
    }

    private void readToEnd() throws IOException {
        chunk.clear();
        while (channel.read(chunk) > 0) {
            chunk.flip();
            while (chunk.hasRemaining()) {
                take(chunk.get());
            }
            chunk.clear();
        }
    }

    private void take(byte b) {
        if (b == '\n') {
            giveLine();
            return;
        }
        if (begunBytes == LINE_BYTES_MAX) {
            giveLine();
        }
        if (begunBytes == begun.length) {
            begun = Arrays.copyOf(begun, begunBytes * 2);
        }
        begun[begunBytes++] = b;
    }

    private void giveLine() {
        lines.accept(new String(begun, 0, begunBytes, StandardCharsets.UTF_8));
        begunBytes = 0;
    }

    private void giveBegun() {
        if (begunBytes > 0) {
            giveLine();
        }
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
            channel = null;
        }
    }
}
