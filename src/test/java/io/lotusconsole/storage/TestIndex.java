package io.lotusconsole.storage;

import io.lotusconsole.proving.SectorLocation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.LongFunction;

/** An index that keeps what it was asked. */
final class TestIndex implements SectorIndex {
    final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private final LongFunction<List<SectorLocation>> locations;

    /** @param locations by sector number, of every file type */
    TestIndex(LongFunction<List<SectorLocation>> locations) {
        this.locations = locations;
    }

    /** Every sector is in one place. */
    static TestIndex of(String storageId, String... baseUrls) {
        List<SectorLocation> all = List.of(new SectorLocation(storageId, List.of(baseUrls)));
        return new TestIndex(number -> all);
    }

    @Override
    public List<SectorLocation> find(long sectorNumber, int fileTypeBits, long sectorSizeBytes) {
        asked.add(sectorNumber + " " + fileTypeBits + " " + sectorSizeBytes);
        return locations.apply(sectorNumber);
    }
}
