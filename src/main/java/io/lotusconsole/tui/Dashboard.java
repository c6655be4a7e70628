package io.lotusconsole.tui;

import com.googlecode.lanterna.input.KeyStroke;
import com.googlecode.lanterna.input.KeyType;
import com.googlecode.lanterna.screen.Screen;
import com.googlecode.lanterna.screen.TerminalScreen;
import io.lotusconsole.feed.Picture;
import io.lotusconsole.render.Zone;
import io.lotusconsole.terminal.TerminalLook;
import io.lotusconsole.terminal.Tty;
import io.lotusconsole.tui.Reducer.Step;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * The dashboard while it runs. One thread owns the screen: the one that calls {@link #run}; keys, news and signals come
 * to it through a queue.
 */
public final class Dashboard {
    /** What has not been taken yet; keys that come faster than this are lost. */
    private static final int QUEUE_MAX = 1_024;

    private static final long TICK_MILLIS = 1_000;

    /** How {@link #run} ended. */
    public enum End {
        QUIT,
        /** By Ctrl-C. */
        INTERRUPTED,
        /** The terminal is gone. */
        TERMINAL_GONE
    }

    /** Where news come from. */
    public interface Feed {
        /** Looks at everything now, as far as manners allow. Must not block. */
        void look();
    }

    /**
     * How it looks.
     *
     * @param where address of the miner
     * @param isSynchronised whether frames are marked for the terminal
     */
    public record Looks(TerminalLook terminal, Glyphs glyphs, Zone zone, String where, boolean isSynchronised) {}

    /** What comes to the owner of the screen. */
    private sealed interface Message {
        record Pressed(Key key) implements Message {}

        record News(UnaryOperator<Picture> change) implements Message {}

        record Resized() implements Message {}

        record Stop() implements Message {}

        record InputEnded() implements Message {}
    }

    private final BlockingQueue<Message> queue = new LinkedBlockingQueue<>(QUEUE_MAX);
    private final Looks looks;
    private final Clock clock;
    private final Palette palette;

    private DashboardState state = DashboardState.START;
    private ScreenTerminal terminal;
    private TerminalScreen screen;

    /** What is on the screen; null if that is not known. */
    private Canvas drawn;

    public Dashboard(Looks looks, Clock clock) {
        this.looks = looks;
        this.clock = clock;
        this.palette = new Palette(looks.terminal().depth());
    }

    /** Takes a change of what is known. On any thread; does not block. */
    public void publish(UnaryOperator<Picture> change) {
        // A full queue means that nobody draws any more; the next news of the same figure say it again.
        queue.offer(new Message.News(change));
    }

    /**
     * Draws and takes keys until the user or the terminal ends it. The terminal stays its owner's, who closes it.
     *
     * @throws IOException if the terminal cannot be written to
     */
    public End run(Tty tty, Feed feed) throws IOException, InterruptedException {
        terminal = new ScreenTerminal(tty, looks.isSynchronised());
        tty.onResize(() -> queue.offer(new Message.Resized()));
        tty.onStop(() -> queue.offer(new Message.Stop()));
        start();
        Thread keys = new Thread(this::readKeys, "keys");
        keys.setDaemon(true);
        keys.start();
        try {
            return loop(tty, feed);
        } finally {
            try {
                screen.stopScreen(false);
            } catch (IOException e) {
                // The terminal is gone, and whoever owns it gives back what there is.
            }
        }
    }

    private void start() throws IOException {
        screen = new TerminalScreen(terminal);
        screen.setCursorPosition(null);
        screen.startScreen();
        drawn = null;
    }

    private End loop(Tty tty, Feed feed) throws IOException, InterruptedException {
        draw();
        while (true) {
            long tick = TICK_MILLIS - clock.millis() % TICK_MILLIS;
            Message message = queue.poll(tick, TimeUnit.MILLISECONDS);
            while (message != null) {
                if (message instanceof Message.InputEnded) {
                    return End.TERMINAL_GONE;
                } else if (message instanceof Message.News news) {
                    state = state.with(news.change().apply(state.live()), clock.instant());
                } else if (message instanceof Message.Resized) {
                    terminal.resized();
                } else if (message instanceof Message.Stop) {
                    suspend(tty);
                } else if (message instanceof Message.Pressed pressed) {
                    Step step = Reducer.press(state, pressed.key(), Painter.pageRows(state, tty.columns(), tty.rows()));
                    state = step.state();
                    End end = grant(step.wish(), tty, feed);
                    if (end != null) {
                        return end;
                    }
                }
                message = queue.poll();
            }
            draw();
        }
    }

    /** The end, if that was the wish; null otherwise. */
    private End grant(Reducer.Wish wish, Tty tty, Feed feed) throws IOException {
        switch (wish) {
            case QUIT:
                return End.QUIT;
            case INTERRUPT:
                return End.INTERRUPTED;
            case SUSPEND:
                suspend(tty);
                return null;
            case REPAINT:
                drawn = null;
                return null;
            case LOOK:
                feed.look();
                return null;
            default:
                return null;
        }
    }

    private void suspend(Tty tty) throws IOException {
        screen.stopScreen(false);
        tty.suspend();
        start();
    }

    private void draw() throws IOException {
        Instant now = clock.instant();
        boolean isResized = screen.doResizeIfNecessary() != null;
        boolean isNew = isResized || drawn == null;
        int columns = screen.getTerminalSize().getColumns();
        int rows = screen.getTerminalSize().getRows();
        Canvas canvas =
                Painter.paint(state, new Frame(now, looks.zone(), looks.glyphs(), looks.where()), columns, rows);
        boolean isChanged = false;
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                int codePoint = canvas.codePoint(column, row);
                if (codePoint != Canvas.WIDE_REST && (isNew || !isSame(canvas, column, row))) {
                    screen.setCharacter(column, row, palette.cell(codePoint, canvas.tone(column, row)));
                    isChanged = true;
                }
            }
        }
        drawn = canvas;
        if (isChanged) {
            terminal.beginFrame();
            screen.refresh(isNew ? Screen.RefreshType.COMPLETE : Screen.RefreshType.DELTA);
            terminal.endFrame();
        }
    }

    private boolean isSame(Canvas canvas, int column, int row) {
        return drawn.codePoint(column, row) == canvas.codePoint(column, row)
                && drawn.tone(column, row) == canvas.tone(column, row);
    }

    private void readKeys() {
        try {
            while (true) {
                KeyStroke stroke = terminal.readInput();
                if (stroke == null || stroke.getKeyType() == KeyType.EOF) {
                    break;
                }
                queue.offer(new Message.Pressed(Strokes.key(stroke)));
            }
        } catch (IOException | RuntimeException e) {
            // The terminal is gone.
        }
        putLast(new Message.InputEnded());
    }

    private void putLast(Message message) {
        try {
            queue.put(message);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
