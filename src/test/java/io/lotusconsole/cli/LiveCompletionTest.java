package io.lotusconsole.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lotusconsole.support.ConsoleUnderTest.Outcome;
import io.lotusconsole.support.Stage;
import io.lotusconsole.support.TmuxTerminal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code __complete}: what it tells, and that nothing else comes of it. */
class LiveCompletionTest {
    private static final long PROMPT_MILLIS_MAX = 5_000;
    private static final int TRIES_MAX = 50;

    @TempDir
    private Path directory;

    private Stage stage;

    @BeforeEach
    void openStage() {
        stage = on(Stage.recorded("static-chain", "proving-deadlines"));
    }

    @AfterEach
    void closeStage() {
        assertEquals(List.of(), stage.complaints());
        stage.close();
    }

    private Stage on(Stage made) {
        return made.with("XDG_RUNTIME_DIR", directory.resolve("run").toString())
                .with("XDG_STATE_HOME", directory.resolve("state").toString());
    }

    /** Completes; it must end well and be silent, whatever comes. */
    private static String complete(Stage stage, String... words) {
        String[] all = new String[words.length + 1];
        all[0] = "__complete";
        System.arraycopy(words, 0, all, 1, words.length);
        Outcome outcome = stage.run(all);
        assertEquals(0, outcome.exit());
        assertEquals("", new String(outcome.stderr(), StandardCharsets.UTF_8));
        return new String(outcome.stdout(), StandardCharsets.UTF_8);
    }

    /** Completes to this; on a busy machine it may take a few times, for what is not there in time does not come. */
    private static void completes(Stage stage, String expected, String... words) {
        String told = "";
        for (int tries = 0; told.isEmpty() && tries < TRIES_MAX; tries++) {
            told = complete(stage, words);
        }
        assertEquals(expected, told);
    }

    private Path worker(String name, String record) throws IOException {
        Path home = Files.createDirectories(
                directory.resolve("state/lotus-console/workers").resolve(name));
        Files.writeString(home.resolve("worker.log"), "up\n");
        if (record != null) {
            Files.writeString(home.resolve("worker.json"), record);
        }
        return home;
    }

    private static String record(String role) {
        return "{\"role\":\"" + role + "\",\"pid\":1,\"processStart\":\"2026-11-21T11:00:00Z\","
                + "\"startedAt\":\"2026-11-21T11:00:00Z\",\"flags\":[]}";
    }

    @Test
    void namesOfWorkersComeFromTheirRecords() throws IOException {
        assertEquals("", complete(stage, "--", "local-workers"), "none was ever started");
        worker("b", record("WindowPoSt"));
        worker("a", record("WinningPoSt"));
        worker("stopped", null);
        worker("broken", "{");
        Files.createDirectories(directory.resolve("state/lotus-console/workers/no-log"));
        completes(stage, "a\tWinningPoSt, dead\nb\tWindowPoSt, dead\n", "--", "local-workers");
        completes(
                stage,
                "a\tWinningPoSt, dead\nb\tWindowPoSt, dead\nbroken\tstopped\nstopped\tstopped\n",
                "--",
                "local-names");
    }

    @Test
    void deadlinesComeFromTheLastSnapshotOfTheMinerTheLineIsFor() throws IOException {
        assertEquals("", complete(stage, "--", "deadlines"), "nothing was seen yet");
        stage.stdout("proving", "deadlines");
        StringBuilder listed = new StringBuilder();
        for (int i = 0; i < 48; i++) {
            // Of those recorded, two have no sectors.
            if (i != 37 && i != 38) {
                listed.append(i).append(i < 14 ? "\t4 sectors\n" : "\t2 sectors\n");
            }
        }
        String seen = listed.toString();
        completes(stage, seen, "--", "deadlines", "proving", "deadline");
        completes(stage, seen, "deadlines");
        // An unfinished line.
        completes(stage, seen, "--", "deadlines", "proving", "deadline", "--nope");
        assertEquals("", complete(stage, "--", "deadlines", "--actor", "f01234", "proving", "deadline"));

        // The repository on the line counts where no variable names a miner, as it does for the command.
        Path repository =
                Files.createDirectories(directory.resolve("miner/keystore")).getParent();
        Files.writeString(
                repository.resolve("api"), "/ip4/127.0.0.1/tcp/" + stage.miner().port() + "/http");
        stage.with("MINER_API_INFO", null);
        assertEquals("", complete(stage, "--", "deadlines", "proving", "deadline"));
        completes(stage, seen, "--", "deadlines", "proving", "deadline", "--miner-repo", repository.toString());
    }

