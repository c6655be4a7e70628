package io.lotusconsole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.lotusconsole.support.AnsweringWorker;
import io.lotusconsole.support.HandMade;
import io.lotusconsole.support.Libraries;
import io.lotusconsole.support.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Which methods of the miner and of the full node each command asks: exactly these, in both styles. */
class AllowedCallsTest {
    private static final String PARTITIONS = "Version ChainHead StateMinerProvingDeadline StateMinerPartitions";

    private static final String DEADLINES = PARTITIONS + " StateMinerDeadlines";

    private static final String CHAIN = "Version ChainHead StateMinerInfo StateMinerPower StateMinerSectorCount"
            + " StateReadState StateMarketBalance WalletBalance";

    private static final String PROCESS = "ActorAddress RuntimeSubsystems StartTime LogAlerts WorkerStats";

    /** A line of {@code lotus-worker}, and the methods it asks of the worker; of nobody else it asks anything. */
    private record WorkerRow(String words, String ofWorker) {}

    private static final List<WorkerRow> WORKER_ROWS = List.of(
            new WorkerRow("info", "Version ProcessSession Enabled Info TaskTypes Paths"),
            new WorkerRow("stop", "StorageDetachAll Shutdown"),
            new WorkerRow("set --enabled=false", "SetEnabled"),
            new WorkerRow("wait-quiet", "WaitQuiet"),
            new WorkerRow("resources --all", ""),
            new WorkerRow("tasks enable --all", "TaskEnable"),
            new WorkerRow("tasks disable AP", "TaskDisable"),
            new WorkerRow("storage attach /x", "StorageAddLocal"),
            new WorkerRow("storage detach --really-do-it /x", "StorageDetachLocal"),
            new WorkerRow("storage redeclare --all", "StorageRedeclareLocal"));

    @TestFactory
    Stream<DynamicTest> commandsOfTheWorkerAskExactlyWhatTheyMay() {
        return WORKER_ROWS.stream().flatMap(row -> Stream.of("classic", "lotus", "json")
                .map(form -> dynamicTest(row.words() + ", " + form, () -> {
                    try (Stage stage = Stage.ofWorkers("{}").withWorker(AnsweringWorker.sealing())) {
                        List<String> words =
                                new ArrayList<>(form.equals("json") ? List.of("-o", "json") : List.of("--style", form));
                        words.addAll(List.of(row.words().split(" ")));
                        stage.stdout(words.toArray(String[]::new));
                        assertEquals(words(row.ofWorker()), names(stage.worker().asked()));
                        assertEquals(List.of(), stage.miner().asked(), "asked the miner");
                        assertEquals(List.of(), stage.fullNode().asked(), "asked the full node");
                    }
                })));
    }

    /** The methods that change something, and the only commands that may ask them. */
    private static final Set<String> CHANGING = Set.of("RecoverFault");

    /** A command, and the methods it asks of each side. */
    private record Row(String words, Supplier<Stage> stage, String ofMiner, String ofFullNode) {
        Row(String words, String recording, String ofMiner, String ofFullNode) {
            this(words, () -> Stage.recorded("static-chain", recording), ofMiner, ofFullNode);
        }
    }

    private static final List<Row> ROWS = List.of(
            new Row("proving workers", "proving-workers", "WorkerStats", ""),
            new Row("sealing workers", "sealing-workers", "WorkerStats", ""),
            new Row("sealing jobs", HandMade::jobs, "WorkerJobs WorkerStats", ""),
            new Row("info", "info", PROCESS + " SectorsSummary", CHAIN),
            new Row("info --hide-sectors-info", "info", PROCESS, CHAIN),
            new Row("info --blocks 3", "info-blocks", PROCESS + " SectorsSummary", CHAIN + " ChainGetTipSet"),
            new Row("--actor t01000 info", "info", "", CHAIN),
            new Row("proving info", "proving-info", "ActorAddress", PARTITIONS),
            new Row("--actor t01000 proving info", "proving-info", "", PARTITIONS),
            new Row("proving deadlines", "proving-deadlines", "ActorAddress", DEADLINES),
            new Row("proving deadline 16", "proving-deadline-16", "ActorAddress", DEADLINES),
            new Row("proving faults", "proving-faults", "ActorAddress", PARTITIONS),
            new Row(
                    "proving check 16",
                    HandMade::badSectors,
                    "ActorAddress CheckProvable",
                    "StateMinerInfo StateMinerPartitions StateMinerSectors"),
            new Row("proving compute windowed-post 3", HandMade::skippedSectors, "ComputeWindowPoSt", ""),
            new Row(
                    "doctor",
                    HandMade::healthy,
                    "Version AuthVerify ActorAddress ActorSectorSize ActorAddressConfig WorkerStats StorageLocal"
                            + " StorageList SectorsStatus CheckProvable",
                    "Version ChainHead SyncState StateMinerInfo WalletBalance MpoolPending StateMinerProvingDeadline"),
            new Row("worker ls", () -> Stage.ofWorkers("{}"), "", ""),
            new Row("proving recover-faults 33", () -> HandMade.recovery(0), "RecoverFault", "StateWaitMsg"));

