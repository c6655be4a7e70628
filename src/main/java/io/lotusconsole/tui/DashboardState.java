package io.lotusconsole.tui;

import io.lotusconsole.feed.EventFinder;
import io.lotusconsole.feed.Picture;
import io.lotusconsole.proving.ProvingEvent;
import io.lotusconsole.tui.WorkerRow.Order;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

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
        List<ProvingEvent> all = events;
        if (!news.isEmpty()) {
            all = new ArrayList<>(events);
            all.addAll(news);
            all = List.copyOf(all.subList(Math.max(0, all.size() - EVENTS_MAX), all.size()));
        }
        int back = eventsBack == 0 ? 0 : Math.min(all.size(), eventsBack + news.size());
        DashboardState next = new DashboardState(
                now, frozen, rows, all, focus, overlay, cursor, deadline, back, filter, isTyping, order, isReversed);
        boolean isOfWorkers = now.workers() != live.workers() || now.own() != live.own();
        return frozen == null && isOfWorkers ? next.withRowsOf(filter, order, isReversed) : next;
    }

    DashboardState withFrozen(Picture picture) {
        DashboardState next = new DashboardState(
                live,
                picture,
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
        return next.withRowsOf(filter, order, isReversed);
    }

    DashboardState withFocus(Panel panel) {
        return new DashboardState(
                live,
                frozen,
                rows,
                events,
                panel,
                overlay,
                cursor,
                deadline,
                eventsBack,
                filter,
                isTyping,
                order,
                isReversed);
    }

    DashboardState withOverlay(Overlay over) {
        return new DashboardState(
                live,
                frozen,
                rows,
                events,
                focus,
                over,
                cursor,
                deadline,
                eventsBack,
                filter,
                isTyping,
                order,
                isReversed);
    }

    DashboardState withCursor(int index) {
        int clipped = Math.max(0, Math.min(rows.size() - 1, index));
        return new DashboardState(
                live,
                frozen,
                rows,
                events,
                focus,
                overlay,
                clipped,
                deadline,
                eventsBack,
                filter,
                isTyping,
                order,
                isReversed);
    }

    DashboardState withDeadline(int index) {
        return new DashboardState(
                live,
                frozen,
                rows,
                events,
                focus,
                overlay,
                cursor,
                index,
                eventsBack,
                filter,
                isTyping,
                order,
                isReversed);
    }

    DashboardState withEventsBack(int back) {
        int clipped = Math.max(0, Math.min(events.size() - 1, back));
        return new DashboardState(
                live,
                frozen,
                rows,
                events,
                focus,
                overlay,
                cursor,
                deadline,
                clipped,
                filter,
                isTyping,
                order,
                isReversed);
    }

    DashboardState withFilter(String text, boolean typing) {
        DashboardState next = new DashboardState(
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
                typing,
                order,
                isReversed);
        return text.equals(filter) ? next : next.withRowsOf(text, order, isReversed);
    }

    DashboardState withOrder(Order by, boolean reversed) {
        return withRowsOf(filter, by, reversed);
    }

    /** Sorts and filters anew; the selected worker stays the selected one if it is still there. */
    private DashboardState withRowsOf(String text, Order by, boolean reversed) {
        List<WorkerRow> made = WorkerRow.of(picture(), text, by, reversed);
        WorkerRow was = selected();
        int at = Math.max(0, Math.min(made.size() - 1, cursor));
        for (int i = 0; was != null && i < made.size(); i++) {
            if (made.get(i).id().equals(was.id()) && made.get(i).name().equals(was.name())) {
                at = i;
                break;
            }
        }
        return new DashboardState(
                live, frozen, made, events, focus, overlay, at, deadline, eventsBack, text, isTyping, by, reversed);
    }
}
