package io.lotusconsole.storage;

import io.lotusconsole.proving.SectorLocation;
import io.lotusconsole.rpc.RpcException;
import java.util.List;

/** Where the miner's index says a sector's files are. Called by many threads at a time. */
@FunctionalInterface
public interface SectorIndex {
    /**
     * The storage paths that hold at least one of the file types. Blocks for one call.
     *
     * @param sectorSizeBytes 0 if several types are looked for, as Lotus's workers ask
     */
    List<SectorLocation> find(long sectorNumber, int fileTypeBits, long sectorSizeBytes) throws RpcException;
}
