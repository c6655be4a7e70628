package io.lotusconsole.feed;

import io.lotusconsole.json.UnsafeText;
import io.lotusconsole.proving.DeadlineView;
import io.lotusconsole.proving.WorkerSnapshot;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What the last command saw of a miner, on disk, for what may not ask the miner itself: completion, above all (design,
 * decision 6).
 *
 * <p>Two small files a miner, mode 0600, beside those of {@link Turn}: its workers and its deadlines, a line each.
 * Hardly a command reads both, and so none has to read what it does not write. A file is replaced as a whole. It is a
 * convenience: what cannot be written is not, and what cannot be read was never seen. Writing is on the way of the
 * prompt.
 */
public final class LastSnapshot {
    /** The first line; a file of another version is none. */
    private static final String VERSION = "lotus-console 1";

    private static final String MINER = "miner ";
    private static final String AT = "at ";

    /** Nobody chooses from more by pressing TAB. */
    static final int ROWS_MAX = 1_000;

    /** A longer name is none. Host names have 253 characters at most (RFC 1035). */
    private static final int NAME_CHARS_MAX = 255;

    private static final int FILE_BYTES_MAX = 1 << 20;

    private LastSnapshot() {}

    /** A worker as the miner lists it; both texts are free of control characters and blanks at their ends. */
    public record Worker(String id, String hostname) {}

    /** @param at when the miner said so */
    public record Workers(Instant at, List<Worker> workers) {}

    /** A deadline with sectors that are to be proven. */
    public record Deadline(int index, long liveSectors) {}

    /** @param at when the chain said so */
    public record Deadlines(Instant at, List<Deadline> deadlines) {}

    /**
     * Notes the workers of a miner. A worker whose name would steer a terminal is left out.
     *
     * @param directory made if need be, and its parent, for this user only; not what is above them
     * @param miner {@code host:port}
     */
    public static void writeWorkers(Path directory, String miner, long nowMillis, List<WorkerSnapshot> workers) {
        StringBuilder text = head(miner, nowMillis);
        int rows = 0;
        for (WorkerSnapshot worker : workers) {
            String id = worker.id().text();
            if (rows < ROWS_MAX && isName(id) && isName(worker.hostname())) {
                text.append(id).append('\t').append(worker.hostname()).append('\n');
                rows++;
            }
        }
        // Who read them had the turn, and removed then what nobody uses.
        write(directory, StateFiles.of(directory, StateFiles.WORKERS, miner), text);
    }

    /** Notes those of all the miner's own deadlines that have live sectors; otherwise as {@link #writeWorkers}. */
    public static void writeDeadlines(Path directory, String miner, long nowMillis, List<DeadlineView> deadlines) {
        StringBuilder text = head(miner, nowMillis);
        for (DeadlineView deadline : deadlines) {
            long live = deadline.liveSectors();
            if (live > 0) {
                text.append(deadline.index()).append('\t').append(live).append('\n');
            }
        }
        Path file = StateFiles.of(directory, StateFiles.DEADLINES, miner);
        if (!Files.exists(file)) {
            StateFiles.removeUnused(directory, nowMillis);
        }
        write(directory, file, text);
    }

    /** The workers that were last seen; null if none ever were. */
    public static Workers workers(Path directory, String miner) {
        List<String> lines = read(StateFiles.of(directory, StateFiles.WORKERS, miner), miner);
        if (lines == null) {
            return null;
        }
        List<Worker> workers = new ArrayList<>();
        for (String row : rows(lines)) {
            int tab = row.indexOf('\t');
            if (tab > 0 && isName(row.substring(0, tab)) && isName(row.substring(tab + 1))) {
                workers.add(new Worker(row.substring(0, tab), row.substring(tab + 1)));
            }
        }
        return new Workers(at(lines), workers);
    }

    /** The deadlines that were last seen with live sectors; null if none ever were. */
    public static Deadlines deadlines(Path directory, String miner) {
        List<String> lines = read(StateFiles.of(directory, StateFiles.DEADLINES, miner), miner);
        if (lines == null) {
            return null;
        }
        List<Deadline> deadlines = new ArrayList<>();
        for (String row : rows(lines)) {
            int tab = row.indexOf('\t');
            try {
                deadlines.add(new Deadline(
                        Integer.parseInt(row.substring(0, Math.max(0, tab))), Long.parseLong(row.substring(tab + 1))));
            } catch (NumberFormatException e) {
                // Not a row that was written here.
            }
        }
        return new Deadlines(at(lines), deadlines);
    }

    private static boolean isName(String text) {
        int length = text.length();
        if (length == 0 || length > NAME_CHARS_MAX || text.charAt(0) == ' ' || text.charAt(length - 1) == ' ') {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (UnsafeText.isUnsafe(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static StringBuilder head(String miner, long nowMillis) {
        StringBuilder text = new StringBuilder(1024);
        text.append(VERSION).append('\n');
        text.append(MINER).append(miner).append('\n');
        return text.append(AT).append(nowMillis).append('\n');
    }

    private static void write(Path directory, Path file, StringBuilder text) {
        // A name of its own: two commands may write at once, and the last one wins as a whole.
        Path whole = directory.resolve(file.getFileName() + "." + Long.toHexString(System.nanoTime()));
        try {
            if (!Files.exists(file)) {
                StateFiles.make(directory);
            }
            Set<OpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            try (FileChannel channel = FileChannel.open(whole, options, StateFiles.forFile())) {
                ByteBuffer bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            }
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            forget(whole);
        }
    }

    private static void forget(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // It is as unwritable as it was; what is left is removed when it is old.
        }
    }

    /** The lines of a file of this miner; null if there is none that is whole. */
    private static List<String> read(Path file, String miner) {
        List<String> lines = new ArrayList<>();
        try {
            if (Files.size(file) > FILE_BYTES_MAX) {
                return null;
            }
            String text = Files.readString(file, StandardCharsets.UTF_8);
            int start = 0;
            for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
                lines.add(text.substring(start, end));
                start = end + 1;
            }
        } catch (IOException e) {
            return null;
        }
        boolean whole = lines.size() >= 3
                && lines.get(0).equals(VERSION)
                && lines.get(1).equals(MINER + miner)
                && at(lines) != null;
        return whole ? lines : null;
    }

    private static List<String> rows(List<String> lines) {
        return lines.subList(3, Math.min(lines.size(), 3 + ROWS_MAX));
    }

    /** Null if the line is of something else. */
    private static Instant at(List<String> lines) {
        String line = lines.get(2);
        try {
            return line.startsWith(AT) ? Instant.ofEpochMilli(Long.parseLong(line.substring(AT.length()))) : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
