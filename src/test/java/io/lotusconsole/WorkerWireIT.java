package io.lotusconsole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotusconsole.prover.Challenges;
import io.lotusconsole.prover.PartitionProof;
import io.lotusconsole.prover.PoStRandomness;
import io.lotusconsole.prover.ProofRequest;
import io.lotusconsole.prover.ProverException;
import io.lotusconsole.prover.RegisteredPoStProof;
import io.lotusconsole.prover.SectorChallenge;
import io.lotusconsole.prover.SectorCommitment;
import io.lotusconsole.prover.WindowPoSt;
import io.lotusconsole.prover.WinningPoSt;
import io.lotusconsole.prover.ffi.NativeLibrary;
import io.lotusconsole.support.Fixtures;
import io.lotusconsole.support.JsonScan;
import io.lotusconsole.support.Libraries;
import io.lotusconsole.support.RecordedMiner;
import io.lotusconsole.support.Vectors;
import io.lotusconsole.support.WireRecording;
import io.lotusconsole.support.WireRecording.Call;
import io.lotusconsole.support.WireRecording.Side;
import io.lotusconsole.support.WorkerProcess;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The recorded traffic of a real miner and its workers, replayed from the miner's side to packaged workers of ours.
 *
 * <p>What the worker asks must be what the recorded one asked, and every recorded call of the miner must get an answer
 * of the recorded shape. The recorded sectors are not at hand, so their places are taken by those of {@code
 * vectors/2kib}, whose vanilla proofs the replayed miner serves; proofs are checked under the test parameters.
 */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class WorkerWireIT {
    private static final Vectors VECTORS = Vectors.twoKib();

    /** A real worker registers its repository as a path to seal in; ours never does (design, decision 6). */
    private static final Set<String> OF_SEALING_PATH = Set.of("StorageAttach", "StorageReportHealth", "StorageInfo");

    /** What our worker looks at before it attaches, and the recorded one did not. */
    private static final Set<String> PRE_FLIGHT = Set.of("StorageList", "StorageInfo");

    private static final List<String> START = List.of("Version", "ActorAddress", "ActorSectorSize", "Session");

    @TempDir
    private Path directory;

    private NativeLibrary library;

    /** Vanilla proofs by sector and challenges, as they may be asked for. */
    private final Map<String, byte[]> shelf = new HashMap<>();

    private final Set<String> vanillaShapes = new TreeSet<>();

    /** One question for a proof, in place of recorded ones. */
    private record Question(RegisteredPoStProof proof, byte[] drawn, List<SectorChallenge> challenges) {
        ProofRequest request() {
            return new ProofRequest(proof, VECTORS.prover(), PoStRandomness.of(drawn));
        }

        String sectorsJson() {
            return challenges.stream()
                    .map(each -> "{\"SealProof\":5,\"SectorNumber\":" + each.sectorNumber() + ",\"SealedCID\":{\"/\":\""
                            + sector(each.sectorNumber()).sealedCid() + "\"},\"Challenge\":"
                            + Arrays.toString(each.leaves()).replace(" ", "") + ",\"Update\":false}")
                    .collect(Collectors.joining(",", "[", "]"));
        }

        List<SectorCommitment> commitments() {
            return challenges.stream()
                    .map(each -> new SectorCommitment(
                            each.sectorNumber(), sector(each.sectorNumber()).sealedCid()))
                    .toList();
        }
    }

    private static Vectors.Sector sector(long number) {
        return VECTORS.sectors().stream()
                .filter(each -> each.number() == number)
                .findFirst()
                .orElseThrow();
    }

    @BeforeEach
    void loadTheLibrary() {
        library = Libraries.ofTestNetwork();
    }

    private static String key(long sector, long[] leaves) {
        return sector + Arrays.toString(leaves);
    }

    /** Keeps the vanilla proof of a sector for the worker. */
    private void shelve(SectorChallenge challenge, byte[] vanilla) {
        shelf.put(key(challenge.sectorNumber(), challenge.leaves()), vanilla);
    }

    private byte[] vanilla(Map<?, ?> request) {
        Map<?, ?> sector = (Map<?, ?>) request.get("Sector");
        long[] leaves = ((List<?>) sector.get("Challenge"))
                .stream().mapToLong(leaf -> ((Number) leaf).longValue()).toArray();
        synchronized (vanillaShapes) {
            vanillaShapes.add(shape(request));
        }
        return shelf.get(key(((Number) sector.get("SectorNumber")).longValue(), leaves));
    }

    /** The first two sectors of the vectors, as the one recorded call was for two. */
    private Question window() {
        List<SectorChallenge> challenges = new ArrayList<>();
        for (Vectors.Sector sector : VECTORS.sectors().subList(0, 2)) {
            SectorChallenge challenge = new SectorChallenge(sector.number(), sector.window());
            shelve(challenge, sector.windowVanilla());
            challenges.add(challenge);
        }
        return new Question(RegisteredPoStProof.WINDOW_2KIB, VECTORS.bytes("rand"), challenges);
    }

    /** The winning proof of the vectors. */
    private Question winning() {
        SectorChallenge challenge = new SectorChallenge(VECTORS.winningSector().number(), VECTORS.numbers("winCh"));
        shelve(challenge, VECTORS.bytes("winVanilla"));
        return new Question(RegisteredPoStProof.WINNING_2KIB, VECTORS.bytes("rand"), List.of(challenge));
    }

    /** Another winning proof, with recorded randomness. */
    private Question winning(Call recorded) throws ProverException {
        byte[] drawn = Base64.getDecoder().decode((String) recorded.params().get(3));
        PoStRandomness randomness = PoStRandomness.of(drawn);
        int place = (int) Challenges.winningSectorIndex(
                VECTORS.prover(), randomness, VECTORS.sectors().size());
        Vectors.Sector sector = VECTORS.sectors().get(place);
        SectorChallenge challenge = Challenges.ofSector(RegisteredPoStProof.WINNING_2KIB, randomness, sector.number());
        shelve(
                challenge,
                library.vanillaProof(RegisteredPoStProof.WINNING_2KIB, Vectors.replica(sector), challenge)
                        .sharedBytes());
        return new Question(RegisteredPoStProof.WINNING_2KIB, drawn, List.of(challenge));
    }

    @Test
    void aWindowPoStWorkerSaysWhatARealOneSaid() throws Exception {
        WireRecording recording = WireRecording.of("windowpost-worker");
        Question question = window();
        replay(recording, "--windowpost", call -> question);
    }

    @Test
    void aWinningPoStWorkerSaysWhatARealOneSaid() throws Exception {
        WireRecording recording = WireRecording.of("winningpost-worker");
        List<Call> recorded = recording.calls(Side.WORKER).stream()
                .filter(call -> call.method().equals("GenerateWinningPoSt"))
                .toList();
        // Each proof takes seconds: the recorded questions after the second are asked as one of these again.
        List<Question> questions = List.of(winning(), winning(recorded.get(1)));
        replay(recording, "--winningpost", call -> questions.get(recorded.indexOf(call) % 2));
    }

    private interface Substitute {
        Question of(Call recorded);
    }

    private void replay(WireRecording recording, String flag, Substitute substitute) throws Exception {
        try (RecordedMiner miner = RecordedMiner.start(recording, this::vanilla);
                WorkerProcess worker = WorkerProcess.start(
                        directory.resolve("worker"), Map.of("MINER_API_INFO", miner.apiInfo()), flag)) {
            worker.awaitRegistered();
            Set<Long> sectors = new TreeSet<>();
            Object session = miner.answersAtConnect().get("Session").result();
            assertEquals(session, UUID.fromString((String) session).toString());
            miner.answersAtConnect().forEach((method, answer) -> {
                Call call = recording.calls(Side.WORKER).stream()
                        .filter(each -> each.method().equals(method))
                        .findFirst()
                        .orElseThrow();
                compare(recording, call, answer);
            });
            for (Call call : miner.callsAfterConnect()) {
                if (call.method().startsWith("Generate")) {
                    Question question = substitute.of(call);
                    question.challenges().forEach(each -> sectors.add(each.sectorNumber()));
                    RecordedMiner.Answer answer = miner.ask(call, body(call, question));
                    compare(recording, call, answer);
                    verify(question, answer.result());
                } else {
                    RecordedMiner.Answer answer = miner.ask(call, call.request());
                    compare(recording, call, answer);
                    if (call.method().equals("Session")) {
                        assertEquals(session, answer.result());
                    }
                }
            }
            assertEquals(List.of(), miner.complaints());
            checkOrder(miner.asked());
            checkQuestions(recording, miner.asked(), sectors);
            checkLooksForSectors(recording, miner.asked(), sectors);
            assertTrue(worker.isAlive(), worker::toString);
        }
        assertEquals(Set.of(shape(recordedVanillaBody())), vanillaShapes);
    }

    private static Object recordedVanillaBody() {
        String text = Fixtures.text(Fixtures.path("worker-wire", "remote-vanilla-single.json"));
        Map<?, ?> exchange = (Map<?, ?>) JsonScan.value(text);
        return ((Map<?, ?>) exchange.get("request")).get("body");
    }

    /** The recorded request, about the sectors and the randomness of the question. */
    private static String body(Call call, Question question) {
        boolean isWindow = question.proof() == RegisteredPoStProof.WINDOW_2KIB;
        String params = "[" + question.proof().networkCode() + ",1000," + question.sectorsJson()
                + (isWindow ? ",0" : "") + ",\"" + Base64.getEncoder().encodeToString(question.drawn()) + "\"]";
        int start = call.request().indexOf("\"params\":") + "\"params\":".length();
        int end = call.request().lastIndexOf(",\"meta\":");
        assertEquals(
                shape(call.params()),
                shape(JsonScan.value(params)),
                "the substitute is a question of the recorded shape");
        return call.request().substring(0, start) + params + call.request().substring(end);
    }

    private void verify(Question question, Object result) throws ProverException {
        boolean isWindow = question.proof() == RegisteredPoStProof.WINDOW_2KIB;
        Map<?, ?> proof = (Map<?, ?>) (isWindow ? ((Map<?, ?>) result).get("PoStProofs") : ((List<?>) result).get(0));
        assertEquals(question.proof().networkCode(), ((Number) proof.get("PoStProof")).longValue());
        byte[] bytes = Base64.getDecoder().decode((String) proof.get("ProofBytes"));
        assertEquals(PartitionProof.BYTES, bytes.length);
        assertTrue(
                isWindow
                        ? library.verifyWindow(
                                question.request(), question.commitments(), WindowPoSt.parse(question.proof(), bytes))
                        : library.verifyWinning(
                                question.request(),
                                question.commitments().get(0),
                                new WinningPoSt(question.proof(), new PartitionProof(bytes))));
    }

    /** Status, headers and shape as recorded; what does not depend on the machine is the same. */
    private static void compare(WireRecording recording, Call call, RecordedMiner.Answer answer) {
        // The last calls have no recorded answer, for the recording ends with them.
        Call like = recording.calls(Side.WORKER).stream()
                .filter(each -> each.method().equals(call.method()) && each.answer() != null)
                .findFirst()
                .orElseThrow();
        assertEquals(200, answer.status(), answer::body);
        assertEquals(
                List.of(like.answerHeaders().get("Content-Type")),
                answer.headers().get("content-type"));
        assertFalse(answer.headers().containsKey("content-encoding"), "nothing in a recording is compressed");
        Map<?, ?> recorded = (Map<?, ?>) JsonScan.value(like.answer());
        assertEquals(
                ((Map<?, ?>) JsonScan.value(call.request())).get("id"),
                answer.frame().get("id"));
        assertEquals(shape(recorded), shape(answer.frame()), call::method);
        assertEquals(like.answer().endsWith("\n"), answer.body().endsWith("\n"), call::method);
        if (call.method().equals("Version") || call.method().equals("TaskTypes")) {
            assertEquals(recorded.get("result"), answer.result());
        }
        if (call.method().equals("Info")) {
            assertEquals(JsonScan.canonical(table(recorded.get("result"))), JsonScan.canonical(table(answer.result())));
        }
    }

    private static Object table(Object info) {
        return ((Map<?, ?>) ((Map<?, ?>) info).get("Resources")).get("Resources");
    }

    /** Names and types; of a list, those of its items, once each. */
    private static String shape(Object value) {
        if (value instanceof Map<?, ?> members) {
            Map<String, String> shapes = new TreeMap<>();
            members.forEach((name, member) -> shapes.put((String) name, shape(member)));
            return shapes.toString();
        }
        if (value instanceof List<?> items) {
            return items.stream().map(WorkerWireIT::shape).collect(Collectors.toCollection(TreeSet::new)) + "[]";
        }
        return value == null
                ? "null"
                : value instanceof Number ? "number" : value.getClass().getSimpleName();
    }

    /** The order that matters: what a miner is, then its session, then the request to be attached. */
    private static void checkOrder(List<RecordedMiner.Asked> asked) {
        List<String> first = new ArrayList<>(new LinkedHashSet<>(
                asked.stream().map(RecordedMiner.Asked::method).toList()));
        first.retainAll(List.of("Version", "ActorAddress", "ActorSectorSize", "Session", "WorkerConnect"));
        List<String> expected = new ArrayList<>(START);
        expected.add("WorkerConnect");
        assertEquals(expected, first);
        assertEquals(
                1,
                asked.stream()
                        .filter(each -> each.method().equals("WorkerConnect"))
                        .count());
    }

    /** Our questions are the recorded ones, in method and parameters, beside those that the design forbids or adds. */
    private static void checkQuestions(WireRecording recording, List<RecordedMiner.Asked> asked, Set<Long> sectors) {
        Set<String> recorded = new TreeSet<>();
        for (Call call : recording.calls(Side.MINER)) {
            if (call.method().equals("StorageFindSector")) {
                sectors.forEach(sector -> recorded.add(findSector(sector, call.params())));
            } else if (!OF_SEALING_PATH.contains(call.method())) {
                recorded.add(withoutPort(call.question()));
            }
        }
        Set<String> ours = new TreeSet<>();
        for (RecordedMiner.Asked each : asked) {
            assertEquals("application/json", each.headers().get("content-type"));
            assertEquals("2.0", each.frame().get("jsonrpc"));
            assertTrue(each.frame().get("id") instanceof Number, each::toString);
            boolean isOwnToken = each.params().equals(List.of(RecordedMiner.OPERATOR_TOKEN));
            if (!PRE_FLIGHT.contains(each.method()) && !isOwnToken) {
                ours.add(withoutPort(each.question()));
            }
        }
        assertEquals(String.join("\n", recorded), String.join("\n", ours));
    }

    private static String withoutPort(String question) {
        return question.replaceAll("http://127\\.0\\.0\\.1:\\d+/", "http://127.0.0.1:PORT/");
    }

    private static String findSector(long sector, List<?> params) {
        List<Object> asked = new ArrayList<>(params);
        asked.set(0, Map.of("Miner", BigDecimal.valueOf(1000), "Number", BigDecimal.valueOf(sector)));
        return "StorageFindSector" + JsonScan.canonical(asked);
    }

    /** Of each sector that was read: where are its sealed file and its cache, and only then who has both. */
    private static void checkLooksForSectors(
            WireRecording recording, List<RecordedMiner.Asked> asked, Set<Long> sectors) {
        Map<?, ?> one = (Map<?, ?>) recording.calls(Side.MINER).stream()
                .filter(call -> call.method().equals("StorageFindSector"))
                .findFirst()
                .orElseThrow()
                .params()
                .get(0);
        List<String> expected = recording.calls(Side.MINER).stream()
                .filter(call -> call.method().equals("StorageFindSector")
                        && call.params().get(0).equals(one))
                .map(call -> call.params().get(1).toString())
                .limit(3)
                .toList();
        assertEquals(List.of("2", "4", "6"), expected);
        for (long sector : sectors) {
            List<String> ours = asked.stream()
                    .filter(each -> each.method().equals("StorageFindSector")
                            && ((Map<?, ?>) each.params().get(0))
                                    .get("Number")
                                    .toString()
                                    .equals(sector + ""))
                    .map(each -> each.params().get(1).toString())
                    .toList();
            assertEquals(0, ours.size() % 3, ours::toString);
            for (int i = 0; i < ours.size(); i += 3) {
                assertEquals(Set.of("2", "4"), Set.copyOf(ours.subList(i, i + 2)), "asked at once, in any order");
                assertEquals("6", ours.get(i + 2));
            }
        }
    }
}
