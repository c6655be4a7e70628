package io.lotusconsole.support;

import io.lotusconsole.support.JsonScan.Span;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** One folder of {@code src/test/resources/recordings}: its commands and all traffic seen in them. Read once. */
public final class RecordedFolder {
    /** The token in all recordings but those that say otherwise. */
    public static final String TOKEN = "test-token";

    private static final String CATALOG = "catalog";
    private static final Map<String, RecordedFolder> LOADED = new ConcurrentHashMap<>();

    private final List<Recording> recordings = new ArrayList<>();
    private final List<Exchange> exchanges = new ArrayList<>();

    private RecordedFolder(String folder) {
        Path directory = Fixtures.path("recordings", folder);
        for (Path file : Fixtures.list(directory)) {
            String fileName = file.getFileName().toString();
            if (fileName.endsWith(".json")) {
                String name = fileName.substring(0, fileName.length() - ".json".length());
                String token = readTraffic(name, Api.MINER, directory.resolve(name + ".rpc.ndjson"));
                readTraffic(name, Api.FULL_NODE, directory.resolve(name + ".full.ndjson"));
                readCalls(name, directory.resolve(name + ".extra.ndjson"));
                recordings.add(recording(folder, name, directory, token == null ? TOKEN : token));
            }
        }
        readCalls(CATALOG, directory.resolve(CATALOG + ".ndjson"));
    }

    /** The names of all folders. */
    public static List<String> names() {
        return Fixtures.list(Fixtures.path("recordings")).stream()
                .filter(Files::isDirectory)
                .map(folder -> folder.getFileName().toString())
                .toList();
    }

    public static RecordedFolder of(String name) {
        return LOADED.computeIfAbsent(name, RecordedFolder::new);
    }

    /** All commands, by name. */
    public List<Recording> recordings() {
        return recordings;
    }

    /** All calls and answers, in the order in which the answers came within their source. */
    List<Exchange> exchanges() {
        return exchanges;
    }

    /** What this side answered while a recording was made; where that says nothing, what it answered in this folder. */
    public Answers answers(Recording recording, Api api) {
        Map<String, Long> distances = new HashMap<>();
        for (Recording other : recordings) {
            distances.put(
                    other.name(),
                    Math.abs(other.at().getEpochSecond() - recording.at().getEpochSecond()));
        }
        List<Exchange> ofApi = exchanges.stream().filter(e -> e.api() == api).toList();
        return AnswerTable.of(recording.name(), ofApi, source -> distances.getOrDefault(source, 0L));
    }

    private static Recording recording(String folder, String name, Path directory, String token) {
        Map<?, ?> run = (Map<?, ?>) JsonScan.value(Fixtures.text(directory.resolve(name + ".json")));
        String command = (String) run.get("command");
        // A quoted word would have to be split as a shell does; none was recorded.
        if (!command.startsWith("lotus-miner ") || command.matches(".*[\"'\\\\].*")) {
            throw new IllegalStateException(name + ": cannot split the command line " + command);
        }
        if (!"UTC".equals(run.get("TZ"))) {
            throw new IllegalStateException(name + ": recorded in the zone " + run.get("TZ"));
        }
        return new Recording(
                folder,
                name,
                List.of(command.substring("lotus-miner ".length()).split(" +")),
                ((BigDecimal) run.get("exit")).intValueExact(),
                Instant.ofEpochSecond(((BigDecimal) run.get("at")).longValueExact()),
                (Boolean) run.get("tty"),
                Fixtures.text(directory.resolve(name + ".stdout")).replace("\r\n", "\n"),
                Fixtures.text(directory.resolve(name + ".stderr")).replace("\r\n", "\n"),
                token);
    }

    /**
     * Reads WebSocket frames. Several connections are interleaved in a file and each counts its ids from 1;
     * no two calls of one id were ever open at the same time, which is checked here.
     *
     * @return the token presented, or null if nothing was dialled
     */
    private String readTraffic(String source, Api api, Path file) {
        if (!Files.exists(file)) {
            return null;
        }
        String token = null;
        Map<String, Map<String, Span>> open = new HashMap<>();
        Map<String, String> openTexts = new HashMap<>();
        for (String line : Fixtures.text(file).split("\n")) {
            Map<?, ?> event = (Map<?, ?>) JsonScan.value(line);
            if ("ws-open".equals(event.get("kind"))) {
                String authorization = (String) ((Map<?, ?>) event.get("headers")).get("Authorization");
                token = authorization.substring("Bearer ".length());
            }
            if (!"ws".equals(event.get("kind"))) {
                continue;
            }
            String text = (String) event.get("data");
            Map<String, Span> members = JsonScan.members(text);
            String id = members.get("id").of(text);
            if (members.containsKey("method")) {
                if (openTexts.put(id, text) != null) {
                    throw new IllegalStateException(file + ": two open calls with id " + id);
                }
                open.put(id, members);
            } else {
                String call = openTexts.remove(id);
                Map<String, Span> callMembers = open.remove(id);
                exchanges.add(new Exchange(
                        source,
                        api,
                        (String) JsonScan.value(callMembers.get("method").of(call)),
                        (List<?>) JsonScan.value(callMembers.get("params").of(call)),
                        text,
                        Reply.of(text)));
            }
        }
        if (!openTexts.isEmpty()) {
            throw new IllegalStateException(file + ": never answered: " + openTexts.values());
        }
        return token;
    }

    /** Reads calls written one a line; those that do not name their endpoint are calls of the full node. */
    private void readCalls(String source, Path file) {
        if (!Files.exists(file)) {
            return;
        }
        for (String line : Fixtures.text(file).split("\n")) {
            Map<String, Span> members = JsonScan.members(line);
            Map<?, ?> call = (Map<?, ?>) JsonScan.value(line);
            String endpoint = (String) call.get("endpoint");
            String reply = members.get("response").of(line);
            exchanges.add(new Exchange(
                    source,
                    endpoint == null || endpoint.startsWith("fullnode") ? Api.FULL_NODE : Api.MINER,
                    (String) call.get("method"),
                    (List<?>) call.get("params"),
                    reply,
                    Reply.of(reply)));
        }
    }
}
