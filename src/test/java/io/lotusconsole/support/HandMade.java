package io.lotusconsole.support;

import java.math.BigDecimal;
import java.time.Instant;
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
}
