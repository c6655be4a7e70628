package io.lotusconsole.render;

import java.time.Instant;

/**
 * What a report is drawn for: style, the moment, and the zone wall times are shown in.
 *
 * @param columns of the terminal it is drawn on in place; {@link #UNBOUNDED} where lines are as long as they are
 */
public record View(Style style, Instant now, Zone zone, int columns) {
    public static final int UNBOUNDED = Integer.MAX_VALUE;

    public boolean isLotus() {
        return style == Style.LOTUS;
    }
}
