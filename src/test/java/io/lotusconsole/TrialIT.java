package io.lotusconsole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotusconsole.prover.GuardedProver;
import io.lotusconsole.prover.PartitionProof;
import io.lotusconsole.prover.PoStRandomness;
import io.lotusconsole.prover.ProofRequest;
import io.lotusconsole.prover.ProverException;
import io.lotusconsole.prover.RegisteredPoStProof;
import io.lotusconsole.prover.SectorCommitment;
import io.lotusconsole.prover.WindowPoSt;
import io.lotusconsole.prover.WinningPoSt;
import io.lotusconsole.prover.ffi.NativeLibrary;
import io.lotusconsole.proving.PoStKind;
import io.lotusconsole.proving.SealedCid;
import io.lotusconsole.support.DocumentSchema;
import io.lotusconsole.support.JsonScan;
import io.lotusconsole.support.Libraries;
import io.lotusconsole.support.TestNetwork;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.math.BigDecimal;
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
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

    /** A minute on two free cores; it takes its time on busy ones. */
    private static final long DEMO_SECONDS_MAX = 600;

    /**
     * What is promised of a machine with two free cores. The demo tells itself how many times slower this one was when
     * it began, by a proof that it timed: tests share it with whatever else runs here.
     */
    private static final long DEMO_MILLIS_MAX = 120_000;

    private static final Pattern WORKER = Pattern.compile("--name (demo-[a-z]+)   # process ([0-9]+)");

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
        assertTrue(process.waitFor(DEMO_SECONDS_MAX, TimeUnit.SECONDS), "still running");
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
        String next = keep("devnet", "--repo", directory.resolve("next").toString());
        assertFalse(next.contains("parameters"), next);
    }

    @Test
    void aTrialWithoutAProofLibraryShowsTheConsoleAloneAndSaysThatThisIsNotAll() throws Exception {
        stateHome = directory.resolve("state");
        prover = directory.resolve("none.so").toString();
        Outcome demo = console("demo");
        assertEquals(7, demo.exit(), demo::toString);
        assertTrue(
                demo.out()
                        .contains("once it has test parameters.\nWithout proofs: there is no proof library: " + prover),
                demo.out());
        int post = demo.out().indexOf("$ lotus-miner proving workers\nnote: No PoSt worker is attached");
        int sealing = demo.out().indexOf("$ lotus-miner sealing workers\nWorker ");
        int info = demo.out().indexOf("$ lotus-miner info\nEnabled subsystems: [");
        assertTrue(post > 0 && sealing > post && info > sealing, demo::out);
        assertTrue(demo.out().endsWith("No worker was started, and nothing was proven.\n"), demo::out);
        assertEquals("", demo.err());
        assertEquals(List.of(), temporaryFiles());
    }

    /** The worker processes that a demo told of, by name. */
    private static Map<String, Long> workers(String said) {
        Map<String, Long> workers = new HashMap<>();
        Matcher told = WORKER.matcher(said);
        while (told.find()) {
            workers.put(told.group(1), Long.parseLong(told.group(2)));
        }
        assertEquals(Set.of("demo-window", "demo-winning"), workers.keySet(), said);
        return workers;
    }

    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    private void assertNothingIsLeft(String said) throws IOException {
        workers(said).forEach((name, pid) -> assertFalse(isAlive(pid), name + " still runs"));
        assertEquals(List.of(), temporaryFiles());
    }

    @Test
    @Timeout(value = 12, unit = TimeUnit.MINUTES)
    void theDemoTellsItsStoryAndEnds() throws Exception {
        Outcome demo = console("demo");
        assertEquals(0, demo.exit(), demo::toString);
        String story = demo.out();
        int place = 0;
        for (String next : List.of(
                "with two PoSt workers whose proofs are real. It takes about a minute.\n",
                "  lotus-worker run --windowpost --name demo-window   # process ",
                "  lotus-worker run --winningpost --name demo-winning   # process ",
                " is registered, after ",
                "s, by demo-window\n",
                "$ lotus-miner proving workers\nWorker ",
                "s, by demo-winning\n",
                "  the block is ours, by sector ",
                "$ lotus-miner info\nEnabled subsystems: [",
                "Workers:\n\tSeal: 1\n\tWdPoSt: 1\n\tWinPoSt: 1\n",
                "demo-window is stopped, as `kill ",
                "s, by the miner itself\n",
                "  demo-window has left, after ",
                ": exit status 0\n",
                "$ lotus-miner proving workers\nWorker ",
                ", host demo-winning\n",
                "\nHeld:\n  yes  Two workers are attached, one of each kind\n",
                "That was it, and all of it held: ")) {
            place = story.indexOf(next, place);
            assertTrue(place >= 0, () -> "\"" + next + "\" does not come in its turn:\n" + story);
        }
        assertFalse(story.contains("  NO   "), story);
        assertEquals("", demo.err());
        assertNothingIsLeft(story);
        try (Stream<Path> cached = Files.list(directory.resolve(".cache/lotus-console"))) {
            List<String> names =
                    cached.map(file -> file.getFileName().toString()).toList();
            assertEquals(List.of("native"), names, "the library stays, a turn to ask a miner that is gone does not");
        }
    }

    @Test
    @Timeout(value = 12, unit = TimeUnit.MINUTES)
    void theDemoGivesItsFactsAndItsProofsCanBeCheckedAgain() throws Exception {
        Outcome demo = console("demo", "-o", "json");
        assertEquals(0, demo.exit(), demo::toString);
        DocumentSchema.Reading reading = DocumentSchema.read().reading(demo.out());
        assertEquals("Demo", reading.kind());
        assertEquals(Set.of(), reading.wrong());
        assertEquals(Set.of(), reading.absent());
        Map<?, ?> facts = (Map<?, ?>) JsonScan.value(demo.out());
        assertEquals(true, facts.get("held"), demo::out);
        BigDecimal slowness = (BigDecimal) facts.get("slowness");
        BigDecimal millis = (BigDecimal) facts.get("millis");
        System.out.println("demo: " + millis + " ms, slowness " + slowness);
        assertTrue(slowness.doubleValue() >= 1, slowness::toString);
        assertTrue(millis.doubleValue() < DEMO_MILLIS_MAX * slowness.doubleValue(), millis + " ms at " + slowness);
        assertEquals("{\"sealing\":1,\"windowPoSt\":1,\"winningPoSt\":1}", JsonScan.canonical(facts.get("workers")));
        Map<String, String> sessions = new HashMap<>();
        for (Object each : (List<?>) facts.get("started")) {
            Map<?, ?> worker = (Map<?, ?>) each;
            sessions.put((String) worker.get("name"), (String) worker.get("session"));
        }
        Set<String> made = new TreeSet<>();
        for (Object each : (List<?>) facts.get("proofs")) {
            Map<?, ?> proof = (Map<?, ?>) each;
            if (proof.get("verified").equals(true)) {
                made.add(proof.get("kind") + " by " + proof.get("maker"));
                assertEquals(sessions.get(proof.get("maker")), proof.get("session"), proof::toString);
                assertTrue(isValid(proof, 0), proof::toString);
                assertFalse(isValid(proof, 1), "of other randomness");
            }
        }
        assertTrue(
                made.containsAll(
                        Set.of("WindowPoSt by demo-window", "WindowPoSt by miner", "WinningPoSt by demo-winning")),
                made::toString);
        assertNothingIsLeft(demo.err());
    }

    /** Whether a proof holds by what the document says of it. @param change of the first byte of the randomness */
    private static boolean isValid(Map<?, ?> proof, int change) throws ProverException {
        NativeLibrary library = Libraries.require();
        library.useParameters(TestNetwork.parameters());
        RegisteredPoStProof type = RegisteredPoStProof.ofNetworkCode(((BigDecimal) proof.get("proofType")).longValue());
        byte[] randomness = Base64.getDecoder().decode((String) proof.get("randomnessBase64"));
        randomness[0] += (byte) change;
        ProofRequest request = new ProofRequest(type, TestNetwork.PROVER, PoStRandomness.of(randomness));
        PartitionProof bytes = new PartitionProof(Base64.getDecoder().decode((String) proof.get("proofBase64")));
        List<SectorCommitment> sectors = new ArrayList<>();
        for (Object each : (List<?>) proof.get("sectors")) {
            Map<?, ?> sector = (Map<?, ?>) each;
            sectors.add(
                    new SectorCommitment(((BigDecimal) sector.get("sectorNumber")).longValue(), SealedCid.parse((String)
                            sector.get("sealedCid"))));
        }
        GuardedProver checking = new GuardedProver(library, TestNetwork.PROVER);
        return type.kind() == PoStKind.WINDOW
                ? checking.verifyWindow(request, sectors, new WindowPoSt(type, List.of(bytes)))
                : checking.verifyWinning(request, sectors.get(0), new WinningPoSt(type, bytes));
    }

    /** A demo that runs, and what it has said. */
    private record Telling(Process process, BufferedReader said, StringBuilder text) {
        /** Reads on to a line that has a part. */
        void readTo(String part) throws IOException {
            String line;
            do {
                line = said.readLine();
                text.append(line).append('\n');
            } while (line != null && !line.contains(part));
            assertTrue(line != null, () -> "it ended: " + text);
        }

        String readToEnd() throws IOException, InterruptedException {
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                text.append(line).append('\n');
            }
            assertTrue(process.waitFor(PROCESS_SECONDS_MAX, TimeUnit.SECONDS), "still running");
            return text.toString();
        }
    }

    /** Starts a demo that leads a process group, as one that is typed at a terminal does. */
    private Telling demo(String... flags) throws IOException {
        List<String> words = new ArrayList<>(List.of("setsid", program().toString(), "demo"));
        words.addAll(List.of(flags));
        Process process = builder(words).redirectErrorStream(true).start();
        started.add(process);
        return new Telling(process, process.inputReader(StandardCharsets.UTF_8), new StringBuilder());
    }

    @ParameterizedTest
    @CsvSource({"INT, -, 130", "TERM, '', 143"})
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void aSignalInTheMiddleEndsEverything(String signal, String group, int exit) throws Exception {
        Telling demo = demo();
        demo.readTo("demo-winning is registered");
        // Design, decision 7: a trial takes no GPU from the miner that this machine may be proving for.
        for (long pid : workers(demo.text().toString()).values()) {
            String environment = Files.readString(Path.of("/proc", Long.toString(pid), "environ"));
            assertTrue(List.of(environment.split("\0")).contains("BELLMAN_NO_GPU=true"), "worker " + pid);
        }
        run("kill", "-" + signal, "--", group + demo.process().pid());
        String said = demo.readToEnd();
        assertEquals(exit, demo.process().exitValue(), said);
        assertFalse(said.contains("broke off"), said);
        assertNothingIsLeft(said);
    }

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void aWorkerThatDiesIsToldOfWithTheEndOfItsLog() throws Exception {
        Telling demo = demo();
        demo.readTo("From now on");
        run("kill", "-KILL", workers(demo.text().toString()).get("demo-window").toString());
        String said = demo.readToEnd();
        assertEquals(1, demo.process().exitValue(), said);
        int log = said.indexOf("The end of its log:\n  ");
        int end = said.indexOf("It broke off: demo-window died with exit status 137.\n");
        assertTrue(log > 0 && end > log, said);
        assertTrue(said.substring(log, end).contains("Worker registered successfully"), said);
        assertTrue(said.endsWith("Not all of it held.\n"), said);
        assertNothingIsLeft(said);
    }

    /** Its own miner is gone in the middle of the story. */
    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void aCallThatFailsLosesNoneOfTheFacts() throws Exception {
        Path document = directory.resolve("document");
        Process process = builder(List.of(program().toString(), "demo", "-o", "json"))
                .redirectOutput(document.toFile())
                .start();
        started.add(process);
        Telling demo = new Telling(process, process.errorReader(StandardCharsets.UTF_8), new StringBuilder());
        demo.readTo("From now on");
        shutDown(temporaryFiles().get(0).resolve("miner"));
        String said = demo.readToEnd();
        assertEquals(1, process.exitValue(), said);
        Map<?, ?> facts = (Map<?, ?>) JsonScan.value(Files.readString(document));
        assertEquals(false, facts.get("held"));
        String failure = (String) facts.get("failure");
        assertTrue(failure.contains("is not reachable"), failure);
        assertTrue(said.contains("It broke off: " + failure + ".\n"), said);
        assertEquals("t01000", facts.get("address"));
        assertEquals(2, ((List<?>) facts.get("started")).size());
        String checks = JsonScan.canonical(facts.get("checks"));
        assertTrue(checks.contains("\"Two workers are attached, one of each kind\""), checks);
        assertNothingIsLeft(said);
    }

    @Test
    @Timeout(value = 12, unit = TimeUnit.MINUTES)
    void aKeptDemoGoesOnWithBothWorkersAndLeavesNothingWhenItIsEnded() throws Exception {
        Telling demo = demo("--keep");
        demo.readTo("Ctrl-C ends it.");
        String said = demo.text().toString();
        String workers = askedByExportLines(said).get("info");
        assertTrue(workers.contains("\tWdPoSt: 1\n\tWinPoSt: 1\n"), workers);
        assertEquals(1, temporaryFiles().size());
        run("kill", "-INT", "--", "-" + demo.process().pid());
        said = demo.readToEnd();
        assertEquals(130, demo.process().exitValue(), said);
        assertNothingIsLeft(said);
    }

    private static String exports(String said) {
        StringBuilder exports = new StringBuilder();
        said.lines().filter(line -> line.startsWith("  export ")).forEach(line -> exports.append(line)
                .append('\n'));
        assertEquals(2, exports.toString().lines().count(), said);
        return exports.toString();
    }

    @Test
    void aDevnetCanBeAskedByItsExportLines() throws Exception {
        Path repository = directory.resolve("it's a repository");
        askedByExportLines(keep("devnet", "--repo", repository.toString()));
    }

    /** Asks what stays with the lines that it printed for that; what commands said, over HTTP and WebSocket alike. */
    private Map<String, String> askedByExportLines(String said) throws IOException, InterruptedException {
        Map<String, String> answers = new HashMap<>();
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
                answers.put(asked, outcome.out());
            }
        }
        return answers;
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
