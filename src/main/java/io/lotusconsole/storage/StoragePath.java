package io.lotusconsole.storage;

import io.lotusconsole.json.JsonCursor;
import io.lotusconsole.json.MalformedJsonException;
import io.lotusconsole.prover.SectorReplica;
import io.lotusconsole.proving.ChallengedSector;
import java.io.IOException;
import java.io.InputStream;
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
    private static final String META_FILE = "sectorstore.json";

    /** A larger one is no meta file. */
    private static final int META_BYTES_MAX = 1 << 20;

    /**
     * Reads the identity of a path.
     *
     * @throws IOException if there is none, or it cannot be read; its message names the file
     */
    public static StoragePath read(Path root) throws IOException {
        Path file = root.resolve(META_FILE);
        String text;
        try (InputStream in = Files.newInputStream(file)) {
            text = new String(in.readNBytes(META_BYTES_MAX), StandardCharsets.UTF_8);
        }
        try (JsonCursor json = new JsonCursor(text)) {
            return parse(root, json);
        } catch (MalformedJsonException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    private static StoragePath parse(Path root, JsonCursor json) throws IOException {
        String id = "";
        long weight = 0;
        boolean canSeal = false;
        boolean canStore = false;
        if (json.beginObject()) {
            while (json.nextField()) {
                switch (json.name()) {
                    case "ID" -> id = json.text();
                    case "Weight" -> weight = json.unsignedInteger();
                    case "CanSeal" -> canSeal = json.bool();
                    case "CanStore" -> canStore = json.bool();
                    default -> json.skip();
                }
            }
        }
        if (id.isEmpty()) {
            throw new IOException(root.resolve(META_FILE) + " has no ID");
        }
        return new StoragePath(id, root, weight, canSeal, canStore);
    }

    /** Where a file of a sector is or would be. Names say {@code t0} on every network. */
    public Path of(SectorFileType type, long minerActor, long sectorNumber) {
        return root.resolve(type.directory()).resolve("s-t0" + minerActor + "-" + sectorNumber);
    }

    /** The replica of a sector in this path; whether its files are there, nobody has looked. */
    public SectorReplica replica(long minerActor, ChallengedSector sector) {
        SectorFileType cache = sector.isUpdated() ? SectorFileType.UPDATE_CACHE : SectorFileType.CACHE;
        SectorFileType sealed = sector.isUpdated() ? SectorFileType.UPDATE : SectorFileType.SEALED;
        return new SectorReplica(
                sector.sectorNumber(),
                sector.sealedCid(),
                of(cache, minerActor, sector.sectorNumber()),
                of(sealed, minerActor, sector.sectorNumber()));
    }
}
