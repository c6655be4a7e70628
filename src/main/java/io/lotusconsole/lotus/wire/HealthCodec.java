package io.lotusconsole.lotus.wire;

import io.lotusconsole.json.JsonCursor;
import io.lotusconsole.proving.AddressUse;
import io.lotusconsole.proving.PendingProof;
import io.lotusconsole.proving.SyncTask;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What only a check-up asks: how a full node syncs, what waits in its pool, where the index says sectors are. */
public final class HealthCodec {
    /** {@code SubmitWindowedPoSt} of the miner actor. */
    private static final long SUBMIT_WINDOW_POST = 5;

    /** Of a CBOR byte: the kind of value, and its small number. */
    private static final int MAJOR_BITS = 5;

    private static final int SMALL_MASK = 0x1f;
    private static final int SMALL_MAX = 23;
    private static final int ONE_BYTE = 24;
    private static final int CBOR_ARRAY = 4;
    private static final int CBOR_UNSIGNED = 0;

    private HealthCodec() {}

    /** The answer to {@code SyncState}. */
    public static List<SyncTask> syncTasks(JsonCursor in) throws IOException {
        List<SyncTask> tasks = new ArrayList<>();
        if (in.beginObject()) {
            while (in.nextField()) {
                if (!in.name().equals("ActiveSyncs")) {
                    in.skip();
                } else if (in.beginArray()) {
                    while (in.nextElement()) {
                        tasks.add(syncTask(in));
                    }
                }
            }
        }
        return tasks;
    }

    private static SyncTask syncTask(JsonCursor in) throws IOException {
        long target = -1;
        long height = 0;
        long stage = 0;
        String message = "";
        if (in.beginObject()) {
            while (in.nextField()) {
                switch (in.name()) {
                    case "Target" -> target = height(in);
                    case "Height" -> height = in.integer();
                    case "Stage" -> stage = in.integer();
                    case "Message" -> message = in.text();
                    default -> in.skip();
                }
            }
        }
        return new SyncTask(target, height, stage, message);
    }

    /** Of a tipset; -1 if there is none. */
    private static long height(JsonCursor in) throws IOException {
        long height = -1;
        if (in.beginObject()) {
            while (in.nextField()) {
                if (in.name().equals("Height")) {
                    height = in.integer();
                } else {
                    in.skip();
                }
            }
        }
        return height;
    }

    /**
     * Of the answer to {@code MpoolPending}, which has thousands of messages on a large network, the WindowPoSts of
     * one miner.
     *
     * @param miner address in either network's spelling
     */
    public static List<PendingProof> pendingProofs(JsonCursor in, String miner) throws IOException {
        List<PendingProof> found = new ArrayList<>();
        if (in.beginArray()) {
            while (in.nextElement()) {
                if (in.beginObject()) {
                    while (in.nextField()) {
                        if (in.name().equals("Message")) {
                            addIfProof(in, miner, found);
                        } else {
                            in.skip();
                        }
                    }
                }
            }
        }
        return found;
    }

    private static void addIfProof(JsonCursor in, String miner, List<PendingProof> found) throws IOException {
        String to = "";
        String from = "";
        long nonce = 0;
        long method = 0;
        BigInteger feeCap = BigInteger.ZERO;
        String params = "";
        if (in.beginObject()) {
            while (in.nextField()) {
                switch (in.name()) {
                    case "To" -> to = Values.address(in);
                    case "From" -> from = Values.address(in);
                    case "Nonce" -> nonce = in.unsignedInteger();
                    case "Method" -> method = in.unsignedInteger();
                    case "GasFeeCap" -> feeCap = Values.bigInteger(in);
                    case "Params" -> params = in.text();
                    default -> in.skip();
                }
            }
        }
        // The first letter is the network's.
        boolean isOurs = to.length() > 1 && to.substring(1).equals(miner.substring(Math.min(1, miner.length())));
        if (isOurs && method == SUBMIT_WINDOW_POST) {
            found.add(new PendingProof(from, nonce, feeCap, deadline(params)));
        }
    }

    /** The first member of {@code SubmitWindowedPoStParams} in CBOR; null if these are none. */
    private static Integer deadline(String base64) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return null;
        }
        if (bytes.length < 3 || (bytes[0] & 0xff) >> MAJOR_BITS != CBOR_ARRAY) {
            return null;
        }
        int first = bytes[1] & 0xff;
        int small = first & SMALL_MASK;
        if (first >> MAJOR_BITS != CBOR_UNSIGNED) {
            return null;
        }
        return small <= SMALL_MAX ? (Integer) small : small == ONE_BYTE ? (Integer) (bytes[2] & 0xff) : null;
    }

    /** The answer to {@code ActorAddressConfig}. */
    public static AddressUse addressUse(JsonCursor in) throws IOException {
        Set<String> reserved = new HashSet<>();
        boolean noOwner = false;
        boolean noWorker = false;
        if (in.beginObject()) {
            while (in.nextField()) {
                switch (in.name()) {
                    case "PreCommitControl", "CommitControl", "TerminateControl", "DealPublishControl" ->
                        reserved.addAll(in.texts());
                    case "DisableOwnerFallback" -> noOwner = in.bool();
                    case "DisableWorkerFallback" -> noWorker = in.bool();
                    default -> in.skip();
                }
            }
        }
        return new AddressUse(reserved, !noOwner, !noWorker);
    }

    /** The answer to {@code StorageLocal}: id of a storage path to its directory. */
    public static Map<String, String> localPaths(JsonCursor in) throws IOException {
        Map<String, String> paths = new LinkedHashMap<>();
        if (in.beginObject()) {
            while (in.nextField()) {
                paths.put(in.name(), in.text());
            }
        }
        return paths;
    }

    /** Of the answer to {@code StorageList} a miner's sectors: storage path to sector number to bits of file types. */
    public static Map<String, Map<Long, Integer>> sectorFiles(JsonCursor in, long minerActor) throws IOException {
        Map<String, Map<Long, Integer>> paths = new LinkedHashMap<>();
        if (in.beginObject()) {
            while (in.nextField()) {
                Map<Long, Integer> sectors = new HashMap<>();
                paths.put(in.name(), sectors);
                if (in.beginArray()) {
                    while (in.nextElement()) {
                        addFiles(in, minerActor, sectors);
                    }
                }
            }
        }
        paths.values().removeIf(Map::isEmpty);
        return paths;
    }

    private static void addFiles(JsonCursor in, long minerActor, Map<Long, Integer> sectors) throws IOException {
        long miner = 0;
        long number = 0;
        int bits = 0;
        if (in.beginObject()) {
            while (in.nextField()) {
                switch (in.name()) {
                    case "Miner" -> miner = in.integer();
                    case "Number" -> number = in.integer();
                    case "SectorFileType" -> bits = Values.small(in);
                    default -> in.skip();
                }
            }
        }
        if (miner == minerActor) {
            sectors.merge(number, bits, (before, now) -> before | now);
        }
    }
}
