package io.lotusconsole.lotus;

import io.lotusconsole.json.DocumentFormat;
import io.lotusconsole.json.DocumentWriter;
import io.lotusconsole.json.JsonCursor;
import io.lotusconsole.lotus.wire.ChainCodec;
import io.lotusconsole.lotus.wire.HealthCodec;
import io.lotusconsole.lotus.wire.MinerCodec;
import io.lotusconsole.lotus.wire.StorageCodec;
import io.lotusconsole.lotus.wire.Values;
import io.lotusconsole.lotus.wire.WorkerStatsCodec;
import io.lotusconsole.proving.AddressUse;
import io.lotusconsole.proving.NodeVersion;
import io.lotusconsole.proving.SectorJob;
import io.lotusconsole.proving.SectorLocation;
import io.lotusconsole.proving.SectorOnChain;
import io.lotusconsole.proving.TaskResources;
import io.lotusconsole.proving.WindowPoStResult;
import io.lotusconsole.proving.WorkerId;
import io.lotusconsole.proving.WorkerSnapshot;
import io.lotusconsole.rpc.Call;
import io.lotusconsole.rpc.Connection;
import io.lotusconsole.rpc.Params;
import io.lotusconsole.rpc.Peer;
import io.lotusconsole.rpc.ResultDecoder;
import io.lotusconsole.rpc.RpcException;
import java.io.IOException;
import java.io.StringWriter;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The calls of the console to a {@code lotus-miner}. Every method blocks for one call, within the limit
 * of its kind; safe for several threads. Methods that need more than {@code read} say so.
 */
public final class MinerClient {
    private final Connection connection;
    private final CallTimeouts timeouts;

    public MinerClient(Connection connection, CallTimeouts timeouts) {
        this.connection = connection;
        this.timeouts = timeouts;
    }

    /** The same miner, with what is left of the limit of {@code WorkerStats} after such a wait. */
    public MinerClient afterWaiting(long millis) {
        return millis == 0 ? this : new MinerClient(connection, timeouts.afterWaiting(millis));
    }

    /** The same miner, with other limits. */
    public MinerClient within(CallTimeouts others) {
        return new MinerClient(connection, others);
    }

    public Peer peer() {
        return connection.peer();
    }

    private <T> T call(String method, Params params, ResultDecoder<T> decoder, long timeoutMillis) throws RpcException {
        return connection.call(new Call<>("Filecoin." + method, params.json(), decoder, timeoutMillis));
    }

    private <T> T call(String method, ResultDecoder<T> decoder) throws RpcException {
        return call(method, new Params(), decoder, timeouts.ordinaryMillis());
    }

    /** That what this miner said cannot be: a fault that only shows where its answer is used. */
    public RpcException malformed(String what) {
        return new RpcException.Malformed(what).at(connection.peer());
    }

    // A class, not a method reference: this call is the lean path (design, decision 3).
    private static final class Workers implements ResultDecoder<List<WorkerSnapshot>> {
        @Override
        public List<WorkerSnapshot> decode(JsonCursor result) throws IOException {
            return WorkerStatsCodec.read(result);
        }
    }

    /** All workers in the order of their ids. Needs {@code admin}; costs the miner up to 3 s per dead worker. */
    public List<WorkerSnapshot> workerStats() throws RpcException {
        return call("WorkerStats", new Params(), new Workers(), timeouts.workerStatsMillis());
    }

    /**
     * As {@link #workerStats()}, and what of the workers' own resource tables is about PoSt.
     *
     * @param needs takes, for each worker that has a table, seal proof number and task joined by a colon to the row
     */
    public List<WorkerSnapshot> workerStats(Map<WorkerId, Map<String, TaskResources>> needs) throws RpcException {
        return call(
                "WorkerStats",
                new Params(),
                result -> WorkerStatsCodec.read(result, needs),
                timeouts.workerStatsMillis());
    }

    /** Needs {@code admin}. */
    public List<SectorJob> workerJobs() throws RpcException {
        return call("WorkerJobs", MinerCodec::workerJobs);
    }

    public NodeVersion version() throws RpcException {
        return call("Version", ChainCodec::version);
    }

    public String actorAddress() throws RpcException {
        return call("ActorAddress", Values::address);
    }

    /** UUID of the miner's process: it changes when the miner is restarted. */
    public String session() throws RpcException {
        return call("Session", JsonCursor::text);
    }

