package io.lotusconsole.tui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotusconsole.feed.Figure;
import io.lotusconsole.feed.Picture;
import io.lotusconsole.feed.Trouble;
import io.lotusconsole.proving.Routing.LocalProving;
import io.lotusconsole.proving.Routing.Switches;
import io.lotusconsole.proving.TaskType;
import io.lotusconsole.proving.WorkerSnapshot;
import io.lotusconsole.proving.WorkerStatus.RunningTask;
import io.lotusconsole.render.Zone;
import io.lotusconsole.support.Golden;
import io.lotusconsole.tui.DashboardState.Overlay;
import io.lotusconsole.tui.DashboardState.Panel;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is on the screen, for every state and size. */
class PainterTest {
    private static Frame frame(Instant now, Glyphs glyphs) {
        return new Frame(now, Zone.of(ZoneOffset.UTC), glyphs, "127.0.0.1:2345");
    }

    private static String paint(DashboardState state, int columns, int rows) {
        return Painter.paint(state, frame(Pictures.NOW, Glyphs.BLOCKS), columns, rows)
                .asText();
    }

    /** One of ours that reads, one that proves by the scheduler's books, one that wins, one that is disabled. */
    private static Picture usual() {
        List<WorkerSnapshot> workers = List.of(
                Pictures.worker(1, "alpha", TaskType.WINDOW_POST, true, true),
                Pictures.worker(2, "beta", TaskType.WINDOW_POST, true, true),
                Pictures.worker(3, "gamma", TaskType.WINNING_POST, true, false),
                Pictures.worker(4, "delta", TaskType.WINNING_POST, false, false));
        RunningTask reading = new RunningTask("WindowPoSt", "reading", 1200, 2349, Pictures.NOW.minusSeconds(75));
        return Pictures.of(
                workers,
                List.of(
                        Pictures.own(1, "w1", true, Pictures.status(1, null, List.of(reading))),
                        Pictures.own(9, "w2", false, null)));
    }

    private static DashboardState state(Picture picture) {
        return DashboardState.START.with(picture, Pictures.NOW);
    }

    /** With events: a worker was lost and its partition is late. */
    private static DashboardState eventful() {
        Picture before = usual();
        Picture lost =
                before.withWorkers(Figure.known(before.workers().value().subList(0, 3), Pictures.NOW.plusSeconds(10)));
        return state(before).with(lost, Pictures.NOW.plusSeconds(10));
    }

    @ParameterizedTest
    @CsvSource({"80,24", "120,40", "60,15", "200,60"})
    void everyPanelIsDrawnAtEverySize(int columns, int rows) {
        Golden.check("dashboard/usual-" + columns + "x" + rows + ".txt", paint(eventful(), columns, rows));
    }

    @ParameterizedTest
    @CsvSource({"80,24", "120,40", "60,15", "200,60"})
    void manyWorkersHaveALineEach(int columns, int rows) {
        DashboardState state =
                state(Pictures.of(Pictures.workers(40), List.of())).withCursor(25);
        Golden.check("dashboard/forty-workers-" + columns + "x" + rows + ".txt", paint(state, columns, rows));
    }

    @ParameterizedTest
    @CsvSource({"80,24", "120,40", "60,15", "200,60"})
    void withoutWorkersItSaysWhoProves(int columns, int rows) {
        Golden.check(
                "dashboard/no-workers-" + columns + "x" + rows + ".txt",
                paint(state(Pictures.of(List.of(), List.of())), columns, rows));
    }

    @ParameterizedTest
    @CsvSource({"80,24", "120,40", "60,15", "200,60"})
    void strangersNamesAreHarmlessAndKeepTheColumns(int columns, int rows) {
        List<WorkerSnapshot> workers = List.of(
                Pictures.worker(1, "\u001b[2Jevil\u0007\n", TaskType.WINDOW_POST, true, false),
                Pictures.worker(2, "証明機械-東京", TaskType.WINDOW_POST, true, true),
                Pictures.worker(3, "e\u0301tude\u202egnp", TaskType.WINNING_POST, true, false),
                Pictures.worker(4, "x".repeat(500), null, true, false));
        String screen = paint(state(Pictures.of(workers, List.of())), columns, rows);
        assertFalse(screen.chars().anyMatch(c -> c < ' ' && c != '\n' || c == 0x7f || c == 0x202e), screen);
        Golden.check("dashboard/names-" + columns + "x" + rows + ".txt", screen);
    }

    @Test
    void anAsciiScreenHasNothingElse() {
        String screen = Painter.paint(eventful(), frame(Pictures.NOW, Glyphs.ASCII), 80, 24)
                .asText();
        assertTrue(screen.chars().allMatch(c -> c < 0x7f), screen);
        Golden.check("dashboard/ascii-80x24.txt", screen);
    }

