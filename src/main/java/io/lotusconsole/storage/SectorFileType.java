package io.lotusconsole.storage;

import io.lotusconsole.proving.ChallengedSector;

/** The files of a sector that a PoSt reads ({@code storage/sealer/storiface/filetype.go}). */
public enum SectorFileType {
    SEALED(2, "sealed"),
    CACHE(4, "cache"),
    UPDATE(8, "update"),
    UPDATE_CACHE(16, "update-cache");

    private final int bit;
    private final String directory;

    SectorFileType(int bit, String directory) {
        this.bit = bit;
        this.directory = directory;
    }

    /** Its bit in calls about several types. */
    public int bit() {
        return bit;
    }

    /** The directory of a storage path that it is in. */
    String directory() {
        return directory;
    }

    /** Null if no PoSt reads files of a type called so. */
    static SectorFileType ofDirectory(String name) {
        for (SectorFileType type : values()) {
            if (type.directory.equals(name)) {
                return type;
            }
        }
        return null;
    }

    /** Whether there is a directory of files for each sector, not one file. */
    boolean isDirectory() {
        return this == CACHE || this == UPDATE_CACHE;
    }

    /** The replica that a proof of this sector reads. */
    static SectorFileType sealedOf(ChallengedSector sector) {
        return sector.isUpdated() ? UPDATE : SEALED;
    }

    /** The cache that a proof of this sector reads. */
    static SectorFileType cacheOf(ChallengedSector sector) {
        return sector.isUpdated() ? UPDATE_CACHE : CACHE;
    }
}
