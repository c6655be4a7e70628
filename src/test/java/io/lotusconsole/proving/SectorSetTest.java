package io.lotusconsole.proving;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SectorSetTest {
    private static SectorSet runs(long... lengths) {
        return SectorSet.ofRuns(lengths);
    }

    @Test
    void runsAlternateFromZeros() {
        assertEquals(List.of(), runs(0).numbers(1));
        assertEquals(List.of(0L, 1L, 2L), runs(0, 3).numbers(3));
        assertEquals(List.of(5L, 6L), runs(5, 2).numbers(2));
        assertEquals(List.of(1L, 2L, 93L, 94L), runs(1, 2, 90, 2).numbers(4));
        assertEquals(runs(5, 2), runs(5, 2, 7), "zeros at the end mean nothing");
        assertEquals(runs(1, 2, 90, 2), SectorSet.ofNumbers(List.of(1L, 2L, 93L, 94L)));
        assertEquals(runs(0, 2), SectorSet.ofNumbers(List.of(0L, 1L)));
        assertEquals(SectorSet.EMPTY, SectorSet.ofNumbers(List.of()));
        assertArrayEquals(new long[] {0}, SectorSet.EMPTY.runLengths());
    }

    @Test
    void countsRunsAndBits() {
        SectorSet set = runs(33, 2, 1, 4);
        assertEquals(6, set.count());
        assertEquals(2, set.zeroRuns());
        assertEquals(2, set.oneRuns());
        assertEquals(34, set.zeroBits());
        assertEquals(0, runs(0, 4).zeroRuns(), "a first run of no zeros is none");
        assertTrue(set.contains(33) && set.contains(36) && set.contains(39));
        assertFalse(set.contains(0) || set.contains(35) || set.contains(40) || set.contains(Long.MAX_VALUE));
    }

    /** RLE+ by hand: 3 bits, then 1, 6 or 2 and a varint a run; and a header of CBOR. */
    @ParameterizedTest
    @CsvSource({
        "0, 1",
        "0 1, 2",
        "0 15, 3",
        "0 16, 3",
        "0 127, 3",
        "0 128, 4",
        // 3 + (2+8) + 6 bits; the reference prints 4 B for it.
        "33 2, 4",
        "1 1 1 1 1, 2",
        "1 1 1 1 1 1, 3",
        "0 9223372036854775807, 11"
    })
    void sizeIsThatOfRunLengthsInCbor(String runs, long bytes) {
        String[] words = runs.split(" ");
        long[] lengths = new long[words.length];
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = Long.parseLong(words[i]);
        }
        assertEquals(bytes, SectorSet.ofRuns(lengths).cborBytes());
    }

    /** A set of so many runs of length 1 has 3 bits and one more for each. */
    @ParameterizedTest
    @CsvSource({"180, 24", "182, 26", "2036, 257", "2038, 259"})
    void theHeaderGrowsWithTheSet(int count, long bytes) {
        long[] lengths = new long[count];
        Arrays.fill(lengths, 1);
        assertEquals(bytes, SectorSet.ofRuns(lengths).cborBytes());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "0 -1", "1 0", "0 1 0 1", "9223372036854775807 1"})
    void nonsenseIsRefused(String runs) {
        long[] lengths =
                Arrays.stream(runs.split(" ")).mapToLong(Long::parseLong).toArray();
        assertThrows(IllegalArgumentException.class, () -> SectorSet.ofRuns(lengths));
    }

    @Test
    void aHugeSetIsNotListed() {
        SectorSet huge = runs(0, 1L << 60);
        assertEquals(1L << 60, huge.count());
        assertThrows(IllegalArgumentException.class, () -> huge.numbers(5_000_000));
    }
}
