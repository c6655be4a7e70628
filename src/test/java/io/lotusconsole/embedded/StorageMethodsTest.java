package io.lotusconsole.embedded;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotusconsole.lotus.CallTimeouts;
import io.lotusconsole.lotus.MinerClient;
import io.lotusconsole.prover.RegisteredPoStProof;
import io.lotusconsole.prover.SectorChallenge;
import io.lotusconsole.proving.ChallengedSector;
import io.lotusconsole.proving.SealedCid;
import io.lotusconsole.rpc.HttpConnection;
import io.lotusconsole.storage.LocalPaths;
import io.lotusconsole.storage.MinerIndex;
import io.lotusconsole.storage.RemoteVanilla;
import io.lotusconsole.storage.SectorFileType;
import io.lotusconsole.storage.SectorRead;
import io.lotusconsole.storage.SectorReader;
import io.lotusconsole.storage.StoragePath;
import io.lotusconsole.support.EmbeddedStage;
import io.lotusconsole.support.PaperProver;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The index of storage paths, in the shapes that were recorded between a real worker and its miner. */
@Timeout(30)
class StorageMethodsTest {
    private static final String SEALING = "{\"ID\":\"seal\",\"URLs\":[\"http://10.0.0.2:3456/remote\"],\"Weight\":10,"
            + "\"MaxStorage\":0,\"CanSeal\":true,\"CanStore\":false,\"Groups\":null,\"AllowTo\":null,"
            + "\"AllowTypes\":null,\"DenyTypes\":[\"unsealed\"],\"AllowMiners\":null,\"DenyMiners\":[\"t01001\"]}";
    private static final String STAT =
            "{\"Capacity\":100,\"Available\":50,\"FSAvailable\":50,\"Reserved\":0,\"Max\":0,\"Used\":7}";
    private static final String SECTOR = "{\"Miner\":1000,\"Number\":2}";

    @TempDir
    private Path directory;

    private EmbeddedStage trial;
    private String ownId;
    private String ownUrl;

    @BeforeEach
    void start() throws Exception {
        trial = new EmbeddedStage(directory, new PaperProver(), 2, 20, proving -> proving);
        String meta = Files.readString(trial.miner().minerRepo().resolve("storage/sectorstore.json"));
        ownId = meta.replaceAll("(?s).*\"ID\": \"([0-9a-f-]{36})\".*", "$1");
        ownUrl = "http://127.0.0.1:" + trial.miner().minerAddress().getPort() + "/remote";
    }

    @AfterEach
    void stop() throws Exception {
        trial.close();
    }

    private String own(String urls, int weight) {
        return "{\"ID\":\"" + ownId + "\",\"URLs\":[\"" + urls + "\"],\"BaseURLs\":[\"" + ownUrl + "\"],\"Weight\":"
                + weight + ",\"CanSeal\":false,\"CanStore\":true,\"Primary\":true,\"AllowTypes\":[],\"DenyTypes\":[],"
                + "\"AllowMiners\":null,\"DenyMiners\":null}";
    }

    @Test
    void theMinersOwnSectorsAreFoundAsOnARealMiner() throws Exception {
        assertEquals(
                "[" + own(ownUrl + "/sealed/s-t01000-2", 10) + "]",
                trial.miner("StorageFindSector", "[" + SECTOR + ",2,2048,false]"));
        assertEquals(
                "[" + own(ownUrl + "/cache/s-t01000-2", 10) + "]",
                trial.miner("StorageFindSector", "[" + SECTOR + ",4,2048,false]"));
        String both = trial.miner("StorageFindSector", "[" + SECTOR + ",6,0,false]");
        assertTrue(both.contains("/%3Cunknown%206%20%5Bsealed%20cache%5D%3E/s-t01000-2"), both);
        assertTrue(both.contains("\"Weight\":20"), both);
        assertEquals("[]", trial.miner("StorageFindSector", "[" + SECTOR + ",8,0,false]"));
        assertEquals("[]", trial.miner("StorageFindSector", "[{\"Miner\":1000,\"Number\":3},6,0,false]"));
        assertEquals(
                "{\"" + ownId + "\":[{\"Miner\":1000,\"Number\":1,\"SectorFileType\":6},"
                        + "{\"Miner\":1000,\"Number\":2,\"SectorFileType\":6}]}",
                trial.miner("StorageList", "[]"));
        Path storage = trial.miner().minerRepo().resolve("storage");
        assertEquals("{\"" + ownId + "\":\"" + storage + "\"}", trial.miner("StorageLocal", "[]"));
        assertTrue(
                trial.miner("StorageStat", "[\"" + ownId + "\"]").matches("\\{\"Capacity\":[1-9]\\d+,.*\"Used\":0}"));
        assertTrue(Files.readString(trial.miner().minerRepo().resolve("storage.json"))
                .contains("{\n      \"Path\": \"" + storage + "\"\n    }"));
    }

