package io.lotusconsole.support;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoldenTest {
    @TempDir
    Path folder;

    @Test
    void aMissingFileFailsAndTheSwitchWritesIt() {
        Path file = folder.resolve("deeper").resolve("text");
        AssertionError missing = assertThrows(AssertionError.class, () -> Golden.check(file, bytes("a\n"), false));
        assertTrue(missing.getMessage().contains("golden.update"), missing.getMessage());
        Golden.check(file, bytes("a\n"), true);
        Golden.check(file, bytes("a\n"), false);
        Golden.check(file, bytes("b"), true);
        assertArrayEquals(bytes("b"), Fixtures.bytes(file));
    }

    @Test
    void aDifferenceShowsBothTextsAndItsPlace() throws Exception {
        Path file = folder.resolve("text");
        Files.write(file, bytes("same\n\u001b[32mgreen\r\n"));
        AssertionError wrong =
                assertThrows(AssertionError.class, () -> Golden.check(file, bytes("same\n\u001b[31mred"), false));
        String shown = wrong.getMessage();
        assertTrue(shown.contains("\\e[32mgreen\\x0d\n"), shown);
        assertTrue(shown.contains("\\e[31mred⏎ (no line end)"), shown);
        assertTrue(shown.contains("line 2, column 4: expected \"2mgreen\\x0d\\n\", was \"1mred\""), shown);
        assertEquals(-1, shown.indexOf('\u001b'), "raw control characters on a terminal");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