    @Test
    void hostsOfWorkersComeFromTheLastSnapshotWithoutThoseThatSteerATerminal() {
        try (Stage workers = on(Stage.ofWorkers("{\"1\":{\"Info\":{\"Hostname\":\"prover-1\"}},"
                + "\"2\":{\"Info\":{\"Hostname\":\"\\u001b[2Jgone\"}},\"3\":{\"Info\":{\"Hostname\":\"a\\tb\"}}}"))) {
            workers.stdout("proving", "workers");
            completes(workers, "prover-1\tworker 1\n", "--", "worker-hosts");
            completes(workers.asWorker(), "prover-1\tworker 1\n", "--", "worker-hosts", "run", "--name");
        }
    }

    @Test
    void namesOfDirectoriesAreEscaped() throws IOException {
        worker("a\u001b[31mb\tc", null);
        completes(stage, "a\\x1b[31mb\\x09c\tstopped\n", "--", "local-names");
    }

    @Test
    void whatMakesNoSenseIsAnsweredByNothing() {
        assertEquals("", complete(stage));
        assertEquals("", complete(stage, "--"));
        assertEquals("", complete(stage, "--", "no-such-kind"));
        assertEquals("", complete(stage, "--help"));
        stage.with("MINER_API_INFO", "nonsense:::");
        assertEquals("", complete(stage, "--", "deadlines"));
        stage.with("LOTUS_CONSOLE_STYLE", "no-such-style");
        assertEquals("", complete(stage, "--", "deadlines"));
        stage.with("XDG_STATE_HOME", "\0").with("XDG_RUNTIME_DIR", "\0");
        assertEquals("", complete(stage, "--", "local-workers"));
        assertEquals("", complete(stage, "--", "deadlines"));
    }

    @Test
    void nobodyIsAsked() throws IOException {
        try (ServerSocketChannel miner = ServerSocketChannel.open()) {
            miner.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            miner.configureBlocking(false);
            int port = miner.socket().getLocalPort();
            stage.with("MINER_API_INFO", "token:/ip4/127.0.0.1/tcp/" + port + "/http")
                    .with("FULLNODE_API_INFO", "token:/ip4/127.0.0.1/tcp/" + port + "/http");
            // A record that its process no longer fits: `worker ls` would ask the worker.
            Path home = worker("moved", record("WindowPoSt").replace("\"pid\":1,", "\"pid\":" + own() + ","));
            Path repository = Files.createDirectories(home.resolve("repo"));
            Files.createDirectories(repository.resolve("keystore"));
            Files.writeString(repository.resolve("token"), "token");
            Files.writeString(repository.resolve("api"), "/ip4/127.0.0.1/tcp/" + port + "/http");
            for (String kind : List.of("local-workers", "local-names", "deadlines", "worker-hosts")) {
                complete(stage, "--", kind);
            }
            assertNull(miner.accept(), "somebody was asked");
        }
        assertEquals(List.of(), stage.miner().asked());
        assertEquals(List.of(), stage.fullNode().asked());
    }

    private static long own() {
        return ProcessHandle.current().pid();
    }

    @Test
    void aFileThatHangsDelaysNobody() throws Exception {
        assumeTrue(TmuxTerminal.isHere("mkfifo"), "mkfifo is missing on this machine");
        worker("good", record("WindowPoSt"));
        Path home = worker("hanging", null);
        // Who reads it waits until somebody writes.
        Path pipe = home.resolve("worker.json");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        long startNanos = System.nanoTime();
        assertEquals("", complete(stage, "--", "local-workers"));
        long millis = (System.nanoTime() - startNanos) / 1_000_000;
        assertTrue(millis < PROMPT_MILLIS_MAX, () -> "it took " + millis + " ms");
        Files.newByteChannel(pipe, StandardOpenOption.WRITE).close();
    }
}
