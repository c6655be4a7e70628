package io.lotusconsole.render;

import io.lotusconsole.json.DocumentWriter;
import io.lotusconsole.proving.ProvingEvent;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** One event of {@code proving watch}. */
public final class EventReport implements Report {
    private final ProvingEvent event;

    public EventReport(ProvingEvent event) {
        this.event = event;
    }

    @Override
    public String kind() {
        return "ProvingEvent";
    }

    /**
     * <pre>
     * 2026-11-22T00:00:00Z worker-lost worker w1 has ended
     * </pre>
     */
    @Override
    public void paint(TextSink out, View view) {
        out.text(event.at().truncatedTo(ChronoUnit.SECONDS).toString()).text(" ");
        Colour colour =
                switch (event.kind().weight()) {
                    case PLAIN -> Colour.DEFAULT;
                    case GOOD -> Colour.GREEN;
                    case WARNING -> Colour.YELLOW;
                    case BAD -> Colour.RED;
                };
        out.text(colour, event.kind().word()).text(" ").remote(event.text()).line();
    }

    @Override
    public void paintWide(TextSink out, View view) {
        paint(out, view);
    }

    @Override
    public void write(DocumentWriter out, View view) {
        out.time("at", event.at());
        out.text("event", event.kind().word());
        out.text("weight", event.kind().weight().name().toLowerCase(Locale.ROOT));
        out.text("text", event.text());
    }
}
