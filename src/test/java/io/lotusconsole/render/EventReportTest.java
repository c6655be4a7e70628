package io.lotusconsole.render;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lotusconsole.json.DocumentFormat;
import io.lotusconsole.json.DocumentWriter;
import io.lotusconsole.proving.ProvingEvent;
import io.lotusconsole.render.TextSink.Escaping;
import io.lotusconsole.support.DocumentSchema;
import java.io.StringWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Lines and documents of {@code proving watch}. */
class EventReportTest {
    private static final Instant NOW = Instant.parse("2026-11-22T00:00:00.987Z");
    private static final View VIEW = new View(Style.CLASSIC, NOW, Zone.of(ZoneOffset.UTC), View.UNBOUNDED);
    private static final EventReport REPORT =
            new EventReport(new ProvingEvent(NOW, ProvingEvent.Kind.WORKER_LOST, "worker \u001b[2J has ended"));

    @Test
    void anEventIsALineThatIsSafeToRead() {
        StringWriter text = new StringWriter();
        REPORT.paint(new TextSink(text, false, Escaping.ALL), VIEW);
        assertEquals("2026-11-22T00:00:00Z worker-lost worker \\x1b[2J has ended\n", text.toString());
        StringWriter coloured = new StringWriter();
        REPORT.paint(new TextSink(coloured, true, Escaping.ALL), VIEW);
        assertEquals(
                "2026-11-22T00:00:00Z \u001b[31mworker-lost\u001b[0m worker \\x1b[2J has ended\n", coloured.toString());
    }

    @Test
    void itsDocumentIsThatOfTheTable() {
        StringWriter text = new StringWriter();
        try (DocumentWriter document = new DocumentWriter(text, DocumentFormat.NDJSON)) {
            document.object();
            document.text("apiVersion", Report.API_VERSION);
            document.text("kind", REPORT.kind());
            document.time("generatedAt", NOW);
            REPORT.write(document, VIEW);
            document.texts("missing", List.of());
            document.end();
        }
        DocumentSchema schema = DocumentSchema.read();
        DocumentSchema.Reading reading = schema.reading(text.toString());
        assertEquals(List.of(), List.copyOf(reading.wrong()));
        assertEquals(List.of(), List.copyOf(reading.absent()));
        Set<String> rows = new TreeSet<>();
        for (Map.Entry<String, DocumentSchema.Field> row : schema.fields().entrySet()) {
            if (row.getKey().startsWith("ProvingEvent ")) {
                rows.add(row.getKey());
            }
        }
        rows.removeAll(reading.seen());
        assertEquals(Set.of(), rows, "rows without a value");
    }
}
