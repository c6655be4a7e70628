package io.lotusconsole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotusconsole.render.Report;
import io.lotusconsole.support.AnsweringWorker;
import io.lotusconsole.support.Answers;
import io.lotusconsole.support.ConsoleUnderTest.Outcome;
import io.lotusconsole.support.DocumentSchema;
import io.lotusconsole.support.Fixtures;
import io.lotusconsole.support.Golden;
import io.lotusconsole.support.HandMade;
import io.lotusconsole.support.JsonScan;
import io.lotusconsole.support.Libraries;
import io.lotusconsole.support.LocalWorkersOnDisk;
import io.lotusconsole.support.Stage;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.yaml.snakeyaml.Yaml;

/** Documents against {@code json-schema.tsv}: every field they have is in the table, and every row of it is real. */
class DocumentSchemaTest {
    /** A command on a stage; or, where no command of this process can make it, a report made by hand. */
    private record Shot(String name, Supplier<Stage> stage, String words, Report report) {
        Shot(String name, Supplier<Stage> stage, String words) {
            this(name, stage, words, null);
        }

        Shot(String name, Report report) {
            this(name, null, "", report);
        }

        Shot(String folder, String recording, String words) {
            this(folder + "-" + words.replaceAll("[^a-z0-9]+", "-"), () -> Stage.recorded(folder, recording), words);
        }

        Outcome run(String format) {
            try (Stage open = stage.get()) {
                List<String> all = new ArrayList<>(List.of("-o", format));
                all.addAll(List.of(words.split(" ")));
                Outcome outcome = open.run(all.toArray(String[]::new));
                assertEquals(List.of(), open.miner().complaints(), name);
                assertEquals(List.of(), open.fullNode().complaints(), name);
                return outcome;
            }
        }

        String stdout(String format) {
            if (report != null) {
                return HandMade.shown(report, format);
            }
            // How long something took differs from run to run; a digit stays a number.
            return Stage.withoutPorts(new String(run(format).stdout(), StandardCharsets.UTF_8))
                    .replaceFirst("(\"?tookSeconds\"?: ?)[0-9.E-]+", "$11.25")
                    .replaceFirst("(\"?millis\"?: ?)[0-9]+", "$1125")
                    .replaceAll("(\"?tookMillis\"?: ?)[0-9]+", "$1125");
        }
    }

    private static final List<Shot> SHOTS = List.of(
            new Shot("static-chain", "proving-workers", "proving workers"),
            new Shot("static-chain", "sealing-workers", "sealing workers"),
            new Shot("mixed-cluster", "proving-workers", "proving workers"),
            new Shot("extreme-workers", HandMade::extremeWorkers, "proving workers"),
            new Shot(
                    "silent-worker",
                    () -> Stage.ofWorkers("{\"1\":{\"Info\":{\"Hostname\":\"\"}}}"),
                    "proving workers"),
            new Shot("worked-example", () -> Stage.ofWorkers(example("E8")), "sealing workers"),
            new Shot("worked-example-wide", () -> Stage.ofWorkers(example("E10")), "proving workers"),
            new Shot("no-workers", () -> Stage.ofWorkers("{}"), "proving workers"),
            new Shot("jobs", HandMade::jobs, "sealing jobs --show-ret-done"),
            new Shot("mixed-cluster", "sealing-jobs", "sealing jobs"),
            new Shot("static-chain", "info", "info"),
            new Shot("static-chain", "info", "info --actor t01000"),
            new Shot("static-chain", "info-blocks", "info --blocks 3 --hide-sectors-info"),
            new Shot("two-post-workers", "info", "info"),
            new Shot("extremes", HandMade::extremes, "info --blocks 1"),
            new Shot("static-chain", "proving-info", "proving info"),
            new Shot("two-post-workers", "proving-info", "proving info"),
            new Shot("static-chain", "proving-deadlines", "proving deadlines"),
            new Shot("partial-deadlines", () -> HandMade.withoutDeadline(13), "proving deadlines"),
            new Shot("partial-info", () -> HandMade.withoutDeadline(13), "proving info"),
            new Shot("static-chain", "proving-deadline-16", "proving deadline 16"),
            new Shot("static-chain", "proving-deadline-13", "proving deadline 13"),
            new Shot("static-chain", "proving-faults", "proving faults"),
            new Shot("bad-sectors", HandMade::badSectors, "proving check 16"),
            new Shot("two-post-workers", "proving-compute-0", "proving compute windowed-post 0"),
            new Shot("two-post-workers", "proving-compute-5", "proving compute windowed-post 5"),
            new Shot("skipped-sectors", HandMade::skippedSectors, "proving compute windowed-post 3"),
            new Shot("recovery", () -> HandMade.recovery(0), "proving recover-faults 33"),
            new Shot("recovery-failed", () -> HandMade.recovery(16), "proving recover-faults 33"),
            new Shot("recovery-odd", () -> HandMade.recovery(1000), "proving recover-faults 33"),
            new Shot("worker", () -> scripted(AnsweringWorker.windowPoSt()), "info"),
            new Shot("worker-odd", () -> scripted(AnsweringWorker.odd()), "info"),
            new Shot("resources", DocumentSchemaTest::overridden, "resources"),
            new Shot("local-workers", DocumentSchemaTest::localWorkers, "worker ls"),
            new Shot("doctor", HandMade::healthy, "doctor"),
            new Shot("demo-alone", DocumentSchemaTest::trialWithoutProofs, "demo"),
            new Shot("demo", HandMade.demo()),
            new Shot("demo-broken", HandMade.brokenDemo()),
            new Shot("drill", HandMade.drill(true)),
            new Shot("drill-failed", HandMade.drill(false)),
            new Shot("parameters", DocumentSchemaTest::worker, "fetch-params --check 2KiB"));

