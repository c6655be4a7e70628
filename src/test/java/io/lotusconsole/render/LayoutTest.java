package io.lotusconsole.render;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lotusconsole.render.TextSink.Escaping;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bars and tables, sections 2.5 and 2.6 of the reference. */
class LayoutTest {
    private static String drawn(boolean coloured, Consumer<TextSink> painter) {
        StringBuilder text = new StringBuilder();
        painter.accept(new TextSink(text, coloured, Escaping.ALL));
        return text.toString();
    }

    private static String bar(Style style, double total, double yellow, double green) {
        return drawn(false, out -> Bar.paint(out, style, Bar.CELLS, total, yellow, green));
    }

    @ParameterizedTest
    @CsvSource({
        // total, yellow, green, cells as Lotus draws them, cells clipped
        "128, 63, 65, 65, 64",
        "128, 0, 1, 1, 1",
        "128, 0, 0.99, 0, 0",
        "64, 18, 0, 18, 18",
        "64, 32, 48, 80, 64",
        "8, 0, 12, 96, 64",
        "0, 0, 0, 0, 0",
        "0, 0, 3, 0, 0",
        "64, -1, 0, 0, 0",
        "512, 99, 1, 12, 13",
        "128, 0, 5, 3, 3",
        "9223372036854775808, 72057594037927928, 0, 0, 0",
        "9223372036854775808, 72057594037927936, 0, 1, 1",
        "9223372036854775808, 0, 72057594037927928, 0, 0",
        "1.8446744073709552e19, 1.8446744073709552e19, 0, 64, 64"
    })
    void barsRoundAndOnlyOursAreClipped(double total, double yellow, double green, int lotus, int classic) {
        String lotusBar = "|".repeat(lotus) + " ".repeat(Math.max(0, 64 - lotus));
        assertEquals(lotusBar, bar(Style.LOTUS, total, yellow, green));
        assertEquals("|".repeat(classic) + " ".repeat(64 - classic), bar(Style.CLASSIC, total, yellow, green));
    }

    @Test
    void bothPartsOfABarAreColouredEvenIfEmpty() {
        String bar = drawn(true, out -> Bar.paint(out, Style.CLASSIC, Bar.CELLS, 64, 1, 2));
        assertEquals("\u001b[33m|\u001b[0m\u001b[32m||\u001b[0m" + " ".repeat(61), bar);
        String empty = drawn(true, out -> Bar.paint(out, Style.LOTUS, Bar.CELLS, 64, 0, 0));
        assertEquals("\u001b[33m\u001b[0m\u001b[32m\u001b[0m" + " ".repeat(64), empty);
    }

    @Test
    void aBarOfFewerCellsShowsTheSameShare() {
        assertEquals("||||    ", drawn(false, out -> Bar.paint(out, Style.CLASSIC, 8, 128, 32, 32)));
        assertEquals("||||||||", drawn(false, out -> Bar.paint(out, Style.CLASSIC, 8, 64, 63, 65)));
        assertEquals(64, Bar.cellsBeside(41, View.UNBOUNDED));
        assertEquals(64, Bar.cellsBeside(41, 105));
        assertEquals(63, Bar.cellsBeside(41, 104));
        assertEquals(8, Bar.cellsBeside(41, 20));
    }

    @Test
    void aColumnIsARunOfLinesThatHaveIt() {
        String table = drawn(false, out -> new TextTable()
                .row("deadline", "open", "last")
                .row("0", "10:00:00", "0")
                .row("1", "10:30:00", "1", "(current)")
                .row("2", "11:00:00", "22222", "x")
                .row("3", "11:30:00", "0")
                .paint(out));
        assertEquals("""
                deadline  open      last
                0         10:00:00  0
                1         10:30:00  1      (current)
                2         11:00:00  22222  x
                3         11:30:00  0
                """, table);
    }

    @Test
    void tablesOfLotusCountCodePoints() {
        String table = drawn(false, out -> new TextTable()
                .row("机器", "b")
                .row("\ud83d\ude80", "b")
                .row("abc", "b")
                .paint(out));
        assertEquals("机器   b\n\ud83d\ude80    b\nabc  b\n", table);
    }

    @Test
    void emptyCellsKeepTheirColumn() {
        assertEquals(
                "a    b\n     b\n",
                drawn(false, out -> new TextTable().row("a  ", "b").row("", "b").paint(out)));
    }

    @Test
    void wideTablesCountColumnsOfTheTerminalAndMarkWhatIsMissing() {
        String table = drawn(false, out -> new WideTable("HOST", "A", "B")
                .row("机器-\ud83d\ude80", "1", "")
                .row("u\u0308nicode", null, "a long cell is never cut " + "x".repeat(300))
                .paint(out));
        assertEquals(
                "HOST     A  B\n"
                        + "机器-\ud83d\ude80  1  -\n"
                        + "u\u0308nicode  -  a long cell is never cut " + "x".repeat(300) + "\n",
                table);
    }

    @Test
    void controlCharactersOfAPeerAreEscaped() {
        assertEquals("a\\x1b[31m\\x0a\\x7f\\x9b\\u202eb", Printable.escape("a\u001b[31m\n\u007f\u009b\u202eb"));
        assertEquals("a\tb\\x0d", Printable.escapeAllButTab("a\tb\r"));
        assertEquals("机器 ünï \ud83d\ude80", Printable.escape("机器 ünï \ud83d\ude80"));
    }
}