    @Test
    void aPathIsAttachedDeclaresDropsAndIsDetached() throws Exception {
        assertEquals("null", trial.miner("StorageAttach", "[" + SEALING + "," + STAT + "]"));
        assertEquals(SEALING, trial.miner("StorageInfo", "[\"seal\"]"));
        assertEquals(STAT, trial.miner("StorageStat", "[\"seal\"]"));
        assertEquals("null", trial.miner("StorageDeclareSector", "[\"seal\"," + SECTOR + ",2,false]"));
        String found = trial.miner("StorageFindSector", "[" + SECTOR + ",2,2048,false]");
        assertTrue(
                found.contains("{\"ID\":\"seal\",\"URLs\":[\"http://10.0.0.2:3456/remote/sealed/s-t01000-2\"]")
                        && found.contains(ownId),
                found);
        assertEquals("null", trial.miner("StorageDropSector", "[\"seal\"," + SECTOR + ",2]"));
        assertEquals(
                "[" + own(ownUrl + "/sealed/s-t01000-2", 10) + "]",
                trial.miner("StorageFindSector", "[" + SECTOR + ",2,2048,false]"));
        assertEquals(
                "not dropping path, requested and index urls don't match ('http://x/remote' != "
                        + "'http://10.0.0.2:3456/remote')",
                trial.error("StorageDetach", "[\"seal\",\"http://x/remote\"]"));
        assertEquals("null", trial.miner("StorageDetach", "[\"seal\",\"http://10.0.0.2:3456/remote\"]"));
        assertEquals("sector store not found", trial.error("StorageInfo", "[\"seal\"]"));
        assertEquals(
                "storage 'seal' isn't registered",
                trial.error("StorageDetach", "[\"seal\",\"http://10.0.0.2:3456/remote\"]"));
    }

    @Test
    void onlyPathsWithRoomThatAllowItAreOfferedForFetching() throws Exception {
        trial.miner("StorageAttach", "[" + SEALING + "," + STAT + "]");
        String other = "{\"Miner\":1000,\"Number\":77}";
        String offered = trial.miner("StorageFindSector", "[" + other + ",2,50,true]");
        assertTrue(offered.startsWith("[{\"ID\":\"seal\"") && offered.contains("\"Weight\":0"), offered);
        assertEquals("[]", trial.miner("StorageFindSector", "[" + other + ",2,51,true]"));
        assertEquals("[]", trial.miner("StorageFindSector", "[" + other + ",1,50,true]"));
        assertEquals("[]", trial.miner("StorageFindSector", "[{\"Miner\":1001,\"Number\":77},2,50,true]"));
        trial.miner("StorageReportHealth", "[\"seal\",{\"Stat\":" + STAT + ",\"Err\":\"gone\"}]");
        assertEquals("[]", trial.miner("StorageFindSector", "[" + other + ",2,50,true]"));
        assertEquals(
                "health report for unknown storage: nobody",
                trial.error("StorageReportHealth", "[\"nobody\",{\"Stat\":" + STAT + ",\"Err\":\"\"}]"));
        assertEquals("no good path found", trial.error("StorageBestAlloc", "[2,2048,\"sealing\",1000]"));
    }

    @Test
    void locksKeepNobodyOut() throws Exception {
        for (int i = 0; i < 2; i++) {
            assertEquals("null", trial.miner("StorageLock", "[" + SECTOR + ",0,2]"));
            assertEquals("true", trial.miner("StorageTryLock", "[" + SECTOR + ",0,2]"));
        }
        assertEquals("{\"Locks\":[]}", trial.miner("StorageGetLocks", "[]"));
    }

