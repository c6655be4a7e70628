package io.lotusconsole.lotus.wire;

import io.lotusconsole.json.JsonCursor;
import io.lotusconsole.proving.SectorJob;
import io.lotusconsole.proving.SectorLocation;
import io.lotusconsole.proving.SectorOnChain;
import io.lotusconsole.proving.SectorSet;
import io.lotusconsole.proving.TaskType;
import io.lotusconsole.proving.WindowPoStResult;
import io.lotusconsole.proving.WorkerId;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What the miner process itself answers, but {@code WorkerStats}. */
public final class MinerCodec {
    /** Go's zero time: "not known". */
    private static final Instant ZERO_TIME = Instant.parse("0001-01-01T00:00:00Z");

    private MinerCodec() {}

    /** A moment; null for Go's zero time. */
    public static Instant time(JsonCursor in) throws IOException {
        OffsetDateTime time = offsetTime(in);
        return time == null ? null : time.toInstant();
    }

    /** RFC 3339 with the offset it came with; null for Go's zero time. */
    public static OffsetDateTime offsetTime(JsonCursor in) throws IOException {
        String text = in.text();
        if (text.isEmpty()) {
            return null;
        }
        try {
            OffsetDateTime time = OffsetDateTime.parse(text);
            // Four digits, as in Go, which can neither write nor read another year.
            if (time.getYear() < 0 || time.getYear() > 9999) {
                throw in.misplaced("a time");
            }
            return time.toInstant().equals(ZERO_TIME) ? null : time;
        } catch (DateTimeException e) {
            throw in.misplaced("a time");
        }
    }

    /** How many alerts of {@code LogAlerts} are active. */
    public static int activeAlerts(JsonCursor in) throws IOException {
        int active = 0;
        if (in.beginArray()) {
            while (in.nextElement()) {
                if (in.beginObject()) {
                    while (in.nextField()) {
                        if (!in.name().equals("Active")) {
                            in.skip();
                        } else if (in.bool()) {
                            active++;
                        }
                    }
                }
            }
        }
        return active;
    }

    /** Sector state to count, in the order it came. */
    public static Map<String, Long> sectorsSummary(JsonCursor in) throws IOException {
        Map<String, Long> counts = new LinkedHashMap<>();
        if (in.beginObject()) {
            while (in.nextField()) {
                counts.put(in.name(), in.integer());
            }
        }
        return counts;
    }

    /** The answer to {@code WorkerJobs}, in no order. */
    public static List<SectorJob> workerJobs(JsonCursor in) throws IOException {
        List<SectorJob> jobs = new ArrayList<>();
        if (in.beginObject()) {
            while (in.nextField()) {
                WorkerId worker = new WorkerId(in.name());
                if (in.beginArray()) {
                    while (in.nextElement()) {
                        jobs.add(job(worker, in));
                    }
                }
            }
        }
        return jobs;
    }

    private static SectorJob job(WorkerId worker, JsonCursor in) throws IOException {
        String callId = "";
        long[] sector = new long[2];
        String hostname = "";
        TaskType task = TaskType.of("");
        long runWait = 0;
        Instant start = null;
        if (in.beginObject()) {
            while (in.nextField()) {
                switch (in.name()) {
                    case "ID" -> callId = callId(in);
                    case "Sector" -> readSectorId(in, sector);
                    case "Task" -> task = TaskType.of(in.text());
                    case "RunWait" -> runWait = in.integer();
                    case "Start" -> start = time(in);
                    case "Hostname" -> hostname = in.text();
                    default -> in.skip();
                }
            }
        }
        return new SectorJob(callId, sector[0], sector[1], worker, hostname, task, runWait, start);
    }

    private static String callId(JsonCursor in) throws IOException {
        String id = "";
        if (in.beginObject()) {
            while (in.nextField()) {
                if (in.name().equals("ID")) {
                    id = in.text();
                } else {
                    in.skip();
                }
            }
        }
        return id;
    }

    private static void readSectorId(JsonCursor in, long[] minerAndNumber) throws IOException {
        if (in.beginObject()) {
            while (in.nextField()) {
                switch (in.name()) {
                    case "Miner" -> minerAndNumber[0] = in.integer();
                    case "Number" -> minerAndNumber[1] = in.integer();
                    default -> in.skip();
                }
            }
        }
    }

    /** The answer to {@code CheckProvable}: bad sector to reason. */
    public static Map<Long, String> badSectors(JsonCursor in) throws IOException {
        Map<Long, String> bad = new TreeMap<>();
        if (in.beginObject()) {
            while (in.nextField()) {
                String number = in.name();
                String reason = in.text();
                try {
                    bad.put(Long.parseLong(number), reason);
                } catch (NumberFormatException e) {
                    throw in.misplaced("a sector number as the field's name");
                }
            }
        }
        return bad;
    }

    /** The answer to {@code ComputeWindowPoSt}; null if it was {@code null}. */
    public static List<WindowPoStResult> windowPoStResults(JsonCursor in) throws IOException {
        if (!in.beginArray()) {
            return null;
        }
        List<WindowPoStResult> results = new ArrayList<>();
        while (in.nextElement()) {
            results.add(windowPoStResult(in));
        }
        return results;
    }

