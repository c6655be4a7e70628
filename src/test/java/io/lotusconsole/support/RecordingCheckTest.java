package io.lotusconsole.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.lotusconsole.support.ConsoleUnderTest.Outcome;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The check itself, with consoles that print what they are told: it accepts the recording and nothing else. */
class RecordingCheckTest {
    @TempDir
    static Path emptyHome;

    @TestFactory
    Stream<DynamicTest> acceptsTheRecordingAndNothingElse() {
        return RecordedFolder.names().stream()
                .flatMap(folder -> RecordedFolder.of(folder).recordings().stream())
                .map(recording -> dynamicTest(recording.title(), () -> {
                    String stderr = recording.terminal() ? "" : recording.stderr();
                    assertEquals(Optional.empty(), check(recording, recording.exit(), recording.stdout(), stderr));
                    assertTrue(check(recording, recording.exit() + 1, recording.stdout(), stderr)
                            .isPresent());
                    assertTrue(check(recording, recording.exit(), recording.stdout() + "x", stderr + "x")
                            .isPresent());
                }));
    }

    @Test
    void aFailedCommandOnATerminalPrintsBothStreamsThere() {
        Recording recording = recording("static-chain", "proving-check-16-tty");
        assertEquals(Optional.empty(), check(recording, 1, "", recording.stdout()));
    }

    @Test
    void theTimeAProofTookIsAnyDurationAndNothingElse() {
        Recording recording = recording("two-post-workers", "proving-compute-5");
        for (String took : new String[] {"1h2m3.5s", "12.5s", "9ms", "840.1µs", "0s"}) {
            assertEquals(Optional.empty(), check(recording, 0, "Took " + took + "\nnull\n", ""));
        }
        for (String took : new String[] {"5.3", "5,3s", "PT5S", ""}) {
            assertTrue(check(recording, 0, "Took " + took + "\nnull\n", "").isPresent());
        }
    }

    /** Goal: figures that count from now are found, in few runs. The console here counts as the reference does. */
    @Test
    void findsTheInstantAtWhichTheReferenceReadItsClock() {
        Recording recording = recording("static-chain", "info");
        Instant started = Instant.parse("2026-11-22T21:56:51.059133227Z");
        int[] runs = new int[1];
        ConsoleUnderTest counting = (arguments, environment, terminal, now, zone) -> {
            runs[0]++;
            long seconds = Duration.between(started, now).toSeconds();
            String text = recording.stdout().replace("5m27s", seconds / 60 + "m" + seconds % 60 + "s");
            return new Outcome(0, text.getBytes(StandardCharsets.UTF_8), new byte[0]);
        };
        assertEquals(Optional.empty(), new RecordingCheck(counting, emptyHome).difference(recording, Transport.HTTP));
        assertTrue(runs[0] <= 8, "runs: " + runs[0]);
    }

    @Test
    void noInstantExcusesAFigureThatDoesNotCount() {
        Recording recording = recording("static-chain", "info");
        assertTrue(check(recording, 0, recording.stdout().replace("5m27s", "5m26s"), "")
                .isPresent());
        assertTrue(check(recording, 0, recording.stdout().replace("every 41s", "every 42s"), "")
                .isPresent());
    }

    @Test
    void aQuestionNobodyCanAnswerFailsWhateverIsPrinted() {
        Recording recording = recording("two-post-workers", "sealing-workers");
        ConsoleUnderTest curious = (arguments, environment, terminal, now, zone) -> {
            String info = environment.get("MINER_API_INFO");
            int port = Integer.parseInt(info.replaceAll(".*/tcp/(\\d+)/.*", "$1"));
            try {
                TestClient.post(
                        port,
                        "/rpc/v0",
                        info.substring(0, info.indexOf(':')),
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"Filecoin.Guess\",\"params\":[1]}");
            } catch (Exception e) {
                throw new AssertionError(e);
            }
            return new Outcome(0, recording.stdout().getBytes(StandardCharsets.UTF_8), new byte[0]);
        };
        String difference = new RecordingCheck(curious, emptyHome)
                .difference(recording, Transport.HTTP)
                .orElseThrow();
        assertTrue(difference.contains("no recorded answer to Filecoin.Guess[1]"), difference);
    }

    @Test
    void eachFailureCaseIsPutIntoItsSituation() {
        assertEquals(null, minerInfo("no-api"));
        assertEquals("test-token:/ip4/127.0.0.1/tcp/1/ws", minerInfo("refused"));
        assertTrue(minerInfo("bad-token").startsWith("bad.bad.bad:/ip4/127.0.0.1/tcp/"));
        assertTrue(minerInfo("read-token").startsWith("test-token:/ip4/127.0.0.1/tcp/"));
        assertFalse(minerInfo("bad-multiaddr").contains("127.0.0.1"));
    }

    private static String minerInfo(String name) {
        String[] info = new String[1];
        ConsoleUnderTest noting = (arguments, environment, terminal, now, zone) -> {
            info[0] = environment.get("MINER_API_INFO");
            return new Outcome(0, new byte[0], new byte[0]);
        };
        new RecordingCheck(noting, emptyHome).difference(recording("two-post-workers", name), Transport.WEB_SOCKET);
        return info[0];
    }

    private static Optional<String> check(Recording recording, int exit, String stdout, String stderr) {
        ConsoleUnderTest told = (arguments, environment, terminal, now, zone) ->
                new Outcome(exit, stdout.getBytes(StandardCharsets.UTF_8), stderr.getBytes(StandardCharsets.UTF_8));
        return new RecordingCheck(told, emptyHome).difference(recording, Transport.HTTP);
    }

    private static Recording recording(String folder, String name) {
        return RecordedFolder.of(folder).recordings().stream()
                .filter(r -> r.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
