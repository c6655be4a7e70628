package io.lotusconsole.lotus.wire;

import io.lotusconsole.json.DocumentWriter;
import io.lotusconsole.json.JsonCursor;
import java.io.IOException;
import java.util.List;

/** What processes tell the miner's index of their storage paths ({@code storage/sealer/storiface/index.go}). */
public final class StorageCodec {
    private StorageCodec() {}

    /**
     * {@code StorageInfo}: a storage path. Lists may be null, as Go's are.
     *
     * @param id identity of the file system
     * @param urls where it is served, such as {@code http://10.0.0.2:3456/remote}
     * @param weight preference when something is stored; 0 is read only
     * @param maxStorage bytes, 0 for no limit
     */
    public record StorageInfo(
            String id,
            List<String> urls,
            long weight,
            long maxStorage,
            boolean canSeal,
            boolean canStore,
            List<String> groups,
            List<String> allowTo,
            List<String> allowTypes,
            List<String> denyTypes,
            List<String> allowMiners,
            List<String> denyMiners) {
        /** The same path, served elsewhere. */
        public StorageInfo withUrls(List<String> others) {
            return new StorageInfo(
                    id,
                    others,
                    weight,
                    maxStorage,
                    canSeal,
                    canStore,
                    groups,
                    allowTo,
                    allowTypes,
                    denyTypes,
                    allowMiners,
                    denyMiners);
        }
    }

    /** {@code FsStat}: bytes of a file system, signed. */
    public record FsStat(long capacity, long available, long fsAvailable, long reserved, long max, long used) {
        public static final FsStat ZERO = new FsStat(0, 0, 0, 0, 0, 0);
    }

    /** Reads a {@code StorageInfo}, or the {@code sectorstore.json} of a path, which is one without {@code URLs}. */
    public static StorageInfo info(JsonCursor in) throws IOException {
        String id = "";
        List<String> urls = null;
        long weight = 0;
        long maxStorage = 0;
        boolean canSeal = false;
        boolean canStore = false;
        List<String> groups = null;
        List<String> allowTo = null;
        List<String> allowTypes = null;
        List<String> denyTypes = null;
        List<String> allowMiners = null;
        List<String> denyMiners = null;
        if (in.beginObject()) {
            while (in.nextField()) {
                switch (in.name()) {
                    case "ID" -> id = in.text();
                    case "URLs" -> urls = in.textsOrNull();
                    case "Weight" -> weight = in.unsignedInteger();
                    case "MaxStorage" -> maxStorage = in.unsignedInteger();
                    case "CanSeal" -> canSeal = in.bool();
                    case "CanStore" -> canStore = in.bool();
                    case "Groups" -> groups = in.textsOrNull();
                    case "AllowTo" -> allowTo = in.textsOrNull();
                    case "AllowTypes" -> allowTypes = in.textsOrNull();
                    case "DenyTypes" -> denyTypes = in.textsOrNull();
                    case "AllowMiners" -> allowMiners = in.textsOrNull();
                    case "DenyMiners" -> denyMiners = in.textsOrNull();
                    default -> in.skip();
                }
            }
        }
        return new StorageInfo(
                id,
                urls,
                weight,
                maxStorage,
                canSeal,
                canStore,
                groups,
                allowTo,
                allowTypes,
                denyTypes,
                allowMiners,
                denyMiners);
    }

    /** Writes a {@code StorageInfo} as an element, its fields in Go's order. */
    public static void write(DocumentWriter out, StorageInfo info) {
        out.object().text("ID", info.id());
        list(out, "URLs", info.urls());
        out.unsigned("Weight", info.weight());
        out.unsigned("MaxStorage", info.maxStorage());
        out.bool("CanSeal", info.canSeal()).bool("CanStore", info.canStore());
        list(out, "Groups", info.groups());
        list(out, "AllowTo", info.allowTo());
        list(out, "AllowTypes", info.allowTypes());
        list(out, "DenyTypes", info.denyTypes());
        list(out, "AllowMiners", info.allowMiners());
        list(out, "DenyMiners", info.denyMiners());
        out.end();
    }

    private static void list(DocumentWriter out, String name, List<String> values) {
        if (values == null) {
            out.nothing(name);
        } else {
            out.texts(name, values);
        }
    }

    public static FsStat stat(JsonCursor in) throws IOException {
        long capacity = 0;
        long available = 0;
        long fsAvailable = 0;
        long reserved = 0;
        long max = 0;
        long used = 0;
        if (in.beginObject()) {
            while (in.nextField()) {
                switch (in.name()) {
                    case "Capacity" -> capacity = in.integer();
                    case "Available" -> available = in.integer();
                    case "FSAvailable" -> fsAvailable = in.integer();
                    case "Reserved" -> reserved = in.integer();
                    case "Max" -> max = in.integer();
                    case "Used" -> used = in.integer();
                    default -> in.skip();
                }
            }
        }
        return new FsStat(capacity, available, fsAvailable, reserved, max, used);
    }

    /** Writes an {@code FsStat} as a member, or as an element if the name is null. */
    public static void write(DocumentWriter out, String name, FsStat stat) {
        DocumentWriter object = name == null ? out.object() : out.object(name);
        object.integer("Capacity", stat.capacity())
                .integer("Available", stat.available())
                .integer("FSAvailable", stat.fsAvailable())
                .integer("Reserved", stat.reserved())
                .integer("Max", stat.max())
                .integer("Used", stat.used())
                .end();
    }
}
