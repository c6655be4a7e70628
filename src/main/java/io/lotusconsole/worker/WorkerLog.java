package io.lotusconsole.worker;

import io.lotusconsole.json.JsonText;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * The worker's log: one line an event, as text or as JSON, with fields that can be searched for.
 *
 * <p>Safe for several threads. A line that cannot be written, as on a full disk, is lost and stops nothing; how many
 * were lost is told by {@link #lostLines}. Lines of a {@linkplain #apart worker's process} are written by a thread of
 * their own, so that no stream keeps a proof waiting; other ones by who has something to say.
 */
public final class WorkerLog implements AutoCloseable {
    /** How lines look. */
    public enum Format {
        TEXT,
        JSON
    }

    /** How grave an event is. */
    public enum Level {
        DEBUG,
        INFO,
        WARN,
        ERROR
    }

    /** Longer values are cut: some texts of the proof library carry whole paths of causes. */
    private static final int VALUE_CHARS_MAX = 2_000;

    /** How long {@link #close} waits for a stream that takes nothing. */
    static final long CLOSE_MILLIS_MAX = 2_000;

    private final OutputStream out;
    private final Format format;
    private final Level least;
    private final InstantSource clock;

    /** Null if lines are written at once. */
    private final LogLines lines;

    /** Guarded by this; of lines that are written at once. */
    private long lost;

    /** Lines are written before the methods return. @param least the least grave events that are written */
    public WorkerLog(OutputStream out, Format format, Level least, InstantSource clock) {
        this(out, format, least, clock, false);
    }

    private WorkerLog(OutputStream out, Format format, Level least, InstantSource clock, boolean isApart) {
        this.out = out;
        this.format = format;
        this.least = least;
        this.clock = clock;
        this.lines = isApart ? new LogLines(out, this::lostNotice) : null;
    }

    /** A log whose methods never block; its owner closes it, so that the last lines are not lost. */
    public static WorkerLog apart(OutputStream out, Format format, Level least, InstantSource clock) {
        return new WorkerLog(out, format, least, clock, true);
    }

    private byte[] lostNotice(long count) {
        return line(Level.WARN, "log lines were lost: they could not be written", "lines", count);
    }

    public void info(String message, Object... fields) {
        write(Level.INFO, message, fields);
    }

    public void warn(String message, Object... fields) {
        write(Level.WARN, message, fields);
    }

    public void error(String message, Object... fields) {
        write(Level.ERROR, message, fields);
    }

    public void debug(String message, Object... fields) {
        write(Level.DEBUG, message, fields);
    }

    /**
     * Writes one line.
     *
     * @param fields names and values by turns; a pair whose value is null is left out
     */
    public void write(Level level, String message, Object... fields) {
        if (level.compareTo(least) < 0) {
            return;
        }
        byte[] bytes = line(level, message, fields);
        if (lines != null) {
            lines.add(bytes);
            return;
        }
        synchronized (this) {
            try {
                out.write(bytes);
                out.flush();
            } catch (IOException e) {
                lost++;
            }
        }
    }

    private byte[] line(Level level, String message, Object... fields) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        StringBuilder line = new StringBuilder();
        if (format == Format.JSON) {
            json(line, now, level, message, fields);
        } else {
            text(line, now, level, message, fields);
        }
        return line.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void json(StringBuilder line, Instant now, Level level, String message, Object... fields) {
        line.append("{\"ts\":\"").append(now).append("\",\"level\":\"").append(level);
        JsonText.quote(line.append("\",\"msg\":"), message);
        for (int i = 0; i + 1 < fields.length; i += 2) {
            if (fields[i + 1] == null) {
                continue;
            }
            JsonText.quote(line.append(','), fields[i].toString()).append(':');
            if (fields[i + 1] instanceof Number || fields[i + 1] instanceof Boolean) {
                line.append(fields[i + 1]);
            } else {
                JsonText.quote(line, cut(fields[i + 1].toString()));
            }
        }
        line.append('}');
    }

    private static void text(StringBuilder line, Instant now, Level level, String message, Object... fields) {
        line.append(now).append('\t').append(level).append("\tworker\t");
        escape(line, message);
        for (int i = 0; i + 1 < fields.length; i += 2) {
            if (fields[i + 1] != null) {
                line.append(i == 0 ? "\t" : " ").append(fields[i]).append('=');
                value(line, cut(fields[i + 1].toString()));
            }
        }
    }

    private static void value(StringBuilder line, String text) {
        if (text.isEmpty() || text.indexOf(' ') >= 0 || text.indexOf('"') >= 0 || text.indexOf('=') >= 0) {
            JsonText.quote(line, text);
        } else {
            escape(line, text);
        }
    }

    /** What others sent must not make lines or move the cursor. */
    private static void escape(StringBuilder line, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c >= 0x7f && c < 0xa0) {
                line.append("\\x").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
            } else {
                line.append(c);
            }
        }
    }

    private static String cut(String text) {
        return text.length() <= VALUE_CHARS_MAX ? text : text.substring(0, VALUE_CHARS_MAX) + "…";
    }

    /** Lines that could not be written. */
    public synchronized long lostLines() {
        return lines == null ? lost : lines.lost();
    }

    /** Waits until what was said is written, {@link #CLOSE_MILLIS_MAX} at most. What is said later may be lost. */
    @Override
    public void close() {
        if (lines == null) {
            return;
        }
        try {
            lines.awaitWritten(CLOSE_MILLIS_MAX);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
