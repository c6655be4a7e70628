package io.lotusconsole.tui;

import io.lotusconsole.proving.ProvingOverview;
import io.lotusconsole.tui.DashboardState.Overlay;
import io.lotusconsole.tui.DashboardState.Panel;

/** What a key does: a new state, and what the loop is to do besides. Pure. */
final class Reducer {
    /** Cells of the deadline board in a row of it. */
    static final int BOARD_COLUMNS = 16;

    private static final int DEADLINES = 48;
    private static final int FILTER_CHARS_MAX = 40;

    private Reducer() {}

    /** What the loop does after a key. */
    enum Wish {
        NOTHING,
        QUIT,
        INTERRUPT,
        SUSPEND,
        REPAINT,
        /** Look at everything now. */
        LOOK
    }

    /** A new state, and what else is wanted. */
    record Step(DashboardState state, Wish wish) {}

    /** @param pageRows how many workers a page has */
    static Step press(DashboardState state, Key key, int pageRows) {
        switch (key.kind()) {
            case INTERRUPT:
                return new Step(state, Wish.INTERRUPT);
            case SUSPEND:
                return new Step(state, Wish.SUSPEND);
            case REPAINT:
                return new Step(state, Wish.REPAINT);
            default:
                break;
        }
        if (state.isTyping()) {
            return new Step(type(state, key), Wish.NOTHING);
        }
        if (key.kind() == Key.Kind.CHARACTER) {
            return character(state, key.character(), pageRows);
        }
        return new Step(move(state, key.kind(), pageRows), Wish.NOTHING);
    }

    private static DashboardState type(DashboardState state, Key key) {
        String filter = state.filter();
        return switch (key.kind()) {
            case ENTER -> state.withFilter(filter, false);
            case ESCAPE -> state.withFilter("", false);
            case BACKSPACE ->
                filter.isEmpty()
                        ? state.withFilter("", false)
                        : state.withFilter(filter.substring(0, filter.offsetByCodePoints(filter.length(), -1)), true);
            case CHARACTER ->
                filter.length() < FILTER_CHARS_MAX
                        ? state.withFilter(filter + Character.toString(key.character()), true)
                        : state;
            default -> state;
        };
    }

    private static Step character(DashboardState state, int character, int pageRows) {
        switch (character) {
            case 'q':
                return state.overlay() == Overlay.NONE
                        ? new Step(state, Wish.QUIT)
                        : new Step(state.withOverlay(Overlay.NONE), Wish.NOTHING);
            case 'R':
                return new Step(state, Wish.LOOK);
            default:
                return new Step(shown(state, character, pageRows), Wish.NOTHING);
        }
    }

    private static DashboardState shown(DashboardState state, int character, int pageRows) {
        return switch (character) {
            case '?' -> state.withOverlay(state.overlay() == Overlay.HELP ? Overlay.NONE : Overlay.HELP);
            case '/' -> state.withOverlay(Overlay.NONE).withFocus(Panel.WORKERS).withFilter(state.filter(), true);
            case '1' -> state.withFocus(Panel.BOARD);
            case '2' -> state.withFocus(Panel.WORKERS);
            case '3' -> state.withFocus(Panel.EVENTS);
            case 's' -> state.withOrder(state.order().next(), state.isReversed());
            case 'r' -> state.withOrder(state.order(), !state.isReversed());
            case 'f' -> state.withFrozen(state.frozen() == null ? state.live() : null);
            case 'h' -> move(state, Key.Kind.LEFT, pageRows);
            case 'j' -> move(state, Key.Kind.DOWN, pageRows);
            case 'k' -> move(state, Key.Kind.UP, pageRows);
            case 'l' -> move(state, Key.Kind.RIGHT, pageRows);
            case 'g' -> move(state, Key.Kind.HOME, pageRows);
            case 'G' -> move(state, Key.Kind.END, pageRows);
            default -> state;
        };
    }

    private static DashboardState move(DashboardState state, Key.Kind kind, int pageRows) {
        return switch (kind) {
            case TAB -> state.withFocus(panel(state, 1));
            case BACK_TAB -> state.withFocus(panel(state, -1));
            case ENTER -> drill(state);
            case ESCAPE ->
                state.overlay() == Overlay.NONE ? state.withFilter("", false) : state.withOverlay(Overlay.NONE);
            default ->
                switch (state.focus()) {
                    case BOARD -> state.withDeadline(deadline(state, kind));
                    case WORKERS ->
                        state.withCursor(moved(state.cursor(), state.rows().size(), kind, pageRows));
                    case EVENTS ->
                        // The newest are at the bottom: up goes back.
                        state.withEventsBack(-moved(
                                -state.eventsBack(),
                                1,
                                kind,
                                pageRows,
                                -state.events().size()));
                };
        };
    }

    private static Panel panel(DashboardState state, int step) {
        Panel[] all = Panel.values();
        return all[Math.floorMod(state.focus().ordinal() + step, all.length)];
    }

    private static DashboardState drill(DashboardState state) {
        return switch (state.focus()) {
            case BOARD -> state.withOverlay(Overlay.DEADLINE);
            case WORKERS -> state.selected() == null ? state : state.withOverlay(Overlay.WORKER);
            case EVENTS -> state;
        };
    }

    private static int moved(int at, int size, Key.Kind kind, int pageRows) {
        return moved(at, size, kind, pageRows, 0);
    }

    private static int moved(int at, int end, Key.Kind kind, int pageRows, int first) {
        return switch (kind) {
            case UP -> at - 1;
            case DOWN -> at + 1;
            case PAGE_UP -> at - pageRows;
            case PAGE_DOWN -> at + pageRows;
            case HOME -> first;
            case END -> end - 1;
            default -> at;
        };
    }

    private static int deadline(DashboardState state, Key.Kind kind) {
        int at = openOrSelected(state);
        return switch (kind) {
            case LEFT -> Math.max(0, at - 1);
            case RIGHT -> Math.min(DEADLINES - 1, at + 1);
            case UP -> at < BOARD_COLUMNS ? at : at - BOARD_COLUMNS;
            case DOWN -> at + BOARD_COLUMNS >= DEADLINES ? at : at + BOARD_COLUMNS;
            case HOME -> 0;
            case END -> DEADLINES - 1;
            default -> state.deadline();
        };
    }

    /** The selected deadline; the open one if none is, or 0 if that is not known. */
    static int openOrSelected(DashboardState state) {
        if (state.deadline() >= 0) {
            return state.deadline();
        }
        ProvingOverview chain = state.picture().chain().value();
        return chain != null && chain.window().isKnown()
                ? chain.window().value().deadlineIndex()
                : 0;
    }
}
