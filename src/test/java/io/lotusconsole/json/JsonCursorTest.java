package io.lotusconsole.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What each reader makes of each kind of value: its own, {@code null} as Go has it, and a refusal of all others. */
class JsonCursorTest {
    private static final String REFUSED = "refused";

    /** One value of each kind, in the order of the columns below. */
    private static final List<String> VALUES =
            List.of("null", "\"text\"", "\"\"", "true", "false", "0", "7", "-7", "1.5", "[]", "[1]", "{}");

    private interface Reader {
        Object read(JsonCursor in) throws IOException;
    }

    /** A reader and its answer to each of the values. */
    private record Row(String name, Reader reader, List<Object> answers) {}

    private static Row row(String name, Reader reader, Object... answers) {
        return new Row(name, reader, Arrays.asList(answers));
    }

    private static final String NO = REFUSED;

    private static final List<Row> ROWS = List.of(
            row("integer", JsonCursor::integer, 0L, NO, NO, NO, NO, 0L, 7L, -7L, NO, NO, NO, NO),
            row("unsignedInteger", JsonCursor::unsignedInteger, 0L, NO, NO, NO, NO, 0L, 7L, NO, NO, NO, NO, NO),
            row("number", JsonCursor::number, 0.0, NO, NO, NO, NO, 0.0, 7.0, -7.0, 1.5, NO, NO, NO),
            row("bool", JsonCursor::bool, false, NO, NO, true, false, NO, NO, NO, NO, NO, NO, NO),
            row("text", JsonCursor::text, "", "text", "", NO, NO, NO, NO, NO, NO, NO, NO, NO),
            row("textOrNull", JsonCursor::textOrNull, null, "text", "", NO, NO, NO, NO, NO, NO, NO, NO, NO),
            row("texts", JsonCursor::texts, List.of(), NO, NO, NO, NO, NO, NO, NO, NO, List.of(), NO, NO),
            row("textsOrNull", JsonCursor::textsOrNull, null, NO, NO, NO, NO, NO, NO, NO, NO, List.of(), NO, NO),
            row("beginArray", JsonCursor::beginArray, false, NO, NO, NO, NO, NO, NO, NO, NO, true, true, NO),
            row("beginObject", JsonCursor::beginObject, false, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, true));

    private static Object answer(Reader reader, JsonCursor in) throws IOException {
        try {
            return reader.read(in);
        } catch (MalformedJsonException e) {
            return REFUSED;
        }
    }

    @TestFactory
    Stream<DynamicTest> everyReaderTakesItsOwnKindAndNullAndRefusesTheRest() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Row row : ROWS) {
            for (int i = 0; i < VALUES.size(); i++) {
                String value = VALUES.get(i);
                Object expected = row.answers().get(i);
                tests.add(DynamicTest.dynamicTest(row.name() + " of " + value, () -> {
                    assertEquals(expected, answer(row.reader(), new JsonCursor(value)));
                    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
                    assertEquals(expected, answer(row.reader(), new JsonCursor(new ByteArrayInputStream(utf8))));
                }));
            }
        }
        return tests.stream();
    }

    private static Object integerOf(String value, boolean unsigned) throws IOException {
        return answer(unsigned ? JsonCursor::unsignedInteger : JsonCursor::integer, new JsonCursor(value));
    }

    @Test
    void integersEndWhereTheirBitsDo() throws IOException {
        assertEquals(Long.MAX_VALUE, integerOf("9223372036854775807", false));
        assertEquals(Long.MIN_VALUE, integerOf("-9223372036854775808", false));
        assertEquals(REFUSED, integerOf("9223372036854775808", false));
        assertEquals(REFUSED, integerOf("-9223372036854775809", false));
        assertEquals(Long.MIN_VALUE, integerOf("9223372036854775808", true));
        assertEquals(-1L, integerOf("18446744073709551615", true));
        assertEquals(REFUSED, integerOf("18446744073709551616", true));
        assertEquals(REFUSED, integerOf("-9223372036854775809", true));
        assertEquals(REFUSED, integerOf("1e3", true));
    }

    @Test
    void numbersAreFinite() throws IOException {
        assertEquals(1e308, answer(JsonCursor::number, new JsonCursor("1e308")));
        assertEquals(REFUSED, answer(JsonCursor::number, new JsonCursor("1e309")));
        assertEquals(REFUSED, answer(JsonCursor::number, new JsonCursor("-1e309")));
    }

    @Test
    void aRefusalSaysWhereAndWhat() throws IOException {
        JsonCursor in = new JsonCursor("{\"a\":[true]}");
        in.beginObject();
        in.nextField();
        in.beginArray();
        in.nextElement();
        MalformedJsonException refusal = assertThrows(MalformedJsonException.class, in::integer);
        assertEquals("expected an integer at /a/0, found a boolean", refusal.getMessage());
    }
}
