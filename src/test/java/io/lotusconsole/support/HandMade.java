package io.lotusconsole.support;

import io.lotusconsole.json.DocumentFormat;
import io.lotusconsole.json.DocumentWriter;
import io.lotusconsole.proving.DrillResult;
import io.lotusconsole.proving.PoStKind;
import io.lotusconsole.proving.ReadPlace;
import io.lotusconsole.proving.WorkerTally;
import io.lotusconsole.render.DemoReport;
import io.lotusconsole.render.DrillReport;
import io.lotusconsole.render.Report;
import io.lotusconsole.render.Style;
import io.lotusconsole.render.TextSink;
import io.lotusconsole.render.View;
import io.lotusconsole.render.Zone;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Stages for what no recording shows: bad sectors, jobs, messages sent, amounts at their limits; and reports of what
 * only packaged programs do.
 */
public final class HandMade {
    /** The message that {@link #recovery} sends. */
    public static final String MESSAGE = "bafy2bzaced4vrz4bdzkrkmcjs2rq7mdn6dtaejbhtpzywkkjt5yrkxsdzmlng";

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final String JOB = """
            {"ID":{"Sector":{"Miner":1000,"Number":%1$d},"ID":"%2$s"},"Sector":{"Miner":1000,"Number":%1$d},\
            "Task":"seal/v0/%3$s","RunWait":%4$d,"Start":"%5$s","Hostname":"%6$s"}""";

    private HandMade() {}

    /** The static chain, where sector 33 of deadline 16 cannot be read, for a reason with an escape sequence in it. */
    public static Stage badSectors() {
        String bad = "{\"33\":\"generating vanilla proof: open /storage/s-t01000-33: no such\\u001b[31m file\"}";
        return Stage.recorded(
                "static-chain",
                "proving-check-16",
                Answers.toAny(Map.of("Filecoin.CheckProvable", bad)),
                Answers.toAny(Map.of()));
    }

    /** Six jobs: the five rows of the reference's sample, and one that was consumed. */
    public static Stage jobs() {
        String lost = job(8, "cccdef01-0000-4000-8000-000000000000", "commit/2", -1, "11:58:20Z", "lost-host") + ","
                + job(10, "eccdef01-0000-4000-8000-000000000000", "commit/2", -2, null, "") + ","
                + job(11, "fccdef01-0000-4000-8000-000000000000", "commit/2", -3, null, "");
        String live = job(5, "abcdef01-0000-4000-8000-000000000000", "precommit/1", 0, "10:57:56.440Z", "") + ","
                + job(7, "bbcdef01-0000-4000-8000-000000000000", "addpiece", 1, "11:59:57.7Z", "") + ","
                + job(6, "00000000-0000-0000-0000-000000000000", "precommit/1", 3, "11:59:50Z", "");
        String worker = "00000001-0000-4000-8000-000000000000";
        String jobs = "{\"00000000-0000-0000-0000-000000000000\":[" + lost + "],\"" + worker + "\":[" + live + "]}";
        String stats = "{\"" + worker + "\":{\"Info\":{\"Hostname\":\"computer\"},\"Enabled\":true}}";
        return new Stage(
                Answers.toAny(Map.of("Filecoin.WorkerJobs", jobs, "Filecoin.WorkerStats", stats)),
                Answers.toAny(Map.of()),
                NOW);
    }

    private static String job(long sector, String call, String task, int runWait, String time, String hostname) {
        String start = time == null ? "0001-01-01T00:00:00Z" : "2026-11-22T" + time;
        return String.format(JOB, sector, call, task, runWait, start, hostname);
    }

    /** One message, which ends with this exit code. */
    public static Stage recovery(int exitCode) {
        return new Stage(
                Answers.toAny(Map.of("Filecoin.RecoverFault", "[{\"/\":\"" + MESSAGE + "\"}]")),
                Answers.toAny(Map.of(
                        "Filecoin.StateWaitMsg",
                        "{\"Message\":{\"/\":\"" + MESSAGE + "\"},\"Receipt\":{\"ExitCode\":" + exitCode
                                + ",\"Return\":null,\"GasUsed\":1},\"Height\":4364}")),
                NOW);
    }

