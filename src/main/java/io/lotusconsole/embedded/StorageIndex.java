package io.lotusconsole.embedded;

import io.lotusconsole.embedded.Wire.SectorId;
import io.lotusconsole.lotus.wire.StorageCodec.FsStat;
import io.lotusconsole.lotus.wire.StorageCodec.StorageInfo;
import io.lotusconsole.rpc.RpcFault;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Which storage path has which files of a sector ({@code storage/paths/index.go}). In memory: a restart forgets all
 * but the miner's own path. Safe for several threads.
 */
final class StorageIndex {
    /** Storage paths of a whole cluster. */
    static final int PATHS_MAX = 1_000;

    /** Sectors of all paths. */
    static final int DECLARATIONS_MAX = 1_000_000;

    /** A path that was silent for longer is given no new sector ({@code SkippedHeartbeatThresh}). */
    private static final long HEARTBEAT_SECONDS_MAX = 50;

    /** Bits of file types and the directories that hold them, in Go's order. */
    private static final List<String> TYPES = List.of("unsealed", "sealed", "cache", "update", "update-cache", "piece");

    /** Guarded by this object, as is what is in it. */
    private final Map<String, Entry> paths = new LinkedHashMap<>();

    private int declarations;

    /** One path. Guarded by the index. */
    private static final class Entry {
        private StorageInfo info;
        private FsStat stat;
        private String error = "";
        private long heardNanos = System.nanoTime();

        /** Bits of the files of each sector, and whether any of them was declared primary. */
        private final Map<SectorId, Declared> sectors = new TreeMap<>();
    }

    private record Declared(int bits, boolean isPrimary) {}

    /** A path in the answer to a search. */
    record Found(StorageInfo info, List<String> urls, List<String> baseUrls, long weight, boolean isPrimary) {}

    /** What a path has of a sector. */
    record Declaration(SectorId sector, int bits) {}

    synchronized void attach(StorageInfo info, FsStat stat) throws RpcFault {
        Entry entry = paths.get(info.id());
        List<String> urls = new ArrayList<>(info.urls() == null ? List.of() : info.urls());
        if (entry == null) {
            if (paths.size() >= PATHS_MAX) {
                throw RpcFault.ordinary(PATHS_MAX + " storage paths are attached already");
            }
            entry = new Entry();
            paths.put(info.id(), entry);
        } else {
            List<String> all = new ArrayList<>(entry.info.urls());
            urls.stream().filter(url -> !all.contains(url)).forEach(all::add);
            urls = all;
        }
        entry.info = info.withUrls(List.copyOf(urls));
        entry.stat = stat;
        entry.error = "";
        entry.heardNanos = System.nanoTime();
    }

    synchronized void detach(String id, String url) throws RpcFault {
        Entry entry = paths.get(id);
        if (entry == null) {
            throw RpcFault.ordinary("storage '" + id + "' isn't registered");
        }
        List<String> left = new ArrayList<>(entry.info.urls());
        left.remove(url);
        if (left.isEmpty() && !entry.info.urls().contains(url)) {
            throw RpcFault.ordinary("not dropping path, requested and index urls don't match ('" + url + "' != '')");
        }
        if (!left.isEmpty()) {
            if (left.size() == entry.info.urls().size()) {
                throw RpcFault.ordinary("not dropping path, requested and index urls don't match ('" + url + "' != '"
                        + String.join("', '", left) + "')");
            }
            entry.info = entry.info.withUrls(List.copyOf(left));
            return;
        }
        paths.remove(id);
        declarations -= entry.sectors.size();
    }

    synchronized void declare(String id, SectorId sector, int bits, boolean isPrimary) throws RpcFault {
        Entry entry = entry(id);
        Declared before = entry.sectors.get(sector);
        if (before == null && declarations >= DECLARATIONS_MAX) {
            throw RpcFault.ordinary(DECLARATIONS_MAX + " sectors are declared already");
        }
        declarations += before == null ? 1 : 0;
        int all = bits | (before == null ? 0 : before.bits());
        entry.sectors.put(sector, new Declared(all, isPrimary || before != null && before.isPrimary()));
    }

