package io.lotusconsole.lotus.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotusconsole.json.JsonCursor;
import io.lotusconsole.proving.AddressUse;
import io.lotusconsole.proving.MinerInfo;
import io.lotusconsole.proving.PendingProof;
import io.lotusconsole.proving.SyncTask;
import io.lotusconsole.proving.TaskResources;
import io.lotusconsole.proving.WorkerId;
import io.lotusconsole.proving.WorkerSnapshot;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a check-up alone asks, in the forms of Go. */
class HealthCodecTest {
    private static String message(String to, int method, byte... params) {
        String text = """
                {"Message":{"Version":0,"To":"%s","From":"f3pays","Nonce":7,"Value":"0","GasLimit":60000000,\
                "GasFeeCap":"1001","GasPremium":"5","Method":%d,"Params":"%s","CID":{"/":"bafy"}},\
                "Signature":{"Type":2,"Data":"AA=="},"CID":{"/":"bafy"}}""";
        return String.format(text, to, method, Base64.getEncoder().encodeToString(params));
    }

    private static PendingProof proof(Integer deadline) {
        return new PendingProof("f3pays", 7, BigInteger.valueOf(1001), deadline);
    }

    @Test
    void ofThePoolTheProofsOfOneMinerAreKeptWithTheirDeadline() throws IOException {
        byte array = (byte) 0x85;
        String pool = "[" + message("f01001", 5, array, (byte) 3, (byte) 0x80) + ","
                + message("f01000", 6, array, (byte) 3, (byte) 0x80) + ","
                + message("t01000", 5, array, (byte) 3, (byte) 0x80) + ","
                + message("f01000", 5, array, (byte) 0x18, (byte) 47) + ","
                + message("f01000", 5, (byte) 1) + "]";
        try (JsonCursor in = new JsonCursor(pool)) {
            assertEquals(List.of(proof(3), proof(47), proof(null)), HealthCodec.pendingProofs(in, "f01000"));
        }
        try (JsonCursor in = new JsonCursor("null")) {
            assertEquals(List.of(), HealthCodec.pendingProofs(in, "f01000"));
        }
    }

    @Test
    void syncTasksAreRead() throws IOException {
        String state = """
                {"ActiveSyncs":[{"WorkerID":1,"Base":null,"Target":{"Cids":[],"Blocks":[],"Height":600},"Stage":5,\
                "Height":400,"Start":"2026-11-22T12:00:00Z","End":"0001-01-01T00:00:00Z","Message":"bad block"},\
                {"WorkerID":2,"Base":null,"Target":null,"Stage":0,"Height":0,"Message":""}],"VMApplied":12}""";
        try (JsonCursor in = new JsonCursor(state)) {
            assertEquals(
                    List.of(new SyncTask(600, 400, 5, "bad block"), new SyncTask(-1, 0, 0, "")),
                    HealthCodec.syncTasks(in));
        }
    }

    private static MinerInfo info(String... control) {
        return new MinerInfo("f0owner", "f0worker", List.of(control), 13, 34359738368L, 2349, "", null, null);
    }

    @Test
    void addressesThatPayForProofsAreThoseThatAreForNothingElse() throws IOException {
        String config = """
                {"PreCommitControl":["f0pre"],"CommitControl":null,"TerminateControl":[],"DealPublishControl":[],\
                "DisableOwnerFallback":true,"DisableWorkerFallback":true}""";
        try (JsonCursor in = new JsonCursor(config)) {
            AddressUse use = HealthCodec.addressUse(in);
            assertEquals(List.of("f0post"), use.forProofs(info("f0pre", "f0post", "f0owner")));
            assertEquals(List.of("f0worker"), use.forProofs(info("f0pre")), "with none left the worker pays");
        }
        assertEquals(List.of("f0a", "f0worker", "f0owner"), AddressUse.DEFAULT.forProofs(info("f0a")));
    }

    @Test
    void sectorFilesAreThoseOfOneMinerByPath() throws IOException {
        String list = """
                {"a":[{"Miner":1000,"Number":1,"SectorFileType":2},{"Miner":1000,"Number":1,"SectorFileType":4},\
                {"Miner":1001,"Number":9,"SectorFileType":6}],"b":null,"c":[{"Miner":1001,"Number":2,\
                "SectorFileType":6}]}""";
        try (JsonCursor in = new JsonCursor(list)) {
            assertEquals(Map.of("a", Map.of(1L, 6)), HealthCodec.sectorFiles(in, 1000));
        }
    }

    @Test
    void rowsAboutPoStOfTheWorkersOwnTablesAreKeptIfTheyAreWanted() throws IOException {
        String stats = """
                {"1":{"Info":{"Hostname":"h","Resources":{"MemPhysical":1,"CPUs":1,"Resources":{\
                "post/v0/windowproof":{"8":{"MinMemory":1,"MaxMemory":2,"GPUUtilization":0.5,"MaxParallelism":-1,\
                "MaxParallelismGPU":6,"BaseMinMemory":3,"MaxConcurrent":4}},\
                "seal/v0/addpiece":{"8":{"MinMemory":9}}}}},"Tasks":["post/v0/windowproof"],"Enabled":true,\
                "TaskCounts":{"8:post/v0/windowproof":1}}}""";
        Map<WorkerId, Map<String, TaskResources>> needs = new HashMap<>();
        try (JsonCursor in = new JsonCursor(stats)) {
            List<WorkerSnapshot> workers = WorkerStatsCodec.read(in, needs);
            TaskResources row = new TaskResources(1, 2, 0.5, -1, 6, 3, 4);
            assertEquals(Map.of(workers.get(0).id(), Map.of("8:post/v0/windowproof", row)), needs);
            assertEquals(4, workers.get(0).taskCounts().get(0).limit(), "the TASK line has its limit all the same");
        }
        try (JsonCursor in = new JsonCursor(stats)) {
            assertTrue(WorkerStatsCodec.read(in).get(0).enabled());
        }
    }
}