    /** The static chain, where the partitions of one deadline cannot be read. */
    public static Stage withoutDeadline(int index) {
        String partitions = "Filecoin.StateMinerPartitions";
        Answers refusal = Answers.refusing(partitions, "no such block");
        Answers node =
                (method, params) -> method.equals(partitions) && params.get(1).equals(BigDecimal.valueOf(index))
                        ? refusal.to(method, params)
                        : Optional.empty();
        return Stage.recorded("static-chain", "proving-deadlines", Answers.toAny(Map.of()), node);
    }

    /** A miner with figures as large as can be, control addresses, and a change of beneficiary under way. */
    public static Stage extremes() {
        String info = """
                {"Owner":"f0100","Worker":"f0101","ControlAddresses":["f0102","f0103"],"WindowPoStProofType":13,\
                "SectorSize":34359738368,"WindowPoStPartitionSectors":2349,"Beneficiary":"f0200",\
                "BeneficiaryTerm":{"Quota":"9007199254740993000000000000000001","UsedQuota":"1","Expiration":5000000},\
                "PendingBeneficiaryTerm":{"NewBeneficiary":"f0300","NewQuota":"2","NewExpiration":6000000,\
                "ApprovedByBeneficiary":true,"ApprovedByNominee":false}}""";
        String power = """
                {"MinerPower":{"RawBytePower":"9007199254740993","QualityAdjPower":"90071992547409930"},\
                "TotalPower":{"RawBytePower":"36893488147419103233","QualityAdjPower":"368934881474191032330"},\
                "HasMinPower":true}""";
        return Stage.recorded(
                "static-chain",
                "info-blocks",
                Answers.toAny(Map.of()),
                Answers.toAny(Map.of(
                        "Filecoin.StateMinerInfo",
                        info,
                        "Filecoin.StateMinerPower",
                        power,
                        "Filecoin.WalletBalance",
                        "\"1234567890123456789012345678\"")));
    }

    /** A worker all of whose figures are 2^64-1, and one whose figures are the first that no double holds. */
    public static Stage extremeWorkers() {
        String worker = """
                {"Info":{"Hostname":"机器-ünïcödé-🚀","Resources":{"MemPhysical":%1$s,"MemUsed":%1$s,"MemSwap":0,\
                "MemSwapUsed":0,"CPUs":%1$s,"GPUs":["A","B"]}},"Tasks":["post/v0/windowproof"],"Enabled":true,\
                "MemUsedMin":%1$s,"MemUsedMax":%1$s,"GpuUsed":1.5,"CpuUse":%1$s,"TaskCounts":{}}""";
        return Stage.ofWorkers("{\"1\":" + String.format(worker, "18446744073709551615") + ",\"2\":"
                + String.format(worker, "9007199254740993") + "}");
    }

    /** A deadline whose proof left sectors out, with chain randomness. */
    public static Stage skippedSectors() {
        String result = """
                [{"Deadline":3,"Partitions":[{"Index":1,"Skipped":[5,2]}],\
                "Proofs":[{"PoStProof":13,"ProofBytes":"AAEC"}],\
                "ChainCommitEpoch":100,"ChainCommitRand":"AwQF"}]""";
        return new Stage(Answers.toAny(Map.of("Filecoin.ComputeWindowPoSt", result)), Answers.toAny(Map.of()), NOW);
    }

    /** The static chain, whose full node refuses these methods, named without {@code Filecoin.}. */
    public static Stage provingInfoRefusing(List<String> methods) {
        Answers refusals = Answers.toAny(Map.of());
        for (String method : methods) {
            refusals = refusals.or(Answers.refusing("Filecoin." + method, "the node is tired"));
        }
        return Stage.recorded("static-chain", "proving-info", Answers.toAny(Map.of()), refusals);
    }

    /** The static chain, whose full node refuses a method. */
    public static Stage refusing(String method) {
        return Stage.recorded(
                "static-chain", "info", Answers.toAny(Map.of()), Answers.refusing(method, "the node is tired"));
    }

