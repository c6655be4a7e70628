package io.lotusconsole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotusconsole.lotus.RepositoryDirectory;
import io.lotusconsole.support.ScriptedMiner;
import io.lotusconsole.support.TestNetwork;
import io.lotusconsole.support.WorkerProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A worker that could not prove never attaches: every row is one thing that stands against it, and a real process
 * that has to end with a reason and a remedy, without having called {@code WorkerConnect}.
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class UnableWorkerIT {
    private static final int FAILED = 1;
    private static final int USAGE = 2;
    private static final int NOT_ALLOWED = 4;
    private static final int NOT_REACHABLE = 5;
    private static final int PROBLEM_FOUND = 6;

    private static final long EXIT_SECONDS_MAX = 60;

    /** Nothing listens there. */
    private static final String NOWHERE = "http://127.0.0.1:1/";

    private static final String HUGE_BYTES = Long.toString(1L << 60);

    @TempDir
    private Path directory;

    /** One worker that is going to be started, and the miner it is to attach to. */
    private static final class Scene {
        final Path directory;
        final Path repo;
        final ScriptedMiner miner;
        final Map<String, String> environment = new HashMap<>();
        final List<String> flags = new ArrayList<>(List.of("--windowpost"));
        final List<AutoCloseable> held = new ArrayList<>();
        int openFilesMax;

        Scene(Path directory, ScriptedMiner miner) {
            this.directory = directory;
            this.miner = miner;
            repo = directory.resolve("repo");
            environment.put("MINER_API_INFO", ScriptedMiner.TOKEN + ":/ip4/127.0.0.1/tcp/" + miner.port() + "/http");
            environment.put("IPFS_GATEWAY", NOWHERE + "ipfs/");
        }

        Path made(String name) throws IOException {
            return Files.createDirectories(directory.resolve(name));
        }

        /** The list of storage paths in the worker's repository. */
        void listStorage(Path path) throws IOException {
            Files.createDirectories(repo);
            Files.writeString(repo.resolve("storage.json"), "{\"StoragePaths\":[{\"Path\":\"" + path + "\"}]}");
        }
    }

    private interface Obstacle {
        void arrange(Scene scene) throws Exception;
    }

    /** @param said words of the reason and of the remedy */
    private record Row(String name, int status, List<String> said, Obstacle obstacle) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Row row(String name, int status, Obstacle obstacle, String... said) {
        return new Row(name, status, List.of(said), obstacle);
    }

    private static Row variable(String name, String variable, String value, String... said) {
        return row(name, PROBLEM_FOUND, scene -> scene.environment.put(variable, value), said);
    }

    static Stream<Row> rows() {
        return Stream.of(parameters(), resources(), storage(), repository(), miner(), surroundings())
                .flatMap(List::stream);
    }

    private static List<Row> parameters() {
        return List.of(
                row(
                        "no parameters, and no gateway to fetch them from",
                        NOT_REACHABLE,
                        scene -> scene.environment.put(
                                "FIL_PROOFS_PARAMETER_CACHE", scene.made("none").toString()),
                        "the parameters are missing",
                        "IPFS_GATEWAY"),
                row(
                        "a parameter file that is cut",
                        FAILED,
                        scene -> {
                            Path bad = scene.made("cut");
                            copy(TestNetwork.parameters(), bad);
                            cut(bad);
                            scene.environment.put("FIL_PROOFS_PARAMETER_CACHE", bad.toString());
                        },
                        "the parameters are missing",
                        "whole",
                        "FIL_PROOFS_PARAMETER_CACHE"),
                row(
                        "published parameter files that are wrong",
                        NOT_REACHABLE,
                        scene -> {
                            Path bad = scene.made("wrong");
                            copy(TestNetwork.parameters(), bad);
                            Files.delete(bad.resolve("TEST-PARAMETERS-ONLY.txt"));
                            Files.delete(bad.resolve("made-2KiB"));
                            cut(bad);
                            scene.environment.put("FIL_PROOFS_PARAMETER_CACHE", bad.toString());
                        },
                        "the parameters are missing"));
    }

    private static List<Row> resources() {
        return List.of(
                variable(
                        "no memory for the task by the miner's formula",
                        "WDP_2K_MIN_MEMORY",
                        HUGE_BYTES,
                        "never give it a WindowPoSt",
                        "WDP_2K_MIN_MEMORY"),
                variable(
                        "no memory and swap for the task by the miner's formula",
                        "WDP_2K_MAX_MEMORY",
                        HUGE_BYTES,
                        "never give it a WindowPoSt",
                        "WDP_2K_MAX_MEMORY"),
                variable(
                        "no base memory by the miner's formula",
                        "WDP_BASE_MIN_MEMORY",
                        HUGE_BYTES,
                        "never give it a WindowPoSt",
                        "WDP_2K_BASE_MIN_MEMORY"),
                variable(
                        "more threads than processors",
                        "WDP_2K_MAX_PARALLELISM",
                        "100000",
                        "never give it a WindowPoSt",
                        "WDP_2K_MAX_PARALLELISM"),
                row(
                        "a CPU-only build and sectors of 32 GiB",
                        PROBLEM_FOUND,
                        scene -> scene.miner.sectorSizeBytes = 32L << 30,
                        "CPUs only",
                        "--allow-cpu"),
                row(
                        "no file descriptors",
                        PROBLEM_FOUND,
                        scene -> scene.openFilesMax = 64,
                        "may open 64 files",
                        "ulimit -n"));
    }

    private static List<Row> storage() {
        return List.of(
                row(
                        "no host of the sectors answers",
                        PROBLEM_FOUND,
                        scene -> scene.miner.storageUrl = NOWHERE + "remote",
                        "no storage that holds the miner's sectors answers",
                        "RemoteListenAddress"),
                row(
                        "a storage path that is gone",
                        FAILED,
                        scene -> scene.listStorage(scene.directory.resolve("gone")),
                        "a storage path cannot be opened",
                        "storage.json"),
                row(
                        "a storage path that is none",
                        FAILED,
                        scene -> scene.listStorage(scene.made("empty")),
                        "a storage path cannot be opened",
                        "sectorstore.json",
                        "storage.json"));
    }

    private static List<Row> repository() {
        return List.of(
                row(
                        "a file in place of the repository",
                        FAILED,
                        scene -> Files.writeString(scene.repo, "no directory"),
                        "the worker's repository cannot be used",
                        "--worker-repo"),
                row(
                        "a repository that another worker uses",
                        FAILED,
                        scene -> scene.held.add(RepositoryDirectory.openShared(scene.repo)),
                        "the worker's repository cannot be used",
                        "Each worker needs its own"));
    }

    private static List<Row> miner() {
        return List.of(
                row(
                        "a token that may only read",
                        PROBLEM_FOUND,
                        scene -> scene.miner.permissions = List.of("read"),
                        "does not allow admin",
                        "create-token --perm admin"),
                row("a token that is refused", NOT_ALLOWED, scene -> scene.miner.refusesTokens = true, "token"),
                row(
                        "a miner of another API version",
                        PROBLEM_FOUND,
                        scene -> scene.miner.apiVersion = 66816 + 256,
                        "API version 1.6.0",
                        "lotus-miner v1.36"),
                row(
                        "a sector size that nobody knows",
                        PROBLEM_FOUND,
                        scene -> scene.miner.sectorSizeBytes = 4096,
                        "4096",
                        "lotus-miner v1.36"));
    }

    private static List<Row> surroundings() {
        return List.of(
                row("both kinds", USAGE, scene -> scene.flags.add("--winningpost"), "one kind", "two workers"),
                row(
                        "a port in use",
                        FAILED,
                        scene -> {
                            ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                            scene.held.add(taken);
                            scene.flags.addAll(List.of("--listen", "127.0.0.1:" + taken.getLocalPort()));
                        },
                        "in use",
                        "--listen"),
                row(
                        "no proof library",
                        FAILED,
                        scene -> {
                            Path none = scene.directory.resolve("none.so");
                            Files.writeString(none, "no library");
                            scene.environment.put("LOTUS_CONSOLE_PROVER", none.toString());
                        },
                        "none.so",
                        "LOTUS_CONSOLE_PROVER"));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    /** Takes the last byte off every file of Groth parameters. */
    private static void cut(Path parameters) throws IOException {
        try (Stream<Path> files = Files.list(parameters)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".params")).toList()) {
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.truncate(channel.size() - 1);
                }
            }
        }
    }

    @BeforeAll
    static void parametersAreThere() {
        TestNetwork.ensureParameters();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void itSaysWhyAndWhatToDoAndNeverAttaches(Row row) throws Exception {
        try (ScriptedMiner miner = ScriptedMiner.start()) {
            Scene scene = new Scene(directory, miner);
            row.obstacle().arrange(scene);
            try {
                check(row, scene);
            } finally {
                for (AutoCloseable each : scene.held) {
                    each.close();
                }
            }
        }
    }

    @Test
    void aMinerThatRestartsWhileTheWorkerLooksAroundIsWaitedFor() throws Exception {
        try (ScriptedMiner miner = ScriptedMiner.start()) {
            Scene scene = new Scene(directory, miner);
            miner.storageListsDropped.set(1);
            try (WorkerProcess worker =
                    WorkerProcess.start(scene.repo, scene.environment, scene.flags.toArray(String[]::new))) {
                worker.awaitRegistered();
                assertEquals(
                        1,
                        worker.linesWith(0, "connecting to the miner: trying again")
                                .size());
            }
        }
    }

    private static void check(Row row, Scene scene) throws Exception {
        ProcessBuilder builder =
                WorkerProcess.prepared(scene.repo, scene.environment, scene.flags.toArray(String[]::new));
        if (scene.openFilesMax > 0) {
            List<String> limited =
                    new ArrayList<>(List.of("sh", "-c", "ulimit -n " + scene.openFilesMax + "; exec \"$@\"", "sh"));
            limited.addAll(builder.command());
            builder.command(limited);
        }
        Path out = scene.directory.resolve("stdout");
        Path err = scene.directory.resolve("stderr");
        builder.redirectErrorStream(false).redirectOutput(out.toFile()).redirectError(err.toFile());
        long startNanos = System.nanoTime();
        Process process = builder.start();
        boolean ended = process.waitFor(EXIT_SECONDS_MAX, TimeUnit.SECONDS);
        process.destroyForcibly();
        long millis = (System.nanoTime() - startNanos) / 1_000_000;
        String said = Files.readString(err);
        String story = row + ": exit " + (ended ? process.exitValue() : "none") + " after " + millis + " ms\n" + said;
        System.out.println(story.lines().findFirst().orElseThrow());
        assertTrue(ended, story);
        assertEquals(row.status(), process.exitValue(), story);
        assertEquals("", Files.readString(out), story);
        assertTrue(scene.miner.connected.isEmpty(), story);
        assertFalse(scene.miner.asked.contains("WorkerConnect"), story);
        assertFalse(said.contains("Exception") || said.contains("\tat "), story);
        assertFalse(said.contains(ScriptedMiner.TOKEN), story);
        List<String> lines = said.lines().toList();
        int reason = lines.size() - 1;
        while (reason >= 0 && !lines.get(reason).startsWith("ERROR: ")) {
            reason--;
        }
        assertTrue(reason >= 0 && reason >= lines.size() - 2, story);
        String last = String.join("\n", lines.subList(reason, lines.size()));
        for (String words : row.said()) {
            assertTrue(last.contains(words), () -> "\"" + words + "\" is not in\n" + story);
        }
    }
}
