package io.lotusconsole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.lotusconsole.support.AnsweringWorker;
import io.lotusconsole.support.Answers;
import io.lotusconsole.support.ConsoleUnderTest.Outcome;
import io.lotusconsole.support.Fixtures;
import io.lotusconsole.support.Golden;
import io.lotusconsole.support.RecordedFolder;
import io.lotusconsole.support.Stage;
import io.lotusconsole.support.Transport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands of {@code lotus-worker} that ask a worker, which is on a real socket. */
class WorkerCommandsTest {
    private static final String PROBE_ORDER = "Version ProcessSession Enabled Info TaskTypes Paths";

    private static Stage stage(Answers ofWorker) {
        return Stage.ofWorkers("{}").withWorker(ofWorker);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static String recorded(String name) {
        return Fixtures.text(Fixtures.path("worker-cli", name + ".stdout"));
    }

    /** Of the recorded texts one line is the other program's own version. */
    @ParameterizedTest
    @ValueSource(strings = {"w2-info", "w3-info", "w4-info", "w5-info"})
    void infoIsTheReferencesInBothStylesOverBothTransports(String recording) {
        String expected = recorded(recording)
                .replaceFirst("(?m)^CLI version: .*$", "CLI version: lotus-worker version lotus-console 0.1.0");
        try (Stage stage = stage(AnsweringWorker.shown(recorded(recording)))) {
            for (Transport transport : Transport.values()) {
                stage.with("WORKER_API_INFO", stage.worker().apiInfo(RecordedFolder.TOKEN, transport));
                assertEquals(expected, stage.stdout("info"));
                assertEquals(expected, stage.stdout("--style", "lotus", "info"));
            }
        }
    }

    @Test
    void infoAsksInTheReferencesOrder() {
        try (Stage stage = stage(AnsweringWorker.windowPoSt())) {
            stage.stdout("info");
            List<String> names = stage.worker().asked().stream()
                    .map(method -> method.substring("Filecoin.".length()))
                    .toList();
            assertEquals(PROBE_ORDER, String.join(" ", names));
        }
    }

    @Test
    void infoShowsWhatIsOddWithoutLettingItAtTheTerminal() {
        try (Stage stage = stage(AnsweringWorker.odd())) {
            Golden.check("classic/worker-info-odd.txt", Stage.transcript(stage.run("info")));
        }
    }

    /** What is asked of the worker, with its parameters, for a command line. */
    private record Line(String words, String... calls) {}

    private static final List<Line> LINES = List.of(
            new Line("stop", "StorageDetachAll[]", "Shutdown[]"),
            new Line("set", "SetEnabled[true]"),
            new Line("set --enabled", "SetEnabled[true]"),
            new Line("set --enabled=false", "SetEnabled[false]"),
            new Line("wait-quiet", "WaitQuiet[]"),
            new Line("tasks enable AP", "TaskEnable[seal/v0/addpiece]"),
            new Line("tasks disable GSK", "TaskDisable[seal/v0/regensectorkey]"),
            new Line(
                    "tasks disable --all",
                    "TaskDisable[seal/v0/unseal]",
                    "TaskDisable[seal/v0/commit/2]",
                    "TaskDisable[seal/v0/precommit/2]",
                    "TaskDisable[seal/v0/precommit/1]",
                    "TaskDisable[seal/v0/provereplicaupdate/2]",
                    "TaskDisable[seal/v0/replicaupdate]",
                    "TaskDisable[seal/v0/addpiece]",
                    "TaskDisable[seal/v0/datacid]",
                    "TaskDisable[seal/v0/regensectorkey]"),
            new Line("storage attach /mnt/sectors", "StorageAddLocal[/mnt/sectors]"),
            new Line("storage attach ~/sectors", "StorageAddLocal[" + Fixtures.noHome() + "/sectors]"),
            new Line("storage detach --really-do-it /mnt/sectors", "StorageDetachLocal[/mnt/sectors]"),
            new Line("storage redeclare --id abc", "StorageRedeclareLocal[abc, true]"),
            new Line("storage redeclare --id=abc --drop-missing=false", "StorageRedeclareLocal[abc, false]"),
            new Line("storage redeclare --all", "StorageRedeclareLocal[null, true]"));

    private static Answers noting(List<String> calls, Answers answers) {
        return (method, params) -> {
            calls.add(method.substring("Filecoin.".length()) + params);
            return answers.to(method, params);
        };
    }

    @TestFactory
    Stream<DynamicTest> commandsTellTheWorkerWhatTheReferenceDoes() {
        return LINES.stream().flatMap(line -> Stream.of("classic", "lotus")
                .map(style -> dynamicTest(line.words() + ", " + style, () -> {
                    List<String> calls = new ArrayList<>();
                    try (Stage stage = stage(noting(calls, AnsweringWorker.sealing()))) {
                        stage.with("LOTUS_CONSOLE_STYLE", style);
                        String said = stage.stdout(line.words().split(" "));
                        assertEquals(List.of(line.calls()), calls);
                        boolean deprecated =
                                line.words().startsWith("set") || line.words().equals("wait-quiet");
                        assertEquals(deprecated ? recorded("wait-quiet") : "", said);
                    }
                })));
    }

    private static Line bad(String words, String why) {
        return new Line(words, why);
    }

    /** The texts of the reference, section 8.3, none of which may end with status 0. */
    private static final List<Line> BAD = List.of(
            bad("storage attach", "must specify storage path to attach"),
            bad("storage attach --init", "must specify storage path to attach"),
            bad("storage attach --init /nowhere/x", "must specify at least one of --store or --seal"),
            bad("storage attach --init --store --max-storage=lots /x", "parsing max-storage: invalid size: 'lots'"),
            bad("storage attach --init --store --weight=x /x", "invalid value \"x\" for flag -weight: parse error"),
            bad("storage detach", "must specify storage path"),
            bad("storage detach /mnt/sectors", "pass --really-do-it to execute the action"),
            bad("storage redeclare", "You must specify a storage path, or --id, or --all"),
            bad("storage redeclare --id a --all", "--id and --all can't be passed at the same time"),
            bad("storage redeclare --all /mnt", "No additional arguments are expected when --all is set"),
            bad("storage redeclare /nowhere", "Failed to open file: /nowhere/sectorstore.json"),
            bad("tasks enable --all AP", "Cannot use --all flag with task type argument"),
            bad("tasks enable", "Expected 1 argument or use --all flag"),
            bad("tasks enable AP DC", "Expected 1 argument or use --all flag"),
            bad("tasks disable ap", "unknown task type 'ap'"),
            bad("tasks disable FIN", "unknown task type 'FIN'"));

    @TestFactory
    Stream<DynamicTest> badLinesAreRefusedBeforeAnybodyIsAsked() {
        return BAD.stream().flatMap(line -> Stream.of("classic", "lotus")
                .map(style -> dynamicTest(line.words() + ", " + style, () -> {
                    try (Stage stage = stage(AnsweringWorker.windowPoSt())) {
                        stage.with("LOTUS_CONSOLE_STYLE", style);
                        Outcome outcome = stage.run(line.words().split(" "));
                        assertNotEquals(0, outcome.exit());
                        assertTrue(
                                text(outcome.stderr()).startsWith("ERROR: " + line.calls()[0] + "\n"),
                                () -> text(outcome.stderr()));
                        if (style.equals("lotus")) {
                            assertEquals(1, outcome.exit());
                        }
                        assertEquals(List.of(), stage.worker().asked());
                    }
                })));
    }

    @Test
    void whatTheWorkerRefusesEndsTheCommandWithOne() {
        for (String words : List.of(
                "info",
                "set",
                "wait-quiet",
                "tasks enable --all",
                "storage attach /x",
                "storage detach --really-do-it /x",
                "storage redeclare --all")) {
            List<String> calls = new ArrayList<>();
            Answers refusing =
                    (method, params) -> Answers.refusing(method, "not today").to(method, params);
            try (Stage stage = stage(noting(calls, refusing))) {
                Outcome classic = stage.run(words.split(" "));
                assertEquals(1, classic.exit(), words);
                String call = calls.get(0).replaceFirst("\\[.*", "");
                assertEquals(
                        "ERROR: lotus-worker at 127.0.0.1:2345: " + call + ": not today\n",
                        Stage.withoutPorts(text(classic.stderr())));
                assertEquals(1, calls.size(), "the first refusal ends it");
                Outcome lotus = stage.with("LOTUS_CONSOLE_STYLE", "lotus").run(words.split(" "));
                assertEquals(1, lotus.exit(), words);
                String prefix = words.equals("info") ? "getting version: " : words.equals("set") ? "SetEnabled: " : "";
                assertEquals("ERROR: " + prefix + "not today\n\n", text(lotus.stderr()));
            }
        }
    }

    @Test
    void aWorkerThatCannotDetachItsStorageIsToldToEndAllTheSame() {
        List<String> calls = new ArrayList<>();
        Answers refusing = Answers.refusing("Filecoin.StorageDetachAll", "the miner is away")
                .or(AnsweringWorker.windowPoSt());
        try (Stage stage = stage(noting(calls, refusing))) {
            Outcome outcome = stage.run("stop");
            assertEquals(0, outcome.exit());
            assertTrue(text(outcome.stderr()).contains("the miner is away"), text(outcome.stderr()));
            assertEquals(List.of("StorageDetachAll[]", "Shutdown[]"), calls);
        }
    }

    @Test
    void anAnswerThatIsNoneIsSaidToBeNone() {
        Answers broken = Answers.toAny(Map.of("Filecoin.Info", "[]")).or(AnsweringWorker.windowPoSt());
        try (Stage stage = stage(broken)) {
            Outcome outcome = stage.run("info");
            assertEquals(1, outcome.exit());
            assertTrue(text(outcome.stderr()).contains("gave no usable answer to Info"), text(outcome.stderr()));
        }
    }

    /** The reference hands it on as it is, and the worker then looks in its own directory. */
    @Test
    void aPathIsThatOfWhoeverTypedIt() {
        List<String> calls = new ArrayList<>();
        try (Stage stage = stage(noting(calls, AnsweringWorker.windowPoSt()))) {
            stage.stdout("storage", "attach", "some/../sectors");
            stage.stdout("--style", "lotus", "storage", "attach", "sectors");
        }
        assertEquals(
                List.of("StorageAddLocal[" + Path.of("sectors").toAbsolutePath() + "]", "StorageAddLocal[sectors]"),
                calls);
    }

    /** Lotus offers the sealing tasks alone; ours lets a PoSt worker say itself what it thinks of that. */
    @Test
    void aPoStTaskIsTheWorkersToRefuse() {
        Answers refusing = Answers.refusing("Filecoin.TaskDisable", "a WindowPoSt worker has one task")
                .or(AnsweringWorker.windowPoSt());
        try (Stage stage = stage(refusing)) {
            Outcome outcome = stage.run("tasks", "disable", "WDP");
            assertEquals(1, outcome.exit());
            assertTrue(text(outcome.stderr()).contains("a WindowPoSt worker has one task"));
            Outcome lotus = stage.run("--style", "lotus", "tasks", "disable", "WDP");
            assertEquals("ERROR: unknown task type 'WDP'\n\n", text(lotus.stderr()));
        }
    }

    @Test
    void initGivesAPathAnIdentityOfItsOwnAndAttachesIt(@TempDir Path directory) throws IOException {
        List<String> calls = new ArrayList<>();
        Path path = directory.resolve("new").resolve("sectors");
        try (Stage stage = stage(noting(calls, AnsweringWorker.windowPoSt()))) {
            stage.stdout(
                    "storage",
                    "attach",
                    "--init",
                    "--store",
                    "--weight=7",
                    "--max-storage=1.5TiB",
                    "--groups=a,b",
                    "--groups",
                    "c",
                    path.toString());
            assertEquals(List.of("StorageAddLocal[" + path + "]"), calls);
            String meta = Files.readString(path.resolve("sectorstore.json"));
            Golden.check(
                    "classic/sectorstore.json",
                    meta.replaceFirst("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", "UUID"));

            Outcome again = stage.run("storage", "attach", "--init", "--store", path.toString());
            assertEquals(1, again.exit());
            assertTrue(text(again.stderr()).startsWith("ERROR: path is already initialized\n"));
            assertEquals(meta, Files.readString(path.resolve("sectorstore.json")));

            String id = meta.replaceFirst("(?s).*\"ID\": \"([^\"]+)\".*", "$1");
            stage.stdout("storage", "redeclare", path.toString());
            assertEquals("StorageRedeclareLocal[" + id + ", true]", calls.get(calls.size() - 1));
        }
    }

    @Test
    void aPoStWorkerGetsNoPathForSealing(@TempDir Path directory) {
        for (Answers worker : List.of(AnsweringWorker.windowPoSt(), AnsweringWorker.winningPoSt())) {
            for (String style : List.of("classic", "lotus")) {
                Path path = directory.resolve("sectors");
                try (Stage stage = stage(worker).with("LOTUS_CONSOLE_STYLE", style)) {
                    Outcome outcome = stage.run("storage", "attach", "--init", "--seal", "--store", path.toString());
                    assertEquals(1, outcome.exit());
                    assertTrue(text(outcome.stderr()).contains("never registers a path for sealing"));
                    assertFalse(Files.exists(path));
                    assertEquals(List.of("Filecoin.TaskTypes"), stage.worker().asked());
                }
            }
        }
        Path path = directory.resolve("scratch");
        try (Stage stage = stage(AnsweringWorker.sealing())) {
            stage.stdout("storage", "attach", "--init", "--seal", path.toString());
            assertTrue(Files.exists(path.resolve("sectorstore.json")));
        }
    }

    @Test
    void aPathThatWasInitializedButNotAttachedIsNamed(@TempDir Path directory) {
        Answers refusing = Answers.refusing("Filecoin.StorageAddLocal", "no").or(AnsweringWorker.windowPoSt());
        try (Stage stage = stage(refusing)) {
            Outcome outcome = stage.run("storage", "attach", "--init", "--store", directory.toString());
            assertEquals(1, outcome.exit());
            assertTrue(text(outcome.stderr())
                    .startsWith("note: " + directory
                            + " is initialized, but not attached: attach it again without --init.\n"));
        }
    }

    @Test
    void theWorkerIsFoundByItsRepository(@TempDir Path repository) throws IOException {
        try (Stage stage = stage(AnsweringWorker.windowPoSt())) {
            Files.createDirectory(repository.resolve("keystore"));
            Files.writeString(repository.resolve("token"), RecordedFolder.TOKEN + "\n");
            // As a worker of the reference writes it: neither /http nor /ws.
            Files.writeString(
                    repository.resolve("api"),
                    "/ip4/127.0.0.1/tcp/" + stage.worker().port());
            stage.with("WORKER_API_INFO", null);
            stage.stdout("--worker-repo", repository.toString(), "info");
            stage.stdout("info", "--worker-repo=" + repository);
            assertTrue(text(stage.run("--workerrepo", repository.toString(), "info")
                            .stderr())
                    .startsWith("note: --workerrepo is deprecated; use --worker-repo.\n"));
            stage.with("WORKER_PATH", repository.toString());
            assertTrue(text(stage.run("info").stderr())
                    .startsWith("note: WORKER_PATH is deprecated; use LOTUS_WORKER_PATH.\n"));
            stage.with("LOTUS_WORKER_PATH", "/nowhere");
            Outcome none = stage.run("info");
            assertEquals(2, none.exit());
            assertTrue(text(none.stderr()).contains("/nowhere is no repository"), text(none.stderr()));
            assertEquals(List.of(), stage.miner().asked());
        }
    }

    private static Map<String, String> byName(String lines) {
        Map<String, String> values = new TreeMap<>();
        for (String line : lines.split("\n")) {
            values.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
        }
        return values;
    }

    /** The variables for all sizes have the value of any size in the reference, and that of the largest here. */
    @Test
    void resourcesAreTheReferences() {
        Map<String, String> recorded = byName(recorded("resources-all"));
        try (Stage stage = stage(AnsweringWorker.windowPoSt())) {
            for (String flag : List.of("--all", "--default")) {
                String shown = stage.stdout("--style", "lotus", "resources", flag);
                Map<String, String> values = byName(shown);
                assertEquals(recorded.keySet(), values.keySet());
                values.forEach((name, value) -> {
                    if (name.matches(".*_(2K|8M|512M|32G|64G)_.*")) {
                        assertEquals(recorded.get(name), value, name);
                    } else {
                        String largest = name.replaceFirst("^([A-Z]+[0-9]?)_", "$1_64G_");
                        assertEquals(values.get(largest), value, name);
                    }
                });
                List<String> lines = Arrays.asList(shown.split("\n"));
                assertEquals(List.copyOf(new TreeSet<>(lines)), lines, "in the order of their bytes");
            }
            assertEquals("", stage.stdout("resources"));
            assertEquals(List.of(), stage.worker().asked(), "nobody is asked");
        }
    }

    @Test
    void resourcesShowWhatIsSetAndNameWhatCannotBeUsed() {
        try (Stage stage = stage(AnsweringWorker.windowPoSt())) {
            stage.with("WDP_32G_MAX_MEMORY", "64G").with("WDP_MAX_MEMORY", "137438953472");
            stage.with("FIL_PROOFS_USE_MULTICORE_SDR", "1").with("FIL_PROOFS_MULTICORE_SDR_PRODUCERS", "3");
            Golden.check("classic/worker-resources.txt", Stage.transcript(stage.run("resources")));
            Map<String, String> all = byName(stage.stdout("resources", "--all"));
            assertEquals("64G", all.get("WDP_32G_MAX_MEMORY"));
            assertEquals("137438953472", all.get("WDP_MAX_MEMORY"));
            assertEquals("128849018880", all.get("WDP_64G_MAX_MEMORY"));
            assertEquals("1", all.get("FIL_PROOFS_USE_MULTICORE_SDR"));
            assertEquals(
                    "103079215104",
                    byName(stage.stdout("resources", "--default")).get("WDP_32G_MAX_MEMORY"));
        }
    }

    @Test
    void aVariableForAllSizesIsNotReadWhereEachSizeHasItsOwn() {
        try (Stage stage = stage(AnsweringWorker.windowPoSt())) {
            stage.with("AP_MAX_CONCURRENT", "9");
            for (String size : List.of("2K", "8M", "512M", "32G", "64G")) {
                stage.with("AP_" + size + "_MAX_CONCURRENT", "1");
            }
            assertEquals(5, byName(stage.stdout("resources")).size());
            assertFalse(byName(stage.stdout("resources", "--all")).containsKey("AP_MAX_CONCURRENT"));
        }
    }
}
