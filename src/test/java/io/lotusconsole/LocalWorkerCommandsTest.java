package io.lotusconsole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotusconsole.support.Answers;
import io.lotusconsole.support.ConsoleUnderTest.Outcome;
import io.lotusconsole.support.Golden;
import io.lotusconsole.support.JsonScan;
import io.lotusconsole.support.Stage;
import io.lotusconsole.support.StandInWorker;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code lotus-miner worker start|ls|logs|stop}, whose worker is a real process that behaves as one. */
@Timeout(120)
class LocalWorkerCommandsTest {
    private static final String VERSION =
            "{\"Version\":\"v1.36.2-dev+2k\",\"APIVersion\":66816,\"BlockDelay\":4,\"Agent\":\"lotus\"}";

    @TempDir
    private Path directory;

    private Stage stage;

    @BeforeEach
    void openStage() throws IOException {
        stage = new Stage(
                        Answers.toOne("Filecoin.Version", VERSION),
                        Answers.toAny(Map.of()),
                        Instant.parse("2026-11-22T12:00:00Z"))
                .inCheckout(StandInWorker.checkout(directory.resolve("checkout")))
                .with("XDG_STATE_HOME", directory.resolve("state").toString())
                .with("PATH", System.getenv("PATH"));
    }

    @AfterEach
    void killWhatIsLeft() throws Exception {
        for (Map<?, ?> worker : workers()) {
            ProcessHandle left = ProcessHandle.of(((BigDecimal) worker.get("pid")).longValueExact())
                    .orElse(null);
            if (left != null && (Boolean) worker.get("alive")) {
                left.destroyForcibly();
                left.onExit().get(30, TimeUnit.SECONDS);
            }
        }
        stage.close();
    }