    public long actorSectorSize(String actor) throws RpcException {
        return call("ActorSectorSize", new Params().text(actor), JsonCursor::integer, timeouts.ordinaryMillis());
    }

    /** What a token allows, as the miner that made it says; none for null. */
    public List<String> authVerify(String token) throws RpcException {
        return call("AuthVerify", new Params().text(token), JsonCursor::texts, timeouts.ordinaryMillis());
    }

    /**
     * Attaches a worker. Needs {@code admin}. The miner calls {@code Version}, {@code Session}, {@code Info} and
     * {@code TaskTypes} of the worker before it answers.
     *
     * @param url of the worker's API, such as {@code http://10.0.0.2:3456/rpc/v0}
     */
    public void workerConnect(String url) throws RpcException {
        tell("WorkerConnect", new Params().text(url));
    }

    public List<String> runtimeSubsystems() throws RpcException {
        return call("RuntimeSubsystems", JsonCursor::texts);
    }

    /** Null if the miner does not know. */
    public OffsetDateTime startTime() throws RpcException {
        return call("StartTime", MinerCodec::offsetTime);
    }

    /** Needs {@code admin}. */
    public int activeAlerts() throws RpcException {
        return call("LogAlerts", MinerCodec::activeAlerts);
    }

    public Map<String, Long> sectorsSummary() throws RpcException {
        return call("SectorsSummary", MinerCodec::sectorsSummary);
    }

    /**
     * The storage paths that hold files of a sector. Needs {@code admin}.
     *
     * @param fileTypes bits of the file types that are looked for
     * @param sectorSizeBytes 0 if several types are looked for, as Lotus's workers ask
     */
    public List<SectorLocation> findSector(long minerActor, long sectorNumber, int fileTypes, long sectorSizeBytes)
            throws RpcException {
        Params params = new Params()
                .raw(sectorId(minerActor, sectorNumber))
                .integer(fileTypes)
                .integer(sectorSizeBytes)
                .bool(false);
        return call("StorageFindSector", params, MinerCodec::sectorLocations, timeouts.ordinaryMillis());
    }

    /** {@code SectorID} on the wire. */
    private static String sectorId(long minerActor, long sectorNumber) {
        return "{\"Miner\":" + minerActor + ",\"Number\":" + sectorNumber + "}";
    }

    private static String json(Consumer<DocumentWriter> write) {
        StringWriter text = new StringWriter();
        try (DocumentWriter out = new DocumentWriter(text, DocumentFormat.NDJSON)) {
            write.accept(out);
        }
        return text.toString().strip();
    }

    private void tell(String method, Params params) throws RpcException {
        call(
                method,
                params,
                result -> {
                    result.skip();
                    return Boolean.TRUE;
                },
                timeouts.ordinaryMillis());
    }

    /**
     * Tells the index of a storage path: of a known one its URLs are added, all else replaced. Needs {@code admin}.
     */
    public void storageAttach(StorageCodec.StorageInfo info, StorageCodec.FsStat stat) throws RpcException {
        tell(
                "StorageAttach",
                new Params()
                        .raw(json(out -> StorageCodec.write(out, info)))
                        .raw(json(out -> StorageCodec.write(out, null, stat))));
    }

    /** Takes a URL of a storage path from the index; the last takes the path and its sectors. Needs {@code admin}. */
    public void storageDetach(String storageId, String url) throws RpcException {
        tell("StorageDetach", new Params().text(storageId).text(url));
    }

    /** Tells the index that a path holds files of a sector. Needs {@code admin}. @param fileTypes bits */
    public void storageDeclareSector(
            String storageId, long minerActor, long sectorNumber, int fileTypes, boolean isPrimary)
            throws RpcException {
        tell(
                "StorageDeclareSector",
                new Params()
                        .text(storageId)
                        .raw(sectorId(minerActor, sectorNumber))
                        .integer(fileTypes)
                        .bool(isPrimary));
    }

    /** Tells the index that a path no longer holds files of a sector. Needs {@code admin}. @param fileTypes bits */
    public void storageDropSector(String storageId, long minerActor, long sectorNumber, int fileTypes)
            throws RpcException {
        tell(
                "StorageDropSector",
                new Params()
                        .text(storageId)
                        .raw(sectorId(minerActor, sectorNumber))
                        .integer(fileTypes));
    }

