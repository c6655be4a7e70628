package io.lotusconsole.embedded;

import static io.lotusconsole.embedded.CommonMethods.ADMIN;
import static io.lotusconsole.embedded.CommonMethods.method;

import io.lotusconsole.embedded.Wire.SectorId;
import io.lotusconsole.json.DocumentWriter;
import io.lotusconsole.json.JsonCursor;
import io.lotusconsole.lotus.wire.StorageCodec;
import io.lotusconsole.lotus.wire.StorageCodec.FsStat;
import io.lotusconsole.lotus.wire.StorageCodec.StorageInfo;
import io.lotusconsole.rpc.RpcCall;
import io.lotusconsole.rpc.RpcFault;
import io.lotusconsole.rpc.RpcMethod;
import io.lotusconsole.storage.LocalPaths;
import java.io.IOException;
import java.util.List;

/** The calls about storage paths: the miner's index, and its own paths. */
final class StorageMethods {
    private final StorageIndex index;

    private final LocalPaths own;

    private StorageMethods(StorageIndex index, LocalPaths own) {
        this.index = index;
        this.own = own;
    }

    /** @param own the miner's own paths */
    static List<RpcMethod> of(StorageIndex index, LocalPaths own) {
        StorageMethods storage = new StorageMethods(index, own);
        return List.of(
                method(
                        "StorageAttach",
                        ADMIN,
                        2,
                        (call, out) -> index.attach(
                                call.param(0, "*storiface.StorageInfo", StorageCodec::info),
                                call.param(1, "*fsutil.FsStat", StorageCodec::stat))),
                method("StorageDetach", ADMIN, 2, (call, out) -> index.detach(call.text(0), call.text(1))),
                method(
                        "StorageDeclareSector",
                        ADMIN,
                        4,
                        (call, out) -> index.declare(call.text(0), sector(call, 1), bits(call, 2), flag(call, 3))),
                method(
                        "StorageDropSector",
                        ADMIN,
                        3,
                        (call, out) -> index.drop(call.text(0), sector(call, 1), bits(call, 2))),
                method("StorageReportHealth", ADMIN, 2, storage::reportHealth),
                method("StorageFindSector", ADMIN, 4, storage::findSector),
                method("StorageInfo", ADMIN, 1, (call, out) -> StorageCodec.write(out, index.info(call.text(0)))),
                method("StorageList", ADMIN, 0, storage::list),
                method("StorageLocal", ADMIN, 0, storage::local),
                method(
                        "StorageStat",
                        ADMIN,
                        1,
                        (call, out) -> StorageCodec.write(out, null, storage.stat(call.text(0)))),
                // Nothing is sealed on demand, so that no path is ever chosen.
                method("StorageBestAlloc", ADMIN, 4, (call, out) -> {
                    throw RpcFault.ordinary("no good path found");
                }),
                // A lock ends with the call that took it, as on a real miner, and so keeps nobody out.
                method("StorageLock", ADMIN, 3, (call, out) -> sector(call, 0)),
                method("StorageTryLock", ADMIN, 3, (call, out) -> {
                    sector(call, 0);
                    out.element(true);
                }),
                method("StorageGetLocks", ADMIN, 0, (call, out) -> out.object()
                        .array("Locks")
                        .endArray()
                        .end()));
    }

    private static SectorId sector(RpcCall call, int index) throws RpcFault {
        return call.param(index, "*abi.SectorID", Wire::sectorId);
    }

    private static int bits(RpcCall call, int index) throws RpcFault {
        return call.param(index, "*storiface.SectorFileType", in -> Math.toIntExact(in.integer()));
    }

    private static boolean flag(RpcCall call, int index) throws RpcFault {
        return call.param(index, "*bool", JsonCursor::bool);
    }

    /** {@code HealthReport}. */
    private record Health(FsStat stat, String error) {
        static Health read(JsonCursor in) throws IOException {
            FsStat stat = FsStat.ZERO;
            String error = "";
            if (in.beginObject()) {
                while (in.nextField()) {
                    switch (in.name()) {
                        case "Stat" -> stat = StorageCodec.stat(in);
                        case "Err" -> error = in.text();
                        default -> in.skip();
                    }
                }
            }
            return new Health(stat, error);
        }
    }

    private void reportHealth(RpcCall call, DocumentWriter out) throws RpcFault {
        Health health = call.param(1, "*storiface.HealthReport", Health::read);
        index.report(call.text(0), health.stat(), health.error());
    }

    private void findSector(RpcCall call, DocumentWriter out) throws RpcFault {
        long bytes = call.unsignedInteger(2);
        out.array();
        for (StorageIndex.Found found : index.find(sector(call, 0), bits(call, 1), bytes, flag(call, 3))) {
            StorageInfo info = found.info();
            out.object()
                    .text("ID", info.id())
                    .texts("URLs", found.urls())
                    .texts("BaseURLs", found.baseUrls())
                    .integer("Weight", found.weight())
                    .bool("CanSeal", info.canSeal())
                    .bool("CanStore", info.canStore())
                    .bool("Primary", found.isPrimary())
                    .texts("AllowTypes", info.allowTypes() == null ? List.of() : info.allowTypes())
                    .texts("DenyTypes", info.denyTypes() == null ? List.of() : info.denyTypes())
                    .texts("AllowMiners", info.allowMiners())
                    .texts("DenyMiners", info.denyMiners())
                    .end();
        }
        out.endArray();
    }

    private void list(RpcCall call, DocumentWriter out) {
        out.object();
        index.all().forEach((id, sectors) -> {
            out.array(id);
            for (StorageIndex.Declaration declaration : sectors) {
                out.object()
                        .integer("Miner", declaration.sector().miner())
                        .integer("Number", declaration.sector().number())
                        .integer("SectorFileType", declaration.bits())
                        .end();
            }
            out.endArray();
        });
        out.end();
    }

    private void local(RpcCall call, DocumentWriter out) {
        out.object();
        own.all().forEach(path -> out.text(path.id(), path.root().toString()));
        out.end();
    }

    private FsStat stat(String id) throws RpcFault {
        try {
            FsStat stat = own.stat(id);
            return stat != null ? stat : index.stat(id);
        } catch (IOException e) {
            throw RpcFault.ordinary("fsstat: " + e.getMessage());
        }
    }
}
