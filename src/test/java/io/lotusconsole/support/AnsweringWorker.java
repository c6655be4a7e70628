package io.lotusconsole.support;

import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a worker of the reference answers: as recorded where the miner asked it, and as {@code lotus-worker info} showed
 * where it was not.
 */
public final class AnsweringWorker {
    private static final String NAMESPACE = "Filecoin.";

    private AnsweringWorker() {}

    /** The recorded WindowPoSt worker, of which three figures were read later than the rest. */
    public static Answers windowPoSt() {
        return of("windowpost-worker", 1_705_092_000L, "3b7bacdd-d1ac-43e5-8a2c-a0ecde8412b5", "/storage/worker-2");
    }

    /** The recorded WinningPoSt worker. */
    public static Answers winningPoSt() {
        return of("winningpost-worker", 1_705_092_000L, "68510edf-6c3c-478f-83b6-8e78719642e5", "/storage/worker-4");
    }

    private static Answers of(String recording, long usedMemoryBytes, String pathId, String localPath) {
        Map<String, String> results = recorded(recording);
        String info =
                results.get(NAMESPACE + "Info").replaceFirst("\"MemUsed\":\\d+", "\"MemUsed\":" + usedMemoryBytes);
        results.put(NAMESPACE + "Info", info);
        results.put(NAMESPACE + "ProcessSession", results.get(NAMESPACE + "Session"));
        results.put(NAMESPACE + "Enabled", "true");
        results.put(
                NAMESPACE + "Paths",
                "[{\"ID\":\"" + pathId + "\",\"Weight\":10,\"LocalPath\":\"" + localPath
                        + "\",\"CanSeal\":true,\"CanStore\":false}]");
        for (String order : List.of(
                "SetEnabled",
                "WaitQuiet",
                "TaskEnable",
                "TaskDisable",
                "StorageAddLocal",
                "StorageDetachLocal",
                "StorageDetachAll",
                "StorageRedeclareLocal",
                "Shutdown")) {
            results.put(NAMESPACE + order, "null");
        }
        return Answers.toAny(results);
    }

    /** A worker that takes sealing tasks, which come in no order. */
    public static Answers sealing() {
        return overriding(windowPoSt(), Map.of(NAMESPACE + "TaskTypes", taskTypes("GSK FIN AP")));
    }

    /** A worker that is in the state which a text of {@code lotus-worker info} shows. */
    public static Answers shown(String info) {
        Matcher text = INFO.matcher(info);
        if (!text.matches()) {
            throw new IllegalArgumentException(info);
        }
        String machine = "{\"Hostname\":\"" + text.group("host") + "\",\"Resources\":{\"CPUs\":" + text.group("cpus")
                + ",\"GPUs\":[],\"MemUsed\":" + bytes(text.group("used")) + ",\"MemPhysical\":"
                + bytes(text.group("ram")) + ",\"MemSwap\":0,\"MemSwapUsed\":0}}";
        String path = "[{\"ID\":\"" + text.group("id") + "\",\"Weight\":10,\"LocalPath\":\"" + text.group("path")
                + "\",\"CanSeal\":true,\"CanStore\":false}]";
        return overriding(
                windowPoSt(),
                Map.of(
                        NAMESPACE + "ProcessSession",
                        "\"" + text.group("session") + "\"",
                        NAMESPACE + "Info",
                        machine,
                        NAMESPACE + "TaskTypes",
                        taskTypes(text.group("tasks")),
                        NAMESPACE + "Paths",
                        path));
    }

    private static final Pattern INFO = Pattern.compile("""
            Worker version:  1.7.0
            CLI version: .*

            Session: (?<session>.*)
            Enabled: true
            Hostname: (?<host>.*)
            CPUs: (?<cpus>\\d+); GPUs: \\[]
            RAM: (?<used>[0-9.]+) GiB/(?<ram>[0-9.]+) GiB; Swap: 0 B/0 B
            Task types: (?<tasks>[A-Z0-9 ]+)\\x20

            (?<id>.*):
            \tWeight: 10; Use: Seal\\x20
            \tLocal: (?<path>.*)
            """);

    private static long bytes(String gibibytes) {
        return new BigDecimal(gibibytes).multiply(BigDecimal.valueOf(1L << 30)).longValue();
    }