    private List<Map<?, ?>> workers() {
        Map<?, ?> document = (Map<?, ?>) JsonScan.value(stage.stdout("-o", "json", "worker", "ls"));
        return ((List<?>) document.get("items"))
                .stream().<Map<?, ?>>map(item -> (Map<?, ?>) item).toList();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private Path home(String name) {
        return directory.resolve("state/lotus-console/workers").resolve(name);
    }

    @Test
    void aWorkerIsStartedListedReadAndStopped() throws IOException {
        String started = stage.stdout("worker", "start", "--windowpost", "--", "--listen", "127.0.0.1:0");
        assertTrue(
                started.startsWith("windowpost-1 is registered with t01000 at 127.0.0.1:2345: session"
                        + " 8e207191-8a90-4ed7-9e01-8b957459edcc, process "),
                started);
        assertEquals(List.of("Filecoin.Version"), stage.miner().asked(), "asked before it was started, and once");

        long pid = ((BigDecimal) workers().get(0).get("pid")).longValueExact();
        String list = stage.stdout("worker", "ls")
                .replaceAll("\\b" + pid + "\\b", "4711")
                .replaceAll(" {2,}", "  ");
        Golden.check("classic/worker-ls.txt", list);

        String log = stage.stdout("worker", "logs", "windowpost-1");
        assertEquals(
                "started as --worker-repo " + home("windowpost-1").resolve("repo")
                        + " run --windowpost --listen 127.0.0.1:0\nup\n",
                log);
        assertEquals("up\n", stage.stdout("worker", "logs", "-n", "1", "windowpost-1"));

        Outcome stopped = stage.run("worker", "stop", "windowpost-1");
        assertEquals(0, stopped.exit(), text(stopped.stderr()));
        assertTrue(
                text(stopped.stderr()).startsWith("note: windowpost-1 (process " + pid + ") finishes what it is at"));
        assertEquals(List.of(), workers());
        assertTrue(stage.stdout("worker", "logs", "windowpost-1").endsWith("gone\n"), "its log stays");
    }

    @Test
    void theMinersRepositoryOfTheLineIsHandedOn() throws IOException {
        Path repository =
                Files.createDirectories(directory.resolve("miner/keystore")).getParent();
        Files.writeString(repository.resolve("token"), "test-token");
        Files.writeString(
                repository.resolve("api"), "/ip4/127.0.0.1/tcp/" + stage.miner().port() + "/http");
        stage.with("MINER_API_INFO", null);
        stage.stdout("worker", "start", "--winningpost", "--name", "w", "--miner-repo", repository.toString());
        String command = stage.stdout("worker", "logs", "-n", "100", "w")
                .lines()
                .findFirst()
                .orElseThrow();
        assertTrue(
                command.matches(
                        Pattern.quote("started as --worker-repo " + home("w").resolve("repo") + " --miner-repo "
                                        + repository + " run --winningpost --listen 0.0.0.0:")
                                + "\\d+"),
                command);
    }

    @Test
    void whereItServesIsLeftToWhoeverSaysIt() {
        String[][] said = {
            {"--listen", "127.0.0.1:0"}, {"--listen=127.0.0.1:0"}, {"-listen=127.0.0.1:0"}, {"--address", "127.0.0.1:0"}
        };
        for (String[] flags : said) {
            List<String> words = new ArrayList<>(List.of("worker", "start", "--windowpost", "--wait=0", "--"));
            words.addAll(List.of(flags));
            stage.stdout(words.toArray(String[]::new));
        }
        stage.with("LOTUS_WORKER_LISTEN", "127.0.0.1:0").stdout("worker", "start", "--windowpost", "--wait=0");
        assertEquals(
                List.of(
                        "[--windowpost, --listen, 127.0.0.1:0]",
                        "[--windowpost, --listen=127.0.0.1:0]",
                        "[--windowpost, -listen=127.0.0.1:0]",
                        "[--windowpost, --address, 127.0.0.1:0]",
                        "[--windowpost]"),
                workers().stream().map(each -> each.get("flags").toString()).toList());
    }

    @Test
    void nothingIsStartedWithoutAMinerThatAnswers() {
        stage.with("MINER_API_INFO", null);
        Outcome nowhere = stage.run("worker", "start", "--windowpost");
        assertEquals(2, nowhere.exit());
        assertTrue(text(nowhere.stderr()).startsWith("ERROR: no address for lotus-miner: MINER_API_INFO is not set"));
        stage.with("MINER_API_INFO", "token:/ip4/127.0.0.1/tcp/1/http");
        Outcome away = stage.run("worker", "start", "--windowpost");
        assertEquals(5, away.exit());
        assertTrue(text(away.stderr()).contains("MINER_API_INFO"), text(away.stderr()));
        assertFalse(Files.exists(directory.resolve("state")));
    }

    @Test
    void aLineThatMakesNoSenseStartsNothing() {
        String ownRepository = "a worker that is started here has a repository of its own";
        Map<String, String> wrong = Map.ofEntries(
                Map.entry("worker start", "it is not said what the worker is for"),
                Map.entry("worker start --windowpost --winningpost", "a worker is for one kind of proof"),
                Map.entry("worker start --windowpost foo", "\"foo\" is no flag"),
                Map.entry("worker start --windowpost -- --x=eyJhbGciOi", "a token does not belong on a command line"),
                Map.entry("worker start --windowpost -- --worker-repo /r", ownRepository),
                Map.entry("worker start --windowpost -- --no-swap -worker-repo=/r", ownRepository),
                Map.entry("worker start --windowpost -- --workerrepo /r", ownRepository),
                Map.entry("worker stop", "incorrect number of arguments, got 0"),
                Map.entry("worker logs a b", "incorrect number of arguments, got 2"),
                Map.entry("worker logs -n x a", "invalid value \"x\" for flag -n: parse error"));
        wrong.forEach((words, why) -> {
            Outcome outcome = stage.run(words.split(" "));
            assertEquals(2, outcome.exit(), words);
            assertTrue(text(outcome.stderr()).startsWith("ERROR: " + why), () -> text(outcome.stderr()));
            assertFalse(text(outcome.stderr()).contains("eyJ"));
        });
        assertEquals(List.of(), stage.miner().asked());
        assertFalse(Files.exists(directory.resolve("state")));
    }

    @Test
    void oneThatDiesIsReportedWithTheEndOfItsLog() {
        Outcome outcome = stage.run("worker", "start", "--windowpost", "--", "--say=die");
        assertEquals(1, outcome.exit());
        Golden.check("classic/worker-died.txt", Stage.transcript(outcome));
        Outcome list = stage.run("worker", "ls");
        assertTrue(text(list.stdout()).contains("dead"), text(list.stdout()));
        assertEquals("note: windowpost-1 died; its log ends: no parameters: giving up\n", text(list.stderr()));
        Outcome stopped = stage.run("worker", "stop", "windowpost-1");
        assertEquals("note: windowpost-1 was dead already.\n", text(stopped.stderr()));
        assertEquals(0, stopped.exit());
    }

    @Test
    void oneThatDoesNotRegisterIsSaidToBeTrying() {
        Outcome unable = stage.run("worker", "start", "--windowpost", "--wait=2s", "--", "--say=unable");
        assertEquals(124, unable.exit());
        assertTrue(
                text(unable.stderr())
                        .startsWith(
                                "ERROR: windowpost-1 runs, and is not registered after 2s: unable, the parameters of"
                                        + " 32GiB are missing; process "),
                text(unable.stderr()));
        assertEquals(
                "note: windowpost-1 cannot prove: the parameters of 32GiB are missing\n",
                text(stage.run("worker", "ls").stderr()));
        String started = stage.stdout("worker", "start", "--winningpost", "--wait=0", "--", "--say=nothing");
        assertTrue(started.startsWith("winningpost-1 is started: process "), started);
        assertTrue(text(stage.run("worker", "ls").stderr()).contains("winningpost-1 does not tell its status: "));

        Outcome draining = stage.run("worker", "stop", "--now", "winningpost-1");
        assertEquals(0, draining.exit(), text(draining.stderr()));
    }

    @Test
    void oneThatIsAtItsParametersIsNoFailure() {
        Outcome outcome = stage.run("worker", "start", "--windowpost", "--wait=8s", "--", "--say=checks-on");
        assertEquals(0, outcome.exit(), text(outcome.stderr()));
        String said = text(outcome.stdout())
                .replaceAll("\\d+ %", "N %")
                .replaceAll("process \\d+", "process N")
                .replaceAll("after \\d+s", "after 8s")
                .replace(home("windowpost-1").toString(), "HOME");
        assertEquals(
                "windowpost-1 is still at its pre-flight after 8s (checking parameters, v28.params, N %), and"
                        + " registers by itself when that is over: process N, log HOME/worker.log. `lotus-miner"
                        + " worker logs -f windowpost-1` follows it.\n",
                said);
        assertTrue(
                text(outcome.stderr())
                        .startsWith("note: windowpost-1 is at its pre-flight: checking parameters, v28.params, "),
                text(outcome.stderr()));
    }

    @Test
    void aRecordThatCannotBeReadHidesNoOtherWorker() throws IOException {
        Path record = home("windowpost-1").resolve("worker.json");
        Files.createDirectories(record.getParent());
        Files.writeString(record, "{\"role\":\"WindowPoSt\"}");
        String started = stage.stdout("worker", "start", "--windowpost");
        assertTrue(started.startsWith("windowpost-2 is registered with "), started);

        String missing = "worker windowpost-1: " + record + " is not a record of a worker: it is not whole";
        Outcome list = stage.run("worker", "ls");
        assertEquals(7, list.exit());
        assertEquals("missing: " + missing + "\n", text(list.stderr()));
        assertTrue(text(list.stdout()).contains("\nwindowpost-2  WindowPoSt"), text(list.stdout()));
        assertTrue(text(list.stdout()).replaceAll(" +", " ").contains("\nwindowpost-1 - - - unreadable - - -\n"));
        Map<?, ?> document = (Map<?, ?>)
                JsonScan.value(text(stage.run("-o", "json", "worker", "ls").stdout()));
        assertEquals(List.of(missing), document.get("missing"));
        assertEquals(1, ((List<?>) document.get("items")).size());
        String wide = text(stage.run("-o", "wide", "worker", "ls").stdout());
        assertTrue(wide.contains("windowpost-1") && wide.contains(record + " is not a record"), wide);

        Outcome stopped = stage.run("worker", "stop", "windowpost-1");
        assertEquals(1, stopped.exit());
        assertEquals(
                "ERROR: it is not known what the worker windowpost-1 is: " + record
                        + " is not a record of a worker: it is not whole\n"
                        + "Once no process of it runs, remove that file.\n",
                text(stopped.stderr()));
        assertTrue(stage.stdout("worker", "logs", "windowpost-2").endsWith("up\n"));
        assertEquals(0, stage.run("worker", "stop", "windowpost-2").exit());
        Files.delete(record);
    }

    @Test
    void stopGivesUpAfterTheTimeThatWasGiven() throws IOException {
        stage.stdout("worker", "start", "--windowpost", "--", "--say=drains");
        Outcome draining = stage.run("worker", "stop", "--timeout=300ms", "windowpost-1");
        assertEquals(124, draining.exit());
        assertTrue(text(draining.stderr()).contains("ERROR: windowpost-1 is still there\n"), text(draining.stderr()));
        Files.createFile(home("windowpost-1").resolve("repo/go"));
        assertEquals(0, stage.run("worker", "stop", "windowpost-1").exit());
    }

    @Test
    void aNameThatNobodyHasIsNoWorker() {
        assertEquals(
                "ERROR: there is no worker x\nNone was started here; `lotus-miner worker start --windowpost` starts"
                        + " one.\n",
                text(stage.run("worker", "stop", "x").stderr()));
        assertEquals(1, stage.run("worker", "logs", "x").exit());
        assertEquals(1, stage.run("worker", "logs", "../x").exit());
        Outcome none = stage.run("worker", "ls");
        assertEquals("", text(none.stdout()));
        assertEquals(
                "note: no worker was started here; `lotus-miner worker start --windowpost` starts one.\n",
                text(none.stderr()));
    }
}
