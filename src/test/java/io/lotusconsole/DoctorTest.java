package io.lotusconsole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.lotusconsole.support.Answers;
import io.lotusconsole.support.ConsoleUnderTest.Outcome;
import io.lotusconsole.support.Golden;
import io.lotusconsole.support.HandMade;
import io.lotusconsole.support.JsonScan;
import io.lotusconsole.support.Stage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** {@code lotus-miner doctor} against nodes on real sockets: healthy, and ill in one way at a time. */
class DoctorTest {
    private static final Answers NOTHING = Answers.toAny(Map.of());

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Without what differs from run to run: ports, and how long things took. */
    private static String steady(Outcome outcome) {
        return Stage.transcript(outcome)
                .replaceAll("\\([0-9.]+(?:ms|s)\\)", "(…ms)")
                .replace("(0s)", "(…ms)");
    }

    @Test
    void aHealthyMinerIsToldSo() {
        try (Stage stage = HandMade.healthy()) {
            Golden.check("classic/doctor.txt", steady(stage.run("doctor")));
            Golden.check("classic/doctor-colour.txt", steady(stage.onTerminal().run("doctor")));
        }
    }

    @Test
    void aMinerThatIsAwayLeavesTheRestNotKnowable() {
        try (Stage stage = HandMade.healthy().with("MINER_API_INFO", "token:/ip4/127.0.0.1/tcp/1/http")) {
            Outcome outcome = stage.run("doctor");
            assertEquals(6, outcome.exit());
            Golden.check("classic/doctor-unreachable.txt", steady(outcome).replace("127.0.0.1:1 ", "127.0.0.1:2345 "));
        }
    }

    /** A miner that is ill in one way. @param line what its line begins with @param mended words of the remedy */
    private record Illness(String name, Answers miner, Answers node, int exit, String line, String mended) {}

    private static Illness ofMiner(String method, String answer, int exit, String line, String mended) {
        return new Illness(line, Answers.toAny(Map.of("Filecoin." + method, answer)), NOTHING, exit, line, mended);
    }

    private static Illness ofNode(String method, String answer, int exit, String line, String mended) {
        return new Illness(line, NOTHING, Answers.toAny(Map.of("Filecoin." + method, answer)), exit, line, mended);
    }

    private static String head(long secondsAgo) {
        return HandMade.healthyNode()
                .get("Filecoin.ChainHead")
                .replaceFirst(
                        "\"Timestamp\":[0-9]+",
                        "\"Timestamp\":"
                                + (java.time.Instant.parse("2026-11-22T12:00:00Z")
                                                .getEpochSecond()
                                        - secondsAgo));
    }

    private static String workers(String from, String to) {
        return HandMade.healthyMiner().get("Filecoin.WorkerStats").replace(from, to);
    }

    private static final String STUCK = """
            [{"Message":{"To":"f01000","From":"f0102","Nonce":7,"GasFeeCap":"999","Method":5,"Params":"hQCA"}}]""";

    private static final List<Illness> ILLNESSES = List.of(
            ofMiner(
                    "Version",
                    "{\"Version\":\"v1.40.0\",\"APIVersion\":67072,\"BlockDelay\":30}",
                    6,
                    "failure  version: API 1.6.0, and workers want 1.5.0",
                    "made for lotus-miner v1.36"),
            ofMiner(
                    "AuthVerify",
                    "[\"read\"]",
                    6,
                    "failure  token: it allows read, and not admin",
                    "`lotus-miner auth api-info --perm admin`"),
            ofMiner(
                    "WorkerStats",
                    workers("\"Enabled\":true", "\"Enabled\":false"),
                    0,
                    "warning  WindowPoSt workers: the miner does not reach window-1",
                    "`lotus-worker set --enabled`"),
            ofMiner(
                    "WorkerStats",
                    workers("274877906944", "17179869184"),
                    6,
                    "failure  WindowPoSt for window-1: the miner would never give it one",
                    "WDP_32G_MAX_MEMORY"),
            ofMiner(
                    "WorkerStats",
                    workers("274877906944", "17179869184"),
                    6,
                    "failure  next WinningPoSt: nobody",
                    "`lotus-worker set --enabled=false`"),
            ofMiner(
                    "WorkerStats",
                    workers("[\"post/v0/windowproof\"]", "null"),
                    0,
                    "warning  of no known kind: window-1 did not tell",
                    "`lotus-worker info`"),
            ofMiner(
                    "StorageLocal",
                    "{}",
                    0,
                    "warning  sectors it can read: 0 of 1 (0 %)",
                    "`lotus-miner storage attach PATH`"),
            ofMiner(
                    "CheckProvable",
                    "{\"1\":\"generating vanilla proof: no such file\"}",
                    6,
                    "failure  by the miner: /shelf: sector 1 could not be read: generating vanilla proof",
                    "`lotus-miner proving check --only-bad DEADLINE`"),
            ofNode(
                    "ChainHead",
                    head(-9),
                    6,
                    "failure  clock: the head of the chain is 9 s in the future",
                    "timedatectl"),
            ofNode("ChainHead", head(70), 0, "warning  sync: its head, epoch 500, is 70 s old", "`lotus sync wait`"),
            ofNode(
                    "ChainHead",
                    head(700),
                    6,
                    "failure  sync: its head, epoch 500, is 11 min old",
                    "`lotus sync status`"),
            ofNode(
                    "WalletBalance",
                    "\"0\"",
                    6,
                    "failure  balance for proofs: no address can pay for a proof",
                    "`lotus send f0102 AMOUNT`"),
            ofNode(
                    "MpoolPending",
                    STUCK,
                    6,
                    "failure  proofs in the pool: the WindowPoSt of deadline 0 is stuck",
                    "`lotus mpool replace --auto f0102 7`"));

