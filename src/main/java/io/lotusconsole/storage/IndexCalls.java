package io.lotusconsole.storage;

import io.lotusconsole.lotus.wire.StorageCodec.FsStat;
import io.lotusconsole.lotus.wire.StorageCodec.StorageInfo;
import io.lotusconsole.rpc.RpcException;

/** What a {@link PathAnnouncer} tells the miner's index. Each call blocks within its own limit. */
public interface IndexCalls {
    void attach(StorageInfo info, FsStat stat) throws RpcException;

    void detach(String storageId, String url) throws RpcException;

    /** @param isPrimary whether the path is where the sector is meant to stay */
    void declareSector(String storageId, SectorName sector, int fileTypeBits, boolean isPrimary) throws RpcException;

    void dropSector(String storageId, SectorName sector, int fileTypeBits) throws RpcException;

    /** @param error empty if the path answers */
    void reportHealth(String storageId, FsStat stat, String error) throws RpcException;
}