    @Test
    void aLostMinerALateOneARefusalAndNoWorkersLookDifferent() {
        Picture good = usual();
        for (Trouble.Kind kind : Trouble.Kind.values()) {
            Trouble trouble = new Trouble(kind, "because");
            Picture bad = good.withWorkers(good.workers().troubled(trouble, Pictures.NOW))
                    .withChain(good.chain().troubled(trouble, Pictures.NOW));
            Instant later = Pictures.NOW.plusSeconds(100);
            String screen = Painter.paint(state(bad), frame(later, Glyphs.BLOCKS), 120, 40)
                    .asText();
            String word = kind.word().toUpperCase(java.util.Locale.ROOT);
            assertTrue(screen.contains("workers " + word + ", 1m43s old"), screen);
            assertTrue(screen.contains("chain " + word + ", 1m52s old"), screen);
            Picture never = Picture.NOTHING.withWorkers(
                    Figure.<List<WorkerSnapshot>>none().troubled(trouble, Pictures.NOW));
            assertTrue(paint(state(never), 120, 40).contains(word + ": because"), kind::toString);
        }
        assertTrue(paint(state(Pictures.of(List.of(), List.of())), 120, 40).contains("No PoSt worker is attached"));
        assertTrue(paint(DashboardState.START, 120, 40).contains("asking the miner"));
    }

    @Test
    void oldFiguresAreDrawnAsOld() {
        Picture good = usual();
        Trouble trouble = new Trouble(Trouble.Kind.UNREACHABLE, "connection refused");
        Picture bad = good.withWorkers(good.workers().troubled(trouble, Pictures.NOW))
                .withChain(good.chain().troubled(trouble, Pictures.NOW));
        Canvas fresh = Painter.paint(state(good), frame(Pictures.NOW, Glyphs.BLOCKS), 80, 24);
        Canvas old = Painter.paint(state(bad), frame(Pictures.NOW, Glyphs.BLOCKS), 80, 24);
        assertEquals(Tone.GOOD, fresh.tone(3, 3), "the first cell of the board is proven");
        assertEquals(Tone.OLD, old.tone(3, 3));
    }

    @Test
    void theRouteSaysWhoProvesNext() {
        Picture none = Pictures.of(List.of(), List.of());
        assertTrue(
                paint(state(none), 120, 40).contains("next WindowPoSt: miner itself (unless switched off: unknown)"));
        Picture on = none.withLocal(new Switches(LocalProving.ON, LocalProving.OFF));
        String screen = paint(state(on), 120, 40);
        assertTrue(screen.contains("next WindowPoSt: miner itself · WinningPoSt: NOBODY"), screen);
        List<WorkerSnapshot> five = List.of(
                Pictures.worker(1, "a", TaskType.WINDOW_POST, true, false),
                Pictures.worker(2, "b", TaskType.WINDOW_POST, true, false),
                Pictures.worker(3, "c", TaskType.WINDOW_POST, true, false),
                Pictures.worker(4, "d", TaskType.WINDOW_POST, true, false),
                Pictures.worker(5, "e", TaskType.WINDOW_POST, false, false));
        String many = paint(state(Pictures.of(five, List.of())), 120, 40);
        assertTrue(many.contains("next WindowPoSt: a, b, c and 1 more"), many);
    }

    @Test
    void overlaysCoverThePanels() {
        DashboardState state = eventful();
        Golden.check("dashboard/help-80x24.txt", paint(state.withOverlay(Overlay.HELP), 80, 24));
        Golden.check("dashboard/worker-80x24.txt", paint(state.withOverlay(Overlay.WORKER), 80, 24));
        Golden.check(
                "dashboard/deadline-80x24.txt",
                paint(state.withFocus(Panel.BOARD).withDeadline(20).withOverlay(Overlay.DEADLINE), 80, 24));
    }

    @Test
    void aFrozenScreenSaysSoAndKeepsItsFigures() {
        DashboardState frozen = state(usual()).withFrozen(usual());
        DashboardState later = frozen.with(Pictures.of(List.of(), List.of()), Pictures.NOW);
        String screen = paint(later, 120, 40);
        assertTrue(screen.contains("FROZEN"), screen);
        assertTrue(screen.contains("alpha"), screen);
        assertTrue(paint(later.withFrozen(null), 120, 40).contains("No PoSt worker is attached"));
    }

    /** A window manager's drag, or a hostile peer. */
    @Test
    void noSizeAndNoStateBreaksIt() {
        Random random = new Random(7);
        DashboardState[] states = {
            DashboardState.START,
            eventful(),
            state(Pictures.of(Pictures.workers(10_000), List.of())).withCursor(9_999),
            eventful().withOverlay(Overlay.WORKER),
            eventful().withOverlay(Overlay.DEADLINE).withDeadline(9)
        };
        for (int i = 0; i < 2_000; i++) {
            int columns = 1 + random.nextInt(220);
            int rows = 1 + random.nextInt(70);
            Canvas canvas = Painter.paint(states[i % states.length], frame(Pictures.NOW, Glyphs.BLOCKS), columns, rows);
            assertEquals(columns, canvas.columns());
            assertEquals(rows, canvas.rows());
        }
        for (int columns = 1; columns < 100; columns++) {
            Painter.paint(states[1], frame(Pictures.NOW, Glyphs.BLOCKS), columns, 1);
            Painter.paint(states[1], frame(Pictures.NOW, Glyphs.BLOCKS), 1, columns);
        }
    }
}