    @TestFactory
    Stream<DynamicTest> eachIllnessHasItsLineAndItsRemedy() {
        return ILLNESSES.stream()
                .map(illness -> dynamicTest(illness.name(), () -> {
                    try (Stage stage = HandMade.checkUp(illness.miner(), illness.node())) {
                        Outcome outcome = stage.run("doctor");
                        String said = text(outcome.stdout());
                        assertEquals(illness.exit(), outcome.exit(), said);
                        List<String> lines = said.lines().toList();
                        int at = 0;
                        while (at < lines.size() && !lines.get(at).startsWith("  " + illness.line())) {
                            at++;
                        }
                        assertTrue(at + 1 < lines.size() && lines.get(at + 1).contains(illness.mended()), said);
                        assertEquals(List.of(), stage.complaints());
                    }
                }));
    }

    @Test
    void aRefusedCallMakesItsOwnLineNotKnowableAndNoOther() {
        Answers refusing = Answers.refusing("Filecoin.WorkerStats", "the scheduler is tired");
        try (Stage stage = HandMade.checkUp(refusing, Answers.refusing("Filecoin.MpoolPending", "no pool"))) {
            Outcome outcome = stage.run("-o", "json", "doctor");
            assertEquals(0, outcome.exit());
            Map<?, ?> document = (Map<?, ?>) JsonScan.value(text(outcome.stdout()));
            List<?> unknown = ((List<?>) document.get("items"))
                    .stream()
                            .map(item -> (Map<?, ?>) item)
                            .filter(item -> item.get("verdict").equals("unknown"))
                            .map(item -> item.get("check"))
                            .toList();
            assertEquals(
                    List.of(
                            "own WindowPoSt",
                            "own WinningPoSt",
                            "proofs in the pool",
                            "WindowPoSt workers",
                            "next WindowPoSt",
                            "WinningPoSt workers",
                            "next WinningPoSt"),
                    unknown);
        }
    }

    @Test
    void variablesOfThisProgramThatDoNothingAreNamed() {
        try (Stage stage = HandMade.healthy().with("MARKETS_API_INFO", "x:/ip4/127.0.0.1/tcp/1/http")) {
            String said = text(stage.run("doctor").stdout());
            assertTrue(said.contains("warning  variables: MARKETS_API_INFO is set and not used"), said);
            assertTrue(said.contains("-> `unset MARKETS_API_INFO`"), said);
        }
    }

    /** It takes connections and never answers. */
    @Test
    void aMinerThatHangsHoldsUpNothingBeyondTheLimit() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                Stage stage = HandMade.healthy()
                        .with("MINER_API_INFO", "token:/ip4/127.0.0.1/tcp/" + silent.getLocalPort() + "/http")) {
            Outcome outcome = stage.run("doctor", "--timeout", "1s");
            String said = text(outcome.stdout());
            assertEquals(6, outcome.exit(), said);
            assertTrue(said.contains("failure  API: lotus-miner at 127.0.0.1"), said);
            assertTrue(said.contains("ok       full node: lotus v1.36.2 answers"), said);
            assertTrue(said.contains("-> --timeout gives it longer"), said);
        }
    }

    @Test
    void anotherActorIsNotTheMinersHealth() {
        try (Stage stage = HandMade.healthy()) {
            Outcome outcome = stage.run("doctor", "--actor", "f01234");
            assertEquals(2, outcome.exit());
            assertTrue(text(outcome.stderr()).startsWith("ERROR: --actor is not for doctor"), text(outcome.stderr()));
            assertEquals(List.of(), stage.miner().asked());
        }
    }
}
