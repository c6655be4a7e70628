package io.lotusconsole.tui;

import io.lotusconsole.feed.Figure;
import io.lotusconsole.proving.DeadlineView;
import io.lotusconsole.proving.ProvingOverview;
import io.lotusconsole.proving.WorkerTally;
import io.lotusconsole.tui.DashboardState.Panel;

/** The 48 deadlines, and tallies beside them. */
final class BoardPanel {
    /** A title and three rows of cells. */
    static final int ROWS = 4;

    static final int BASIC_ROWS = 1;

    private static final int DEADLINES = 48;
    private static final int CELL_COLUMNS = 4;

    private BoardPanel() {}

    static void paint(Canvas canvas, int top, DashboardState state, Frame frame) {
        Figure<ProvingOverview> chain = state.picture().chain();
        Titles.paint(canvas, top, "Deadlines", state.focus() == Panel.BOARD, frame.glyphs(), legend(frame.glyphs()));
        int selected = state.focus() == Panel.BOARD ? Reducer.openOrSelected(state) : -1;
        for (int index = 0; index < DEADLINES; index++) {
            int row = top + 1 + index / Reducer.BOARD_COLUMNS;
            int column = 1 + index % Reducer.BOARD_COLUMNS * CELL_COLUMNS;
            Cell cell = cell(chain, index, frame.glyphs());
            canvas.text(column, row, cell.tone(), (index < 10 ? " " : "") + index + cell.glyph());
            if (index == selected) {
                canvas.retone(column, row, CELL_COLUMNS - 1, Tone.SELECTED);
            }
        }
        paintTallies(canvas, top + 1, 2 + Reducer.BOARD_COLUMNS * CELL_COLUMNS, state);
    }

    /** One row, a character a deadline, for small screens. */
    static void paintBasic(Canvas canvas, int top, DashboardState state, Frame frame) {
        Figure<ProvingOverview> chain = state.picture().chain();
        for (int index = 0; index < DEADLINES; index++) {
            Cell cell = cell(chain, index, frame.glyphs());
            canvas.fill(1 + index, top, 1, cell.tone(), cell.glyph());
        }
        if (state.focus() == Panel.BOARD) {
            canvas.retone(1 + Reducer.openOrSelected(state), top, 1, Tone.SELECTED);
        }
    }

    private static String legend(Glyphs glyphs) {
        return glyphs.proven() + " proven  " + glyphs.missed() + " missed  " + glyphs.now() + " open  "
                + glyphs.waiting() + " waiting  " + glyphs.faulty() + " faulty  " + glyphs.empty() + " empty";
    }

    private record Cell(char glyph, Tone tone) {}

    private static Cell cell(Figure<ProvingOverview> chain, int index, Glyphs glyphs) {
        if (!chain.isKnown() || !chain.value().window().isKnown()) {
            return new Cell(glyphs.unknown(), Tone.FAINT);
        }
        ProvingOverview overview = chain.value();
        DeadlineView deadline = overview.deadline(index);
        DeadlineView.Status status = deadline == null
                ? DeadlineView.Status.UNKNOWN
                : deadline.status(overview.window().value());
        Cell cell =
                switch (status) {
                    case EMPTY -> new Cell(glyphs.empty(), Tone.FAINT);
                    case WAITING ->
                        deadline.faultySectors() > 0
                                ? new Cell(glyphs.faulty(), Tone.WARNING)
                                : new Cell(glyphs.waiting(), Tone.PLAIN);
                    case CURRENT -> new Cell(glyphs.now(), Tone.NOW);
                    case PROVEN -> new Cell(glyphs.proven(), Tone.GOOD);
                    case MISSED -> new Cell(glyphs.missed(), Tone.BAD);
                    case FAULTY -> new Cell(glyphs.faulty(), Tone.BAD);
                    case UNKNOWN -> new Cell(glyphs.unknown(), Tone.FAINT);
                };
        return chain.isOld() ? new Cell(cell.glyph(), Tone.OLD) : cell;
    }

    private static void paintTallies(Canvas canvas, int top, int column, DashboardState state) {
        Figure<ProvingOverview> chain = state.picture().chain();
        if (chain.isKnown() && chain.value().hasDeadlines()) {
            Tone tone = chain.isOld() ? Tone.OLD : Tone.PLAIN;
            ProvingOverview overview = chain.value();
            canvas.text(column, top, tone, "live " + overview.liveSectors());
            String faults = "faulty " + overview.faultySectors();
            boolean isBad = overview.faultySectors() > 0 && !chain.isOld();
            int at = canvas.text(column, top + 1, isBad ? Tone.BAD : tone, faults);
            if (overview.recoveringSectors() > 0) {
                canvas.whole(at + 1, top + 1, canvas.columns(), tone, "recovering " + overview.recoveringSectors());
            }
        }
        if (state.picture().workers().isKnown()) {
            WorkerTally tally = WorkerTally.of(state.picture().workers().value());
            Tone tone = state.picture().workers().isOld() ? Tone.OLD : Tone.PLAIN;
            int at = canvas.text(column, top + 2, tone, "Wd " + tally.windowPoSt() + " Win " + tally.winningPoSt());
            canvas.whole(at + 1, top + 2, canvas.columns(), tone, "Seal " + tally.sealing());
        }
    }
}
