package io.lotusconsole.tui;

import com.googlecode.lanterna.TerminalSize;
import com.googlecode.lanterna.terminal.ansi.ANSITerminal;
import io.lotusconsole.terminal.Tty;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Lanterna's terminal over ours, which owns the modes and knows the size. */
final class ScreenTerminal extends ANSITerminal {
    private static final byte[] BEGIN = "\u001b[?2026h".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "\u001b[?2026l".getBytes(StandardCharsets.US_ASCII);

    /** The largest screen at one write. */
    private static final int BUFFER_BYTES = 64 << 10;

    private final Tty tty;
    private final boolean isSynchronised;

    /** @param isSynchronised whether frames are marked, so that the terminal shows each at once */
    ScreenTerminal(Tty tty, boolean isSynchronised) throws IOException {
        super(tty.input(), new BufferedOutputStream(tty.output(), BUFFER_BYTES), StandardCharsets.UTF_8);
        this.tty = tty;
        this.isSynchronised = isSynchronised;
    }

    @Override
    protected TerminalSize findTerminalSize() {
        return new TerminalSize(tty.columns(), tty.rows());
    }

    void beginFrame() throws IOException {
        if (isSynchronised) {
            writeToTerminal(BEGIN);
        }
    }

    void endFrame() throws IOException {
        if (isSynchronised) {
            writeToTerminal(END);
        }
        flush();
    }

    /** Lets Lanterna's screen learn of another size. */
    void resized() {
        onResized(tty.columns(), tty.rows());
    }
}
