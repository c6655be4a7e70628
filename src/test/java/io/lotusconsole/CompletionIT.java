package io.lotusconsole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lotusconsole.support.RecordedFolder;
import io.lotusconsole.support.Stage;
import io.lotusconsole.support.TmuxTerminal;
import io.lotusconsole.support.Transport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Completion in real shells on a real terminal (tmux), with the packaged programs. */
class CompletionIT {
    private static final String PROMPT = "ready> ";
    private static final int PRESSES_MAX = 30;

    @TempDir
    private Path directory;

    private final Map<String, String> environment = new HashMap<>();

    private Stage stage;

    /** Null until the first line is completed. */
    private TmuxTerminal terminal;

    /** What was asked when the shells begin. */
    private List<String> asked;

    @BeforeEach
    void leaveAMachineThatCommandsHaveSeen() throws IOException {
        Path run = Files.createDirectories(directory.resolve("run"));
        stage = Stage.recorded("static-chain", "proving-deadlines").with("XDG_RUNTIME_DIR", run.toString());
        stage.stdout("proving", "deadlines");
        Path worker = Files.createDirectories(directory.resolve("state/lotus-console/workers/prover-7"));
        Files.writeString(worker.resolve("worker.log"), "up\n");
        Files.writeString(
                worker.resolve("worker.json"),
                "{\"role\":\"WindowPoSt\",\"pid\":1,\"processStart\":\"2026-11-21T11:00:00Z\","
                        + "\"startedAt\":\"2026-11-21T11:00:00Z\",\"flags\":[]}");
        environment.put("HOME", directory.toString());
        environment.put("XDG_RUNTIME_DIR", run.toString());
        environment.put("XDG_STATE_HOME", directory.resolve("state").toString());
        environment.put("XDG_CACHE_HOME", directory.resolve("cache").toString());
        environment.put("XDG_CONFIG_HOME", directory.resolve("config").toString());
        environment.put("LOTUS_CONSOLE_MAKE_ARCHIVE", "never");
        environment.put("PATH", home().resolve("bin") + ":" + System.getenv("PATH"));
        environment.put("MINER_API_INFO", stage.miner().apiInfo(RecordedFolder.TOKEN, Transport.HTTP));
        asked = List.copyOf(stage.miner().asked());
    }

    @AfterEach
    void stopShellAndMiner() throws IOException {
        if (terminal != null) {
            terminal.close();
        }
        stage.close();
    }

    private static Path home() {
        return Path.of(System.getProperty("lotusconsole.home"));
    }

    private static String[] program(String shell) {
        return switch (shell) {
            case "bash" -> new String[] {"bash", "--norc", "--noprofile"};
            case "zsh" -> new String[] {"zsh", "-f"};
            default -> new String[] {"fish", "--no-config"};
        };
    }

    /** Loads the committed script of lotus-miner as the shell finds it when installed, and what lotus-worker prints. */
    private String setUp(String shell) {
        Path scripts = home().resolve("completions");
        return switch (shell) {
            case "bash" ->
                "PS1='" + PROMPT + "'\nsource " + scripts.resolve("lotus-miner.bash")
                        + "\nsource <(lotus-worker completion bash)\n";
            case "zsh" ->
                "PS1='" + PROMPT + "'\nfpath=(" + scripts + " $fpath)\nautoload -Uz compinit\ncompinit -D -u\n"
                        + "source <(lotus-worker completion zsh)\n";
            default ->
                "function fish_prompt\n echo -n '" + PROMPT + "'\nend\nset -g fish_autosuggestion_enabled 0\n"
                        + "set fish_greeting\nsource " + scripts.resolve("lotus-miner.fish")
                        + "\nlotus-worker completion fish | source\n";
        };
    }

    /** Whether a line of the screen is the prompt with this behind it, or with the = that zsh puts behind a flag. */
    private static boolean hasLine(String screen, String line) {
        return screen.lines()
                .map(String::stripTrailing)
                .anyMatch(each -> each.equals(PROMPT + line) || each.equals(PROMPT + line + "="));
    }

