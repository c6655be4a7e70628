package io.lotusconsole.render;

import java.time.Instant;

/** What a report is drawn for: style, the moment, and the zone wall times are shown in. */
public record View(Style style, Instant now, Zone zone) {
    public boolean isLotus() {
        return style == Style.LOTUS;
    }
}