    private static Set<String> names(List<String> methods) {
        Set<String> names = new TreeSet<>();
        methods.forEach(method -> names.add(method.substring("Filecoin.".length())));
        return names;
    }

    private static Set<String> words(String text) {
        return text.isEmpty() ? Set.of() : new TreeSet<>(Set.of(text.split(" ")));
    }

    @TestFactory
    Stream<DynamicTest> commandsAskExactlyWhatTheyMay() {
        return ROWS.stream().flatMap(row -> Stream.of("classic", "lotus", "json")
                .map(form -> dynamicTest(row.words() + ", " + form, () -> {
                    try (Stage stage = row.stage().get()) {
                        List<String> words =
                                new ArrayList<>(form.equals("json") ? List.of("-o", "json") : List.of("--style", form));
                        words.addAll(List.of(row.words().split(" ")));
                        stage.stdout(words.toArray(String[]::new));
                        assertEquals(words(row.ofMiner()), names(stage.miner().asked()), "asked the miner");
                        assertEquals(
                                words(row.ofFullNode()), names(stage.fullNode().asked()), "asked the full node");
                    }
                })));
    }

    /** Without a worker that runs there is none whose row the miner's list could have. */
    @Test
    void theCheckUpOfAMachineOnlyReads() {
        Libraries.require();
        try (Stage stage = HandMade.healthy().asWorker()) {
            stage.run("doctor");
            assertEquals(
                    words("Version AuthVerify ActorAddress ActorSectorSize StorageList StorageInfo SectorsStatus"),
                    names(stage.miner().asked()));
            assertEquals(words("Version ChainHead"), names(stage.fullNode().asked()));
            assertEquals(List.of(), stage.complaints());
        }
    }

    @Test
    void workersCostTheMinerOneCall() {
        for (String group : List.of("proving", "sealing")) {
            try (Stage stage = Stage.recorded("static-chain", "proving-workers")) {
                stage.stdout(group, "workers");
                assertEquals(List.of("Filecoin.WorkerStats"), stage.miner().asked());
                assertEquals(List.of(), stage.fullNode().asked());
            }
        }
    }

    /** The slow call, and the one that holds up the scheduler, is never asked twice. */
    @Test
    void noCommandAsksForWorkersTwice() {
        for (Row row : ROWS) {
            try (Stage stage = row.stage().get()) {
                stage.stdout(row.words().split(" "));
                long asked = stage.miner().asked().stream()
                        .filter("Filecoin.WorkerStats"::equals)
                        .count();
                assertTrue(asked <= 1, row.words());
            }
        }
    }

    @Test
    void exactlyWhoAsksForWorkersTakesTheTurnForIt(@TempDir Path directory) throws IOException {
        int run = 0;
        for (Row row : ROWS) {
            for (String prefix : List.of("", row.words().startsWith("--actor") ? "" : "--actor t01000 ")) {
                Path turns = directory.resolve(Integer.toString(run++));
                try (Stage stage = row.stage().get().with("XDG_RUNTIME_DIR", turns.toString())) {
                    stage.run((prefix + row.words()).split(" "));
                    assertEquals(
                            stage.miner().asked().contains("Filecoin.WorkerStats"),
                            hasTurn(turns),
                            prefix + row.words());
                }
            }
        }
        assertTrue(hasTurn(directory.resolve("0")), "a command takes it");
    }

    private static boolean hasTurn(Path turns) throws IOException {
        if (!Files.exists(turns)) {
            return false;
        }
        try (Stream<Path> files = Files.walk(turns)) {
            return files.anyMatch(file -> file.getFileName().toString().startsWith("worker-stats-"));
        }
    }

    @Test
    void onlyACommandThatSaysSoChangesAnything() {
        for (Row row : ROWS) {
            Set<String> changing = new HashSet<>(words(row.ofMiner()));
            changing.addAll(words(row.ofFullNode()));
            changing.retainAll(CHANGING);
            assertEquals(row.words().contains("recover"), !changing.isEmpty(), row.words());
        }
    }
}
