package io.lotusconsole.terminal;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jline.terminal.Attributes;
import org.jline.terminal.impl.jni.JniTerminalProvider;
import org.jline.terminal.spi.Pty;
import org.jline.terminal.spi.SystemStream;
import org.jline.utils.Signals;

/**
 * The terminal of this process in raw mode: keys come as they are pressed, and nothing is echoed. Its owner gives it
 * back by {@link #close}; if the process is ended by a signal it goes back by itself. Safe for several threads.
 */
public final class Tty implements Closeable {
    /**
     * What a program may have left on, each off: cursor on, mouse, focus, bracketed paste, synchronised update,
     * attributes, alternate screen.
     */
    private static final String RESTORE = "\u001b[?2026l\u001b[?1000l\u001b[?1002l\u001b[?1003l\u001b[?1006l"
            + "\u001b[?1004l\u001b[?2004l\u001b[0m\u001b[?1049l\u001b[?25h";

    /** A child of ours that sets modes or stops us; a terminal that is gone may hold it up. */
    private static final long CHILD_MILLIS_MAX = 2_000;

    /** How long a signal that stops this process may take to do so. */
    private static final long STOPPING_MILLIS_MAX = 2_000;

    private static final int MODES_CHARS_MAX = 1_024;
    private final Pty pty;
    private final TerminalSize size;
    private final OutputStream output;

    /** As it was found, for {@code stty}: JLine does not write the line speed back. Null if there is no stty. */
    private final String modes;

    private final Attributes attributes;
    private final Thread hook = new Thread(this::giveBack, "gives the terminal back");

    /** Guarded by this. */
    private boolean isRaw;

    private Tty(Pty pty) throws IOException {
        this.pty = pty;
        this.size = new TerminalSize(pty);
        this.output = pty.getSlaveOutput();
        this.attributes = pty.getAttr();
        this.modes = stty("-g");
    }

    /**
     * Takes the terminal behind standard input and output.
     *
     * @throws IOException if there is none
     */
    public static Tty open() throws IOException {
        try {
            Tty tty = new Tty(new JniTerminalProvider().current(SystemStream.Output));
            Runtime.getRuntime().addShutdownHook(tty.hook);
            tty.takeRaw();
            return tty;
        } catch (RuntimeException | LinkageError e) {
            throw new IOException("there is no terminal: " + e.getMessage(), e);
        }
    }

    private synchronized void takeRaw() throws IOException {
        Attributes raw = new Attributes(attributes);
        raw.setLocalFlag(Attributes.LocalFlag.ICANON, false);
        raw.setLocalFlag(Attributes.LocalFlag.ECHO, false);
        raw.setLocalFlag(Attributes.LocalFlag.ISIG, false);
        raw.setLocalFlag(Attributes.LocalFlag.IEXTEN, false);
        raw.setInputFlag(Attributes.InputFlag.IXON, false);
        raw.setControlChar(Attributes.ControlChar.VMIN, 1);
        raw.setControlChar(Attributes.ControlChar.VTIME, 0);
        isRaw = true;
        pty.setAttr(raw);
    }

    /** Bytes of keys. Reads block; they end with the terminal. */
    public InputStream input() throws IOException {
        return pty.getSlaveInput();
    }

    public OutputStream output() {
        return output;
    }

    public int columns() {
        return size.columns();
    }

    public int rows() {
        return size.rows();
    }

    /** Runs the action whenever the terminal has another size, on a thread of its own. */
    public void onResize(Runnable action) {
        Signals.register("WINCH", action);
    }

    /** Runs the action when somebody tells the process to stop ({@code SIGTSTP}), on a thread of its own. */
    public void onStop(Runnable action) {
        Signals.register("TSTP", action);
    }

    /**
     * Gives the terminal back and stops this process, as Ctrl-Z does. Blocks until it is told to go on; the terminal is
     * raw again by then.
     */
    public void suspend() throws IOException {
        giveBack();
        CountDownLatch isGoingOn = new CountDownLatch(1);
        Signals.register("CONT", isGoingOn::countDown);
        run(List.of("kill", "-STOP", Long.toString(ProcessHandle.current().pid())));
        try {
            // The kill has returned before this process is stopped: drawing on would be on the shell's screen.
            isGoingOn.await(STOPPING_MILLIS_MAX, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        takeRaw();
    }

    /** Gives the terminal back as it was found. Each part is tried even if another fails. */
    private synchronized void giveBack() {
        if (!isRaw) {
            return;
        }
        isRaw = false;
        try {
            output.write(RESTORE.getBytes(StandardCharsets.US_ASCII));
            output.flush();
        } catch (IOException e) {
            // It is gone.
        }
        try {
            pty.setAttr(attributes);
        } catch (IOException e) {
            // It is gone.
        }
        if (modes != null) {
            // Last, for the line speed. It says that it could not do all where that was lost, and has done it.
            stty(modes);
        }
    }

    @Override
    public void close() {
        giveBack();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending, and the hook has nothing left to do.
        }
    }

    /** What {@code stty} prints; null if it fails. */
    private static String stty(String argument) {
        try {
            return run(List.of("stty", argument));
        } catch (IOException e) {
            return null;
        }
    }

    /** Runs a program that has our terminal as its input. */
    private static String run(List<String> words) throws IOException {
        Process child = new ProcessBuilder(new ArrayList<>(words))
                .redirectInput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!child.waitFor(CHILD_MILLIS_MAX, TimeUnit.MILLISECONDS)) {
                child.destroyForcibly();
                throw new IOException(words.get(0) + " does not end");
            }
            if (child.exitValue() != 0) {
                throw new IOException(words.get(0) + " failed with " + child.exitValue());
            }
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            text.write(child.getInputStream().readNBytes(MODES_CHARS_MAX));
            return text.toString(StandardCharsets.US_ASCII).trim();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(words.get(0) + " was not waited for", e);
        }
    }
}
