package io.lotusconsole.lotus.wire;

import io.lotusconsole.json.JsonCursor;
import io.lotusconsole.proving.SectorSet;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The small values that Go writes in its own way: big integers, CIDs, bit fields. */
public final class Values {
    /** Far beyond any amount of attoFIL or bytes of power. */
    private static final int DIGITS_MAX = 200;

    /** A bit field of this many runs is no honest partition. */
    private static final int RUNS_MAX = 1 << 20;

    private Values() {}

    /** A decimal string; zero for null, for Go's {@code <nil>} and for an empty string. */
    public static BigInteger bigInteger(JsonCursor in) throws IOException {
        if (in.isNull()) {
            in.skip();
            return BigInteger.ZERO;
        }
        if (!in.isText()) {
            throw in.expected("a decimal number in a string");
        }
        String text = in.text();
        if (text.isEmpty() || text.equals("<nil>")) {
            return BigInteger.ZERO;
        }
        if (text.length() > DIGITS_MAX) {
            throw in.misplaced("a decimal number");
        }
        try {
            return new BigInteger(text);
        } catch (NumberFormatException e) {
            throw in.misplaced("a decimal number");
        }
    }

    /** {@code {"/":"bafy…"}}; empty for null. */
    public static String cid(JsonCursor in) throws IOException {
        String cid = "";
        if (in.beginObject()) {
            while (in.nextField()) {
                if (in.name().equals("/")) {
                    cid = in.text();
                } else {
                    in.skip();
                }
            }
        }
        return cid;
    }

    public static List<String> cids(JsonCursor in) throws IOException {
        List<String> cids = new ArrayList<>();
        if (in.beginArray()) {
            while (in.nextElement()) {
                cids.add(cid(in));
            }
        }
        return cids;
    }

    /** Run lengths, zeros first ({@code go-bitfield}); the empty set for null. */
    public static SectorSet sectorSet(JsonCursor in) throws IOException {
        if (!in.beginArray()) {
            return SectorSet.EMPTY;
        }
        long[] runs = new long[4];
        int count = 0;
        while (in.nextElement()) {
            if (count == RUNS_MAX) {
                throw in.misplaced("a bit field as run lengths");
            }
            if (count == runs.length) {
                runs = Arrays.copyOf(runs, count * 2);
            }
            runs[count++] = in.integer();
        }
        try {
            return SectorSet.ofRuns(Arrays.copyOf(runs, count));
        } catch (IllegalArgumentException e) {
            throw in.misplaced("a bit field as run lengths");
        }
    }

    /** An address; empty if undefined, which Go writes as {@code <empty>}. */
    public static String address(JsonCursor in) throws IOException {
        String text = in.text();
        return text.equals("<empty>") ? "" : text;
    }

    /** An integer that fits 32 bits, as proof numbers and indices do. */
    public static int small(JsonCursor in) throws IOException {
        long value = in.integer();
        if (value < Integer.MIN_VALUE || value > Integer.MAX_VALUE) {
            throw in.misplaced("a number of 32 bits");
        }
        return (int) value;
    }
}
