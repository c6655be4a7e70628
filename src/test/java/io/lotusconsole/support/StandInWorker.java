package io.lotusconsole.support;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A process that behaves as a worker does to whoever started it: takes the flags, writes {@code api} and {@code token}
 * into its repository, serves {@code /status}, logs, and ends on a signal. What it is to say is a flag of its own.
 */
public final class StandInWorker {
    private static final String TOKEN = "stand-in-token";

    /** One that nobody stops must not outlive its test for long. */
    private static final long LIFE_SECONDS_MAX = 120;

    private StandInWorker() {}

    /** The words that start it. */
    public static List<String> words() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                StandInWorker.class.getName());
    }

    /** Makes a directory that a console takes for its checkout: its {@code bin/lotus-worker} is this. */
    public static Path checkout(Path directory) throws IOException {
        Path program = Files.createDirectories(directory.resolve("bin")).resolve("lotus-worker");
        StringBuilder script = new StringBuilder("#!/bin/sh\nexec");
        words().forEach(word -> script.append(" '").append(word).append('\''));
        Files.writeString(program, script.append(" \"$@\"\n"));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        return directory;
    }

    /** @param args those of {@code lotus-worker run}; {@code --say=WORD} is what it is to do */
    public static void main(String[] args) throws IOException, InterruptedException {
        List<String> words = Arrays.asList(args);
        Path repository = Path.of(words.get(words.indexOf("--worker-repo") + 1));
        boolean window = words.contains("--windowpost");
        String say = words.stream()
                .filter(word -> word.startsWith("--say="))
                .map(word -> word.substring("--say=".length()))
                .findFirst()
                .orElse("registered");
        System.out.println("started as " + String.join(" ", words));
        if (say.equals("die")) {
            for (int i = 1; i <= 20; i++) {
                System.err.println("line " + i);
            }
            System.err.println("no parameters: giving up");
            System.exit(3);
        }
        if (say.startsWith("checks")) {
            check(say);
        }
        if (!say.equals("nothing")) {
            serve(repository, window, say.startsWith("checks") ? "registered" : say);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> drain(repository, say)));
        System.out.println("up");
        new CountDownLatch(1).await(LIFE_SECONDS_MAX, TimeUnit.SECONDS);
    }

    /** Tells of its parameters twice a second for six seconds, or as long as it lives. */
    private static void check(String say) throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        long times = say.equals("checks") ? 12 : 2 * LIFE_SECONDS_MAX;
        for (int i = 1; i <= times; i++) {
            System.out.println("2026-11-22T11:00:01Z\tINFO\tworker\tchecking parameters\tfile=v28.params percent=" + i);
            never.await(500, TimeUnit.MILLISECONDS);
        }
    }

    /** One that says {@code drains} goes when it finds a file {@code go} in its repository. */
    private static void drain(Path repository, String say) {
        System.out.println("draining");
        try {
            while (say.equals("drains") && !Files.exists(repository.resolve("go"))) {
                if (new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        System.out.println("gone");
    }

    private static void serve(Path repository, boolean window, String state) throws IOException {
        Files.createDirectories(repository.resolve("keystore"));
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0);
        String body = status(
                window ? "WindowPoSt" : "WinningPoSt",
                state,
                ProcessHandle.current().pid());
        server.createContext("/status", exchange -> {
            boolean known =
                    ("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] bytes = known ? body.getBytes(StandardCharsets.UTF_8) : new byte[0];
            exchange.sendResponseHeaders(known ? 200 : 401, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        Files.writeString(repository.resolve("token"), TOKEN);
        Files.writeString(
                repository.resolve("api"),
                "/ip4/127.0.0.1/tcp/" + server.getAddress().getPort());
    }

    /** The document of a worker in that state. */
    public static String status(String role, String state, long pid) {
        boolean registered = !state.equals("unable") && !state.equals("connecting");
        return """
                {"apiVersion":"lotus-console/v1","kind":"WorkerStatus","generatedAt":"2026-11-22T12:00:00Z",\
                "role":"%1$s","name":"host","pid":%2$d,"version":"0.1.0",\
                "session":"8e207191-8a90-4ed7-9e01-8b957459edcc","startedAt":"2026-11-22T11:00:00Z","state":"%3$s",\
                "miner":{"address":"127.0.0.1:2345","actor":"t01000","sectorSizeBytes":2048},\
                "registeredAt":%4$s,"polledAt":null,"unable":%5$s,"enabled":true,"later":{"unknown":[1]},\
                "running":[{"kind":"%1$s","phase":"reading","sectorsRead":1,"sectors":2,\
                "startedAt":"2026-11-22T11:59:59Z","epoch":null,"deadline":null}],\
                "lastTasks":[{"kind":"%1$s","startedAt":"2026-11-22T11:55:00Z","outcome":"failed","sectors":2,\
                "skipped":[],"millis":{"total":5},"error":"earlier"},\
                {"kind":"%1$s","startedAt":"2026-11-22T11:57:00Z","outcome":"proven","sectors":2,\
                "skipped":[{"sector":1,"fault":"missing","why":"no file"}],\
                "millis":{"waiting":0,"reading":1,"proving":1200,"verifying":3,"total":1204},\
                "error":null}]}""".formatted(
                        role,
                        pid,
                        registered ? "registered" : state,
                        registered ? "\"2026-11-22T11:00:02Z\"" : "null",
                        state.equals("unable") ? "\"the parameters of 32GiB are missing\"" : "null");
    }
}