    /** A demo that has no proof library; with one it starts packaged workers, which {@code TrialIT} shows. */
    private static Stage trialWithoutProofs() {
        return Stage.ofWorkers("{}").with("LOTUS_CONSOLE_PROVER", "/nowhere/none.so");
    }

    /** A {@code lotus-worker} that has keys of a test network and no parameters. Needs the proof library. */
    private static Stage worker() {
        Libraries.require();
        return Stage.ofWorkers("{}")
                .asWorker()
                .with("FIL_PROOFS_PARAMETER_CACHE", "src/test/resources/vectors/2kib/params");
    }

    private static Stage scripted(Answers ofWorker) {
        return Stage.ofWorkers("{}").withWorker(ofWorker);
    }

    /** A dead worker, one that is silent, and two that answer, all of which claim to be this process. */
    private static Stage localWorkers() {
        return Stage.ofWorkers("{}")
                .with("XDG_STATE_HOME", LocalWorkersOnDisk.state().toString());
    }

    private static Stage overridden() {
        return Stage.ofWorkers("{}")
                .asWorker()
                .with("WDP_32G_MAX_MEMORY", "64G")
                .with("WDP_MAX_MEMORY", "137438953472")
                .with("FIL_PROOFS_USE_MULTICORE_SDR", "0");
    }

    private static String example(String name) {
        return Fixtures.text(Fixtures.path("worked-examples", name, "worker-stats.json"));
    }

    private static Map<String, DocumentSchema.Field> schema() {
        return DocumentSchema.read().fields();
    }

    private static final Set<String> TYPES =
            Set.of("string", "integer", "number", "boolean", "time", "attoFIL", "array", "object");

    @Test
    void theTableIsWellFormed() {
        schema().forEach((place, field) -> {
            assertTrue(TYPES.contains(field.type()), place + ": " + field.type());
            assertTrue(field.meaning().endsWith("."), place + " has no sentence for its meaning");
        });
    }

    @Test
    void everyFieldIsInTheTableAndEveryRowIsSeen() {
        Map<String, DocumentSchema.Field> schema = schema();
        Set<String> wrong = new TreeSet<>();
        Map<String, Set<String>> absent = new TreeMap<>();
        Set<String> seen = new TreeSet<>();
        Set<String> nulls = new TreeSet<>();
        for (Shot shot : SHOTS) {
            DocumentSchema.Reading reading = DocumentSchema.read().reading(shot.stdout("json"));
            reading.wrong().forEach(sentence -> wrong.add(sentence + " (" + shot.name() + ")"));
            reading.absent().forEach(place -> absent.computeIfAbsent(place, p -> new TreeSet<>())
                    .add(shot.name()));
            seen.addAll(reading.seen());
            nulls.addAll(reading.nulls());
        }
        assertEquals(Set.of(), wrong);
        assertEquals(Map.of(), absent, "left out");
        Set<String> unseen = new TreeSet<>(schema.keySet());
        unseen.removeAll(seen);
        unseen.removeIf(DocumentSchemaTest::isShownElsewhere);
        assertEquals(Set.of(), unseen, "rows without a value anywhere");
        Set<String> neverNull = new TreeSet<>();
        schema.forEach((place, field) -> {
            if (field.nullable()
                    && !nulls.contains(place)
                    && !NULL_ONLY_WHEN_REFUSED.contains(place)
                    && !isShownElsewhere(place)) {
                neverNull.add(place);
            }
        });
        assertEquals(Set.of(), neverNull, "rows that may be null and never were");
    }

