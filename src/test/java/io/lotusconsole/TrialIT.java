package io.lotusconsole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotusconsole.support.TestNetwork;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code demo} and {@code devnet} as a newcomer runs them: the packaged program in processes of their own. */
class TrialIT {
    private static final long PROCESS_SECONDS_MAX = 60;

    @TempDir
    private Path directory;

    /** With test parameters, unless a test is about having none. */
    private Path stateHome = TestNetwork.stateHome();

    /** Another library than that of the build; empty for that one. */
    private String prover = "";

    private final List<Process> started = new ArrayList<>();

    private record Outcome(int exit, String out, String err) {}

    private ProcessBuilder builder(List<String> words) {
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment()
                .keySet()
                .removeIf(name -> name.endsWith("_API_INFO") || name.startsWith("LOTUS_") || name.startsWith("XDG_"));
        builder.environment().put("HOME", directory.toString());
        builder.environment().put("XDG_STATE_HOME", stateHome.toString());
        builder.environment().put("LOTUS_CONSOLE_PROVER", prover);
        builder.environment().put("LC_ALL", "C");
        builder.environment().put("TMPDIR", temporary().toString());
        builder.environment().put("PATH", program().getParent() + File.pathSeparator + System.getenv("PATH"));
        return builder;
    }

    private Path temporary() {
        return directory.resolve("temporary");
    }

    private List<Path> temporaryFiles() throws IOException {
        try (Stream<Path> files = Files.list(temporary())) {
            return files.toList();
        }
    }

    @BeforeEach
    void makeTemporary() throws IOException {
        Files.createDirectory(temporary());
    }

    private static Path program() {
        return Path.of(System.getProperty("lotusconsole.home"), "bin", "lotus-miner");
    }