    /** The set of the tasks of these short names, the last first. */
    private static String taskTypes(String shortNames) {
        StringBuilder json = new StringBuilder("}");
        for (String name : shortNames.split(" ")) {
            json.insert(0, "\"" + WIRE_NAMES.get(name) + "\":{}" + (json.length() == 1 ? "" : ","));
        }
        return "{" + json;
    }

    private static final Map<String, String> WIRE_NAMES = Map.ofEntries(
            Map.entry("WNP", "post/v0/winningproof"),
            Map.entry("WDP", "post/v0/windowproof"),
            Map.entry("FUS", "seal/v0/finalizeunsealed"),
            Map.entry("FIN", "seal/v0/finalize"),
            Map.entry("GET", "seal/v0/fetch"),
            Map.entry("FRU", "seal/v0/finalize/replicaupdate"),
            Map.entry("UNS", "seal/v0/unseal"),
            Map.entry("C1", "seal/v0/commit/1"),
            Map.entry("C2", "seal/v0/commit/2"),
            Map.entry("PC2", "seal/v0/precommit/2"),
            Map.entry("PC1", "seal/v0/precommit/1"),
            Map.entry("PR1", "seal/v0/provereplicaupdate/1"),
            Map.entry("PR2", "seal/v0/provereplicaupdate/2"),
            Map.entry("RU", "seal/v0/replicaupdate"),
            Map.entry("AP", "seal/v0/addpiece"),
            Map.entry("DC", "seal/v0/datacid"),
            Map.entry("GSK", "seal/v0/regensectorkey"));

    /** A worker with paths of every use, GPUs, swap, and a name with an escape sequence in it. */
    public static Answers odd() {
        String info = """
                {"Hostname":"odd\\u001b[31m host","IgnoreResources":false,"Resources":{"MemPhysical":68719476736,\
                "MemUsed":18446744073709551615,"MemSwap":34359738368,"MemSwapUsed":1,"CPUs":32,\
                "GPUs":["NVIDIA A40","NVIDIA L4"],"Resources":{}},"Unknown":[{}]}""";
        String paths = """
                [{"ID":"aaa","Weight":10,"LocalPath":"/a","CanSeal":true,"CanStore":false},\
                {"ID":"bbb","Weight":10,"LocalPath":"/b","CanSeal":false,"CanStore":true},\
                {"ID":"ccc","Weight":5,"LocalPath":"/c","CanSeal":true,"CanStore":true},\
                {"ID":"ddd","Weight":0,"LocalPath":"/d","CanSeal":false,"CanStore":false}]""";
        return overriding(
                windowPoSt(),
                Map.of(
                        NAMESPACE + "Info",
                        info,
                        NAMESPACE + "Paths",
                        paths,
                        NAMESPACE + "Enabled",
                        "false",
                        NAMESPACE + "TaskTypes",
                        "null"));
    }

    private static Answers overriding(Answers base, Map<String, String> resultsJson) {
        return Answers.toAny(resultsJson).or(base);
    }

    /** The first answer to each method that the miner asked the recorded worker. */
    private static Map<String, String> recorded(String recording) {
        Map<String, String> results = new HashMap<>();
        Map<BigDecimal, Queue<String>> open = new HashMap<>();
        for (String line : Fixtures.text(Fixtures.path("worker-wire", recording + ".ndjson"))
                .split("\n")) {
            Map<?, ?> event = (Map<?, ?>) JsonScan.value(line);
            boolean request = "http-req".equals(event.get("kind"));
            String body = (String) event.get("body");
            if (!"worker".equals(event.get("side")) || body == null || !body.startsWith("{")) {
                continue;
            }
            Map<String, JsonScan.Span> members = JsonScan.members(body);
            BigDecimal id = (BigDecimal) JsonScan.value(members.get("id").of(body));
            if (request) {
                String method = (String) JsonScan.value(members.get("method").of(body));
                open.computeIfAbsent(id, key -> new ArrayDeque<>()).add(method);
            } else if (members.containsKey("result")) {
                Optional.ofNullable(open.get(id))
                        .map(Queue::poll)
                        .ifPresent(method -> results.putIfAbsent(
                                method, members.get("result").of(body)));
            }
        }
        return results;
    }
}
