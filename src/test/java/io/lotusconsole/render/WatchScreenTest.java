package io.lotusconsole.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotusconsole.json.JsonCursor;
import io.lotusconsole.lotus.wire.WorkerStatsCodec;
import io.lotusconsole.render.TextSink.Escaping;
import io.lotusconsole.support.Fixtures;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is drawn in place fits the terminal, and keeps what matters. */
class WatchScreenTest {
    private static List<String> numbered(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> "line " + i).toList();
    }

    @Test
    void aReportThatFitsIsShownWholeWithItsRemarks() {
        assertEquals(
                List.of("header", "line 1", "line 2", "note: a b"),
                WatchScreen.lines("header", numbered(2), List.of("note: a b"), 24, 80));
    }

    @Test
    void aReportThatIsTooLongIsCutInItsMiddle() {
        assertEquals(
                List.of(
                        "header",
                        "line 1",
                        "line 2",
                        "line 3",
                        "line 4",
                        "line 5",
                        "… 43 more lines",
                        "line 49",
                        "line 50"),
                WatchScreen.lines("header", numbered(50), List.of(), 10, 80));
        List<String> lines = WatchScreen.lines("header", numbered(31), List.of(), 24, 80);
        assertEquals(23, lines.size());
        assertEquals(numbered(31).subList(24, 31), lines.subList(16, 23), "the four lines of a tally, and more");
    }

    @Test
    void remarksAreWrappedAndLeaveTheReportHalfOfTheRows() {
        String advice = "note: " + "word ".repeat(30) + "end";
        assertEquals(
                List.of("header", "line 1", "note: word word", "word word word", "word word word", "… 8 more lines"),
                WatchScreen.lines("header", numbered(1), List.of(advice), 7, 15));
        assertEquals(
                List.of(
                        "header",
                        "line 1",
                        "line 2",
                        "… 48 more lines",
                        "note: word word",
                        "word word word",
                        "… 9 more lines"),
                WatchScreen.lines("header", numbered(50), List.of(advice), 8, 15));
        assertEquals(
                List.of("h", "note: x", "yyyyyyyyyy", "yyy"),
                WatchScreen.lines("h", List.of(), List.of("note: x yyyyyyyyyyyyy"), 24, 10));
    }

    @Test
    void nothingIsEverLargerThanTheTerminal() {
        Random random = new Random(4);
        for (int i = 0; i < 2_000; i++) {
            int rows = random.nextInt(30) + 1;
            int columns = random.nextInt(40) + 1;
            List<String> remarks = List.of("note: 机器 " + "wide 机器机器 ".repeat(random.nextInt(20)), "x".repeat(200));
            List<String> lines = WatchScreen.lines("header 机器", numbered(random.nextInt(60)), remarks, rows, columns);
            assertTrue(lines.size() <= Math.max(1, rows - 1), rows + " rows: " + lines);
            for (String line : lines) {
                assertTrue(CellWidth.of(line) <= columns, columns + " columns: " + line);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 80, 100, 120, View.UNBOUNDED})
    void theFiguresOfWorkersAreWithinTheScreen(int columns) throws IOException {
        String stats = Fixtures.text(Fixtures.path("worked-examples", "E12", "worker-stats.json"));
        JsonCursor cursor = new JsonCursor(new ByteArrayInputStream(stats.getBytes(StandardCharsets.UTF_8)));
        StringBuilder text = new StringBuilder();
        new WorkersReport(WorkerStatsCodec.read(cursor), true)
                .paint(
                        new TextSink(text, true, Escaping.ALL),
                        new View(Style.CLASSIC, Instant.EPOCH, Zone.of(ZoneOffset.UTC), columns));
        for (String line : text.toString().lines().toList()) {
            assertEquals(line, CellWidth.clip(line, columns));
        }
        String ram = text.toString()
                .lines()
                .filter(line -> line.contains("RAM:"))
                .findFirst()
                .orElseThrow();
        int cells = ram.replaceAll("\u001b\\[[0-9]+m", "")
                .replaceAll(".*\\[(.*)\\].*", "$1")
                .length();
        assertEquals(Math.min(64, columns - 41), cells, ram);
        assertTrue(ram.matches(".*] [0-9]+% .* [KMGTP]iB/.* [KMGTP]iB"), ram);
    }
}
