package io.lotusconsole.proving;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A set of sector numbers as Filecoin's bit field: lengths of alternating runs, the first of zeros.
 *
 * <p>Immutable. Kept as runs, so a partition of 2349 sectors costs a few longs. Numbers and lengths
 * are signed 64-bit; the codec refuses larger ones.
 */
public final class SectorSet {
    public static final SectorSet EMPTY = new SectorSet(new long[0]);

    /** Alternating run lengths, zeros first; every length but the first is positive; ends in ones. */
    private final long[] runs;

    private final long count;

    private SectorSet(long[] runs) {
        this.runs = runs;
        long ones = 0;
        for (int i = 1; i < runs.length; i += 2) {
            ones = Math.addExact(ones, runs[i]);
        }
        this.count = ones;
    }

    /**
     * From run lengths as they come on the wire ({@code [0]} is empty, {@code [5,2]} is 5 and 6).
     *
     * @throws IllegalArgumentException on a negative length, a zero length after the first, or a sum
     *     beyond 2^63-1
     */
    public static SectorSet ofRuns(long[] lengths) {
        long end = 0;
        for (int i = 0; i < lengths.length; i++) {
            if (lengths[i] < 0 || lengths[i] == 0 && i > 0) {
                throw new IllegalArgumentException("run " + i + " of a bit field has length " + lengths[i]);
            }
            try {
                end = Math.addExact(end, lengths[i]);
            } catch (ArithmeticException e) {
                throw new IllegalArgumentException("a bit field ends beyond 2^63", e);
            }
        }
        int size = lengths.length - lengths.length % 2;
        long[] runs = new long[size];
        System.arraycopy(lengths, 0, runs, 0, size);
        return new SectorSet(runs);
    }

    /** From ascending, distinct numbers. */
    public static SectorSet ofNumbers(List<Long> ascending) {
        List<Long> runs = new ArrayList<>();
        long next = 0;
        for (long number : ascending) {
            if (number < next) {
                throw new IllegalArgumentException("sector numbers must ascend: " + number);
            }
            if (number > next || runs.isEmpty()) {
                runs.add(number - next);
                runs.add(1L);
            } else {
                runs.set(runs.size() - 1, runs.get(runs.size() - 1) + 1);
            }
            next = number + 1;
        }
        long[] lengths = new long[runs.size()];
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = runs.get(i);
        }
        return new SectorSet(lengths);
    }

    /** How many sectors. */
    public long count() {
        return count;
    }

    public boolean isEmpty() {
        return count == 0;
    }

    public boolean contains(long number) {
        long end = 0;
        for (int i = 0; i < runs.length; i++) {
            end += runs[i];
            if (number < end) {
                return i % 2 == 1;
            }
        }
        return false;
    }

    /** Run lengths, zeros first, as the wire has them; {@code [0]} when empty. */
    public long[] runLengths() {
        return runs.length == 0 ? new long[1] : runs.clone();
    }

    /**
     * All numbers, ascending.
     *
     * @param limit refuses to list more than this, since a hostile set of 2^60 sectors fits in two runs
     * @throws IllegalArgumentException if there are more
     */
    public List<Long> numbers(int limit) {
        if (count > limit) {
            throw new IllegalArgumentException("a set of " + count + " sectors is too large to list");
        }
        List<Long> numbers = new ArrayList<>((int) count);
        long start = 0;
        for (int i = 0; i < runs.length; i++) {
            if (i % 2 == 1) {
                for (long n = start; n < start + runs[i]; n++) {
                    numbers.add(n);
                }
            }
            start += runs[i];
        }
        return numbers;
    }

    /** How many runs of zeros, not counting one of length 0. */
    public long zeroRuns() {
        long zeros = 0;
        for (int i = 0; i < runs.length; i += 2) {
            zeros += runs[i] > 0 ? 1 : 0;
        }
        return zeros;
    }

    public long oneRuns() {
        return runs.length / 2;
    }

    public long zeroBits() {
        long zeros = 0;
        for (int i = 0; i < runs.length; i += 2) {
            zeros += runs[i];
        }
        return zeros;
    }

    /**
     * Size in bytes of the set as CBOR carries it: byte-string header and RLE+ bytes (Filecoin spec,
     * "RLE+ bitset encoding": 2 bits version, 1 bit first value, then per run {@code 1} for length 1,
     * {@code 01} and 4 bits below 16, {@code 00} and a varint above).
     */
    public long cborBytes() {
        long bits = 0;
        if (runs.length > 0) {
            bits = 3;
            for (long run : runs) {
                if (run == 0) {
                    continue;
                }
                if (run == 1) {
                    bits += 1;
                } else if (run < 16) {
                    bits += 6;
                } else {
                    bits += 2 + 8L * ((64 - Long.numberOfLeadingZeros(run) + 6) / 7);
                }
            }
        }
        long bytes = (bits + 7) / 8;
        long header = bytes < 24 ? 1 : bytes < 256 ? 2 : bytes < 65536 ? 3 : 5;
        return header + bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SectorSet set && Arrays.equals(runs, set.runs);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(runs);
    }

    @Override
    public String toString() {
        return Arrays.toString(runLengths());
    }
}
