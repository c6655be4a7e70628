package io.lotusconsole.support;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A real {@code lotus-worker run}, as packaged, in a process of its own; its log is kept line by line. */
public final class WorkerProcess implements AutoCloseable {
    private static final long LINE_SECONDS_MAX = 90;
    private static final long EXIT_SECONDS_MAX = 90;
    private static final String REGISTERED = "Worker registered successfully";
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final Path repo;
    private final Process process;

    /** Guarded by itself. */
    private final List<String> lines = new ArrayList<>();

    private WorkerProcess(Path repo, Process process) {
        this.repo = repo;
        this.process = process;
        Thread reader = new Thread(this::read, "worker log");
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line; (line = said.readLine()) != null; ) {
                synchronized (lines) {
                    lines.add(line);
                    lines.notifyAll();
                }
            }
        } catch (IOException e) {
            // The process was killed; what it said stays.
        }
    }

    /**
     * Starts one.
     *
     * @param environment beside HOME, caches and the test parameters, which are given
     * @param flags of {@code run}; without {@code --listen} it is a free port of loopback
     */
    public static WorkerProcess start(Path repo, Map<String, String> environment, String... flags) throws IOException {
        return new WorkerProcess(repo, prepared(repo, environment, flags).start());
    }

    /** Starts one whose log goes to a file, so that its lines are not known here. */
    public static WorkerProcess startInto(File log, Path repo, Map<String, String> environment, String... flags)
            throws IOException {
        return new WorkerProcess(
                repo, prepared(repo, environment, flags).redirectOutput(log).start());
    }

    /** As {@link #start}, but not started yet. */
    public static ProcessBuilder prepared(Path repo, Map<String, String> environment, String... flags)
            throws IOException {
        Path program = Path.of(System.getProperty("lotusconsole.home"), "bin", "lotus-worker");
        List<String> words = new ArrayList<>(List.of(program.toString(), "--worker-repo", repo.toString(), "run"));
        words.addAll(List.of(flags));
        if (!String.join(" ", flags).contains("--listen")) {
            words.addAll(List.of("--listen", "127.0.0.1:0"));
        }
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment()
                .keySet()
                .removeIf(name -> name.contains("_API_INFO")
                        || name.startsWith("LOTUS_")
                        || name.startsWith("XDG_")
                        || name.startsWith("FIL_PROOFS_")
                        || name.startsWith("BELLMAN_"));
        Path home = repo.resolveSibling(repo.getFileName() + "-home");
        Files.createDirectories(home);
        builder.environment().put("HOME", home.toString());
        builder.environment()
                .put("XDG_CACHE_HOME", TestNetwork.stateHome().resolve("cache").toString());
        builder.environment().put("LOTUS_CONSOLE_MAKE_ARCHIVE", "never");
        builder.environment().put("LC_ALL", "C");
        builder.environment()
                .put("FIL_PROOFS_PARAMETER_CACHE", TestNetwork.parameters().toString());
        builder.environment().putAll(environment);
        return builder;
    }

    public Path repo() {
        return repo;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** All that it said so far. */
    public List<String> lines() {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    /** The first line from some index on that is wanted; waits for it. */
    public String awaitLine(int from, Predicate<String> wanted, String what) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LINE_SECONDS_MAX);
        synchronized (lines) {
            for (int next = from; ; next++) {
                while (next >= lines.size()) {
                    long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                    if (left <= 0 || !process.isAlive() && !awaitMore()) {
                        throw new AssertionError("the worker did not say: " + what + "\n" + this);
                    }
                    lines.wait(Math.min(left, 200));
                }
                if (wanted.test(lines.get(next))) {
                    return lines.get(next);
                }
            }
        }
    }

    /** Of a process that has ended, whether its last words may still be coming. */
    private boolean awaitMore() throws InterruptedException {
        int before = lines.size();
        lines.wait(500);
        return lines.size() > before;
    }

    public String awaitLine(String part) throws InterruptedException {
        return awaitLine(0, line -> line.contains(part), part);
    }

    public WorkerProcess awaitRegistered() throws InterruptedException {
        awaitLine(REGISTERED);
        return this;
    }

    /** {@code host:port} of its API. */
    public String authority() throws IOException {
        String[] parts = Files.readString(repo.resolve("api")).split("/");
        return parts[2] + ":" + parts[4];
    }

    public String token() throws IOException {
        return Files.readString(repo.resolve("token")).trim();
    }

    /** The answer to a GET with its own token. */
    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return ask("GET", path, token(), "");
    }

    /** @param token null for none */
    public HttpResponse<String> ask(String method, String path, String token, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://" + authority() + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .timeout(Duration.ofSeconds(20));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** What it said from some line on that has some words in it. */
    public List<String> linesWith(int from, String words) {
        List<String> all = lines();
        return all.subList(from, all.size()).stream()
                .filter(line -> line.contains(words))
                .toList();
    }

    /** @param name such as {@code STOP} */
    public void signal(String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start();
        if (kill.waitFor() != 0) {
            throw new AssertionError("kill -" + name + " failed\n" + this);
        }
    }

    /** Its exit status; waits for it. */
    public int awaitExit() throws InterruptedException {
        if (!process.waitFor(EXIT_SECONDS_MAX, TimeUnit.SECONDS)) {
            throw new AssertionError("the worker is still running\n" + this);
        }
        return process.exitValue();
    }

    public void killHard() throws InterruptedException {
        process.destroyForcibly();
        awaitExit();
    }

    @Override
    public void close() throws InterruptedException {
        if (process.isAlive()) {
            killHard();
        }
    }

    @Override
    public String toString() {
        return "worker " + pid() + " in " + repo + "\n" + String.join("\n", lines());
    }
}
