package io.lotusconsole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lotusconsole.support.Answers;
import io.lotusconsole.support.Api;
import io.lotusconsole.support.ReplayServer;
import io.lotusconsole.support.StandInWorker;
import io.lotusconsole.support.Transport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A worker that was started from a terminal, whose terminal is then killed: it lives, and a console elsewhere finds it.
 * The consoles are processes of their own, the worker a stand-in.
 */
@Timeout(180)
class LocalWorkerSurvivalIT {
    private static final long WAIT_SECONDS_MAX = 60;

    @TempDir
    private Path directory;

    private ReplayServer miner;
    private Path checkout;

    @BeforeEach
    void startMiner() throws IOException {
        String version = "{\"Version\":\"v1.36.2-dev+2k\",\"APIVersion\":66816,\"BlockDelay\":4,\"Agent\":\"lotus\"}";
        miner = ReplayServer.start(Api.MINER, "test-token", Answers.toOne("Filecoin.Version", version));
        checkout = StandInWorker.checkout(directory.resolve("checkout"));
    }

    @AfterEach
    void endAll() throws Exception {
        run("worker", "stop", "--now", "w");
        miner.close();
    }

    private List<String> console(String... words) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dlotusconsole.home=" + checkout,
                "-cp",
                System.getProperty("java.class.path"),
                "io.lotusconsole.Main"));
        command.addAll(List.of(words));
        return command;
    }

    private ProcessBuilder withEnvironment(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("XDG_") || name.startsWith("LOTUS_"));
        builder.environment()
                .putAll(Map.of(
                        "HOME", directory.toString(), "MINER_API_INFO", miner.apiInfo("test-token", Transport.HTTP)));
        return builder;
    }

    private String run(String... words) throws IOException, InterruptedException {
        return ended(withEnvironment(console(words)).start());
    }

    private static String ended(Process process) throws IOException, InterruptedException {
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(WAIT_SECONDS_MAX, TimeUnit.SECONDS), "still running");
        return said;
    }

    private String tmux(String... words) throws IOException, InterruptedException {
        List<String> all =
                new ArrayList<>(List.of("tmux", "-S", directory.resolve("tmux").toString(), "-f", "/dev/null"));
        all.addAll(List.of(words));
        return ended(withEnvironment(all).start());
    }

    private static boolean isTmuxHere() throws InterruptedException {
        try {
            return new ProcessBuilder("tmux", "-V").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void theWorkerOutlivesItsTerminalAndIsFoundAgain() throws Exception {
        assumeTrue(isTmuxHere(), "tmux is missing on this machine");
        Path script = directory.resolve("start");
        StringBuilder line = new StringBuilder();
        console("worker", "start", "--windowpost", "--name", "w")
                .forEach(word -> line.append(" '").append(word).append('\''));
        Files.writeString(
                script, line + " >'" + directory.resolve("said") + "' 2>&1\ntmux wait-for -S started\nread line\n");
        tmux("new-session", "-d", "sh", script.toString());
        tmux("wait-for", "started");
        String said = Files.readString(directory.resolve("said"));
        assertTrue(said.startsWith("w is registered with t01000"), said);
        long pid = Long.parseLong(said.replaceFirst("(?s).*process (\\d+), log.*", "$1"));

        tmux("kill-server");
        assertTrue(ProcessHandle.of(pid).orElseThrow().isAlive());
        String list = run("worker", "ls");
        assertTrue(list.contains("registered"), list);
        assertTrue(list.contains(Long.toString(pid)), list);

        assertTrue(run("worker", "logs", "w").endsWith("up\n"), "the hang-up did not reach it");
        run("worker", "stop", "w");
        assertTrue(
                ProcessHandle.of(pid).isEmpty() || !ProcessHandle.of(pid).get().isAlive());
    }

    /** The process that would end with the terminal is the console's; here it is killed before the worker registers. */
    @Test
    void aConsoleThatIsKilledWhileItWaitsLeavesTheWorker() throws Exception {
        Process console = withEnvironment(
                        console("worker", "start", "--windowpost", "--name", "w", "--", "--say=connecting"))
                .start();
        Path record = directory.resolve(".local/state/lotus-console/workers/w/worker.json");
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS_MAX);
        String list = "";
        while (!list.contains("connecting") && System.nanoTime() - end < 0) {
            list = run("worker", "ls");
        }
        assertTrue(list.contains("connecting"), list);
        console.destroyForcibly();
        assertTrue(console.waitFor(WAIT_SECONDS_MAX, TimeUnit.SECONDS));
        assertTrue(run("worker", "ls").contains("connecting"));
        assertEquals("", run("worker", "stop", "--now", "w"));
        assertTrue(Files.notExists(record));
    }

    @Test
    void followingALogEndsWithCtrlC() throws Exception {
        run("worker", "start", "--windowpost", "--name", "w");
        Path said = directory.resolve("said");
        Process following = withEnvironment(console("worker", "logs", "-f", "w"))
                .redirectOutput(said.toFile())
                .start();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS_MAX);
        while (!Files.readString(said).endsWith("up\n") && System.nanoTime() - end < 0) {
            assertTrue(!following.waitFor(50, TimeUnit.MILLISECONDS), "it follows");
        }
        assertEquals(
                0,
                new ProcessBuilder("kill", "-INT", Long.toString(following.pid()))
                        .start()
                        .waitFor());
        assertTrue(following.waitFor(WAIT_SECONDS_MAX, TimeUnit.SECONDS));
        assertEquals(130, following.exitValue());
        assertTrue(Files.readString(said).endsWith("up\n"));
        assertTrue(run("worker", "ls").contains("registered"), "the worker is another process");
    }
}