    /**
     * Tells the index how a path is. Needs {@code admin}.
     *
     * @param error why it does not answer, the figures then being zeros; empty if it does
     */
    public void storageReportHealth(String storageId, StorageCodec.FsStat stat, String error) throws RpcException {
        String health = json(out -> {
            StorageCodec.write(out.object(), "Stat", stat);
            out.text("Err", error).end();
        });
        tell("StorageReportHealth", new Params().text(storageId).raw(health));
    }

    /** What the index knows of a storage path; an unknown one is an error of the miner. Needs {@code admin}. */
    public StorageCodec.StorageInfo storageInfo(String storageId) throws RpcException {
        return call("StorageInfo", new Params().text(storageId), StorageCodec::info, timeouts.ordinaryMillis());
    }

    /** Where a storage path is served; none if nowhere. Needs {@code admin}. */
    public List<String> storageUrls(String storageId) throws RpcException {
        List<String> urls = storageInfo(storageId).urls();
        return urls == null ? List.of() : urls;
    }

    /** Numbers of all sectors the miner keeps, in whatever state. */
    public List<Long> sectorsList() throws RpcException {
        return call("SectorsList", MinerCodec::numbers);
    }

    /** What the miner itself knows of a sector; null if that is not enough to prove it. Asks no full node. */
    public SectorOnChain sectorStatus(long sectorNumber) throws RpcException {
        Params params = new Params().integer(sectorNumber).bool(false);
        return call("SectorsStatus", params, MinerCodec::sectorStatus, timeouts.ordinaryMillis());
    }

    /** Ids of the storage paths that hold anything of a miner's sectors. Needs {@code admin}. */
    public Set<String> storagesWithSectors(long minerActor) throws RpcException {
        return call("StorageList", in -> MinerCodec.storagesOf(in, minerActor));
    }

    /** What a miner's addresses are kept for. */
    public AddressUse addressUse() throws RpcException {
        return call("ActorAddressConfig", HealthCodec::addressUse);
    }

    /** Ids of the storage paths that the miner process itself has open, and their directories. Needs {@code admin}. */
    public Map<String, String> localPaths() throws RpcException {
        return call("StorageLocal", HealthCodec::localPaths);
    }

    /**
     * A miner's sectors by storage path, each with the bits of the file types that are there. Needs {@code admin}.
     */
    public Map<String, Map<Long, Integer>> sectorFiles(long minerActor) throws RpcException {
        return call("StorageList", in -> HealthCodec.sectorFiles(in, minerActor));
    }

    /** Sectors on a storage path; null if the miner knows no such path. Needs {@code admin}. */
    public Set<Long> sectorsAt(String storageId) throws RpcException {
        return call("StorageList", in -> MinerCodec.sectorsAt(in, storageId));
    }

    /**
     * Reads a challenge of each sector: bad sector number to reason. Needs {@code admin}. Takes as long as
     * the storage does, and the miner goes on after a time-out.
     */
    public Map<Long, String> checkProvable(int windowPoStProof, long minerActor, List<SectorOnChain> sectors)
            throws RpcException {
        StringBuilder refs = new StringBuilder("[");
        for (SectorOnChain sector : sectors) {
            refs.append(refs.length() == 1 ? "" : ",");
            refs.append("{\"ID\":{\"Miner\":").append(minerActor);
            refs.append(",\"Number\":").append(sector.number());
            refs.append("},\"ProofType\":").append(sector.sealProof()).append('}');
        }
        // Go sends a nil slice, not an empty one.
        String text = sectors.isEmpty() ? "null" : refs.append(']').toString();
        Params params = new Params().integer(windowPoStProof).raw(text);
        return call("CheckProvable", params, MinerCodec::badSectors, timeouts.openEndedMillis());
    }

    /** Proves a deadline without sending anything; null if there was nothing to prove. Needs {@code admin}. */
    public List<WindowPoStResult> computeWindowPoSt(long deadline) throws RpcException {
        Params params = new Params().integer(deadline).links(List.of());
        return call("ComputeWindowPoSt", params, MinerCodec::windowPoStResults, timeouts.openEndedMillis());
    }

    /** Declares faulty sectors recovered, on chain; the CIDs of the messages. Needs {@code admin}. */
    public List<String> recoverFault(long[] sectors) throws RpcException {
        return call("RecoverFault", new Params().integers(sectors), Values::cids, timeouts.openEndedMillis());
    }
}
