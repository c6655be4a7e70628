package io.lotusconsole.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ProgressLineTest {
    private static final long GIB = 1L << 30;
    private static final String WHAT = "WindowPoSt parameters";

    @Test
    void halfOfALongDownloadAtTwoWidths() {
        assertEquals(
                "WindowPoSt parameters  50% 28 GiB/56 GiB 112 MiB/s 4m16s left [|||||||       ]",
                ProgressLine.of(WHAT, 28 * GIB, 56 * GIB, 112L << 20, 78));
        assertEquals(
                "WindowPoSt parameters  50% 28 GiB/56 GiB 112 MiB/s 4m16s left" + " [|||||||||||||||               ]",
                ProgressLine.of(WHAT, 28 * GIB, 56 * GIB, 112L << 20, 200));
    }

    @Test
    void withoutATotalThereIsNeitherBarNorEnd() {
        assertEquals(WHAT + " 28 GiB 112 MiB/s", ProgressLine.of(WHAT, 28 * GIB, -1, 112L << 20, 80));
        assertEquals(WHAT + " 28 GiB", ProgressLine.of(WHAT, 28 * GIB, -1, 0, 80));
    }

    @Test
    void theEndIsAFullBarAndNothingLeft() {
        assertEquals(
                "x 100% 1 GiB/1 GiB 1 MiB/s [||||||||||||||||||||||||||||||]",
                ProgressLine.of("x", GIB, GIB, 1 << 20, 80));
    }

    @Test
    void noLineIsWiderThanTheTerminal() {
        for (int columns = 1; columns < 120; columns++) {
            String line = ProgressLine.of(WHAT, 28 * GIB, 57 * GIB, 112L << 20, columns);
            assertTrue(CellWidth.of(line) <= columns, line);
        }
    }
}
