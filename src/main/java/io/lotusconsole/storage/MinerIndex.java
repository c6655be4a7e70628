package io.lotusconsole.storage;

import io.lotusconsole.lotus.MinerClient;
import io.lotusconsole.lotus.wire.StorageCodec.FsStat;
import io.lotusconsole.lotus.wire.StorageCodec.StorageInfo;
import io.lotusconsole.proving.SectorLocation;
import io.lotusconsole.rpc.RpcException;
import java.util.List;

/** The sector index of a {@code lotus-miner}. Safe for many threads. */
public final class MinerIndex implements SectorIndex, IndexCalls {
    private final MinerClient miner;
    private final long minerActor;

    /** @param minerActor whose sectors are looked for */
    public MinerIndex(MinerClient miner, long minerActor) {
        this.miner = miner;
        this.minerActor = minerActor;
    }

    @Override
    public List<SectorLocation> find(long sectorNumber, int fileTypeBits, long sectorSizeBytes) throws RpcException {
        return miner.findSector(minerActor, sectorNumber, fileTypeBits, sectorSizeBytes);
    }

    @Override
    public void attach(StorageInfo info, FsStat stat) throws RpcException {
        miner.storageAttach(info, stat);
    }

    @Override
    public void detach(String storageId, String url) throws RpcException {
        miner.storageDetach(storageId, url);
    }

    @Override
    public void declareSector(String storageId, SectorName sector, int fileTypeBits, boolean isPrimary)
            throws RpcException {
        miner.storageDeclareSector(storageId, sector.minerActor(), sector.sectorNumber(), fileTypeBits, isPrimary);
    }

    @Override
    public void dropSector(String storageId, SectorName sector, int fileTypeBits) throws RpcException {
        miner.storageDropSector(storageId, sector.minerActor(), sector.sectorNumber(), fileTypeBits);
    }

    @Override
    public void reportHealth(String storageId, FsStat stat, String error) throws RpcException {
        miner.storageReportHealth(storageId, stat, error);
    }
}
