package io.lotusconsole.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotusconsole.json.JsonCursor;
import io.lotusconsole.lotus.wire.PoStCodec;
import io.lotusconsole.prover.PartitionProof;
import io.lotusconsole.prover.PoStRandomness;
import io.lotusconsole.prover.ProofRequest;
import io.lotusconsole.prover.ProverId;
import io.lotusconsole.prover.RegisteredPoStProof;
import io.lotusconsole.proving.ChallengedSector;
import io.lotusconsole.proving.PoStKind;
import io.lotusconsole.proving.ResourceTable;
import io.lotusconsole.support.Fixtures;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a real miner sent its workers and read from them: we send the same text, and read the same answers. */
class RecordedCallsTest {
    /** A call to the worker with its answer. @param params elements as JSON text */
    private record Call(String method, List<String> params, String result) {}

    private static Map<String, String> members(String object) throws IOException {
        Map<String, String> members = new HashMap<>();
        try (JsonCursor in = new JsonCursor(object)) {
            in.beginObject();
            while (in.nextField()) {
                String name = in.name();
                members.put(name, in.isText() ? in.text() : in.raw());
            }
        }
        return members;
    }

    /** Calls and answers alternate by their ids; a miner has one connection object a worker. */
    private static List<Call> calls(String kind) throws IOException {
        Map<String, Map<String, String>> open = new HashMap<>();
        List<Call> calls = new ArrayList<>();
        for (String line : Fixtures.text(Fixtures.path("worker-wire", kind + "-worker.ndjson"))
                .lines()
                .toList()) {
            Map<String, String> members = members(line);
            if (!members.get("side").equals("worker") || !members.containsKey("body")) {
                continue;
            }
            Map<String, String> body = members(members.get("body"));
            if (body.containsKey("method")) {
                open.put(body.get("id"), body);
            } else {
                Map<String, String> request = open.remove(body.get("id"));
                calls.add(new Call(request.get("method"), elements(request.get("params")), body.get("result")));
            }
        }
        return calls;
    }

    private static List<String> elements(String array) throws IOException {
        List<String> elements = new ArrayList<>();
        try (JsonCursor in = new JsonCursor(array)) {
            in.beginArray();
            while (in.nextElement()) {
                elements.add(in.raw());
            }
        }
        return elements;
    }

    private static PoStTask task(Call call, boolean isWindow) throws IOException {
        List<String> params = call.params();
        List<ChallengedSector> sectors;
        try (JsonCursor in = new JsonCursor(params.get(2))) {
            sectors = PoStCodec.sectors(in);
        }
        byte[] randomness;
        try (JsonCursor in = new JsonCursor(params.get(isWindow ? 4 : 3))) {
            randomness = PoStCodec.bytes(in);
        }
        ProofRequest request = new ProofRequest(
                RegisteredPoStProof.ofNetworkCode(Long.parseLong(params.get(0))),
                new ProverId(Long.parseLong(params.get(1))),
                PoStRandomness.of(randomness));
        int partition = isWindow ? Integer.parseInt(params.get(3)) : 0;
        return new PoStTask(request, 0, isWindow ? 0 : null, partition, sectors, true);
    }

    @ParameterizedTest
    @CsvSource({"windowpost, WINDOW, GenerateWindowPoSt", "winningpost, WINNING, GenerateWinningPoSt"})
    void callsForProofsHaveTheRecordedTextAndTheirAnswersAreRead(String file, PoStKind kind, String method)
            throws IOException {
        int proofs = 0;
        for (Call call : calls(file)) {
            if (!call.method().equals("Filecoin." + method)) {
                continue;
            }
            PoStTask task = task(call, kind == PoStKind.WINDOW);
            assertEquals(kind, task.kind());
            assertEquals(method, task.method());
            assertEquals("[" + String.join(",", call.params()) + "]", task.params());
            try (JsonCursor in = new JsonCursor(call.result())) {
                WorkerAnswer answer = WorkerAnswer.read(kind, in);
                assertEquals(task.request().proof().networkCode(), answer.postProof());
                assertEquals(PartitionProof.BYTES, answer.bytes().length);
                assertEquals(List.of(), answer.skipped());
            }
            proofs++;
        }
        assertTrue(proofs > 0, "proofs recorded");
    }

    @ParameterizedTest
    @CsvSource({"windowpost, post/v0/windowproof", "winningpost, post/v0/winningproof"})
    void aRealWorkersInfoIsKeptAsItCameAndItsNeedsAreRead(String file, String task) throws IOException {
        List<Call> calls = calls(file);
        assertEquals(
                List.of("Filecoin.Version", "Filecoin.Session", "Filecoin.Info", "Filecoin.TaskTypes"),
                calls.stream().limit(4).map(Call::method).toList());
        String info = calls.get(2).result();
        try (JsonCursor in = new JsonCursor(info)) {
            WorkerInfo worker = WorkerInfo.read(in);
            assertEquals(info, worker.raw());
            assertEquals(
                    ResourceTable.defaults().of(task, SimulatedChain.SEAL_PROOF),
                    worker.rows().get(task));
            assertTrue(worker.hardware().cpus() > 0 && worker.hardware().memoryBytes() > 1 << 30);
            assertTrue(BookedResources.NOTHING.allows(worker.needs(task), worker));
        }
        try (JsonCursor in = new JsonCursor(calls.get(3).result())) {
            assertEquals(List.of(task), WorkerConnection.taskTypes(in));
        }
    }
}
