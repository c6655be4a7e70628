package io.lotusconsole.storage;

import io.lotusconsole.json.DocumentFormat;
import io.lotusconsole.json.DocumentWriter;
import io.lotusconsole.json.JsonCursor;
import io.lotusconsole.json.MalformedJsonException;
import io.lotusconsole.lotus.wire.StorageCodec;
import io.lotusconsole.lotus.wire.StorageCodec.StorageInfo;
import io.lotusconsole.prover.FileFaults;
import io.lotusconsole.prover.SectorReplica;
import io.lotusconsole.proving.ChallengedSector;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A directory tree of sectors with its identity, which is in {@code sectorstore.json} at its root.
 *
 * @param id of the file system, a UUID
 * @param weight preference when something is stored; 0 is read only
 * @param canSeal whether sealing may use it
 * @param canStore whether finished sectors may be put there
 */
public record StoragePath(String id, Path root, long weight, boolean canSeal, boolean canStore) {
    public static final String META_FILE = "sectorstore.json";

    /** A larger one is no meta file. */
    private static final int META_BYTES_MAX = 1 << 20;

    /**
     * Reads the identity of a path.
     *
     * @throws IOException if there is none, or it cannot be read; its message names the file
     */
    public static StoragePath read(Path root) throws IOException {
        StorageInfo info = readInfo(root);
        return new StoragePath(info.id(), root, info.weight(), info.canSeal(), info.canStore());
    }

    /**
     * All that the meta file of a path says, as the miner's index wants it; its URLs are null.
     *
     * @throws IOException as {@link #read}
     */
    static StorageInfo readInfo(Path root) throws IOException {
        Path file = root.resolve(META_FILE);
        String text;
        try (InputStream in = Files.newInputStream(file)) {
            text = new String(in.readNBytes(META_BYTES_MAX), StandardCharsets.UTF_8);
        }
        StorageInfo info;
        try (JsonCursor json = new JsonCursor(text)) {
            info = StorageCodec.info(json);
        } catch (MalformedJsonException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
        if (info.id().isEmpty()) {
            throw new IOException(file + " has no ID");
        }
        return info;
    }

    /**
     * The text of a meta file: {@code LocalStorageMeta} ({@code storage/sealer/storiface/storage.go}) as Lotus indents
     * it.
     *
     * @param info whose URLs are not in it
     */
    public static String meta(StorageInfo info) {
        StringWriter text = new StringWriter();
        try (DocumentWriter out = new DocumentWriter(text, DocumentFormat.JSON)) {
            out.object();
            out.text("ID", info.id());
            out.unsigned("Weight", info.weight());
            out.bool("CanSeal", info.canSeal());
            out.bool("CanStore", info.canStore());
            out.integer("MaxStorage", info.maxStorage());
            out.texts("Groups", info.groups());
            out.texts("AllowTo", info.allowTo());
            out.texts("AllowTypes", info.allowTypes());
            out.texts("DenyTypes", info.denyTypes());
            out.texts("AllowMiners", info.allowMiners());
            out.texts("DenyMiners", info.denyMiners());
            out.end();
        }
        return text.toString();
    }

    /**
     * Why this path is not to be relied on now: its meta file cannot be read, or says another identity, as the empty
     * directory below an unmounted file system does. Null if it answers. Blocks as long as the storage does.
     */
    public String whyAway() {
        try {
            String found = read(root).id();
            return found.equals(id) ? null : "its " + META_FILE + " says ID " + found + ", not " + id;
        } catch (IOException e) {
            return FileFaults.reason(e);
        }
    }

    /** Where a file of a sector is or would be. Names say {@code t0} on every network. */
    public Path of(SectorFileType type, long minerActor, long sectorNumber) {
        return root.resolve(type.directory()).resolve(new SectorName(minerActor, sectorNumber).toString());
    }

    /** The replica of a sector in this path; whether its files are there, nobody has looked. */
    public SectorReplica replica(long minerActor, ChallengedSector sector) {
        return replica(minerActor, sector, this, this);
    }

    /** The replica of a sector whose replica file and cache may be in different paths. */
    static SectorReplica replica(long minerActor, ChallengedSector sector, StoragePath sealedIn, StoragePath cacheIn) {
        long number = sector.sectorNumber();
        return new SectorReplica(
                number,
                sector.sealedCid(),
                cacheIn.of(SectorFileType.cacheOf(sector), minerActor, number),
                sealedIn.of(SectorFileType.sealedOf(sector), minerActor, number));
    }
}
