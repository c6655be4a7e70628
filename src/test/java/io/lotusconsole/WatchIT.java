package io.lotusconsole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lotusconsole.embedded.EmbeddedMiner;
import io.lotusconsole.embedded.EmbeddedMinerConfig;
import io.lotusconsole.feed.Turn;
import io.lotusconsole.support.FaultyServer;
import io.lotusconsole.support.Run;
import io.lotusconsole.support.TmuxTerminal;
import io.lotusconsole.support.Transport;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
        return new TmuxTerminal(directory, Map.of()).run(words);
    }

    private String awaitScreen(String what, Predicate<String> condition) throws IOException, InterruptedException {
        return new TmuxTerminal(directory, Map.of()).awaitScreen(what, condition);
    }

    /** A terminal of this size with a shell in it that knows the miner, at its prompt. */
    private void openShell(int columns, int rows) throws IOException, InterruptedException {
        Path setUp = Files.writeString(directory.resolve("set-up"), exports);
        tmux("new-session", "-d", "-x", Integer.toString(columns), "-y", Integer.toString(rows), "sh");
        tmux("send-keys", ". " + setUp + "; clear", "Enter");
        awaitScreen("the shell", screen -> screen.startsWith("ready>"));
    }

    private static String line(String screen, int number) {
        return screen.lines().skip(number).findFirst().orElse("");
    }

    @Test
    void aTerminalIsDrawnInPlaceAndLeftWhole() throws Exception {
        assumeTrue(TmuxTerminal.isHere("tmux"), "tmux is missing on this machine");
        try {
            openShell(80, 24);
            tmux(
                    "send-keys",
                    "stty -g >" + directory + "/before; clear; " + program() + " proving deadlines --watch=1s",
                    "Enter");
            String first =
                    awaitScreen("24 rows", screen -> screen.startsWith("every 1s") && screen.contains("more lines"));
            assertEquals(24, first.lines().count());
            assertTrue(line(first, 1).startsWith("Miner: t01000"), first);
            awaitScreen("the next look", screen -> !line(screen, 0).equals(line(first, 0)));
            tmux("resize-window", "-x", "120", "-y", "40");
            // Cut in the middle: the first deadlines and the last.
            awaitScreen(
                    "40 rows",
                    screen -> line(screen, 38).startsWith("47 ")
                            && line(screen, 26).contains("more lines"));
            // Narrower than the table: lines are clipped, or the header would scroll away.
            tmux("resize-window", "-x", "40", "-y", "10");
            String narrow = awaitScreen(
                    "10 rows",
                    screen -> screen.lines().count() == 10
                            && screen.startsWith("every 1s")
                            && line(screen, 6).contains("more lines")
                            && line(screen, 8).startsWith("47 "));
            assertTrue(line(narrow, 2).startsWith("deadline  open"), narrow);
            tmux("resize-window", "-x", "120", "-y", "40");
            miner.close();
            // Why, and what to do about it, as without --watch; on 40 columns that takes more than a line.
            tmux("resize-window", "-x", "40", "-y", "12");
            String old = awaitScreen(
                    "that it is old",
                    screen -> screen.matches("(?s)OLD, from [0-9]+s ago .*")
                            && screen.replace('\n', ' ')
                                    .contains("is not reachable: connection refused Is it running? The"
                                            + " address comes from MINER_API_INFO."));
            assertTrue(line(old, 0).length() <= 40, old);
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

    @Test
    void whatIsSaidBesideAReportIsOnTheScreenToo() throws Exception {
        assumeTrue(TmuxTerminal.isHere("tmux"), "tmux is missing on this machine");
        try {
            openShell(80, 24);
            tmux("send-keys", program() + " proving workers --watch=1s", "Enter");
            String workers = awaitScreen("the hint", screen -> screen.contains("note: No PoSt worker is attached"));
            assertTrue(line(workers, 0).matches("every 10s   [^ ]+Z   next at [0-9:]{8}Z   Ctrl-C ends it"), workers);
            assertTrue(workers.contains("note: looking every 10s: more often would hold up the miner.\n"), workers);
            assertTrue(
                    workers.contains("\n`lotus-worker run --windowpost` or `--winningpost` attaches one.\n"), workers);
            tmux("send-keys", "C-c");
            awaitScreen("the prompt", screen -> screen.lines().anyMatch(line -> line.startsWith("ready>")));
            tmux(
                    "send-keys",
                    "clear; FULLNODE_API_INFO=/ip4/127.0.0.1/tcp/9/http " + program() + " info --watch",
                    "Enter");
            // The tally that info closes with, and why the rest is unknown, on 24 rows.
            awaitScreen(
                    "the tally and the reason",
                    screen -> screen.contains("\n        Seal: 1\n")
                            && screen.contains("missing: chain head, ")
                            && screen.contains("127.0.0.1:9 is not reachable: connection refused\n")
                            && screen.contains("note: Is it running? The address comes from FULLNODE_API_INFO.\n"));
            tmux("send-keys", "C-c");
        } finally {
            tmux("kill-server");
        }
    }

    @Test
    void aNewSizeIsDrawnForLongBeforeTheNextLook() throws Exception {
        assumeTrue(TmuxTerminal.isHere("tmux"), "tmux is missing on this machine");
        try {
            openShell(80, 24);
            tmux("send-keys", program() + " proving deadlines --watch=1h", "Enter");
            String first = awaitScreen("24 rows", screen -> screen.startsWith("every 1h") && screen.contains("47 "));
            tmux("resize-window", "-x", "100", "-y", "40");
            String larger = awaitScreen("40 rows", screen -> line(screen, 38).startsWith("47 "));
            assertEquals(line(first, 0), line(larger, 0), "the report is the same");
            tmux("resize-window", "-x", "80", "-y", "12");
            awaitScreen("12 rows", screen -> line(screen, 10).startsWith("47 "));
            tmux("send-keys", "C-c");
        } finally {
            tmux("kill-server");
        }
    }

    @Test
    void anOldScreenIsTheOneThatCame() throws Exception {
        assumeTrue(TmuxTerminal.isHere("tmux"), "tmux is missing on this machine");
        try {
            openShell(80, 40);
            tmux("send-keys", program() + " --actor t01000 info --watch=2s", "Enter");
            awaitScreen("the chain", screen -> screen.contains("\nChain: [sync ok] "));
            miner.close();
            // An epoch is a second here: by the clock the chain would be behind after five.
            String old = awaitScreen("that it is old", screen -> screen.matches("(?s)OLD, from ([6-9]|1[0-9])s .*"));
            assertTrue(old.contains("\nChain: [sync ok] "), old);
            tmux("send-keys", "C-c");
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
        long startNanos = System.nanoTime();
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
            // Looks begin a second apart; their answers, whose times the blocks bear, may be closer.
            long millis = (System.nanoTime() - startNanos) / 1_000_000;
            assertTrue(millis >= 2_000, () -> "three looks within " + millis + " ms");
            assertEquals(starts.stream().sorted().toList(), starts);
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

    /** Every reading is so much later than the one before. */
    private static final class JumpingClock extends Clock {
        private final Duration step;
        private Instant next;

        /** The second reading is the present. */
        JumpingClock(Duration step) {
            this.step = step;
            this.next = Instant.now().minus(step);
        }

        @Override
        public Instant instant() {
            Instant now = next;
            next = next.plus(step);
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private Path turns() {
        return directory.resolve(".cache/lotus-console");
    }

    private String authority() {
        return miner.minerMultiaddr().replaceFirst("^/ip4/([0-9.]+)/tcp/([0-9]+).*", "$1:$2");
    }

    /** Reads up to the head of the next block; how long that took. */
    private static long millisToBlock(BufferedReader out) throws IOException {
        long start = System.nanoTime();
        String line = out.readLine();
        while (line != null && !line.startsWith("-- ")) {
            line = out.readLine();
        }
        assertTrue(line != null, "it ended");
        return (System.nanoTime() - start) / 1_000_000;
    }

    @Test
    void theFirstLookIsAtOnceAndTheMinerIsLeftAloneFromThenOn() throws Exception {
        // Somebody's call has just taken five seconds: polls are to stay away for a hundred.
        Turn.take(turns(), authority(), false, new JumpingClock(Duration.ofSeconds(5)), 0, () -> {})
                .close();
        Process process = piped("sealing workers --watch=1s");
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            long firstMillis = millisToBlock(out);
            assertTrue(firstMillis < 9_000, () -> "the first look came after " + firstMillis + " ms");
            long apartMillis = millisToBlock(out);
            assertTrue(apartMillis > 9_000, () -> "two looks were only " + apartMillis + " ms apart");
            assertTrue(Files.readString(directory.resolve("err")).contains("note: looking every 10s"));
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void theWaitForTheTurnDoesNotSlowTheWatchDown() throws Exception {
        Process process;
        BufferedReader out;
        // Another process has the turn for three seconds: counted as the miner's, it would mean a rest of a minute.
        Turn turn = Turn.take(turns(), authority(), false, Clock.systemUTC(), 0, () -> {});
        try {
            process = piped("sealing workers --watch=1s");
            out = process.inputReader(StandardCharsets.UTF_8);
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(3);
            while (System.nanoTime() - end < 0) {
                assertTrue(!out.ready(), "it did not wait for its turn");
                LockSupport.parkNanos(50_000_000);
            }
        } finally {
            turn.close();
        }
        try (out) {
            millisToBlock(out);
            long apartMillis = millisToBlock(out);
            assertTrue(apartMillis < 25_000, () -> "the wait for the turn counts: " + apartMillis + " ms apart");
        } finally {
            process.destroyForcibly();
        }
    }

    private void awaitError(String pattern) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS_MAX);
        String said = "";
        while (System.nanoTime() - end < 0) {
            said = Files.readString(directory.resolve("err"));
            if (said.matches(pattern)) {
                return;
            }
            LockSupport.parkNanos(50_000_000);
        }
        throw new AssertionError("never said: " + pattern + "\n" + said);
    }

    @Test
    void aPipeIsToldThatASlowMinerIsAskedLessOften() throws Exception {
        String reply = "{\"jsonrpc\":\"2.0\",\"id\":$ID,\"result\":{}}";
        try (FaultyServer slow = FaultyServer.answeringLate(1_000, reply)) {
            exports += "export MINER_API_INFO=" + slow.apiInfo(Run.TOKEN, Transport.HTTP) + "\n";
            Process process = piped("sealing workers --watch=10s");
            try {
                // Twenty times a second and a bit.
                awaitError("(?s).*\nnote: looking every [2-9][0-9]s \\(a look takes [0-9.]+s\\): more often would hold"
                        + " up the miner\\.\n");
            } finally {
                process.destroyForcibly();
            }
        }
    }

    @Test
    void theChainIsNotBlamedForTheWaitForTheTurn() throws Exception {
        // An epoch is a second here, and a head of seven epochs ago is behind.
        Turn turn = Turn.take(turns(), authority(), false, Clock.systemUTC(), 0, () -> {});
        Process process = piped("info");
        try {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(8);
            while (System.nanoTime() - end < 0) {
                assertTrue(process.isAlive(), "it did not wait for its turn");
                LockSupport.parkNanos(50_000_000);
            }
            turn.close();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(out.contains("\nChain: [sync ok] "), out);
            assertTrue(out.contains("Seal: 1\n"), out);
        } finally {
            turn.close();
            process.destroyForcibly();
        }
    }
}