    private Outcome run(String... words) throws IOException, InterruptedException {
        Path out = directory.resolve("out");
        Path err = directory.resolve("err");
        Process process = builder(List.of(words))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        started.add(process);
        assertTrue(process.waitFor(PROCESS_SECONDS_MAX, TimeUnit.SECONDS), "still running");
        return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    private Outcome console(String... words) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(program().toString()));
        all.addAll(List.of(words));
        return run(all.toArray(String[]::new));
    }

    /** Starts a miner that stays, and reads what it says up to its last line. */
    private String keep(String... words) throws IOException {
        List<String> all = new ArrayList<>(List.of(program().toString()));
        all.addAll(List.of(words));
        Process process = builder(all).redirectErrorStream(true).start();
        started.add(process);
        BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
        StringBuilder text = new StringBuilder();
        String line = said.readLine();
        while (line != null && !line.startsWith("Ctrl-C")) {
            text.append(line).append('\n');
            line = said.readLine();
        }
        assertTrue(line != null, () -> "it ended: " + text);
        return text.toString();
    }

    @BeforeAll
    static void makeParameters() {
        TestNetwork.ensureParameters();
    }

    @AfterEach
    void endAll() throws InterruptedException {
        // Asked to end first, so that it removes what it made.
        started.forEach(Process::destroy);
        for (Process process : started) {
            if (!process.waitFor(PROCESS_SECONDS_MAX, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }

    /** The one test that makes parameters: half a minute, alone on two cores. */
    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void theFirstTrialMakesItsParametersStepByStepAndTheNextOneHasThem() throws Exception {
        stateHome = directory.resolve("state");
        String said = keep("devnet", "--repo", directory.resolve("repo").toString());
        Path made = stateHome.resolve("lotus-console/test-parameters");
        assertTrue(said.startsWith("Making test parameters, once: half a minute. They stay in " + made + "\n"), said);
        for (String step :
                List.of("WinningPoSt parameters for 2KiB sectors", "WindowPoSt parameters for 2KiB sectors")) {
            assertTrue(said.contains("  " + step + " …\n  " + step + ": "), said);
        }
        assertTrue(Files.readString(made.resolve("TEST-PARAMETERS-ONLY.txt")).contains("test network"));
        Outcome demo = console("demo");
        assertEquals(0, demo.exit(), demo::toString);
        assertFalse(demo.out().contains("parameters"), demo.out());
    }

    @Test
    void aTrialWithoutAProofLibrarySaysSoAndGoesOn() throws Exception {
        stateHome = directory.resolve("state");
        prover = directory.resolve("none.so").toString();
        Outcome demo = console("demo");
        assertEquals(0, demo.exit(), demo::toString);
        assertTrue(
                demo.out()
                        .contains(" It takes two seconds once it has test parameters.\n"
                                + "Without proofs: there is no proof library: "),
                demo.out());
    }

    @Test
    void theDemoTellsItsStoryAndEnds() throws Exception {
        Outcome demo = console("demo");
        assertEquals(0, demo.exit(), demo::toString);
        assertTrue(demo.out().contains(" It takes two seconds.\n\n$ "), demo::out);
        int post = demo.out().indexOf("$ lotus-miner proving workers\nnote: No PoSt worker is attached");
        int sealing = demo.out().indexOf("$ lotus-miner sealing workers\nWorker ");
        int info = demo.out().indexOf("$ lotus-miner info\nEnabled subsystems: [");
        assertTrue(post > 0 && sealing > post && info > sealing, demo::out);
        assertTrue(demo.out().contains("Workers:\n\tSeal: 1\n\tWdPoSt: 0\n\tWinPoSt: 0\n"), demo::out);
        assertEquals("", demo.err());
        assertEquals(List.of(), temporaryFiles());
        assertFalse(Files.exists(directory.resolve(".cache")), "a turn to ask a miner that is gone stays");
    }

    @Test
    void aKeptDemoThatIsEndedLeavesNothing() throws Exception {
        keep("demo", "--keep");
        Process demo = started.get(started.size() - 1);
        assertEquals(1, temporaryFiles().size());
        demo.destroy();
        assertTrue(demo.waitFor(PROCESS_SECONDS_MAX, TimeUnit.SECONDS), "still running");
        assertEquals(List.of(), temporaryFiles());
    }

    @Test
    void theDemoGivesItsFacts() throws Exception {
        Outcome demo = console("demo", "-o", "ndjson");
        assertEquals(0, demo.exit(), demo::toString);
        assertTrue(demo.out().contains("\"kind\":\"Demo\""), demo::out);
        assertTrue(demo.out().contains("+simulated\""), demo::out);
        assertTrue(demo.out().contains("{\"sealing\":1,\"windowPoSt\":0,\"winningPoSt\":0}"), demo::out);
    }

    private static String exports(String said) {
        StringBuilder exports = new StringBuilder();
        said.lines().filter(line -> line.startsWith("  export ")).forEach(line -> exports.append(line)
                .append('\n'));
        assertEquals(2, exports.toString().lines().count(), said);
        return exports.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo --keep", "devnet --repo REPO"})
    void whatStaysCanBeAskedByItsExportLines(String words) throws Exception {
        Path repository = directory.resolve("it's a repository");
        String[] command = words.replace("REPO", "%").split(" ");
        for (int i = 0; i < command.length; i++) {
            command[i] = command[i].replace("%", repository.toString());
        }
        String said = keep(command);
        String exports = exports(said);
        String token =
                run("sh", "-c", exports + "printf %s \"${MINER_API_INFO%%:*}\"").out();
        assertTrue(token.length() > 50, "no token in " + exports);
        assertFalse(said.contains(token), "a token on the screen");
        assertFalse(run("ps", "axww", "-o", "args").out().contains(token), "a token in the list of processes");
        String toTry = said.lines()
                .filter(line -> line.endsWith(" proving deadlines --watch=1s"))
                .findFirst()
                .orElseThrow(() -> new AssertionError(said));
        // As a newcomer would run it: with no console on PATH.
        Outcome tried =
                run("sh", "-c", "PATH='" + System.getenv("PATH") + "'\n" + exports + toTry.replace(" --watch=1s", ""));
        assertEquals(0, tried.exit(), () -> toTry + ": " + tried);
        for (String asked : new String[] {
            "info", "proving info", "proving deadlines", "proving deadline 2", "proving faults", "sealing jobs"
        }) {
            for (String transport : new String[] {"http", "ws"}) {
                String script = exports.replace("/http\"", "/" + transport + "\"") + "lotus-miner " + asked;
                Outcome outcome = run("sh", "-c", script);
                assertEquals(0, outcome.exit(), () -> asked + " over " + transport + ": " + outcome);
                assertFalse((outcome.out() + outcome.err()).contains(token), asked);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143"})
    void aSignalEndsADevnetCleanly(String signal, int exit) throws Exception {
        Path repository = directory.resolve("repository");
        keep("devnet", "--repo", repository.toString());
        Process devnet = started.get(started.size() - 1);
        assertTrue(Files.exists(repository.resolve("api")));
        run("kill", "-" + signal, Long.toString(devnet.pid()));
        assertTrue(devnet.waitFor(PROCESS_SECONDS_MAX, TimeUnit.SECONDS), "still running");
        assertEquals(exit, devnet.exitValue());
        assertFalse(Files.exists(repository.resolve("api")));
        assertFalse(Files.exists(repository.resolve("fullnode/api")));
    }

    /** A deadline is open for 20 s, lest a busy machine, on which the devnet comes last, misses it. */
    @Test
    @Timeout(value = 4, unit = TimeUnit.MINUTES)
    void aDevnetTellsOfItsProofsAndStopsWhenItIsToldTo() throws Exception {
        Path repository = directory.resolve("repository");
        List<String> words = new ArrayList<>(List.of(program().toString(), "devnet", "--repo"));
        words.addAll(List.of(repository.toString(), "--epoch=2s", "--sectors=2", "--win-every=1"));
        Process devnet = builder(words).redirectErrorStream(true).start();
        started.add(devnet);
        BufferedReader said = devnet.inputReader(StandardCharsets.UTF_8);
        StringBuilder text = new StringBuilder();
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            text.append(line).append('\n');
            if (line.contains(" the block is ours, by sector ") || line.contains(" is refused: ")) {
                break;
            }
        }
        String all = text.toString();
        assertTrue(all.contains("A winning ticket is drawn every epoch."), all);
        assertTrue(
                all.matches("(?s).*\nepoch 2\\d  WindowPoSt, deadline 2, sectors 1-2: verified, \\d+ ms, by the miner\n"
                        + "epoch \\d+  deadline 2 is proven\n.*"),
                all);
        assertTrue(
                all.matches("(?s).*\nepoch \\d+  WinningPoSt, sector [12]: verified, \\d+ ms, by the miner\n.*"), all);
        shutDown(repository);
        assertTrue(devnet.waitFor(PROCESS_SECONDS_MAX, TimeUnit.SECONDS), "still running");
        assertEquals(0, devnet.exitValue());
        assertFalse(Files.exists(repository.resolve("api")));
    }

    private static void shutDown(Path repository) throws IOException, InterruptedException {
        String port = Files.readString(repository.resolve("api")).split("/")[4];
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/rpc/v0"))
                .header("Authorization", "Bearer " + Files.readString(repository.resolve("token")))
                .POST(HttpRequest.BodyPublishers.ofString("{\"id\":1,\"method\":\"Filecoin.Shutdown\",\"params\":[]}"))
                .build();
        String answer = HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
        assertEquals("{\"id\":1,\"jsonrpc\":\"2.0\",\"result\":null}\n", answer);
    }

    @Test
    void oneRepositoryHasOneMinerAndOutlivesItsDeath() throws Exception {
        Path repository = directory.resolve("repository");
        keep("devnet", "--repo", repository.toString());
        Process first = started.get(started.size() - 1);
        Outcome second = console("devnet", "--repo", repository.toString());
        assertEquals(1, second.exit(), second::toString);
        assertEquals(2, second.err().lines().count(), second::err);
        first.destroyForcibly();
        assertTrue(first.waitFor(PROCESS_SECONDS_MAX, TimeUnit.SECONDS));
        keep("devnet", "--repo", repository.toString());
    }

    @Test
    void aPortThatIsTakenIsSaid() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Outcome devnet = console(
                    "devnet",
                    "--repo",
                    directory.resolve("r").toString(),
                    "--listen",
                    "127.0.0.1:" + other.getLocalPort());
            assertEquals(1, devnet.exit(), devnet::toString);
            assertEquals(2, devnet.err().lines().count(), devnet::err);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--sectors=x",
                "--sectors=-1",
                "--sectors=9999",
                "--win-every=0",
                "--epoch=0",
                "--epoch=soon",
                "--listen=nonsense"
            })
    void badValuesAreWrongUsage(String flag) throws Exception {
        Outcome devnet = console("devnet", flag);
        assertEquals(2, devnet.exit(), devnet::toString);
        assertEquals(2, devnet.err().lines().count(), devnet::err);
    }
}