    private static WindowPoStResult windowPoStResult(JsonCursor in) throws IOException {
        long deadline = 0;
        List<WindowPoStResult.PartitionResult> partitions = new ArrayList<>();
        List<WindowPoStResult.Proof> proofs = new ArrayList<>();
        long commitEpoch = 0;
        String commitRand = null;
        if (in.beginObject()) {
            while (in.nextField()) {
                switch (in.name()) {
                    case "Deadline" -> deadline = in.integer();
                    case "Partitions" -> readPartitions(in, partitions);
                    case "Proofs" -> readProofs(in, proofs);
                    case "ChainCommitEpoch" -> commitEpoch = in.integer();
                    case "ChainCommitRand" -> commitRand = in.textOrNull();
                    default -> in.skip();
                }
            }
        }
        return new WindowPoStResult(deadline, partitions, proofs, commitEpoch, commitRand);
    }

    private static void readPartitions(JsonCursor in, List<WindowPoStResult.PartitionResult> partitions)
            throws IOException {
        if (in.beginArray()) {
            while (in.nextElement()) {
                long index = 0;
                var skipped = SectorSet.EMPTY;
                if (in.beginObject()) {
                    while (in.nextField()) {
                        switch (in.name()) {
                            case "Index" -> index = in.integer();
                            case "Skipped" -> skipped = Values.sectorSet(in);
                            default -> in.skip();
                        }
                    }
                }
                partitions.add(new WindowPoStResult.PartitionResult(index, skipped));
            }
        }
    }

    private static void readProofs(JsonCursor in, List<WindowPoStResult.Proof> proofs) throws IOException {
        if (in.beginArray()) {
            while (in.nextElement()) {
                int type = 0;
                String bytes = null;
                if (in.beginObject()) {
                    while (in.nextField()) {
                        switch (in.name()) {
                            case "PoStProof" -> type = Values.small(in);
                            case "ProofBytes" -> bytes = in.textOrNull();
                            default -> in.skip();
                        }
                    }
                }
                proofs.add(new WindowPoStResult.Proof(type, bytes));
            }
        }
    }

    /** Sector numbers of one storage path, from the answer to {@code StorageList}. */
    public static Set<Long> sectorsAt(JsonCursor in, String storageId) throws IOException {
        Set<Long> sectors = null;
        if (in.beginObject()) {
            while (in.nextField()) {
                if (!in.name().equals(storageId)) {
                    in.skip();
                    continue;
                }
                sectors = new HashSet<>();
                if (in.beginArray()) {
                    while (in.nextElement()) {
                        long[] sector = new long[2];
                        readSectorId(in, sector);
                        sectors.add(sector[1]);
                    }
                }
            }
        }
        return sectors;
    }

    /** The answer to {@code SectorsList}. */
    public static List<Long> numbers(JsonCursor in) throws IOException {
        List<Long> numbers = new ArrayList<>();
        if (in.beginArray()) {
            while (in.nextElement()) {
                numbers.add(in.integer());
            }
        }
        return numbers;
    }

    /** The answer to {@code SectorsStatus}: null unless the sector is proven and its commitment is told. */
    public static SectorOnChain sectorStatus(JsonCursor in) throws IOException {
        long number = 0;
        int proof = 0;
        String commR = "";
        String state = "";
        if (in.beginObject()) {
            while (in.nextField()) {
                switch (in.name()) {
                    case "SectorID" -> number = in.integer();
                    case "SealProof" -> proof = Values.small(in);
                    case "CommR" -> commR = Values.cid(in);
                    case "State" -> state = in.text();
                    default -> in.skip();
                }
            }
        }
        return commR.isEmpty() || !state.equals("Proving") ? null : new SectorOnChain(number, proof, commR, false);
    }

    /** Ids of the storage paths that hold anything of a miner's sectors, from the answer to {@code StorageList}. */
    public static Set<String> storagesOf(JsonCursor in, long minerActor) throws IOException {
        Set<String> ids = new LinkedHashSet<>();
        if (in.beginObject()) {
            while (in.nextField()) {
                String id = in.name();
                if (in.beginArray()) {
                    while (in.nextElement()) {
                        long[] sector = new long[2];
                        readSectorId(in, sector);
                        if (sector[0] == minerActor) {
                            ids.add(id);
                        }
                    }
                }
            }
        }
        return ids;
    }

    /** Exit code of the receipt of {@code StateWaitMsg}. */
    public static long exitCode(JsonCursor in) throws IOException {
        long exitCode = 0;
        if (in.beginObject()) {
            while (in.nextField()) {
                if (!in.name().equals("Receipt")) {
                    in.skip();
                } else if (in.beginObject()) {
                    while (in.nextField()) {
                        if (in.name().equals("ExitCode")) {
                            exitCode = in.integer();
                        } else {
                            in.skip();
                        }
                    }
                }
            }
        }
        return exitCode;
    }

    /** Storage paths in the order they came; {@code URLs} of a search for several types cannot be used. */
    public static List<SectorLocation> sectorLocations(JsonCursor in) throws IOException {
        List<SectorLocation> locations = new ArrayList<>();
        if (in.beginArray()) {
            while (in.nextElement()) {
                locations.add(sectorLocation(in));
            }
        }
        return locations;
    }

    private static SectorLocation sectorLocation(JsonCursor in) throws IOException {
        String id = "";
        List<String> baseUrls = List.of();
        if (in.beginObject()) {
            while (in.nextField()) {
                switch (in.name()) {
                    case "ID" -> id = in.text();
                    case "BaseURLs" -> baseUrls = in.texts();
                    default -> in.skip();
                }
            }
        }
        return new SectorLocation(id, baseUrls);
    }
}
