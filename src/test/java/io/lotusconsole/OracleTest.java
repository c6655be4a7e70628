package io.lotusconsole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.lotusconsole.support.Answers;
import io.lotusconsole.support.Api;
import io.lotusconsole.support.ConsoleUnderTest;
import io.lotusconsole.support.ConsoleUnderTest.Outcome;
import io.lotusconsole.support.Consoles;
import io.lotusconsole.support.Fixtures;
import io.lotusconsole.support.RecordedFolder;
import io.lotusconsole.support.ReplayServer;
import io.lotusconsole.support.Transcript;
import io.lotusconsole.support.Transport;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code proving workers} and {@code sealing workers} of 60 clusters, plain and coloured, over POST and
 * over WebSocket: under {@code --style lotus} stdout and exit status are the reference's.
 */
class OracleTest {
    private static final int CASES = 60;
    private static final Duration RUN_MAX = Duration.ofSeconds(20);
    private static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");

    @TempDir
    static Path emptyHome;

    @TestFactory
    Stream<DynamicContainer> printsWhatTheReferencePrints() {
        List<Path> cases = Fixtures.list(Fixtures.path("oracle"));
        assertEquals(CASES, cases.size(), "cases of the oracle");
        ConsoleUnderTest console = Consoles.inProcess();
        return cases.stream()
                .map(folder -> dynamicContainer(folder.getFileName().toString(), tests(console, folder)));
    }

    private static List<DynamicTest> tests(ConsoleUnderTest console, Path folder) {
        List<DynamicTest> tests = new ArrayList<>();
        for (String group : List.of("proving", "sealing")) {
            for (boolean terminal : List.of(false, true)) {
                for (Transport transport : Transport.values()) {
                    String name = group + " workers, " + (terminal ? "colour" : "plain") + ", " + transport;
                    tests.add(dynamicTest(name, () -> check(console, folder, group, terminal, transport)));
                }
            }
        }
        return tests;
    }

    private static void check(
            ConsoleUnderTest console, Path folder, String group, boolean terminal, Transport transport) {
        String stats = Fixtures.text(folder.resolve("worker-stats.json"));
        try (ReplayServer miner =
                ReplayServer.start(Api.MINER, RecordedFolder.TOKEN, Answers.toOne("Filecoin.WorkerStats", stats))) {
            Map<String, String> environment = Map.of(
                    "HOME",
                    emptyHome.toString(),
                    "TZ",
                    "UTC",
                    "LOTUS_CONSOLE_STYLE",
                    "lotus",
                    "MINER_API_INFO",
                    miner.apiInfo(RecordedFolder.TOKEN, transport));
            Outcome outcome = Assertions.assertTimeoutPreemptively(
                    RUN_MAX, () -> console.run(List.of(group, "workers"), environment, terminal, NOW, ZoneOffset.UTC));
            String stderr = new String(outcome.stderr(), StandardCharsets.UTF_8);
            String actual = new String(outcome.stdout(), StandardCharsets.UTF_8);
            int exit = exit(folder, group);
            if (terminal && exit != 0) {
                actual += stderr;
            }
            String expected =
                    Fixtures.text(folder.resolve(group + "-workers" + (terminal ? ".color" : "") + ".stdout"));
            if (!miner.complaints().isEmpty() || exit != outcome.exit() || !expected.equals(actual)) {
                throw new AssertionError(
                        new Transcript(folder.getFileName() + ", exit " + outcome.exit() + ", recorded " + exit)
                                .with("asked what nobody can answer", String.join("\n", miner.complaints()))
                                .with("stderr", stderr)
                                .withDifference("stdout", expected, actual)
                                .toString());
            }
        }
    }

    private static int exit(Path folder, String group) {
        Matcher status = Pattern.compile("\"" + group + "-workers\": (\\d+)")
                .matcher(Fixtures.text(folder.resolve("exit.json")));
        assertEquals(true, status.find(), "an exit status of " + group + " workers in " + folder);
        return Integer.parseInt(status.group(1));
    }
}
