package io.lotusconsole.proving;

import java.util.List;

/**
 * A storage path that holds files of a sector, as the miner's index knows it ({@code SectorStorageInfo}).
 *
 * @param storageId identity of the file system; several processes may serve the same one
 * @param baseUrls where it is served, such as {@code http://10.0.0.5:2345/remote}
 */
public record SectorLocation(String storageId, List<String> baseUrls) {
    public SectorLocation {
        baseUrls = List.copyOf(baseUrls);
    }
}