    /** A sealed sector's CID, as a miner writes it. */
    private static final String SEALED = "bagboea4b5abcak5hvjyzh5tqh5ohy6o5r2evn3gzkzwnnbmqsemqrqhudohthhkk";

    /** What a miner in good health answers to {@code doctor}: a worker of each kind, two paths, one its own. */
    public static Map<String, String> healthyMiner() {
        // Nothing listens at the port of the shelf.
        String worker = """
                {"Info":{"Hostname":"%s","IgnoreResources":false,"Resources":{"MemPhysical":274877906944,"MemUsed":1,\
                "MemSwap":0,"MemSwapUsed":0,"CPUs":64,"GPUs":["NVIDIA A40"],"Resources":null}},\
                "Tasks":["post/v0/%sproof"],"Enabled":true,"MemUsedMin":0,"MemUsedMax":0,"GpuUsed":0,"CpuUse":0,\
                "TaskCounts":{}}""";
        Map<String, String> answers = new HashMap<>();
        answers.put("Filecoin.Version", "{\"Version\":\"v1.36.2\",\"APIVersion\":66816,\"BlockDelay\":30}");
        answers.put("Filecoin.AuthVerify", "[\"read\",\"write\",\"sign\",\"admin\"]");
        answers.put("Filecoin.ActorAddress", "\"f01000\"");
        answers.put("Filecoin.ActorSectorSize", "34359738368");
        answers.put("Filecoin.ActorAddressConfig", "{\"PreCommitControl\":[\"f0103\"]}");
        answers.put(
                "Filecoin.WorkerStats",
                "{\"1\":" + String.format(worker, "window-1", "window") + ",\"2\":"
                        + String.format(worker, "winning-1", "winning") + "}");
        answers.put("Filecoin.StorageLocal", "{\"a\":\"/shelf\"}");
        answers.put(
                "Filecoin.StorageList",
                "{\"a\":[{\"Miner\":1000,\"Number\":1,\"SectorFileType\":6}],"
                        + "\"b\":[{\"Miner\":1000,\"Number\":1,\"SectorFileType\":6}]}");
        answers.put("Filecoin.StorageInfo", "{\"ID\":\"a\",\"URLs\":[\"http://127.0.0.1:1/remote\"]}");
        answers.put(
                "Filecoin.SectorsStatus",
                "{\"SectorID\":1,\"State\":\"Proving\",\"CommR\":{\"/\":\"" + SEALED + "\"},\"SealProof\":8}");
        answers.put("Filecoin.CheckProvable", "{}");
        return answers;
    }

    /** What its full node answers, twelve seconds after its head. */
    public static Map<String, String> healthyNode() {
        return Map.of(
                "Filecoin.Version",
                "{\"Version\":\"v1.36.2\",\"APIVersion\":131840,\"BlockDelay\":30}",
                "Filecoin.ChainHead",
                "{\"Cids\":[{\"/\":\"bafy\"}],\"Blocks\":[{\"Miner\":\"f01001\",\"Timestamp\":"
                        + (NOW.getEpochSecond() - 12) + ",\"ParentBaseFee\":\"1000\"}],\"Height\":500}",
                "Filecoin.SyncState",
                "{\"ActiveSyncs\":[],\"VMApplied\":0}",
                "Filecoin.StateMinerInfo",
                "{\"Owner\":\"f0100\",\"Worker\":\"f0101\",\"ControlAddresses\":[\"f0102\",\"f0103\"]}",
                "Filecoin.WalletBalance",
                "\"2500000000000000000\"",
                "Filecoin.MpoolPending",
                "[]",
                "Filecoin.StateMinerProvingDeadline",
                "{\"CurrentEpoch\":500,\"PeriodStart\":480,\"Index\":0,\"Open\":480,\"Close\":540}");
    }

    /** A miner in good health, but for these answers. */
    public static Stage checkUp(Answers ofMiner, Answers ofNode) {
        Answers miner = ofMiner.or(Answers.toAny(healthyMiner()));
        return new Stage(miner, ofNode.or(Answers.toAny(healthyNode())), NOW)
                .with("LOTUS_MINER_PATH", "/nowhere/miner");
    }

