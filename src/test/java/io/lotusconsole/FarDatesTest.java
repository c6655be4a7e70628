package io.lotusconsole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotusconsole.support.Answers;
import io.lotusconsole.support.ConsoleUnderTest.Outcome;
import io.lotusconsole.support.Stage;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Moments that no clock shows: drawn as Go draws them, which holds 292 years at most, and never an internal error. */
class FarDatesTest {
    private static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");
    private static final String LONGEST = "2562047h47m16";

    private static Stage jobs(String start) {
        String job = "{\"ID\":{\"Sector\":{\"Miner\":1000,\"Number\":5},\"ID\":\"abcdef01\"},"
                + "\"Sector\":{\"Miner\":1000,\"Number\":5},\"Task\":\"seal/v0/fetch\",\"RunWait\":0,\"Start\":\""
                + start + "\",\"Hostname\":\"h\"}";
        return new Stage(
                Answers.toAny(Map.of("Filecoin.WorkerJobs", "{\"1\":[" + job + "]}", "Filecoin.WorkerStats", "{}")),
                Answers.toAny(Map.of()),
                NOW);
    }

    @ParameterizedTest
    @CsvSource({
        "1600-01-01T00:00:00Z, 2562047h47m16.8s",
        "9999-01-01T00:00:00Z, -2562047h47m16.8s",
        "2026-11-22T00:00:00.25Z, -200ms"
    })
    void aJobsAgeIsOneThatGoCanHold(String start, String age) {
        try (Stage stage = jobs(start)) {
            for (String style : List.of("lotus", "classic")) {
                String out = stage.stdout("--style", style, "sealing", "jobs");
                assertTrue(out.contains("  " + age + "\n"), out);
            }
            String wide = stage.stdout("-o", "wide", "sealing", "jobs");
            assertTrue(wide.contains("  " + age + "\n"), wide);
        }
    }

    /** A miner that started then, beside a node whose head has this time stamp. */
    private static Stage info(String startTime, String stamp) {
        Map<String, String> miner = Map.of("Filecoin.StartTime", "\"" + startTime + "\"");
        return info(head(stamp), miner);
    }

    private static String head(String stamp) {
        return "{\"Cids\":[{\"/\":\"bafy\"}],\"Blocks\":[{\"Miner\":\"t01000\",\"Timestamp\":" + stamp
                + ",\"ParentBaseFee\":\"100\",\"ElectionProof\":{\"WinCount\":1},\"Parents\":[]}],\"Height\":0}";
    }

    private static Stage info(String head, Map<String, String> miner) {
        String reward = "{\"Balance\":\"0\",\"State\":{\"ThisEpochReward\":\"5\"}}";
        return Stage.recorded(
                "static-chain",
                "info-blocks",
                Answers.toAny(miner),
                Answers.toAny(Map.of("Filecoin.ChainHead", head, "Filecoin.StateReadState", reward)));
    }

    private static String drawn(Outcome outcome) {
        String text = Stage.transcript(outcome);
        assertFalse(text.contains("internal error"), text);
        return text;
    }

    @ParameterizedTest
    @CsvSource({"1700-01-01T00:00:00Z, ''", "0000-01-01T00:00:00Z, ''", "9999-12-31T23:59:59Z, -"})
    void aMinersAgeIsOneThatGoCanHold(String start, String sign) {
        try (Stage stage = info(start, "1700000000")) {
            for (String style : List.of("lotus", "classic")) {
                String out = drawn(stage.run("--style", style, "info"));
                String year = start.substring(0, 4);
                assertTrue(out.contains("StartTime: " + sign + LONGEST + "s (started at " + year + "-"), out);
            }
            assertTrue(drawn(stage.run("-o", "json", "info")).contains("\"startedAt\": \"" + start + "\""));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"+10000-01-01T00:00:00Z", "-0001-01-01T00:00:00Z", "-999999999-01-01T00:00:00Z"})
    void aYearThatGoCannotWriteIsNoTime(String start) {
        try (Stage stage = info(start, "1700000000")) {
            Outcome outcome = stage.run("info");
            assertEquals(7, outcome.exit());
            String said = Stage.transcript(outcome);
            assertTrue(said.contains("missing: start time (StartTime): ") && said.contains("expected a time"), said);
        }
    }