    synchronized void drop(String id, SectorId sector, int bits) {
        Entry entry = paths.get(id);
        Declared before = entry == null ? null : entry.sectors.get(sector);
        if (before == null) {
            return;
        }
        int left = before.bits() & ~bits;
        if (left != 0) {
            entry.sectors.put(sector, new Declared(left, before.isPrimary()));
        } else {
            entry.sectors.remove(sector);
            declarations--;
        }
    }

    synchronized void report(String id, FsStat stat, String error) throws RpcFault {
        Entry entry = paths.get(id);
        if (entry == null) {
            throw RpcFault.ordinary("health report for unknown storage: " + id);
        }
        entry.stat = stat;
        entry.error = error;
        entry.heardNanos = System.nanoTime();
    }

    /**
     * Paths that have any of the files, and, if asked for, those that could take them.
     *
     * @param bytes that a path must have room for to take them
     */
    synchronized List<Found> find(SectorId sector, int bits, long bytes, boolean allowFetch) {
        List<Found> found = new ArrayList<>();
        for (Entry entry : paths.values()) {
            Declared declared = entry.sectors.get(sector);
            int held = declared == null ? 0 : Integer.bitCount(declared.bits() & bits);
            if (held > 0) {
                found.add(found(entry, sector, bits, entry.info.weight() * held, declared.isPrimary()));
            } else if (allowFetch && mayTake(entry, sector, bits, bytes)) {
                found.add(found(entry, sector, bits, 0, false));
            }
        }
        return found;
    }

    private static boolean mayTake(Entry entry, SectorId sector, int bits, long bytes) {
        StorageInfo info = entry.info;
        List<String> types = types(bits);
        String miner = Wire.address(sector.miner());
        boolean isAllowed = isEmpty(info.allowTypes()) || info.allowTypes().containsAll(types);
        boolean isDenied = !isEmpty(info.denyTypes()) && types.stream().anyMatch(info.denyTypes()::contains);
        boolean isMiner = isEmpty(info.allowMiners()) || info.allowMiners().contains(miner);
        boolean isOther = !isEmpty(info.denyMiners()) && info.denyMiners().contains(miner);
        boolean isHeard = System.nanoTime() - entry.heardNanos < TimeUnit.SECONDS.toNanos(HEARTBEAT_SECONDS_MAX);
        return info.canSeal()
                && entry.stat.available() >= bytes
                && isHeard
                && entry.error.isEmpty()
                && isAllowed
                && !isDenied
                && isMiner
                && !isOther;
    }

    private static boolean isEmpty(List<String> list) {
        return list == null || list.isEmpty();
    }

    private static List<String> types(int bits) {
        List<String> types = new ArrayList<>();
        for (int i = 0; i < TYPES.size(); i++) {
            if ((bits >> i & 1) != 0) {
                types.add(TYPES.get(i));
            }
        }
        return types;
    }

    private static Found found(Entry entry, SectorId sector, int bits, long weight, boolean isPrimary) {
        List<String> types = types(bits);
        // Lotus names a search for several types like this in the URL, which nobody can use.
        String type = types.size() == 1
                ? types.get(0)
                : "%3Cunknown%20" + bits + "%20%5B" + String.join("%20", types) + "%5D%3E";
        List<String> bases = entry.info.urls();
        List<String> urls = bases.stream()
                .map(base -> base + "/" + type + "/" + sector.fileName())
                .toList();
        return new Found(entry.info, urls, bases, weight, isPrimary);
    }

    synchronized StorageInfo info(String id) throws RpcFault {
        return entry(id).info;
    }

    synchronized FsStat stat(String id) throws RpcFault {
        return entry(id).stat;
    }

    /** Everything declared, path by path. */
    synchronized Map<String, List<Declaration>> all() {
        Map<String, List<Declaration>> all = new LinkedHashMap<>();
        paths.forEach((id, entry) -> {
            List<Declaration> sectors = new ArrayList<>();
            entry.sectors.forEach((sector, declared) -> sectors.add(new Declaration(sector, declared.bits())));
            all.put(id, sectors);
        });
        return all;
    }

    private Entry entry(String id) throws RpcFault {
        Entry entry = paths.get(id);
        if (entry == null) {
            throw RpcFault.ordinary("sector store not found");
        }
        return entry;
    }
}
