package io.lotusconsole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lotusconsole.embedded.EmbeddedMiner;
import io.lotusconsole.embedded.EmbeddedMinerConfig;
import io.lotusconsole.support.TmuxTerminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code dashboard} on a real terminal, and without one. */
@Timeout(300)
class DashboardIT {
    @TempDir
    private Path directory;

    private EmbeddedMiner miner;
    private TmuxTerminal terminal;

    @BeforeEach
    void start() throws Exception {
        assumeTrue(TmuxTerminal.isHere("tmux"), "tmux is missing on this machine");
        miner = EmbeddedMiner.start(EmbeddedMinerConfig.in(directory.resolve("repository")));
        Path setUp = Files.writeString(
                directory.resolve("set-up"),
                "export MINER_API_INFO=$(cat " + miner.minerRepo() + "/token):" + miner.minerMultiaddr() + "\n"
                        + "export FULLNODE_API_INFO=$(cat " + miner.fullNodeRepo() + "/token):"
                        + miner.fullNodeMultiaddr() + "\n"
                        + "export HOME=" + directory + " PS1='ready> ' LC_ALL=C.UTF-8\n"
                        + "unset XDG_RUNTIME_DIR XDG_CACHE_HOME XDG_STATE_HOME\n"
                        + "alias dashboard=" + program() + "\\ dashboard\n");
        terminal = new TmuxTerminal(directory, Map.of());
        terminal.open(80, 24, "bash", "--norc");
        terminal.type(". " + setUp + "; clear");
        terminal.press("Enter");
        terminal.awaitScreen("the shell", screen -> screen.startsWith("ready>"));
    }

    @AfterEach
    void stop() throws IOException {
        if (terminal != null) {
            terminal.close();
        }
        if (miner != null) {
            miner.close();
        }
    }

    private static String program() {
        return Path.of(System.getProperty("lotusconsole.home"), "bin", "lotus-miner")
                .toString();
    }

    private void begin() throws Exception {
        terminal.type("clear; stty -g >" + directory + "/before; dashboard");
        terminal.press("Enter");
        terminal.awaitScreen(
                "the first figures",
                screen -> screen.contains("lotus-miner t01000") && screen.contains("No PoSt worker"));
    }

    /** The shell's prompt is back, with the exit status, on a screen without a trace of the dashboard. */
    private void awaitEnd(int exit) throws Exception {
        terminal.awaitScreen("the prompt", screen -> screen.stripTrailing().endsWith("ready>"));
        terminal.type("echo exit $?; stty -g >" + directory + "/after; echo done");
        terminal.press("Enter");
        terminal.awaitScreen(
                "the status", screen -> screen.contains("\nexit " + exit + "\n") && screen.contains("\ndone\n"));
        assertEquals(Files.readString(directory.resolve("before")), Files.readString(directory.resolve("after")));
        assertEquals("0 1\n", terminal.run("display-message", "-p", "#{alternate_on} #{cursor_flag}"));
    }

    private long pid() throws IOException {
        return ProcessHandle.current()
                .info()
                .user()
                .flatMap(user -> ProcessHandle.allProcesses()
                        .filter(process -> process.info().user().orElse("").equals(user))
                        .filter(process ->
                                process.info().commandLine().orElse("").contains("lotus-console.jar dashboard"))
                        .findFirst())
                .orElseThrow()
                .pid();
    }

    @Test
    void keysAreTakenAndQuitLeavesTheTerminalWhole() throws Exception {
        begin();
        terminal.press("?");
        terminal.awaitScreen("the help", screen -> screen.contains("quit") && screen.contains("esc goes back"));
        terminal.press("Escape");
        terminal.awaitScreen("the panels again", screen -> screen.contains("── PoSt workers"));
        terminal.press("1", "Enter");
        terminal.awaitScreen("a deadline", screen -> screen.contains("── Deadline "));
        terminal.press("Escape", "/", "x");
        terminal.awaitScreen("the filter", screen -> screen.contains("no worker matches x"));
        terminal.press("Escape", "q");
        awaitEnd(0);
    }

    @Test
    void itFollowsTheSizeDownToASentence() throws Exception {
        begin();
        terminal.run("resize-window", "-x", "120", "-y", "40");
        terminal.awaitScreen("40 rows", screen -> screen.lines().count() >= 39 && screen.contains("── Events"));
        terminal.run("resize-window", "-x", "60", "-y", "15");
        terminal.awaitScreen(
                "the small form", screen -> !screen.contains("── Deadlines") && screen.contains("── PoSt"));
        terminal.run("resize-window", "-x", "30", "-y", "5");
        terminal.awaitScreen("the sentence", screen -> screen.startsWith("The dashboard needs 60x15"));
        terminal.run("resize-window", "-x", "80", "-y", "24");
        terminal.awaitScreen("all panels", screen -> screen.contains("── Deadlines"));
        terminal.press("C-c");
        awaitEnd(130);
    }

    @Test
    void suspendedItGivesTheTerminalBackAndTakesItAgain() throws Exception {
        begin();
        terminal.press("C-z");
        terminal.awaitScreen("the shell", screen -> screen.contains("Stopped") && !screen.contains("── Deadlines"));
        terminal.type("fg");
        terminal.press("Enter");
        terminal.awaitScreen("the dashboard again", screen -> screen.contains("── Deadlines"));
        terminal.press("q");
        awaitEnd(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT", "HUP"})
    void aSignalLeavesTheTerminalWhole(String signal) throws Exception {
        begin();
        int number = Map.of("TERM", 15, "INT", 2, "HUP", 1).get(signal);
        assertEquals(
                0,
                new ProcessBuilder("kill", "-" + signal, Long.toString(pid()))
                        .start()
                        .waitFor());
        awaitEnd(128 + number);
    }

    @Test
    void aLostMinerIsShownWithTheAgeOfWhatIsOld() throws Exception {
        begin();
        miner.close();
        miner = null;
        terminal.awaitScreen("the loss", screen -> screen.contains("chain UNREACHABLE, "));
        terminal.awaitScreen(
                "the loss of the workers", screen -> screen.contains("workers UNREACHABLE") && screen.contains(" old"));
        terminal.press("q");
        awaitEnd(0);
    }

    @Test
    void localProvingThatIsSwitchedOffIsReadFromTheMinersConfiguration() throws Exception {
        Files.writeString(
                miner.minerRepo().resolve("config.toml"), "[Proving]\n  DisableBuiltinWindowPoSt = true # no\n");
        terminal.type("dashboard --miner-repo " + miner.minerRepo() + " >" + directory + "/plain; echo ended $?");
        terminal.press("Enter");
        terminal.awaitScreen("the end", screen -> screen.contains("\nended 0"));
        String plain = Files.readString(directory.resolve("plain"));
        assertTrue(
                plain.contains("next WindowPoSt: NOBODY (local proving is off) · WinningPoSt: miner itself\n"), plain);
    }

    @Test
    void withoutATerminalItPrintsOnceAndEnds() throws Exception {
        terminal.type("dashboard >" + directory + "/plain </dev/null; echo ended $?");
        terminal.press("Enter");
        terminal.awaitScreen("the end", screen -> screen.contains("\nended 0"));
        String plain = Files.readString(directory.resolve("plain"));
        assertTrue(plain.contains("lotus-miner t01000") && plain.contains("No PoSt worker is attached"), plain);
        assertTrue(plain.indexOf('\u001b') < 0, plain);
    }
}
