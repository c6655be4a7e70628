package io.lotusconsole.terminal;

import java.io.Closeable;
import java.io.IOException;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** Asks the terminal for its size, by ioctl, as often as wanted. Modes are left as they are. */
public final class TerminalSize implements Closeable {
    private static final int COLUMNS_UNKNOWN = 80;
    private static final int ROWS_UNKNOWN = 24;

    /** Null if there is no terminal to ask. */
    private final Terminal terminal;

    private TerminalSize(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Never fails: without a terminal that answers, the size is 80 by 24. */
    public static TerminalSize open() {
        try {
            return new TerminalSize(TerminalBuilder.builder()
                    .system(true)
                    .nativeSignals(false)
                    .dumb(true)
                    .build());
        } catch (IOException | IllegalStateException e) {
            return new TerminalSize(null);
        }
    }

    public int columns() {
        Size size = terminal == null ? null : terminal.getSize();
        return size == null || size.getColumns() <= 0 ? COLUMNS_UNKNOWN : size.getColumns();
    }

    public int rows() {
        Size size = terminal == null ? null : terminal.getSize();
        return size == null || size.getRows() <= 0 ? ROWS_UNKNOWN : size.getRows();
    }

    @Override
    public void close() throws IOException {
        if (terminal != null) {
            terminal.close();
        }
    }
}