    /** Those of a running worker are in {@code WorkerApiTest}, those of an event in {@code EventReportTest}. */
    private static boolean isShownElsewhere(String place) {
        return place.startsWith("WorkerStatus ") || place.startsWith("ProvingEvent ");
    }

    /** Null only if a node refuses a call; {@link #whatIsRefusedIsNull} shows it. */
    private static final Set<String> NULL_ONLY_WHEN_REFUSED = Set.of(
            "MinerInfo address",
            "MinerInfo chain",
            "MinerInfo chain.epochSeconds",
            "MinerInfo chain.sync",
            "MinerInfo actor",
            "MinerInfo actor.beneficiary",
            "MinerInfo power",
            "MinerInfo sectors",
            "MinerInfo balances.minerAttoFil",
            "MinerInfo balances.preCommitDepositsAttoFil",
            "MinerInfo balances.initialPledgeAttoFil",
            "MinerInfo balances.vestingAttoFil",
            "MinerInfo balances.feeDebtAttoFil",
            "MinerInfo balances.availableAttoFil",
            "MinerInfo balances.marketEscrowAttoFil",
            "MinerInfo balances.marketLockedAttoFil",
            "MinerInfo balances.workerAttoFil",
            "MinerInfo balances.controlAttoFil",
            "MinerInfo balances.totalSpendableAttoFil",
            "ProvingInfo epoch",
            "ProvingInfo epochSeconds",
            "ProvingInfo period",
            "ProvingInfo period.startAt",
            "ProvingInfo period.nextStartAt",
            "ProvingInfo currentDeadline",
            "ProvingInfo currentDeadline.openAt",
            "ProvingInfo currentDeadline.closeAt",
            "ProvingInfo sectors.live",
            "ProvingInfo sectors.faulty",
            "ProvingInfo sectors.recovering",
            "DeadlineList items[].provenPartitionCount",
            "DeadlineList items[].disputableProofCount",
            "Deadline provenPartitionCount",
            "Deadline disputableProofCount",
            "WindowPoStComputation items[].proofs[].proofBase64");

    @Test
    void whatIsRefusedIsNull() {
        for (String method : List.of(
                "StateMinerInfo",
                "StateMinerPower",
                "StateMinerSectorCount",
                "StateReadState",
                "StateMarketBalance",
                "ChainHead",
                "Version",
                "WalletBalance")) {
            Shot shot = new Shot(method, () -> HandMade.refusing("Filecoin." + method), "info");
            Map<?, ?> document = (Map<?, ?>) JsonScan.value(shot.stdout("json"));
            assertTrue(!((List<?>) document.get("missing")).isEmpty(), method);
            Map<String, DocumentSchema.Field> schema = schema();
            DocumentSchema.walk(document, "", (path, value) -> {
                DocumentSchema.Field field = schema.getOrDefault("MinerInfo " + path, schema.get("* " + path));
                assertTrue(
                        value == null ? field.nullable() : DocumentSchema.isA(field.type(), value),
                        () -> method + " refused: " + path + " is " + value);
            });
            boolean knowsControlAddresses = !method.equals("StateMinerInfo");
            assertEquals(
                    knowsControlAddresses ? "0" : null,
                    ((Map<?, ?>) document.get("balances")).get("controlAttoFil"),
                    method + " refused");
        }
    }

    @Test
    void whatIsRefusedOfTheProvingPeriodIsNull() {
        Set<String> nulls = new TreeSet<>();
        for (List<String> refused : List.of(
                List.of("ChainHead"),
                List.of("Version"),
                List.of("StateMinerProvingDeadline"),
                List.of("StateMinerPartitions"),
                List.of("ChainHead", "StateMinerProvingDeadline"))) {
            Shot shot = new Shot("" + refused, () -> HandMade.provingInfoRefusing(refused), "proving info");
            Map<?, ?> document = (Map<?, ?>) JsonScan.value(shot.stdout("json"));
            assertTrue(!((List<?>) document.get("missing")).isEmpty(), shot.name());
            Map<String, DocumentSchema.Field> schema = schema();
            DocumentSchema.walk(document, "", (path, value) -> {
                DocumentSchema.Field field = schema.getOrDefault("ProvingInfo " + path, schema.get("* " + path));
                assertTrue(
                        value == null ? field.nullable() : DocumentSchema.isA(field.type(), value),
                        () -> shot.name() + " refused: " + path + " is " + value);
                if (value == null) {
                    nulls.add(path);
                }
            });
        }
        Set<String> nullable = new TreeSet<>();
        schema().forEach((place, field) -> {
            if (field.nullable() && place.startsWith("ProvingInfo ")) {
                nullable.add(place.substring("ProvingInfo ".length()));
            }
        });
        assertEquals(nullable, nulls);
    }

