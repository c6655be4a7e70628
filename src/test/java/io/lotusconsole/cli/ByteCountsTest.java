package io.lotusconsole.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ByteCountsTest {
    @ParameterizedTest
    @CsvSource({
        "42, 42",
        "42b, 42",
        "1k, 1024",
        "1KB, 1024",
        "32GiB, 34359738368",
        "1.5 TiB, 1649267441664",
        "0, 0",
        "1gibb, -1",
        "1x, -1",
        "-1, -1",
        "GiB, -1",
        "1.2.3, -1",
        "9e18, -1",
        "100000EiB, -1",
        "'', -1"
    })
    void sizesAreReadAsTheReferenceReadsThem(String text, long bytes) {
        assertEquals(bytes, ByteCounts.parse(text));
    }
}
