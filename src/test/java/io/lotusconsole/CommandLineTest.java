package io.lotusconsole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.lotusconsole.support.Answers;
import io.lotusconsole.support.ConsoleUnderTest.Outcome;
import io.lotusconsole.support.Golden;
import io.lotusconsole.support.Stage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** How command lines are read: Go's rules (urfave/cli v2, section 1.2 of the reference), help, colour. */
class CommandLineTest {
    private static final int HELP_COLUMNS_MAX = 80;
    private static final String WORKERS =
            "{\"1\":{\"Info\":{\"Hostname\":\"h\"},\"Tasks\":[\"post/v0/windowproof\"]," + "\"Enabled\":true}}";

    /** A miner with one worker, and a full node that answers nothing. */
    private static Stage stage() {
        return Stage.ofWorkers(WORKERS);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Walks the tree by what the help texts themselves list. */
    private static List<String> commands() {
        List<String> found = new ArrayList<>();
        try (Stage stage = stage()) {
            collect(stage, "", found);
        }
        return found;
    }

    private static void collect(Stage stage, String path, List<String> found) {
        found.add(path);
        String help = stage.stdout((path + " --help").strip().split(" "));
        Matcher commands =
                Pattern.compile("\nCOMMANDS:\n(.*?)\n\n", Pattern.DOTALL).matcher(help);
        if (commands.find()) {
            for (String row : commands.group(1).split("\n")) {
                String name = row.strip().split("[ ,]")[0];
                // A row that goes on is indented further.
                if (row.startsWith("   ") && row.charAt(3) != ' ' && !name.equals("help")) {
                    collect(stage, (path + " " + name).strip(), found);
                }
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> helpOfEveryCommandIsGolden() {
        List<String> commands = commands();
        assertTrue(commands.contains("proving compute windowed-post"), () -> "found " + commands);
        return commands.stream()
                .map(path -> dynamicTest("lotus-miner " + path, () -> {
                    try (Stage stage = stage()) {
                        String help = stage.stdout((path + " --help").strip().split(" "));
                        Golden.check("help/" + ("lotus-miner " + path).strip().replace(' ', '-') + ".txt", help);
                        help.lines().forEach(line -> assertTrue(line.length() <= HELP_COLUMNS_MAX, line));
                        // The three other ways to ask for the same.
                        assertEquals(help, stage.stdout((path + " -h").strip().split(" ")));
                        assertEquals(help, stage.stdout((path + " help").strip().split(" ")));
                        assertEquals(help, stage.stdout(("help " + path).strip().split(" ")));
                        assertEquals(List.of(), stage.miner().asked(), "help asks nobody");
                    }
                }));
    }

    /** What a command line leads to. @param stderr how stderr begins; empty if nothing is said */
    private record Line(String words, int classicExit, String classicStderr, int lotusExit, String lotusStderr) {}

    private static final String UNUSED_REPOSITORY =
            "note: the repository on the command line is not used: MINER_API_INFO is set";

    private static Line good(String words) {
        return new Line(words, 0, "", 0, "");
    }

    private static Line bad(String words, String why) {
        return new Line(words, 2, "ERROR: " + why + "\n", 1, "ERROR: " + why + "\n\n");
    }

    private static final List<Line> LINES = List.of(
            good("proving workers"),
            good("-color proving workers"),
            good("--color=T proving workers"),
            good("--color=0 proving workers"),
            good("--vv=false proving workers"),
            new Line("-miner-repo=/nowhere proving workers", 0, UNUSED_REPOSITORY, 0, UNUSED_REPOSITORY),
            new Line("--miner-repo /nowhere proving workers", 0, UNUSED_REPOSITORY, 0, UNUSED_REPOSITORY),
            good("proving -- workers"),
            bad("--colour proving workers", "flag provided but not defined: -colour"),
            bad("proving workers -nope=1", "flag provided but not defined: -nope"),
            bad("proving deadline -nb 3", "flag provided but not defined: -nb"),
            bad("--color=maybe proving workers", "invalid boolean value \"maybe\" for -color: parse error"),
            bad("proving deadlines --all=2", "invalid boolean value \"2\" for -all: parse error"),
            bad("proving recover-faults --confidence", "flag needs an argument: -confidence"),
            bad("--actor", "flag needs an argument: -actor"),
            bad("info --blocks x", "invalid value \"x\" for flag -blocks: parse error"),
            bad("proving recover-faults --confidence=1.5 3", "invalid value \"1.5\" for flag -confidence: parse error"),
            bad("proving recover-faults --confidence -1 3", "invalid value \"-1\" for flag -confidence: parse error"),
            bad("proving deadline", "incorrect number of arguments, got 0"),
            bad("proving deadline 3 4", "incorrect number of arguments, got 2"),
            bad("proving check", "incorrect number of arguments, got 0"),
            bad("proving compute windowed-post", "incorrect number of arguments, got 0"),
            bad(
                    "proving deadline x",
                    "could not parse deadline index: strconv.ParseUint: parsing \"x\": invalid syntax"),
            bad(
                    "proving deadline -- -1",
                    "could not parse deadline index: strconv.ParseUint: parsing \"-1\": invalid syntax"),
            bad(
                    "proving deadline 99999999999999999999",
                    "could not parse deadline index: strconv.ParseUint: parsing \"99999999999999999999\":"
                            + " value out of range"),
            bad("proving recover-faults", "must pass at least 1 sector number"),
            bad(
                    "proving recover-faults 33,34",
                    "failed to convert sectors, please check the arguments: strconv.ParseUint: parsing \"33,34\":"
                            + " invalid syntax"),
            // Extra words are ignored, flags behind them too; classic style says so, and reads the flags.
            new Line(
                    "proving workers foo",
                    0,
                    "note: \"foo\" is ignored: lotus-miner proving workers takes no parameters.\n",
                    0,
                    ""),
            new Line("proving workers foo --nope", 2, "ERROR: flag provided but not defined: -nope\n", 0, ""),
            new Line(
                    "proving deadline 3 --sector-nums 4",
                    2,
                    "ERROR: incorrect number of arguments, got 2\n",
                    1,
                    "ERROR: incorrect number of arguments, got 3\n\n"),
            new Line(
                    "proving deadlines -a --all foo --nope",
                    2,
                    "ERROR: flag provided but not defined: -nope\n",
                    1,
                    "ERROR: Cannot use two forms of the same flag: all a\n\n"),
            // Our own flags stand before the command under Lotus's style.
            new Line("proving workers --color", 0, "", 1, "ERROR: flag provided but not defined: -color\n\n"),
            new Line("proving workers -o json", 0, "", 1, "ERROR: flag provided but not defined: -o\n\n"),
            good("-o json proving workers"),
            bad("--watch=0 proving workers", "invalid value \"0\" for flag --watch"),
            bad("--watch=x proving workers", "invalid value \"x\" for flag --watch"),
            bad("--watch 30s proving workers", "flag --watch takes its time after an equals sign"),
            new Line(
                    "proving workers --watch 30s",
                    2,
                    "ERROR: flag --watch takes its time after an equals sign\nWrite --watch=30s.\n",
                    1,
                    "ERROR: flag provided but not defined: -watch\n\n"),
            new Line(
                    "proving deadline --watch 1m30s 3",
                    2,
                    "ERROR: flag --watch takes its time after an equals sign\n",
                    1,
                    "ERROR: flag provided but not defined: -watch\n\n"),
            bad("--watch proving check 16", "flag --watch is not for lotus-miner proving check"),
            bad(
                    "--watch=1s proving compute windowed-post 0",
                    "flag --watch is not for lotus-miner proving compute" + " windowed-post"),
            bad("--watch demo", "flag --watch is not for lotus-miner demo"),
            new Line("proving wrkers", 3, "No help topic for 'wrkers'\n", 3, "No help topic for 'wrkers'\n"),
            new Line("nope", 3, "No help topic for 'nope'\n", 3, "No help topic for 'nope'\n"),
            new Line("help nope", 3, "No help topic for 'nope'\n", 3, "No help topic for 'nope'\n"),
            new Line("proving help nope", 3, "No help topic for 'nope'\n", 3, "No help topic for 'nope'\n"),
            new Line("--help nope", 3, "No help topic for 'nope'\n", 1, "ERROR: No help topic for 'nope'\n\n"),
            good("help proving"),
            good("proving"),
            good("sealing"),
            good("proving compute"),
            good("proving workers help"),
            good("proving deadline h"));

    @TestFactory
    Stream<DynamicTest> linesAreReadByGosRules() {
        return LINES.stream()
                .map(line -> dynamicTest(line.words(), () -> {
                    try (Stage stage = stage()) {
                        checkLine(stage.run(line.words().split(" ")), line.classicExit(), line.classicStderr(), false);
                        stage.with("LOTUS_CONSOLE_STYLE", "lotus");
                        checkLine(stage.run(line.words().split(" ")), line.lotusExit(), line.lotusStderr(), true);
                    }
                }));
    }

    private static void checkLine(Outcome outcome, int exit, String stderrStart, boolean lotus) {
        String stderr = text(outcome.stderr());
        assertTrue(stderrStart.isEmpty() ? stderr.isEmpty() : stderr.startsWith(stderrStart), stderr);
        assertEquals(exit, outcome.exit(), stderr);
        String stdout = text(outcome.stdout());
        if (exit == 0) {
            assertTrue(!stdout.isEmpty());
        } else if (lotus && (stderr.contains("flag") || stderr.contains("boolean"))) {
            String why = stderr.substring("ERROR: ".length());
            assertTrue(stdout.startsWith("Incorrect Usage: " + why + "NAME:\n"), stdout);
        } else {
            assertEquals("", stdout);
        }
    }

    @Test
    void parametersAfterTheDashesAreNoFlags() {
        try (Stage stage = Stage.recorded("static-chain", "proving-deadline-16")) {
            String shown = stage.stdout("proving", "deadline", "--", "16");
            assertEquals(shown, stage.stdout("proving", "deadline", "16"));
            assertTrue(stage.stdout("proving", "deadline", "16", "-n").contains("[33 34]"), "flags may follow");
            assertTrue(stage.stdout("proving", "deadline", "-n=true", "16").contains("[33 34]"));
            assertEquals(shown, stage.stdout("proving", "deadline", "-n=false", "16"));
        }
    }

    /** Who decides about colour, first to last: NO_COLOR, the flag, GOLOG_LOG_FMT, the terminal. */
    private record Choice(String noColor, String flag, String logFormat, boolean terminal, boolean coloured) {}

    private static final List<Choice> CHOICES = List.of(
            new Choice(null, null, null, false, false),
            new Choice(null, null, null, true, true),
            new Choice(null, null, "color", false, true),
            new Choice(null, null, "nocolor", true, true),
            new Choice(null, "--color", null, false, true),
            new Choice(null, "--color=true", "nocolor", false, true),
            new Choice(null, "--color=false", null, true, false),
            new Choice(null, "--color=false", "color", true, false),
            new Choice("", null, null, true, true),
            new Choice("", "--color", null, false, true),
            new Choice("1", null, null, true, false),
            new Choice("0", "--color", "color", true, false));

    @TestFactory
    Stream<DynamicTest> colourIsDecidedInLotussOrder() {
        return CHOICES.stream().flatMap(choice -> Stream.of("classic", "lotus")
                .map(style -> dynamicTest(style + " " + choice, () -> {
                    try (Stage stage = stage().with("LOTUS_CONSOLE_STYLE", style)) {
                        if (choice.noColor() != null) {
                            stage.with("NO_COLOR", choice.noColor());
                        }
                        if (choice.logFormat() != null) {
                            stage.with("GOLOG_LOG_FMT", choice.logFormat());
                        }
                        if (choice.terminal()) {
                            // TERM=dumb changes nothing, as with Lotus.
                            stage.with("TERM", "dumb").onTerminal();
                        }
                        String stdout = choice.flag() == null
                                ? stage.stdout("proving", "workers")
                                : stage.stdout(choice.flag(), "proving", "workers");
                        assertEquals(choice.coloured(), stdout.contains("\u001b["), stdout);
                    }
                })));
    }

    @Test
    void oursIsAlsoTakenAfterTheCommand() {
        try (Stage stage = stage().onTerminal()) {
            assertTrue(!stage.stdout("proving", "workers", "--color=false").contains("\u001b["));
            assertTrue(!stage.stdout("proving", "workers", "--no-color").contains("\u001b["));
        }
        try (Stage stage = stage()) {
            assertTrue(stage.stdout("proving", "workers", "--color").contains("\u001b["));
        }
    }

    @Test
    void theDemoHasTheColoursThatWereAskedFor() {
        // Without a proof library it starts at once, and ends as one that showed a part.
        try (Stage stage = stage().with("LOTUS_CONSOLE_PROVER", "/nowhere/none.so")) {
            assertTrue(!isDemoColoured(stage));
            assertTrue(isDemoColoured(stage, "--color"));
            stage.onTerminal();
            assertTrue(isDemoColoured(stage));
            assertTrue(!isDemoColoured(stage, "--no-color"));
            assertTrue(!isDemoColoured(stage, "--color=false"));
        }
    }

    private static boolean isDemoColoured(Stage stage, String... flags) {
        List<String> words = new ArrayList<>(List.of("demo"));
        words.addAll(List.of(flags));
        Outcome demo = stage.run(words.toArray(String[]::new));
        assertEquals(7, demo.exit());
        return new String(demo.stdout(), StandardCharsets.UTF_8).contains("\u001b[");
    }

    @Test
    void theDemoTakesNoAddressForItHasItsOwn() {
        try (Stage stage = stage()) {
            for (String flag : List.of("--actor=t01000", "--miner-repo=/x", "--cacert=/x", "--timeout=1s")) {
                assertEquals(2, stage.run("demo", flag).exit(), flag);
            }
        }
    }

    @Test
    void theWorkersHelpIsGoldenAndOffersNoFlagOfTheMiner() {
        try (Stage stage = stage().asWorker()) {
            for (String command : List.of(
                    "",
                    "run",
                    "drill",
                    "stop",
                    "info",
                    "set",
                    "wait-quiet",
                    "doctor",
                    "storage",
                    "storage attach",
                    "storage detach",
                    "storage redeclare",
                    "resources",
                    "tasks",
                    "tasks enable",
                    "tasks disable",
                    "fetch-params",
                    "completion")) {
                String help = stage.stdout((command + " --help").strip().split(" "));
                Golden.check("help/" + ("lotus-worker " + command).strip().replace(' ', '-') + ".txt", help);
                for (String flag : List.of("--actor", "--miner-repo", "--watch")) {
                    assertTrue(!help.contains(flag), command + " " + flag);
                }
                help.lines().forEach(line -> assertTrue(line.length() <= HELP_COLUMNS_MAX, line));
            }
        }
    }

    /** A line of Lotus's with its global flags is read all the same. */
    @Test
    void theWorkersFlagsOfLotusAreTaken() {
        try (Stage stage = stage().asWorker()) {
            String[] flags = {
                "--worker-repo", "/x", "--workerrepo=/x", "--miner-repo=/x", "--storagerepo", "/x", "--panic-reports=/x"
            };
            for (String last : List.of("--enable-gpu-proving=false", "--enable-gpu-proving")) {
                List<String> words = new ArrayList<>(List.of(flags));
                words.addAll(List.of(last, "fetch-params", "--help"));
                assertTrue(stage.stdout(words.toArray(String[]::new)).contains("--proving-params"));
            }
        }
    }

    @Test
    void documentsAreNeverColoured() {
        try (Stage stage = stage().onTerminal()) {
            for (String format : List.of("json", "yaml", "ndjson")) {
                assertTrue(!stage.stdout("--color", "-o", format, "proving", "workers")
                        .contains("\u001b["));
            }
        }
    }

    /** A full node that is away has no say in whether a command line is right. */
    @Test
    void nothingIsAskedBeforeTheLineIsRight() {
        try (Stage stage = new Stage(Answers.toAny(Map.of()), Answers.toAny(Map.of()), Instant.EPOCH)) {
            stage.run("proving", "deadline", "x");
            stage.run("proving", "recover-faults", "x");
            stage.run("proving", "check", "x");
            stage.run("info", "--blocks", "x");
            stage.run("proving", "workers", "--nope");
            assertEquals(List.of(), stage.miner().asked());
            assertEquals(List.of(), stage.fullNode().asked());
        }
    }
}
