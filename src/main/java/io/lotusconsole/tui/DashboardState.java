package io.lotusconsole.tui;

import io.lotusconsole.feed.EventFinder;
import io.lotusconsole.feed.Picture;
import io.lotusconsole.proving.ProvingEvent;
import io.lotusconsole.tui.WorkerRow.Order;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Everything the screen is a function of, besides the time and its size. Immutable.
 *
 * @param live what is known
 * @param frozen what is shown instead; null unless the user froze the screen
 * @param rows the workers that are shown, in their order: made when something of it changes, not for every frame
 * @param events the newest last, at most {@link #EVENTS_MAX}
 * @param cursor index of the selected worker in {@code rows}
 * @param deadline that is selected; -1 for the one that is open
 * @param eventsBack how many of the newest events are scrolled out of view
 */
record DashboardState(
        Picture live,
        Picture frozen,
        List<WorkerRow> rows,
        List<ProvingEvent> events,
        Panel focus,
        Overlay overlay,
        int cursor,
        int deadline,
        int eventsBack,
        String filter,
        boolean isTyping,
        Order order,
        boolean isReversed) {
    /** Events that are kept. */
    static final int EVENTS_MAX = 500;

    /** What has the keys. */
    enum Panel {
        BOARD,
        WORKERS,
        EVENTS
    }

    /** What covers the panels. */
    enum Overlay {
        NONE,
        HELP,
        WORKER,
        DEADLINE
    }

    static final DashboardState START = new DashboardState(
            Picture.NOTHING,
            null,
            List.of(),
            List.of(),
            Panel.WORKERS,
            Overlay.NONE,
            0,
            -1,
            0,
            "",
            false,
            Order.ID,
            false);

    Picture picture() {
        return frozen == null ? live : frozen;
    }

    /** The selected worker; null if there is none. */
    WorkerRow selected() {
        return cursor < rows.size() ? rows.get(cursor) : null;
    }

    /** With what came last, and the events that it tells of. */
    DashboardState with(Picture now, Instant at) {
        List<ProvingEvent> news = EventFinder.between(live, now, at);
        List<ProvingEvent> kept = news.isEmpty() ? events : newest(news);
        DashboardState next = with(draft -> {
            draft.live = now;
            draft.events = kept;
            draft.eventsBack = eventsBack == 0 ? 0 : Math.min(kept.size(), eventsBack + news.size());
        });
        boolean isOfWorkers = now.workers() != live.workers() || now.own() != live.own();
        return frozen == null && isOfWorkers ? next.withRows() : next;
    }

    private List<ProvingEvent> newest(List<ProvingEvent> news) {
        List<ProvingEvent> all = new ArrayList<>(events);
        all.addAll(news);
        return List.copyOf(all.subList(Math.max(0, all.size() - EVENTS_MAX), all.size()));
    }

    DashboardState withFrozen(Picture picture) {
        return with(draft -> draft.frozen = picture).withRows();
    }

    DashboardState withFocus(Panel panel) {
        return with(draft -> draft.focus = panel);
    }

    DashboardState withOverlay(Overlay over) {
        return with(draft -> draft.overlay = over);
    }

    DashboardState withCursor(int index) {
        return with(draft -> draft.cursor = clipped(index, rows));
    }

    DashboardState withDeadline(int index) {
        return with(draft -> draft.deadline = index);
    }

    DashboardState withEventsBack(int back) {
        return with(draft -> draft.eventsBack = clipped(back, events));
    }

    DashboardState withFilter(String text, boolean typing) {
        DashboardState next = with(draft -> {
            draft.filter = text;
            draft.isTyping = typing;
        });
        return text.equals(filter) ? next : next.withRows();
    }

    DashboardState withOrder(Order by, boolean reversed) {
        return with(draft -> {
                    draft.order = by;
                    draft.isReversed = reversed;
                })
                .withRows();
    }

    /** Sorts and filters anew; the selected worker stays the selected one if it is still there. */
    private DashboardState withRows() {
        List<WorkerRow> made = WorkerRow.of(picture(), filter, order, isReversed);
        WorkerRow was = selected();
        int at = clipped(cursor, made);
        for (int i = 0; was != null && i < made.size(); i++) {
            if (made.get(i).id().equals(was.id()) && made.get(i).name().equals(was.name())) {
                at = i;
                break;
            }
        }
        int selected = at;
        return with(draft -> {
            draft.rows = made;
            draft.cursor = selected;
        });
    }

    private static int clipped(int index, List<?> list) {
        return Math.max(0, Math.min(list.size() - 1, index));
    }

    private DashboardState with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.made();
    }

    /** A state that is being changed. */
    private static final class Draft {
        private Picture live;
        private Picture frozen;
        private List<WorkerRow> rows;
        private List<ProvingEvent> events;
        private Panel focus;
        private Overlay overlay;
        private int cursor;
        private int deadline;
        private int eventsBack;
        private String filter;
        private boolean isTyping;
        private Order order;
        private boolean isReversed;

        Draft(DashboardState of) {
            live = of.live;
            frozen = of.frozen;
            rows = of.rows;
            events = of.events;
            focus = of.focus;
            overlay = of.overlay;
            cursor = of.cursor;
            deadline = of.deadline;
            eventsBack = of.eventsBack;
            filter = of.filter;
            isTyping = of.isTyping;
            order = of.order;
            isReversed = of.isReversed;
        }

        DashboardState made() {
            return new DashboardState(
                    live,
                    frozen,
                    rows,
                    events,
                    focus,
                    overlay,
                    cursor,
                    deadline,
                    eventsBack,
                    filter,
                    isTyping,
                    order,
                    isReversed);
        }
    }
}