    private static String text(HttpResponse<byte[]> response) {
        return response.statusCode() + " " + new String(response.body(), StandardCharsets.UTF_8).strip();
    }

    @Test
    void theMinerServesItsSectorsForReadingToWhoMayAdministerIt() throws Exception {
        String token = Files.readString(trial.miner().minerRepo().resolve("token"));
        String base64 = trial.miner("AuthNew", "[[\"read\",\"write\"]]");
        String weak = new String(Base64.getDecoder().decode(base64.substring(1, base64.length() - 1)));
        for (String refused : new String[] {null, weak, "x.y.z"}) {
            assertEquals(
                    "401 {\"Error\":\"unauthorized: missing write permission\"}",
                    text(trial.remote("GET", "stat/" + ownId, refused, null)));
        }
        assertTrue(text(trial.remote("GET", "stat/" + ownId, token, null)).matches("200 \\{\"Capacity\":[1-9].*"));
        assertEquals(404, trial.remote("GET", "stat/nobody", token, null).statusCode());
        assertEquals(2048, trial.remote("GET", "sealed/s-t01000-2", token, null).body().length);
        assertEquals(
                405, trial.remote("DELETE", "sealed/s-t01000-2", token, null).statusCode());
        assertTrue(Files.exists(trial.miner().minerRepo().resolve("storage/sealed/s-t01000-2")));
    }

    private SealedCid cidOf2() throws Exception {
        return SealedCid.parse(trial.node("StateMinerSectors", "[\"t01000\",[2,1],[]]")
                .replaceAll(".*\"SealedCID\":\\{\"/\":\"([a-z0-9]+)\".*", "$1"));
    }

    @Test
    void aVanillaProofOfTheMinersIsTheOneThatAWorkerWouldReadItself() throws Exception {
        String token = Files.readString(trial.miner().minerRepo().resolve("token"));
        SealedCid cid = cidOf2();
        ChallengedSector sector = new ChallengedSector(5, 2, cid, List.of(1L, 63L), false);
        String body = "{\"Miner\":1000,\"Sector\":{\"SealProof\":5,\"SectorNumber\":2,\"SealedCID\":{\"/\":\"" + cid
                + "\"},\"Challenge\":[1,63],\"Update\":false},\"ProofType\":10}";
        HttpResponse<byte[]> served = trial.remote("POST", "vanilla/single", token, body);
        assertEquals(200, served.statusCode());
        StoragePath path = StoragePath.read(trial.miner().minerRepo().resolve("storage"));
        byte[] read = new PaperProver()
                .vanillaProof(
                        RegisteredPoStProof.WINDOW_2KIB,
                        path.replica(1000, sector),
                        new SectorChallenge(2, new long[] {1, 63}))
                .sharedBytes();
        assertArrayEquals(read, served.body());
        Files.delete(path.of(SectorFileType.SEALED, 1000, 2));
        String missing = text(trial.remote("POST", "vanilla/single", token, body));
        assertTrue(missing.startsWith("500 ") && missing.contains("path not found"), missing);
    }

    @Test
    void aSectorReaderWithoutAnyDiskFindsAndReadsTheMinersSectors() throws Exception {
        String token = Files.readString(trial.miner().minerRepo().resolve("token"));
        ChallengedSector sector = new ChallengedSector(5, 2, cidOf2(), List.of(1L, 63L), false);
        try (HttpConnection connection = EmbeddedStage.connection(trial.miner());
                SectorReader reader = new SectorReader(
                        new PaperProver(),
                        new MinerIndex(new MinerClient(connection, CallTimeouts.DEFAULT), 1000),
                        new LocalPaths(),
                        new RemoteVanilla(token, null),
                        1000)) {
            SectorRead read = reader.read(RegisteredPoStProof.WINDOW_2KIB, sector, 10_000);
            assertTrue(read.isRead(), read::toString);
            assertEquals(ownUrl, read.attempts().get(0).place());
        }
    }
}
