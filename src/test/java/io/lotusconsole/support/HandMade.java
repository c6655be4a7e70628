package io.lotusconsole.support;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Stages for what no recording shows: bad sectors, jobs, messages sent, amounts at their limits. */
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
}