    /** A miner in good health. */
    public static Stage healthy() {
        return checkUp(Answers.toAny(Map.of()), Answers.toAny(Map.of()));
    }

    /** A report as a command shows it. @param format {@code json}, {@code yaml}, {@code ndjson}, {@code wide} */
    public static String shown(Report report, String format) {
        StringWriter text = new StringWriter();
        View view = new View(Style.CLASSIC, NOW, Zone.of(ZoneOffset.UTC), View.UNBOUNDED);
        if (format.equals("wide")) {
            report.paintWide(new TextSink(text, false, TextSink.Escaping.ALL), view);
            return text.toString();
        }
        DocumentFormat form = DocumentFormat.valueOf(format.toUpperCase(Locale.ROOT));
        try (DocumentWriter out = new DocumentWriter(text, form)) {
            out.object()
                    .text("apiVersion", Report.API_VERSION)
                    .text("kind", report.kind())
                    .time("generatedAt", NOW);
            report.write(out, view);
            out.texts("missing", List.of()).end();
        }
        return text.toString();
    }

    private static final String SESSION = "8e207191-8a90-4ed7-9e01-8b957459edcc";

    /** A demo that went well, with a proof of each maker. */
    public static DemoReport demo() {
        DemoReport.Sector sector = new DemoReport.Sector(1, "bagboea4b5abcasealed");
        byte[] randomness = new byte[32];
        return new DemoReport(new DemoReport.Facts(
                "0.1.0+simulated",
                "t01000",
                new WorkerTally(1, 1, 1),
                List.of(new DemoReport.Check("It held", true)),
                List.of(
                        new DemoReport.Worker("demo-window", PoStKind.WINDOW, 41, SESSION, 0),
                        new DemoReport.Worker("demo-winning", PoStKind.WINNING, 42, SESSION, null)),
                List.of(
                        new DemoReport.Proof(
                                PoStKind.WINDOW,
                                20,
                                2,
                                List.of(sector),
                                List.of(),
                                10,
                                randomness,
                                "demo-window",
                                SESSION,
                                new byte[192],
                                912,
                                null),
                        new DemoReport.Proof(
                                PoStKind.WINNING,
                                40,
                                null,
                                List.of(sector),
                                List.of(),
                                0,
                                randomness,
                                "miner",
                                null,
                                new byte[192],
                                5871,
                                null)),
                List.of(new DemoReport.Step("lotus-miner info", 0)),
                null,
                null,
                61_234,
                1));
    }

    /** A demo that broke off, after proofs that were not made. */
    public static DemoReport brokenDemo() {
        List<DemoReport.Sector> sectors = List.of(new DemoReport.Sector(7, "bagboea4b5abcasealed"));
        byte[] randomness = new byte[32];
        return new DemoReport(new DemoReport.Facts(
                null,
                null,
                null,
                List.of(new DemoReport.Check("It held", false)),
                List.of(new DemoReport.Worker("demo-window", PoStKind.WINDOW, 41, null, 137)),
                List.of(
                        new DemoReport.Proof(
                                PoStKind.WINDOW,
                                20,
                                2,
                                sectors,
                                List.of(7L),
                                10,
                                randomness,
                                "miner",
                                null,
                                null,
                                3,
                                null),
                        new DemoReport.Proof(
                                PoStKind.WINNING,
                                40,
                                null,
                                sectors,
                                List.of(),
                                0,
                                randomness,
                                null,
                                null,
                                null,
                                1,
                                "can't find a \u001b[31m worker")),
                List.of(),
                "demo-window died with exit status 137",
                null,
                9_000,
                2.5));
    }

    /** A drill: a proof that was made, or two sectors that could not be read. */
    public static DrillReport drill(boolean passed) {
        return new DrillReport(new DrillResult(
                PoStKind.WINDOW,
                2048,
                List.of(1L, 2L),
                12,
                passed ? 1034 : 0,
                passed ? 4 : 0,
                passed ? List.of() : List.of(new DrillResult.SkippedSector(2, "missing", "no \u001b[31m file")),
                null,
                passed,
                List.of(new ReadPlace("http://127.0.0.1:2345/remote", 2, 0, 7, 12))));
    }
}
