package io.lotusconsole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lotusconsole.embedded.EmbeddedMiner;
import io.lotusconsole.embedded.EmbeddedMinerConfig;
import io.lotusconsole.feed.Turn;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --watch}, on a real terminal (tmux) and into a pipe. */
class WatchIT {
    private static final long WAIT_SECONDS_MAX = 60;

    @TempDir
    private Path directory;

    private EmbeddedMiner miner;
    private String exports;

    @BeforeEach
    void startMiner() throws IOException {
        miner = EmbeddedMiner.start(EmbeddedMinerConfig.in(directory.resolve("repository")));
        exports = "export MINER_API_INFO=$(cat " + miner.minerRepo() + "/token):" + miner.minerMultiaddr() + "\n"
                + "export FULLNODE_API_INFO=$(cat " + miner.fullNodeRepo() + "/token):" + miner.fullNodeMultiaddr()
                + "\n"
                + "export HOME=" + directory + " PS1='ready> '\n"
                + "unset XDG_RUNTIME_DIR XDG_CACHE_HOME\n";
    }

    @AfterEach
    void stopMiner() throws IOException {
        miner.close();
    }

    private static String program() {
        return Path.of(System.getProperty("lotusconsole.home"), "bin", "lotus-miner")
                .toString();
    }

    private String tmux(String... words) throws IOException, InterruptedException {
        List<String> all =
                new ArrayList<>(List.of("tmux", "-S", directory.resolve("tmux").toString(), "-f", "/dev/null"));
        all.addAll(List.of(words));
        Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(WAIT_SECONDS_MAX, TimeUnit.SECONDS));
        return said;
    }

    private String awaitScreen(String what, Predicate<String> condition) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS_MAX);
        String screen = "";
        while (System.nanoTime() - end < 0) {
            screen = tmux("capture-pane", "-p");
            if (condition.test(screen)) {
                return screen;
            }
            LockSupport.parkNanos(50_000_000);
        }
        throw new AssertionError("never seen: " + what + "\n" + screen);
    }

    private static boolean isTmuxHere() {
        try {
            return new ProcessBuilder("tmux", "-V").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static String line(String screen, int number) {
        return screen.lines().skip(number).findFirst().orElse("");
    }

    @Test
    void aTerminalIsDrawnInPlaceAndLeftWhole() throws Exception {
        assumeTrue(isTmuxHere(), "tmux is missing on this machine");
        Path setUp = Files.writeString(directory.resolve("set-up"), exports);
        tmux("new-session", "-d", "-x", "80", "-y", "24", "sh");
        try {
            tmux("send-keys", ". " + setUp + "; stty -g >" + directory + "/before; clear", "Enter");
            awaitScreen("the shell", screen -> screen.startsWith("ready>"));
            tmux("send-keys", program() + " proving deadlines --watch=1s", "Enter");
            String first =
                    awaitScreen("24 rows", screen -> screen.startsWith("every 1s") && screen.contains("more lines"));
            assertEquals(24, first.lines().count());
            assertTrue(line(first, 1).startsWith("Miner: t01000"), first);
            awaitScreen("the next look", screen -> !line(screen, 0).equals(line(first, 0)));
            tmux("resize-window", "-x", "120", "-y", "40");
            awaitScreen("40 rows", screen -> line(screen, 39).contains("more lines"));
            // Narrower than the table: lines are clipped, or the header would scroll away.
            tmux("resize-window", "-x", "40", "-y", "10");
            String narrow = awaitScreen(
                    "10 rows",
                    screen -> screen.lines().count() == 10
                            && screen.startsWith("every 1s")
                            && line(screen, 9).contains("more lines"));
            assertTrue(line(narrow, 2).startsWith("deadline  open"), narrow);
            tmux("resize-window", "-x", "120", "-y", "40");
            miner.close();
            awaitScreen("that it is old", screen -> screen.startsWith("OLD, from ") && screen.contains("refused"));
            tmux("send-keys", "C-c");
            awaitScreen(
                    "the prompt on a line of its own",
                    screen -> screen.lines().anyMatch("ready>"::equals)
                            || screen.lines().anyMatch("ready> "::equals));
            tmux("send-keys", "echo status $?; stty -g | cmp - " + directory + "/before && echo modes kept", "Enter");
            String last = awaitScreen("the shell's answer", screen -> screen.contains("\nstatus 130\n"));
            assertTrue(awaitScreen("the modes", screen -> screen.contains("\nmodes kept\n")) != null, last);
        } finally {
            tmux("kill-server");
        }
    }

    private Process piped(String command) throws IOException {
        return new ProcessBuilder("sh", "-c", exports + "exec " + program() + " " + command)
                .redirectError(directory.resolve("err").toFile())
                .start();
    }

    @Test
    void aPipeGetsABlockEachTime() throws Exception {
        Process process = piped("proving info --watch=1s");
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            List<String> starts = new ArrayList<>();
            while (starts.size() < 3) {
                String line = out.readLine();
                assertTrue(line != null, () -> "it ended after " + starts);
                if (line.startsWith("-- ")) {
                    starts.add(line);
                }
            }
            assertEquals(3, starts.stream().distinct().count(), starts::toString);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void ndjsonIsALineEachTime() throws Exception {
        Process process = piped("-o ndjson proving info --watch=1s");
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            for (int i = 0; i < 3; i++) {
                String line = out.readLine();
                assertTrue(line != null && line.startsWith("{\"apiVersion\":") && line.endsWith("}"), line);
            }
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void theMinerIsAskedForItsWorkersEveryTenSecondsAtMostHoweverLongTheTurnWasWaitedFor() throws Exception {
        // Somebody asked seven seconds ago, so the first look waits for three.
        String authority = miner.minerMultiaddr().replaceFirst("^/ip4/([0-9.]+)/tcp/([0-9]+).*", "$1:$2");
        Clock then = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(-7));
        Turn.take(directory.resolve(".cache/lotus-console"), authority, false, then, 0, () -> {})
                .close();
        Process process = piped("sealing workers --watch=1s --vv");
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            long start = System.nanoTime();
            int blocks = 0;
            long firstNanos = 0;
            while (blocks < 2) {
                String line = out.readLine();
                assertTrue(line != null, "it ended");
                if (line.startsWith("-- ")) {
                    blocks++;
                    firstNanos = blocks == 1 ? System.nanoTime() - start : firstNanos;
                }
            }
            long waitedMillis = firstNanos / 1_000_000;
            assertTrue(waitedMillis > 1_500, () -> "the first look came after " + waitedMillis + " ms");
            long apartMillis = (System.nanoTime() - start - firstNanos) / 1_000_000;
            assertTrue(apartMillis > 9_000, () -> "two looks were only " + apartMillis + " ms apart");
            assertTrue(apartMillis < 25_000, () -> "the wait for the turn counts: " + apartMillis + " ms apart");
            String said = Files.readString(directory.resolve("err"));
            assertTrue(said.contains("note: looking every 10s"), said);
        } finally {
            process.destroyForcibly();
        }
    }
}
