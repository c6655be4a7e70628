package io.lotusconsole.render;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CellWidthTest {
    @Test
    void widthIsCountedInColumns() {
        assertEquals(8, CellWidth.of("wörker-ß"));
        assertEquals(8, CellWidth.of("矿工一号"));
        assertEquals(1, CellWidth.of("e\u0301"));
        assertEquals(2, CellWidth.of("🚀"));
    }

    @Test
    void aLineIsClippedToItsColumns() {
        assertEquals("abc", CellWidth.clip("abcdef", 3));
        assertEquals("abc", CellWidth.clip("abc", 80));
        assertEquals("\tab", CellWidth.clip("\tabc", 10));
        assertEquals("矿", CellWidth.clip("矿工", 3));
        assertEquals("\u001b[31mab\u001b[0m", CellWidth.clip("\u001b[31mabcd\u001b[0m", 2));
    }
}
