package io.lotusconsole.tui;

import io.lotusconsole.proving.ProvingEvent;
import io.lotusconsole.tui.DashboardState.Panel;
import java.util.List;

/** What happened, the newest at the bottom. */
final class EventsPanel {
    private EventsPanel() {}

    /** @param rows with the title, if it has one */
    static void paint(Canvas canvas, int top, int rows, boolean isTitled, DashboardState state, Frame frame) {
        int first = top;
        int room = rows;
        if (isTitled) {
            String back = state.eventsBack() == 0 ? "" : state.eventsBack() + " newer below";
            Titles.paint(canvas, top, "Events", state.focus() == Panel.EVENTS, frame.glyphs(), back);
            first++;
            room--;
        }
        List<ProvingEvent> events = state.events();
        int end = Math.max(0, events.size() - state.eventsBack());
        int start = Math.max(0, end - room);
        for (int i = start; i < end; i++) {
            ProvingEvent event = events.get(i);
            int at = canvas.text(1, first + i - start, Tone.FAINT, frame.time(event.at()));
            at = canvas.text(at + 1, first + i - start, tone(event), sign(event, frame.glyphs()));
            canvas.text(at + 1, first + i - start, tone(event), event.text());
        }
        if (events.isEmpty() && room > 0) {
            canvas.text(1, first, Tone.FAINT, "nothing has happened since this was started");
        }
    }

    private static Tone tone(ProvingEvent event) {
        return switch (event.kind().weight()) {
            case PLAIN -> Tone.PLAIN;
            case GOOD -> Tone.GOOD;
            case WARNING -> Tone.WARNING;
            case BAD -> Tone.BAD;
        };
    }

    private static String sign(ProvingEvent event, Glyphs glyphs) {
        return switch (event.kind().weight()) {
            case PLAIN -> " ";
            case GOOD -> Character.toString(glyphs.proven());
            case WARNING -> "!";
            case BAD -> Character.toString(glyphs.missed());
        };
    }
}
