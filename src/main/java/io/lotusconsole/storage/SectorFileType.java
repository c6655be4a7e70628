package io.lotusconsole.storage;

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
}
