package io.lotusconsole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.lotusconsole.support.FaultyServer;
import io.lotusconsole.support.Run;
import io.lotusconsole.support.Stage;
import io.lotusconsole.support.Transport;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** {@code WorkerStats} with values that no worker should send: drawn if they make sense, refused clearly if not. */
class BadValuesTest {
    private static final List<String> COMMANDS = List.of(
            "proving workers",
            "sealing workers",
            "-o wide proving workers",
            "-o json proving workers",
            "-o ndjson sealing workers",
            "-o yaml proving workers",
            "--style lotus proving workers",
            "--style lotus sealing workers");

    private static final String ID = "269b3c7d-6015-48c4-9e34-cb7e74e811cd";

    /** One worker; each field as a real miner sends it. */
    private static final String WORKER = """
            {"Info":{"Hostname":"host","IgnoreResources":false,"Resources":{"MemPhysical":1024,"MemUsed":512,\
            "MemSwap":256,"MemSwapUsed":0,"CPUs":8,"GPUs":["RTX"],"Resources":{"post/v0/windowproof":{"8":\
            {"MinMemory":1,"MaxMemory":2,"GPUUtilization":1,"MaxParallelism":-1,"MaxParallelismGPU":0,\
            "BaseMinMemory":0,"MaxConcurrent":4}}}}},"Tasks":["post/v0/windowproof"],"Enabled":true,\
            "MemUsedMin":1,"MemUsedMax":2,"GpuUsed":0.5,"CpuUse":1,"TaskCounts":{"8:post/v0/windowproof":1}}""";