    @ParameterizedTest
    @CsvSource({
        // What Lotus says of a moment beyond Go's count, which wraps, and of one that it takes for negative.
        "9223372036854775807, [sync behind! (2562047h47m16s behind)]",
        "9223372036854775808, [sync behind! (2562047h47m16s behind)]",
        "31556889864403200, [sync ok]",
        "300000000000, [sync ok]"
    })
    void aHeadFarAwayIsDrawn(String stamp, String lotus) {
        try (Stage stage = info("2026-11-22T00:00:00Z", stamp)) {
            String out = drawn(stage.run("--style", "lotus", "info", "--blocks", "1"));
            assertTrue(out.contains("Chain: " + lotus), out);
            String classic = drawn(stage.run("info", "--blocks", "1"));
            assertTrue(classic.contains("Chain: [sync ok]"), classic);
            String json = drawn(stage.run("-o", "json", "info", "--blocks", "1"));
            assertTrue(json.contains("\"headAt\": \"9999-12-31T23:59:59Z\""), json);
            assertTrue(json.contains("\"behindSeconds\": -9223372036"), json);
            assertTrue(json.contains("\"producedAt\": \"9999-12-31T23:59:59Z\""), json);
        }
    }

    @Test
    void aHeadOfTheLastUnsignedSecondIsDrawnAsLotusTakesIt() {
        try (Stage stage = info("2026-11-22T00:00:00Z", "18446744073709551615")) {
            String out = drawn(stage.run("--style", "lotus", "info"));
            // One second before 1970.
            assertTrue(out.contains("Chain: [sync behind! ("), out);
            assertFalse(out.contains(LONGEST), out);
        }
    }

    /** A node whose head has this time stamp and whose proving window opens at this epoch. */
    private static Stage deadlines(String stamp, String open) {
        String window = String.format(
                "{\"CurrentEpoch\":0,\"PeriodStart\":%1$s,\"Index\":3,\"Open\":%1$s,\"Close\":%1$s,\"Challenge\":%1$s,"
                        + "\"FaultCutoff\":%1$s,\"WPoStPeriodDeadlines\":4,\"WPoStProvingPeriod\":2880,"
                        + "\"WPoStChallengeWindow\":60,\"WPoStChallengeLookback\":20,\"FaultDeclarationCutoff\":70}",
                open);
        String deadline = "{\"PostSubmissions\":[0],\"DisputableProofCount\":0}";
        return new Stage(
                Answers.toOne("Filecoin.ActorAddress", "\"t01000\""),
                Answers.toAny(Map.of(
                        "Filecoin.Version",
                        "{\"Version\":\"x\",\"APIVersion\":131840,\"BlockDelay\":30}",
                        "Filecoin.ChainHead",
                        head(stamp),
                        "Filecoin.StateMinerProvingDeadline",
                        window,
                        "Filecoin.StateMinerDeadlines",
                        "[" + String.join(",", Collections.nCopies(4, deadline)) + "]",
                        "Filecoin.StateMinerPartitions",
                        "[]")),
                NOW);
    }

    @ParameterizedTest
    @CsvSource({
        "9223372036854775807, 60",
        "18446744073709551615, 60",
        "1700000000, 9223372036854775807",
        "1700000000, -9223372036854775808"
    })
    void deadlinesFarAwayAreDrawn(String stamp, String open) {
        try (Stage stage = deadlines(stamp, open)) {
            for (String command : List.of("proving info", "proving deadlines", "proving deadline 3")) {
                for (String form : List.of("--style lotus", "-o text", "-o wide", "-o json")) {
                    Outcome outcome = stage.run((form + " " + command).split(" "));
                    assertEquals(0, outcome.exit(), () -> form + " " + command + "\n" + Stage.transcript(outcome));
                }
            }
        }
    }
}