    /** Types a line into a fresh shell and presses TAB until what is wanted is there. */
    private void complete(String shell, String typed, String wanted, String... listed)
            throws IOException, InterruptedException {
        if (terminal == null) {
            terminal = new TmuxTerminal(directory, environment);
            terminal.open(120, 40, program(shell));
        } else {
            terminal.run("respawn-pane", "-k");
        }
        Path setUp = Files.writeString(directory.resolve("set-up"), setUp(shell));
        terminal.type(". " + setUp + "; clear");
        terminal.press("Enter");
        terminal.awaitScreen("the prompt", CompletionIT::isPrompt);
        terminal.type(typed);
        terminal.awaitScreen("what was typed", screen -> hasLine(screen, typed.stripTrailing()));
        // On a busy machine values may not come in time; then nothing does, and one presses the key again.
        String seen = "";
        for (int presses = 0; presses < PRESSES_MAX; presses++) {
            terminal.press("Tab");
            seen = terminal.awaitStill();
            if (hasLine(seen, wanted) && List.of(listed).stream().allMatch(seen::contains)) {
                return;
            }
        }
        throw new AssertionError(typed + "<TAB> in " + shell + " never led to " + wanted + "\n" + seen);
    }

    private static boolean isPrompt(String screen) {
        return screen.strip().equals(PROMPT.strip());
    }

    private void require(String shell) {
        assumeTrue(TmuxTerminal.isHere("tmux"), "tmux is missing on this machine");
        assumeTrue(TmuxTerminal.isHere(shell), shell + " is missing on this machine");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh", "fish"})
    void commandsFlagsAndTheirValuesAreCompleted(String shell) throws Exception {
        require(shell);
        complete(shell, "lotus-miner proving w", "lotus-miner proving w", "watch", "workers");
        complete(shell, "lotus-miner proving wo", "lotus-miner proving workers");
        complete(shell, "lotus-miner proving workers --sty", "lotus-miner proving workers --style");
        complete(shell, "lotus-miner proving workers --st", "lotus-miner proving workers --st", "--style", "--storage");
        complete(shell, "lotus-miner proving workers --style=l", "lotus-miner proving workers --style=lotus");
        complete(shell, "lotus-miner -o nd", "lotus-miner -o ndjson");
        complete(
                shell,
                "lotus-miner --actor f01 proving compute win",
                "lotus-miner --actor f01 proving compute windowed-post");
        complete(shell, "lotus-worker tasks dis", "lotus-worker tasks disable");
        if (!shell.equals("bash")) {
            complete(
                    shell,
                    "lotus-miner worker ",
                    "lotus-miner worker",
                    "Print the log of a worker",
                    "Start a PoSt worker in the background");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh", "fish"})
    void pathsAreCompletedWhereOneIsWanted(String shell) throws Exception {
        require(shell);
        Files.createDirectories(directory.resolve("repository"));
        Files.writeString(directory.resolve("remote.pem"), "");
        complete(
                shell,
                "lotus-miner --miner-repo " + directory + "/re",
                "lotus-miner --miner-repo " + directory + "/repository/");
        complete(
                shell,
                "lotus-miner --cacert " + directory + "/rem",
                "lotus-miner --cacert " + directory + "/remote.pem");
        // A command of the next program of this name.
        complete(
                shell, "lotus-miner sectors " + directory + "/rem", "lotus-miner sectors " + directory + "/remote.pem");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh", "fish"})
    void valuesOfThisMachineAreCompletedAndNobodyIsAsked(String shell) throws Exception {
        require(shell);
        complete(shell, "lotus-miner worker logs ", "lotus-miner worker logs prover-7");
        complete(shell, "lotus-miner worker stop --now p", "lotus-miner worker stop --now prover-7");
        complete(shell, "lotus-miner proving deadline 3", "lotus-miner proving deadline 3", "30", "31", "32");
        assertEquals(asked, stage.miner().asked(), "completion asked the miner");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh", "fish"})
    void namesWithColonsAndBlanksAreCompletedBehindAnEqualsSign(String shell) throws Exception {
        require(shell);
        try (Stage workers = Stage.ofWorkers("{\"1\":{\"Info\":{\"Hostname\":\"rack:7:a b\"}}}")
                .with("XDG_RUNTIME_DIR", environment.get("XDG_RUNTIME_DIR"))) {
            workers.stdout("proving", "workers");
            environment.put("MINER_API_INFO", workers.miner().apiInfo(RecordedFolder.TOKEN, Transport.HTTP));
            for (String flag : List.of("--name=", "--name ")) {
                complete(shell, "lotus-worker run " + flag + "rack:7", "lotus-worker run " + flag + "rack:7:a\\ b");
            }
            assertTrue(workers.complaints().isEmpty());
        }
    }
}
