package io.lotusconsole.lotus.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotusconsole.json.DocumentFormat;
import io.lotusconsole.json.DocumentWriter;
import io.lotusconsole.json.JsonCursor;
import io.lotusconsole.json.MalformedJsonException;
import io.lotusconsole.proving.ChallengedSector;
import io.lotusconsole.proving.SectorLocation;
import io.lotusconsole.support.Fixtures;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every PoSt call that was recorded between a real miner and its workers, read and written back. */
class PoStCodecTest {
    /** One body of the recording; the members that matter as JSON text. */
    private record Body(String method, List<String> params, String result, long id) {}

    private static List<Body> bodies(String file) throws IOException {
        List<Body> bodies = new ArrayList<>();
        for (String line :
                Fixtures.text(Fixtures.path("worker-wire", file)).lines().toList()) {
            Map<String, String> members = members(line);
            if (members.get("side").equals("\"worker\"") && members.containsKey("body")) {
                try (JsonCursor text = new JsonCursor(members.get("body"))) {
                    bodies.add(body(text.text()));
                }
            }
        }
        return bodies;
    }

    private static Map<String, String> members(String object) throws IOException {
        Map<String, String> members = new HashMap<>();
        try (JsonCursor in = new JsonCursor(object)) {
            in.beginObject();
            while (in.nextField()) {
                String name = in.name();
                members.put(name, in.raw());
            }
        }
        return members;
    }

    private static Body body(String text) throws IOException {
        Map<String, String> members = members(text);
        List<String> params = new ArrayList<>();
        try (JsonCursor in = new JsonCursor(members.getOrDefault("params", "[]"))) {
            in.beginArray();
            while (in.nextElement()) {
                params.add(in.raw());
            }
        }
        String method = members.getOrDefault("method", "\"\"");
        return new Body(
                method.substring(1, method.length() - 1),
                params,
                members.get("result"),
                Long.parseLong(members.getOrDefault("id", "0")));
    }

    private static String written(Consumer<DocumentWriter> content) {
        StringWriter text = new StringWriter();
        try (DocumentWriter out = new DocumentWriter(text, DocumentFormat.NDJSON)) {
            content.accept(out);
        }
        return text.toString().strip();
    }

    @ParameterizedTest
    @CsvSource({
        "windowpost-worker.ndjson, Filecoin.GenerateWindowPoSt, 1, 10, 5",
        "winningpost-worker.ndjson, Filecoin.GenerateWinningPoSt, 47, 66, 4"
    })
    void recordedCallsAreReadAndWrittenBackToTheByte(String file, String method, int calls, int leaves, int params)
            throws IOException {
        int seen = 0;
        for (Body body : bodies(file)) {
            if (body.method().equals(method)) {
                seen++;
                assertEquals(params, body.params().size());
                try (JsonCursor in = new JsonCursor(body.params().get(2))) {
                    List<ChallengedSector> sectors = PoStCodec.sectors(in);
                    assertTrue(
                            sectors.stream().allMatch(sector -> sector.leaves().size() == leaves));
                    StringBuilder all = new StringBuilder();
                    for (ChallengedSector sector : sectors) {
                        all.append(all.isEmpty() ? "[" : ",");
                        all.append(written(out -> PoStCodec.write(out, null, sector)));
                    }
                    assertEquals(body.params().get(2), all.append(']').toString());
                }
                try (JsonCursor in = new JsonCursor(body.params().get(params - 1))) {
                    assertEquals(32, PoStCodec.bytes(in).length);
                }
            }
        }
        assertEquals(calls, seen);
    }

    @Test
    void recordedResultsAreWrittenToTheByte() throws IOException {
        int seen = 0;
        for (String file : List.of("windowpost-worker.ndjson", "winningpost-worker.ndjson")) {
            for (Body body : bodies(file)) {
                if (body.result() == null || !body.result().contains("ProofBytes")) {
                    continue;
                }
                seen++;
                String base64 = body.result().replaceFirst(".*\"ProofBytes\":(\"[^\"]*\").*", "$1");
                byte[] proof;
                try (JsonCursor in = new JsonCursor(base64)) {
                    proof = PoStCodec.bytes(in);
                }
                assertEquals(192, proof.length);
                boolean window = body.result().contains("Skipped");
                assertEquals(body.result(), written(out -> {
                    if (window) {
                        PoStCodec.writeWindow(out, 10, proof);
                    } else {
                        PoStCodec.writeWinning(out, 0, proof);
                    }
                }));
            }
        }
        assertTrue(seen > 40, () -> "recorded results");
    }

    /** What the miner's index answered, of which a worker uses identity and base addresses. */
    @Test
    void recordedPlacesOfSectorsAreRead() throws IOException {
        int seen = 0;
        for (String line : Fixtures.text(Fixtures.path("worker-wire", "winningpost-worker.ndjson"))
                .lines()
                .filter(line -> line.contains("BaseURLs"))
                .toList()) {
            Body body;
            try (JsonCursor text = new JsonCursor(members(line).get("body"))) {
                body = body(text.text());
            }
            try (JsonCursor in = new JsonCursor(body.result())) {
                List<SectorLocation> locations = MinerCodec.sectorLocations(in);
                assertEquals(1, locations.size());
                assertEquals(36, locations.get(0).storageId().length());
                assertEquals(
                        List.of("http://127.0.0.1:45037/remote"),
                        locations.get(0).baseUrls());
                seen++;
            }
        }
        assertEquals(126, seen);
    }

    @Test
    void skippedSectorsComeWithoutAProof() {
        assertEquals(
                "{\"PoStProofs\":{\"PoStProof\":0,\"ProofBytes\":null},\"Skipped\":[{\"Miner\":1000,\"Number\":9}]}",
                written(out -> PoStCodec.writeSkipped(out, 1000, List.of(9L))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"SealedCID\":{\"/\":\"bafynosector\"}}]",
                "[{}]",
                "[{\"SealProof\":\"5\"}]",
                "[{\"Challenge\":[1.5]}]",
                "{}",
                "[null]"
            })
    void whatIsNoSectorIsRefused(String text) throws IOException {
        try (JsonCursor in = new JsonCursor(text)) {
            assertThrows(MalformedJsonException.class, () -> PoStCodec.sectors(in));
        }
    }

    @Test
    void bytesAreBase64() throws IOException {
        try (JsonCursor in = new JsonCursor("\"!!\"")) {
            assertThrows(MalformedJsonException.class, () -> PoStCodec.bytes(in));
        }
    }
}
