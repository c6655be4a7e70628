package io.lotusconsole.tui;

import io.lotusconsole.tui.DashboardState.Overlay;

/** Lays the panels out on a screen of any size. Pure. */
final class Painter {
    /** From here on all panels have their full form. */
    static final int FULL_COLUMNS = 80;

    static final int FULL_ROWS = 24;

    /** Below this there is one sentence. */
    static final int BASIC_COLUMNS = 60;

    static final int BASIC_ROWS = 15;

    private static final String KEYS = "? help  q quit  tab panel  enter more  / filter  s sort  f freeze  R look";

    private Painter() {}

    static Canvas paint(DashboardState state, Frame frame, int columns, int rows) {
        Canvas canvas = new Canvas(Math.max(1, columns), Math.max(1, rows));
        if (columns < BASIC_COLUMNS || rows < BASIC_ROWS) {
            String sentence = "The dashboard needs " + BASIC_COLUMNS + "x" + BASIC_ROWS + ", this is " + columns + "x"
                    + rows + "; q quits.";
            wrap(canvas, sentence);
            return canvas;
        }
        HeaderPanel.paint(canvas, state, frame);
        if (state.overlay() == Overlay.NONE) {
            paintPanels(canvas, state, frame);
        } else {
            Overlays.paint(canvas, state, frame);
        }
        String keys = state.isTyping() ? "type a part of a name; enter keeps it, esc shows all" : KEYS;
        canvas.text(1, rows - 1, Tone.FAINT, keys);
        return canvas;
    }

    /** All panels but the events, as long as they are. */
    static Canvas paintAll(DashboardState state, Frame frame, int columns) {
        int top = HeaderPanel.ROWS + BoardPanel.ROWS;
        int workers = WorkersPanel.allRows(state);
        Canvas canvas = new Canvas(columns, top + OutlookPanel.ROWS + workers);
        HeaderPanel.paint(canvas, state, frame);
        BoardPanel.paint(canvas, HeaderPanel.ROWS, state, frame);
        OutlookPanel.paint(canvas, top, OutlookPanel.ROWS, state, frame);
        WorkersPanel.paint(canvas, top + OutlookPanel.ROWS, workers, state, frame);
        return canvas;
    }

    private static void wrap(Canvas canvas, String sentence) {
        for (int row = 0, at = 0; row < canvas.rows() && at < sentence.length(); row++, at += canvas.columns()) {
            canvas.text(0, row, Tone.PLAIN, sentence.substring(at, Math.min(sentence.length(), at + canvas.columns())));
        }
    }

    private static boolean isFull(int columns, int rows) {
        return columns >= FULL_COLUMNS && rows >= FULL_ROWS;
    }

    private static void paintPanels(Canvas canvas, DashboardState state, Frame frame) {
        int rows = canvas.rows();
        boolean isFull = isFull(canvas.columns(), rows);
        int top = HeaderPanel.ROWS;
        if (isFull) {
            BoardPanel.paint(canvas, top, state, frame);
        } else {
            BoardPanel.paintBasic(canvas, top, state, frame);
        }
        top += boardRows(isFull);
        OutlookPanel.paint(canvas, top, outlookRows(isFull), state, frame);
        top += outlookRows(isFull);
        int events = eventRows(isFull, rows);
        int workers = workerRows(canvas.columns(), rows);
        WorkersPanel.paint(canvas, top, workers, state, frame);
        EventsPanel.paint(canvas, top + workers, events, isFull, state, frame);
    }

    private static int boardRows(boolean isFull) {
        return isFull ? BoardPanel.ROWS : BoardPanel.BASIC_ROWS;
    }

    private static int outlookRows(boolean isFull) {
        return isFull ? OutlookPanel.ROWS : OutlookPanel.BASIC_ROWS;
    }

    private static int eventRows(boolean isFull, int rows) {
        return isFull ? Math.max(4, rows / 5) : 2;
    }

    /** Rows of the workers' panel with its title. */
    private static int workerRows(int columns, int rows) {
        boolean isFull = isFull(columns, rows);
        return rows - 1 - HeaderPanel.ROWS - boardRows(isFull) - outlookRows(isFull) - eventRows(isFull, rows);
    }

    /** How many workers a page shows, by which the page keys move. */
    static int pageRows(DashboardState state, int columns, int rows) {
        return columns < BASIC_COLUMNS || rows < BASIC_ROWS
                ? 1
                : WorkersPanel.pageRows(state, workerRows(columns, rows) - 1);
    }
}