    private static final List<String> FIELDS = List.of(
            "Info",
            "Hostname",
            "IgnoreResources",
            "Resources",
            "MemPhysical",
            "MemUsed",
            "MemSwap",
            "MemSwapUsed",
            "CPUs",
            "GPUs",
            "MaxConcurrent",
            "Tasks",
            "Enabled",
            "MemUsedMin",
            "MemUsedMax",
            "GpuUsed",
            "CpuUse",
            "TaskCounts");

    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "-1",
            "0",
            "1.5",
            "1e307",
            "-1e308",
            "1e400",
            "18446744073709551615",
            "18446744073709551616",
            "9223372036854775807",
            "-9223372036854775808",
            "\"text\"",
            "\"\"",
            "[]",
            "[null]",
            "[1]",
            "{}",
            "{\"a\":1}",
            "{\"8:post/v0/windowproof\":-1,\"x\":2,\"8:\":3,\":\":4,\"99999999999999999999:a\":5}");

    private static String reply(String worker) {
        return "{\"jsonrpc\":\"2.0\",\"id\":$ID,\"result\":{\"" + ID + "\":" + worker + "}}";
    }

    /** The worker with one field changed: its value, or all there is behind its name. */
    private static String with(String field, String value) {
        int start = WORKER.indexOf("\"" + field + "\":") + field.length() + 3;
        int depth = 0;
        int end = start;
        while (depth > 0 || ",}]".indexOf(WORKER.charAt(end)) < 0) {
            depth += "{[".indexOf(WORKER.charAt(end)) >= 0 ? 1 : "}]".indexOf(WORKER.charAt(end)) >= 0 ? -1 : 0;
            end++;
        }
        return WORKER.substring(0, start) + value + WORKER.substring(end);
    }

    @TestFactory
    Stream<DynamicTest> aFieldOfAnotherTypeIsDrawnOrRefused() {
        List<DynamicTest> tests = new ArrayList<>();
        for (String field : FIELDS) {
            for (String value : VALUES) {
                tests.add(dynamicTest(field + " = " + value, () -> checkDrawnOrRefused(reply(with(field, value)))));
            }
        }
        return tests.stream();
    }

    private static void checkDrawnOrRefused(String reply) {
        try (FaultyServer miner = FaultyServer.answering(reply)) {
            for (String command : COMMANDS) {
                Run run = Run.of(miner.apiInfo(Run.TOKEN, Transport.HTTP), command);
                if (run.exit() != 0) {
                    assertEquals(1, run.exit(), run::toString);
                    assertTrue(run.err().startsWith("ERROR: "), run::toString);
                    assertTrue(run.errorLines().size() <= 2, run::toString);
                }
                run.clean();
            }
        }
    }

    /** What Lotus's bytes look like on a terminal: nothing of a name may reach it as a command. */
    @Test
    void controlCharactersOfNamesDoNotReachATerminalInLotusStyleEither() {
        String evil = "\"a\\u001b[2J\\r\\nb\\u0007\\u009b\\u202e\"";
        for (String name : List.of("Hostname", "GPUs")) {
            String value = name.equals("GPUs") ? "[" + evil + "]" : evil;
            String stats = "{\"" + ID + "\":" + with(name, value) + "}";
            try (Stage stage = Stage.ofWorkers(stats).onTerminal().with("NO_COLOR", "1")) {
                String out = stage.stdout("--style", "lotus", "proving", "workers");
                assertTrue(out.contains("a\\x1b[2J\\x0d\\x0ab\\x07"), out);
                assertEquals(
                        List.of(),
                        out.chars()
                                .filter(c -> c < ' ' && c != '\n' && c != '\t' || c >= 0x7f && c < 0xa0 || c == 0x202e)
                                .boxed()
                                .toList(),
                        out);
            }
            try (Stage stage = Stage.ofWorkers(stats)) {
                assertTrue(
                        stage.stdout("--style", "lotus", "proving", "workers").contains("a\u001b[2J\r\nb\u0007"));
            }
        }
    }

    private static List<Run> drawn(String reply) {
        List<Run> runs = new ArrayList<>();
        try (FaultyServer miner = FaultyServer.answering(reply)) {
            for (String command : COMMANDS) {
                runs.add(Run.of(miner.apiInfo(Run.TOKEN, Transport.HTTP), command)
                        .ended(0));
            }
        }
        return runs;
    }

    @Test
    void nullsUnknownFieldsAndUnknownEnumTextsAreDrawn() {
        for (String value : List.of("GPUs", "Tasks", "Resources", "TaskCounts")) {
            drawn(reply(with(value, "null")));
        }
        drawn(reply("{}"));
        drawn(reply("null"));
        drawn("{\"jsonrpc\":\"2.0\",\"id\":$ID,\"result\":null}");
        drawn(reply("{\"New\":{\"a\":[1,{\"b\":null}]}," + WORKER.substring(1)));
        drawn(reply(with("Tasks", "[\"post/v9/teleport\",\"\",\"x/y/z\"]")));
        drawn(reply(with("TaskCounts", "{\"99:post/v9/teleport\":7}")));
    }

    @Test
    void zerosAndExtremesAreDrawn() {
        for (String field : List.of("MemPhysical", "MemUsed", "MemSwap", "MemSwapUsed", "CPUs", "MemUsedMax")) {
            drawn(reply(with(field, "0")));
            drawn(reply(with(field, "18446744073709551615")));
        }
        Run json = drawn(reply(with("MemPhysical", "18446744073709551615"))).get(3);
        assertTrue(json.out().contains("18446744073709551615"), json::toString);
    }

    @Test
    void aTaskKeepsTheColonsBehindTheFirst() {
        List<Run> runs = drawn(reply(with("TaskCounts", "{\"8:post/v9/teleport:x\":4}")));
        assertTrue(runs.get(3).out().contains("\"taskType\": \"post/v9/teleport:x\""), runs.get(3)::toString);
        assertTrue(runs.get(6).out().contains("\tTASK: UNK(4) \n"), runs.get(6)::toString);
    }

    @Test
    void moreGpusInUseThanADoublesHundredfoldCanSayAreDrawn() {
        List<Run> runs = drawn(reply(with("GpuUsed", "1e307")));
        String digits = new BigDecimal(1e307).toPlainString();
        assertTrue(runs.get(2).out().contains(digits + ".00/1"), runs.get(2)::toString);
        assertTrue(runs.get(3).out().contains("\"reservedDevices\": 1.0E307"), runs.get(3)::toString);
        String lotus = runs.get(6).out();
        assertTrue(lotus.contains("] +Inf% " + digits + ".00/1 gpu(s) in use\n"), lotus);
        assertTrue(drawn(reply(with("GpuUsed", "-1e308"))).get(6).out().contains("] -Inf% -"));
    }

    @Test
    void controlCharactersOfNamesDoNotReachATerminal() {
        String evil = "\\\"a\\u001b[2J\\r\\nb\\u0007\\u009b\\u202e\\\\\\t宽\\\"".replace("\\\"", "\"");
        for (String name : List.of("Hostname", "GPUs", "Tasks", "TaskCounts")) {
            String value =
                    switch (name) {
                        case "Hostname" -> evil;
                        case "TaskCounts" -> "{\"8:" + evil.substring(1, evil.length() - 1) + "\":1}";
                        default -> "[" + evil + "]";
                    };
            try (FaultyServer miner = FaultyServer.answering(reply(with(name, value)))) {
                for (String command : COMMANDS) {
                    if (!command.contains("lotus")) {
                        Run.of(miner.apiInfo(Run.TOKEN, Transport.HTTP), command)
                                .ended(0);
                    }
                }
            }
        }
    }
}
