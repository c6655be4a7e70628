package io.lotusconsole.support;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * A state directory with workers in every state, for documents whose every figure is given: the processes of the living
 * ones are this one.
 */
public final class LocalWorkersOnDisk {
    private static Path made;

    private LocalWorkersOnDisk() {}

    /** For {@code XDG_STATE_HOME}. Made once a process, with servers that end with it. */
    public static synchronized Path state() {
        try {
            if (made == null) {
                made = make(Path.of(System.getProperty("basedir", ""), "target", "local-workers")
                        .toAbsolutePath());
            }
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A table of them that is the same on every machine: its columns are apart, and no longer as wide as they were. */
    public static String withoutThisMachine(String table) {
        return table.replace(state().toString(), "/state")
                .replaceAll("\\b" + ProcessHandle.current().pid() + "\\b", "4711")
                .replaceAll(" {2,}", "  ");
    }

    private static Path make(Path state) throws IOException {
        Path workers = state.resolve("lotus-console").resolve("workers");
        long own = ProcessHandle.current().pid();
        worker(workers.resolve("a-dead"), "WinningPoSt", own, Instant.EPOCH);
        Files.writeString(workers.resolve("a-dead").resolve("worker.log"), "one\nno parameters\u001b[31m: giving up\n");
        Instant begun = ProcessHandle.current().info().startInstant().orElseThrow();
        worker(workers.resolve("b-silent"), "WindowPoSt", own, begun);
        Path proving = worker(workers.resolve("c-proving"), "WindowPoSt", own, begun);
        serve(proving, StandInWorker.status("WindowPoSt", "registered", own));
        Path unable = worker(workers.resolve("d-unable"), "WinningPoSt", own, begun);
        String status = StandInWorker.status("WinningPoSt", "unable", own);
        int lastTasks = status.indexOf("\"lastTasks\":[");
        serve(unable, status.substring(0, lastTasks) + "\"lastTasks\":[]}");
        Path odd = worker(workers.resolve("e-odd"), "WinningPoSt", own, begun);
        serve(
                odd,
                status.replaceAll("\"startedAt\":\"[^\"]*\"", "\"startedAt\":null")
                        .replace("\"error\":null", "\"error\":\"verify says no\"")
                        .replace("proven", "failed"));
        return state;
    }

    private static Path worker(Path home, String role, long pid, Instant processStart) throws IOException {
        Path repository = home.resolve("repo");
        Files.createDirectories(repository.resolve("keystore"));
        Files.deleteIfExists(repository.resolve("api"));
        Files.writeString(
                home.resolve("worker.json"),
                "{\"role\":\"" + role + "\",\"pid\":" + pid + ",\"processStart\":\"" + processStart
                        + "\",\"startedAt\":\"2026-11-21T11:00:00Z\",\"flags\":[\"--listen\",\"0.0.0.0:0\"],"
                        + "\"later\":{}}");
        return repository;
    }

    private static void serve(Path repository, String status) throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0);
        byte[] body = status.getBytes(StandardCharsets.UTF_8);
        server.createContext("/status", exchange -> {
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        Files.writeString(repository.resolve("token"), "token");
        Files.writeString(
                repository.resolve("api"),
                "/ip4/127.0.0.1/tcp/" + server.getAddress().getPort());
    }
}
