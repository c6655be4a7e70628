package io.lotusconsole.render;

import java.time.Instant;
import java.time.ZoneId;

/** What a report is drawn for: style, the moment, and the zone wall times are shown in. */
public record View(Style style, Instant now, ZoneId zone) {
    public boolean isLotus() {
        return style == Style.LOTUS;
    }
}
