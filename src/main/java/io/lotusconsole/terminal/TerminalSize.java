package io.lotusconsole.terminal;

import java.io.Closeable;
import java.io.IOException;
import org.jline.terminal.Size;
import org.jline.terminal.impl.jni.JniTerminalProvider;
import org.jline.terminal.spi.Pty;
import org.jline.terminal.spi.SystemStream;

/**
 * Asks the terminal behind standard output for its size, by ioctl, as often as wanted.
 *
 * <p>It asks JLine's pty and makes no JLine terminal: making one writes the terminal's modes back, and
 * loses its line speed on the way (seen with JLine 3.30.6: {@code speed 0 baud} afterwards).
 */
public final class TerminalSize implements Closeable {
    private static final int COLUMNS_UNKNOWN = 80;
    private static final int ROWS_UNKNOWN = 24;

    /** Null if there is no terminal to ask. */
    private final Pty pty;

    /** @param pty whose owner closes it, or null */
    TerminalSize(Pty pty) {
        this.pty = pty;
    }

    /** Columns of the terminal behind standard error, now. Never fails: 80 if there is none. */
    public static int columnsOfStderr() {
        try (TerminalSize size = new TerminalSize(new JniTerminalProvider().current(SystemStream.Error))) {
            return size.columns();
        } catch (IOException | RuntimeException | LinkageError e) {
            return COLUMNS_UNKNOWN;
        }
    }

    /** Never fails: without a terminal that answers, the size is 80 by 24. */
    public static TerminalSize open() {
        try {
            return new TerminalSize(new JniTerminalProvider().current(SystemStream.Output));
        } catch (IOException | RuntimeException | LinkageError e) {
            return new TerminalSize(null);
        }
    }

    public int columns() {
        int columns = size().getColumns();
        return columns > 0 ? columns : COLUMNS_UNKNOWN;
    }

    public int rows() {
        int rows = size().getRows();
        return rows > 0 ? rows : ROWS_UNKNOWN;
    }

    private Size size() {
        try {
            return pty == null ? new Size(COLUMNS_UNKNOWN, ROWS_UNKNOWN) : pty.getSize();
        } catch (IOException | RuntimeException e) {
            // The terminal has gone away; the next write will say so.
            return new Size(COLUMNS_UNKNOWN, ROWS_UNKNOWN);
        }
    }

    @Override
    public void close() throws IOException {
        if (pty != null) {
            pty.close();
        }
    }
}
