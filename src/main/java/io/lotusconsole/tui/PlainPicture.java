package io.lotusconsole.tui;

import io.lotusconsole.feed.Picture;
import io.lotusconsole.render.Zone;
import java.time.Instant;

/** What the dashboard shows, once and as text, for where there is no terminal. */
public final class PlainPicture {
    private static final int COLUMNS = 100;

    private PlainPicture() {}

    /** All workers, three lines each; no events, for nothing was watched. */
    public static String of(Picture picture, Instant now, Zone zone, Glyphs glyphs, String where) {
        DashboardState state = DashboardState.START.with(picture, now);
        return Painter.paintAll(state, new Frame(now, zone, glyphs, where), COLUMNS)
                .asText();
    }
}