    @TestFactory
    Stream<DynamicTest> formsOfOneDocumentAreOneTree() {
        return SHOTS.stream()
                .map(shot -> DynamicTest.dynamicTest(shot.name(), () -> {
                    String json = shot.stdout("json");
                    String tree = JsonScan.canonical(JsonScan.value(json));
                    assertEquals(tree, JsonScan.canonical(plain(new Yaml().load(shot.stdout("yaml")))), "yaml");
                    assertEquals(compact(json) + "\n", shot.stdout("ndjson"), "ndjson");
                }));
    }

    /** A YAML tree in the types of {@link JsonScan#value}. */
    private static Object plain(Object yaml) {
        if (yaml instanceof Map<?, ?> members) {
            Map<Object, Object> plain = new LinkedHashMap<>();
            members.forEach((name, member) -> plain.put(name, plain(member)));
            return plain;
        }
        if (yaml instanceof List<?> items) {
            List<Object> plain = new ArrayList<>();
            items.forEach(item -> plain.add(plain(item)));
            return plain;
        }
        return yaml instanceof Number number ? new BigDecimal(number.toString()) : yaml;
    }

    /** JSON without the spaces between its tokens. */
    private static String compact(String json) {
        StringBuilder out = new StringBuilder();
        boolean inString = false;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (inString && c == '\\') {
                out.append(c).append(json.charAt(++i));
                continue;
            }
            inString ^= c == '"';
            if (inString || c != ' ' && c != '\n') {
                out.append(c);
            }
        }
        return out.toString();
    }

    @Test
    void figuresAreExactHoweverLarge() {
        Map<?, ?> workers =
                (Map<?, ?>) JsonScan.value(new Shot("", HandMade::extremeWorkers, "proving workers").stdout("json"));
        List<BigInteger> expected =
                List.of(new BigInteger("18446744073709551615"), BigInteger.valueOf(9007199254740993L));
        for (int i = 0; i < expected.size(); i++) {
            Map<?, ?> worker = (Map<?, ?>) ((List<?>) workers.get("items")).get(i);
            BigDecimal figure = new BigDecimal(expected.get(i));
            assertEquals(figure, ((Map<?, ?>) worker.get("cpu")).get("cores"));
            assertEquals(figure, ((Map<?, ?>) worker.get("cpu")).get("reservedCores"));
            Map<?, ?> memory = (Map<?, ?>) worker.get("memory");
            for (String name : List.of("physicalBytes", "usedAtAttachBytes", "reservedMinBytes", "reservedMaxBytes")) {
                assertEquals(figure, memory.get(name), name);
            }
        }
        Map<?, ?> info = (Map<?, ?>) JsonScan.value(new Shot("", HandMade::extremes, "info --blocks 1").stdout("json"));
        Map<?, ?> power = (Map<?, ?>) info.get("power");
        assertEquals(new BigDecimal("9007199254740993"), power.get("rawBytes"));
        assertEquals(new BigDecimal("36893488147419103233"), power.get("networkRawBytes"));
        Map<?, ?> balances = (Map<?, ?>) info.get("balances");
        assertEquals("1234567890123456789012345678", balances.get("workerAttoFil"));
        assertEquals("2469135780246913578024691356", balances.get("controlAttoFil"));
    }

    @TestFactory
    Stream<DynamicTest> wideTablesHaveARowForEachItem() {
        return SHOTS.stream()
                .map(shot -> DynamicTest.dynamicTest(shot.name(), () -> {
                    String wide = shot.stdout("wide");
                    if (shot.words().contains("compute")) {
                        wide = wide.replaceAll("(?m)(?<= )[0-9.]+(?:µs|ms|s)$", "…s");
                    }
                    if (shot.words().equals("doctor")) {
                        wide = wide.replaceAll("(?m)(?<=  )[0-9.]+m?s$", "…s");
                    }
                    if (shot.words().equals("worker ls")) {
                        wide = LocalWorkersOnDisk.withoutThisMachine(wide);
                    }
                    Golden.check("wide/" + shot.name() + ".txt", wide);
                    Map<?, ?> document = (Map<?, ?>) JsonScan.value(shot.stdout("json"));
                    Object items = document.get(Map.of("Deadline", "partitions", "Demo", "proofs")
                            .getOrDefault(document.get("kind"), "items"));
                    long lines = wide.lines().count();
                    assertEquals(items == null ? 2 : 1 + ((List<?>) items).size(), lines, shot.name());
                    String heading = wide.lines().findFirst().orElseThrow();
                    assertEquals(heading.toUpperCase(Locale.ROOT), heading);
                }));
    }
}
