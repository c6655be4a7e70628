package io.lotusconsole.embedded;

import io.lotusconsole.json.DocumentWriter;
import io.lotusconsole.json.JsonCursor;
import io.lotusconsole.proving.SectorSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The JSON forms of Go's types that both servers share. */
final class Wire {
    /** A sector set of ours has a few runs, a tipset key one CID; longer ones are refused. */
    private static final int ELEMENTS_MAX = 10_000;

    private static final int ACTOR_DIGITS_MAX = 18;

    private Wire() {}

    /** Test networks print {@code t}. */
    static String address(long actor) {
        return "t0" + actor;
    }

    /** The actor id of an address in either network's spelling; -1 for an address of another kind. */
    static long actor(String address) {
        if (address.length() < 3
                || address.length() > 2 + ACTOR_DIGITS_MAX
                || !address.startsWith("t0") && !address.startsWith("f0")) {
            return -1;
        }
        for (int i = 2; i < address.length(); i++) {
            if (address.charAt(i) < '0' || address.charAt(i) > '9') {
                return -1;
            }
        }
        return Long.parseLong(address.substring(2));
    }

    static void cid(DocumentWriter out, String name, String cid) {
        out.object(name).text("/", cid).end();
    }

    static void cids(DocumentWriter out, String name, List<String> cids) {
        out.array(name);
        for (String cid : cids) {
            out.object().text("/", cid).end();
        }
        out.endArray();
    }

    static void sectors(DocumentWriter out, String name, SectorSet sectors) {
        out.array(name);
        for (long run : sectors.runLengths()) {
            out.element(run);
        }
        out.endArray();
    }

    /** {@code SectorID}. */
    record SectorId(long miner, long number) implements Comparable<SectorId> {
        /** As files and URLs name it; {@code t0} on every network. */
        String fileName() {
            return "s-t0" + miner + "-" + number;
        }

        @Override
        public int compareTo(SectorId other) {
            return miner != other.miner ? Long.compare(miner, other.miner) : Long.compare(number, other.number);
        }
    }

    static SectorId sectorId(JsonCursor cursor) throws IOException {
        long miner = 0;
        long number = 0;
        if (cursor.beginObject()) {
            while (cursor.nextField()) {
                switch (cursor.name()) {
                    case "Miner" -> miner = cursor.integer();
                    case "Number" -> number = cursor.integer();
                    default -> cursor.skip();
                }
            }
        }
        return new SectorId(miner, number);
    }

    /** Null for {@code null}, which asks for all sectors. */
    static SectorSet sectorsOrNull(JsonCursor cursor) throws IOException {
        if (!cursor.beginArray()) {
            return null;
        }
        List<Long> runs = new ArrayList<>();
        while (cursor.nextElement()) {
            limit(runs.size());
            runs.add(cursor.integer());
        }
        return SectorSet.ofRuns(runs.stream().mapToLong(Long::longValue).toArray());
    }

    /** The CIDs of a tipset key; empty for {@code []} and {@code null}. */
    static List<String> tipsetKey(JsonCursor cursor) throws IOException {
        List<String> cids = new ArrayList<>();
        if (cursor.beginArray()) {
            while (cursor.nextElement()) {
                limit(cids.size());
                cids.add(cid(cursor));
            }
        }
        return cids;
    }

    /** {@code {"/":"bafy…"}}; empty for null. */
    static String cid(JsonCursor cursor) throws IOException {
        String cid = "";
        if (cursor.beginObject()) {
            while (cursor.nextField()) {
                if (cursor.name().equals("/")) {
                    cid = cursor.text();
                } else {
                    cursor.skip();
                }
            }
        }
        return cid;
    }

    private static void limit(int size) {
        if (size >= ELEMENTS_MAX) {
            throw new IllegalArgumentException("more than " + ELEMENTS_MAX + " elements");
        }
    }
}
