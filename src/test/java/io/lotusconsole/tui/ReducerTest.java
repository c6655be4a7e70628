package io.lotusconsole.tui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.lotusconsole.tui.DashboardState.Overlay;
import io.lotusconsole.tui.DashboardState.Panel;
import io.lotusconsole.tui.Reducer.Wish;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What keys do. */
class ReducerTest {
    private static final int PAGE = 10;

    private static DashboardState start() {
        return DashboardState.START.with(Pictures.of(Pictures.workers(40), List.of()), Pictures.NOW);
    }

    private static DashboardState press(DashboardState state, Object... keys) {
        DashboardState now = state;
        for (Object key : keys) {
            if (key instanceof String text) {
                for (char character : text.toCharArray()) {
                    now = Reducer.press(now, Key.of(character), PAGE).state();
                }
            } else {
                now = Reducer.press(now, Key.of((Key.Kind) key), PAGE).state();
            }
        }
        return now;
    }

    @Test
    void theCursorStaysInTheList() {
        assertEquals(0, press(start(), Key.Kind.UP).cursor());
        assertEquals(2, press(start(), "jj").cursor());
        assertEquals(10, press(start(), Key.Kind.PAGE_DOWN).cursor());
        assertEquals(39, press(start(), "G").cursor());
        assertEquals(39, press(start(), "G", Key.Kind.PAGE_DOWN).cursor());
        assertEquals(0, press(start(), "Gg").cursor());
        assertEquals(0, press(DashboardState.START, "jG", Key.Kind.PAGE_UP).cursor(), "without workers");
    }

    @Test
    void aFilterIsTypedKeptAndCleared() {
        DashboardState typing = press(start(), "/host1");
        assertEquals(11, typing.rows().size());
        assertEquals("host1", typing.filter());
        assertEquals(11, press(typing, Key.Kind.ENTER, "j").rows().size());
        assertEquals(40, press(typing, Key.Kind.ESCAPE).rows().size());
        assertEquals(40, press(typing, Key.Kind.ENTER, Key.Kind.ESCAPE).rows().size());
        assertEquals("host", press(typing, Key.Kind.BACKSPACE).filter());
        assertEquals(29, press(start(), "/!host1", Key.Kind.ENTER).rows().size());
        assertEquals(Wish.NOTHING, Reducer.press(typing, Key.of('q'), PAGE).wish(), "q is a letter here");
        assertEquals(0, press(start(), "/no such").rows().size());
    }

    @Test
    void theSelectedWorkerStaysSelectedWhenTheOrderChanges() {
        DashboardState state = press(start(), "jjjjj");
        String name = state.selected().name();
        DashboardState sorted = press(state, "s");
        assertEquals(WorkerRow.Order.HOST, sorted.order());
        assertEquals(name, sorted.selected().name());
        assertEquals(name, press(sorted, "r").selected().name());
        assertEquals("host9", press(start(), "sr", Key.Kind.HOME).selected().name());
        assertEquals(
                WorkerRow.State.DISABLED,
                press(start(), "sss", Key.Kind.HOME).selected().state());
    }

    @Test
    void enterGoesInAndEscapeComesBack() {
        DashboardState in = press(start(), Key.Kind.ENTER);
        assertEquals(Overlay.WORKER, in.overlay());
        assertEquals(Overlay.NONE, press(in, Key.Kind.ESCAPE).overlay());
        assertEquals(Overlay.NONE, press(in, "q").overlay());
        assertEquals(Overlay.DEADLINE, press(start(), "1", Key.Kind.ENTER).overlay());
        assertEquals(Overlay.HELP, press(start(), "?").overlay());
        assertEquals(Overlay.NONE, press(start(), "??").overlay());
        assertEquals(Overlay.NONE, press(DashboardState.START, Key.Kind.ENTER).overlay(), "nobody to show");
    }

    @Test
    void theBoardIsWalkedFromTheOpenDeadlineOn() {
        DashboardState board = press(start(), "1");
        assertEquals(Panel.BOARD, board.focus());
        assertEquals(18, press(board, Key.Kind.RIGHT).deadline());
        assertEquals(1, press(board, Key.Kind.UP).deadline());
        assertEquals(33, press(board, Key.Kind.DOWN).deadline());
        assertEquals(33, press(board, Key.Kind.DOWN, Key.Kind.DOWN).deadline());
        assertEquals(47, press(board, "G", Key.Kind.RIGHT).deadline());
        assertEquals(0, press(board, "g", Key.Kind.LEFT).deadline());
    }

    @Test
    void tabGoesRound() {
        assertEquals(Panel.EVENTS, press(start(), Key.Kind.TAB).focus());
        assertEquals(Panel.BOARD, press(start(), Key.Kind.TAB, Key.Kind.TAB).focus());
        assertEquals(Panel.BOARD, press(start(), Key.Kind.BACK_TAB).focus());
    }

    @Test
    void freezingKeepsThePictureUntilItIsLifted() {
        DashboardState frozen = press(start(), "f");
        assertNotNull(frozen.frozen());
        DashboardState later = frozen.with(Pictures.of(List.of(), List.of()), Pictures.NOW);
        assertEquals(40, later.rows().size());
        assertNull(press(later, "f").frozen());
        assertEquals(0, press(later, "f").rows().size());
    }

    @Test
    void theLoopIsToldWhatItMustDo() {
        assertEquals(Wish.QUIT, Reducer.press(start(), Key.of('q'), PAGE).wish());
        assertEquals(Wish.LOOK, Reducer.press(start(), Key.of('R'), PAGE).wish());
        assertEquals(
                Wish.INTERRUPT,
                Reducer.press(start(), Key.of(Key.Kind.INTERRUPT), PAGE).wish());
        assertEquals(
                Wish.SUSPEND,
                Reducer.press(start(), Key.of(Key.Kind.SUSPEND), PAGE).wish());
        assertEquals(
                Wish.REPAINT,
                Reducer.press(start(), Key.of(Key.Kind.REPAINT), PAGE).wish());
    }

    @Test
    void eventsAreScrolledBackAndStayWhereTheyAreWhenNewOnesCome() {
        DashboardState state = start();
        for (int i = 39; i >= 30; i--) {
            state = state.with(Pictures.of(Pictures.workers(i), List.of()), Pictures.NOW);
        }
        DashboardState back = press(state, "3kkk");
        assertEquals(3, back.eventsBack());
        assertEquals(
                4,
                back.with(Pictures.of(Pictures.workers(29), List.of()), Pictures.NOW)
                        .eventsBack());
        assertEquals(0, press(back, "G").eventsBack());
        assertEquals(state.events().size() - 1, press(back, "g").eventsBack());
    }
}
