package io.lotusconsole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Drives the real scripts in a copy of {@code bin}, between a JDK and Lotus programs that are shell scripts and write
 * down what they were called with. Every path has a blank in it.
 */
class LauncherIT {
    private static final long PROCESS_SECONDS_MAX = 60;
    private static final String STAND_INS = "/usr/bin:/bin";

    @TempDir
    private Path temporary;

    private Path checkout;
    private Path record;
    private Path next;
    private final Map<String, String> environment = new HashMap<>();

    private record Outcome(int exit, String out, String err) {}

    @BeforeEach
    void copyLauncher() throws IOException {
        checkout = temporary.resolve("check out");
        copyBin(checkout);
        Files.createDirectories(checkout.resolve("target"));
        Files.writeString(checkout.resolve("target/lotus-console.jar"), "not read by the JVM of this test");
        record = temporary.resolve("record");
        next = Files.createDirectories(temporary.resolve("next dir"));
        environment.put("PATH", next + ":" + STAND_INS);
        environment.put(
                "HOME", Files.createDirectories(temporary.resolve("home")).toString());
        environment.put("LOTUS_CONSOLE_MAKE_ARCHIVE", "never");
        environment.put("LOTUS_CONSOLE_JAVA", jdk("jdk 21", "21.0.4", RECORDING).toString());
    }

    /** Writes its own name and its arguments, each ended by NUL. */
    private static final String RECORDING = "printf '%s\\0' \"$0\" \"$@\" >\"$RECORD\"\n";

    private static void copyBin(Path checkout) throws IOException {
        Path bin = Files.createDirectories(checkout.resolve("bin"));
        Path real = Path.of(System.getProperty("lotusconsole.home"), "bin");
        try (Stream<Path> files = Files.list(real)) {
            for (Path file : files.toList()) {
                Files.copy(
                        file,
                        bin.resolve(file.getFileName()),
                        StandardCopyOption.COPY_ATTRIBUTES,
                        LinkOption.NOFOLLOW_LINKS);
            }
        }
    }

    private static Path program(Path file, String body) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + body);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Path jdk(String directory, String version, String java) throws IOException {
        Path home = temporary.resolve(directory);
        Path program = program(home.resolve("bin/java"), java);
        Files.writeString(
                home.resolve("release"),
                "IMPLEMENTOR=\"Stand In\"\nJAVA_RUNTIME_VERSION=\"" + version + "+7\"\nJAVA_VERSION=\"" + version
                        + "\"\n");
        return program;
    }

    private Path launcher() {
        return checkout.resolve("bin/lotus-miner");
    }

    private Outcome run(List<String> command) throws IOException, InterruptedException {
        Files.deleteIfExists(record);
        Path out = temporary.resolve("out");
        Path err = temporary.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(temporary.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().put("RECORD", record.toString());
        Process process = builder.start();
        try {
            assertTrue(process.waitFor(PROCESS_SECONDS_MAX, TimeUnit.SECONDS), "still running: " + command);
        } finally {
            process.destroyForcibly();
        }
        return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    private Outcome launch(String... arguments) throws IOException, InterruptedException {
        return run(Stream.concat(Stream.of(launcher().toString()), Arrays.stream(arguments))
                .toList());
    }

    /** What was recorded: the program, then its arguments. Empty if nothing ran. */
    private List<String> recorded() throws IOException {
        if (!Files.exists(record)) {
            return List.of();
        }
        String text = Files.readString(record, StandardCharsets.UTF_8);
        return List.of(text.substring(0, text.length() - 1).split("\0", -1));
    }

    private List<String> recordedAfterJar() throws IOException {
        List<String> all = recorded();
        int jar = all.indexOf("-jar");
        assertTrue(jar >= 0, "the JVM was not started: " + all);
        assertEquals(checkout.resolve("target/lotus-console.jar").toString(), all.get(jar + 1));
        return all.subList(jar + 2, all.size());
    }

    private void lotusMiner() throws IOException {
        program(next.resolve("lotus-miner"), RECORDING);
    }

    private static List<String> words(String line) {
        return line.isEmpty() ? List.of() : List.of(line.split(" "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash", "sh"})
    void argumentsReachTheJvmUnchangedUnderEveryShell(String shell) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin", shell)), "there is no /bin/" + shell);
        List<String> arguments =
                List.of("proving", "deadline", "a b", "", "'\"\\$HOME`id`*", "two\nlines\n", "-n", "@file", "über");
        List<String> command =
                new ArrayList<>(List.of("/bin/" + shell, launcher().toString()));
        command.addAll(arguments);

        Outcome outcome = run(command);

        assertEquals(new Outcome(0, "", ""), outcome);
        assertEquals(arguments, recordedAfterJar());
        assertTrue(recorded().contains("-Dlotusconsole.tty=---"), recorded()::toString);
        assertTrue(recorded().contains("-Dlotusconsole.home=" + checkout), recorded()::toString);
        assertTrue(recorded().contains("-Dlotusconsole.program=lotus-miner"), recorded()::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash", "sh"})
    void argumentsReachTheNextProgramUnchangedUnderEveryShell(String shell) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin", shell)), "there is no /bin/" + shell);
        lotusMiner();
        List<String> arguments =
                List.of("sectors", "status", "a b", "", "'\"\\$HOME`id`*", "two\nlines\n", "-l", "--", "-o");
        List<String> command =
                new ArrayList<>(List.of("/bin/" + shell, launcher().toString()));
        command.addAll(arguments);

        assertEquals(new Outcome(0, "", ""), run(command));

        assertEquals(next.resolve("lotus-miner").toString(), recorded().get(0));
        assertEquals(arguments, recorded().subList(1, recorded().size()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--help",
                "-h",
                "--version",
                "help",
                "help proving",
                "proving",
                "proving workers",
                "proving workers extra words",
                "proving compute windowed-post 3",
                "proving compute window-post 3",
                "-a f01000 proving info",
                "--actor sectors proving info",
                "--actor=f01000 -vv proving info",
                "--color=false --style lotus proving info",
                "-o json proving workers",
                "proving -o json workers",
                "proving -- workers",
                "--no-such-flag sectors",
                "--actor",
                "info",
                "info --blocks 5",
                "info --blocks all",
                "info other",
                "demo --keep",
                "devnet",
                "completion zsh",
                "__complete -- deadlines --actor f01000 proving deadline",
            })
    void ourCommandsRunHere(String line) throws Exception {
        lotusMiner();

        assertEquals(new Outcome(0, "", ""), launch(words(line).toArray(String[]::new)));

        assertEquals(words(line), recordedAfterJar());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sectors",
                "version",
                "-",
                "-- sectors",
                "--vv --actor proving sectors list",
                "--actor=proving sectors list",
                "--help sectors",
                "help sectors",
                "proving unknown",
                "proving compute unknown",
                "proving -- unknown",
                "sealing abort --sched 5",
                "info all",
                "info --hide-sectors-info --blocks 5 all",
                "init -o f3abc",
                "wait-api --timeout 5s",
                "actor control list --verbose",
                "sectors list -- -o",
            })
    void whatIsNotOursIsHandedOn(String line) throws Exception {
        lotusMiner();

        assertEquals(new Outcome(0, "", ""), launch(words(line).toArray(String[]::new)));

        assertEquals(next.resolve("lotus-miner").toString(), recorded().get(0));
        assertEquals(words(line), recorded().subList(1, recorded().size()));
    }

    @Test
    void whoPressesTabIsToldNothingWhateverIsMissing() throws Exception {
        environment.put("LOTUS_CONSOLE_JAVA", "/nowhere/java");
        assertEquals(new Outcome(0, "", ""), launch("__complete", "--", "deadlines"));
        environment.put("LOTUS_CONSOLE_JAVA", jdk("jdk 11", "11.0.2", RECORDING).toString());
        assertEquals(new Outcome(0, "", ""), launch("__complete", "--", "deadlines"));
        environment.put(
                "LOTUS_CONSOLE_JAVA",
                jdk("jdk 21", "21.0.4", "echo warning >&2\n").toString());
        assertEquals(new Outcome(0, "", ""), launch("__complete", "--", "deadlines"));
        Files.delete(checkout.resolve("target/lotus-console.jar"));
        assertEquals(new Outcome(0, "", ""), launch("__complete", "--", "deadlines"));
        assertEquals(List.of(), recorded());
    }

    @Test
    void aWordWithABlankIsNotTwoWords() throws Exception {
        assertEquals(3, launch("proving workers").exit());
        assertEquals(List.of(), recorded());
    }

    @Test
    void workerCommandsAreHandedOn() throws Exception {
        program(next.resolve("lotus-worker"), RECORDING);
        String worker = checkout.resolve("bin/lotus-worker").toString();

        assertEquals(
                0,
                run(List.of(worker, "--worker-repo", "/x", "run", "--timeout", "5m"))
                        .exit());
        assertEquals(
                List.of("--worker-repo", "/x", "run", "--timeout", "5m"),
                recorded().subList(1, 6));

        assertEquals(0, run(List.of(worker, "--help")).exit());
        assertEquals(List.of("--help"), recordedAfterJar());
        assertTrue(recorded().contains("-Dlotusconsole.program=lotus-worker"));
    }

    @ParameterizedTest
    @CsvSource({
        "-o json sectors list, -o",
        "sectors list -o json, -o",
        "--style=classic sectors list, --style",
        "sectors list --output=json, --output",
        "sealing abort --watch, --watch",
        "--style lotus proving wrkers, --style",
        "info all --no-color, --no-color",
    })
    void aFlagOfOursIsNotHandedOn(String line, String flag) throws Exception {
        lotusMiner();

        Outcome outcome = launch(words(line).toArray(String[]::new));

        assertEquals(2, outcome.exit());
        assertTrue(outcome.err().startsWith("lotus-miner: " + flag + " is a flag of the console"), outcome::err);
        assertEquals(2, outcome.err().lines().count(), outcome::err);
        assertEquals(List.of(), recorded());
    }

    @ParameterizedTest
    @CsvSource({"sectors list, sectors", "proving wrkers, wrkers", "info all, all"})
    void withoutANextProgramTheWordIsUnknown(String line, String word) throws Exception {
        Outcome outcome = launch(words(line).toArray(String[]::new));

        assertEquals(3, outcome.exit());
        assertEquals("", outcome.out());
        assertTrue(outcome.err().startsWith("No help topic for '" + word + "'\nlotus-miner: "), outcome::err);
        assertEquals(2, outcome.err().lines().count(), outcome::err);
    }

    @Test
    void lotusStyleSaysNoMoreThanLotus() throws Exception {
        Outcome expected = new Outcome(3, "", "No help topic for 'wrkers'\n");
        assertEquals(expected, launch("--style", "lotus", "proving", "wrkers"));
        assertEquals(expected, launch("--style=lotus", "proving", "wrkers"));
        environment.put("LOTUS_CONSOLE_STYLE", "lotus");
        assertEquals(expected, launch("proving", "wrkers"));
    }

    @Test
    void offHandsOnEverything() throws Exception {
        environment.put("LOTUS_CONSOLE_OFF", "1");
        lotusMiner();
        assertEquals(0, launch("proving", "workers", "-o", "json").exit());
        assertEquals(List.of("proving", "workers", "-o", "json"), recorded().subList(1, 5));

        Files.delete(next.resolve("lotus-miner"));
        Outcome outcome = launch("proving", "workers");
        assertEquals(1, outcome.exit());
        assertTrue(outcome.err().contains("LOTUS_CONSOLE_OFF"), outcome::err);
        assertEquals(List.of(), recorded());
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "%s:/bin", "/bin:%s", "/bin::", "/bin:", ":/bin"})
    void everyEntryOfPathCounts(String path) throws Exception {
        program(temporary.resolve("lotus-miner"), RECORDING);
        environment.put("PATH", path.formatted(temporary));
        assertEquals(0, launch("sectors").exit());
        assertEquals("sectors", recorded().get(1));
    }

    @Test
    void linksToOurselvesAreNotTheNextProgram() throws Exception {
        Path symbolic = Files.createDirectories(temporary.resolve("symbolic"));
        Path hard = Files.createDirectories(temporary.resolve("hard"));
        Files.createSymbolicLink(symbolic.resolve("lotus-miner"), launcher());
        Files.createLink(hard.resolve("lotus-miner"), launcher());
        Path directory = Files.createDirectories(temporary.resolve("directory/lotus-miner"));
        environment.put(
                "PATH",
                String.join(
                        ":",
                        checkout.resolve("bin").toString(),
                        symbolic.toString(),
                        hard.toString(),
                        directory.getParent().toString(),
                        next.toString(),
                        STAND_INS));

        assertEquals(3, launch("sectors").exit());
        assertEquals(
                3,
                run(List.of(symbolic.resolve("lotus-miner").toString(), "sectors"))
                        .exit());
        lotusMiner();
        assertEquals(
                0,
                run(List.of(symbolic.resolve("lotus-miner").toString(), "sectors"))
                        .exit());
        assertEquals(List.of(next.resolve("lotus-miner").toString(), "sectors"), recorded());
    }

    @Test
    void twoConsolesDoNotHandOnToEachOther() throws Exception {
        Path other = temporary.resolve("other");
        copyBin(other);
        environment.put("PATH", checkout.resolve("bin") + ":" + other.resolve("bin") + ":" + STAND_INS);
        Outcome outcome = launch("sectors");
        assertEquals(3, outcome.exit(), outcome::err);

        environment.put("PATH", environment.get("PATH") + ":" + next);
        lotusMiner();
        assertEquals(0, launch("sectors").exit());
        assertEquals(List.of(next.resolve("lotus-miner").toString(), "sectors"), recorded());
    }

    @Test
    void aWrapperThatCallsUsIsTriedOnce() throws Exception {
        program(next.resolve("lotus-miner"), "'" + launcher() + "' \"$@\"\n");
        Outcome outcome = run(List.of(next.resolve("lotus-miner").toString(), "sectors"));
        assertEquals(3, outcome.exit(), outcome::err);
        assertEquals(
                1,
                outcome.err().lines().filter(line -> line.startsWith("No help")).count(),
                outcome::err);
    }

    @Test
    void aSymbolicLinkFromElsewhereFindsTheCheckout() throws Exception {
        Path far = Files.createDirectories(temporary.resolve("far/away"));
        Files.createSymbolicLink(far.resolve("relative"), Path.of("../../check out/bin/lotus-miner"));
        Files.createSymbolicLink(far.resolve("lm"), Path.of("relative"));

        assertEquals(new Outcome(0, "", ""), run(List.of(far.resolve("lm").toString(), "proving", "workers")));
        assertEquals(
                List.of("proving", "workers"),
                recorded().subList(recorded().size() - 2, recorded().size()));
        assertTrue(recorded().contains("-Dlotusconsole.home=" + checkout), recorded()::toString);
        assertTrue(recorded().contains("-Dlotusconsole.program=lotus-miner"), recorded()::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"check out/bin/lotus-miner", "./check out/bin/../bin/lotus-miner"})
    void aRelativeNameFindsTheCheckout(String name) throws Exception {
        assertEquals(new Outcome(0, "", ""), run(List.of("/bin/sh", name, "proving", "workers")));
        assertEquals(List.of("proving", "workers"), recordedAfterJar());
    }

    @Test
    void aCopyOfTheScriptAloneSaysWhatItLacks() throws Exception {
        Path copy = Files.copy(launcher(), next.resolve("lotus-miner"));
        Outcome outcome = run(List.of("/bin/sh", copy.toString(), "proving", "workers"));
        assertEquals(1, outcome.exit());
        assertTrue(outcome.err().contains("launcher.sh"), outcome::err);
        assertEquals(2, outcome.err().lines().count(), outcome::err);
    }

    @Test
    void javaIsFoundByVariableThenHomeThenPath() throws Exception {
        Path onPath = jdk("jdk path", "17.0.1", RECORDING);
        Path asHome = jdk("jdk home", "17.0.2", RECORDING);
        Files.createSymbolicLink(next.resolve("java"), onPath);
        String given = environment.remove("LOTUS_CONSOLE_JAVA");

        assertEquals(0, launch("proving").exit());
        assertEquals(onPath.toString(), recorded().get(0));
        environment.put("JAVA_HOME", asHome.getParent().getParent().toString());
        assertEquals(0, launch("proving").exit());
        assertEquals(asHome.toString(), recorded().get(0));
        environment.put(
                "LOTUS_CONSOLE_JAVA", Path.of(given).getParent().getParent().toString());
        assertEquals(0, launch("proving").exit());
        assertEquals(given, recorded().get(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"11.0.2", "1.8.0_412", "16"})
    void anOldJavaIsRefused(String version) throws Exception {
        environment.put("LOTUS_CONSOLE_JAVA", jdk("old", version, RECORDING).toString());
        Outcome outcome = launch("proving", "workers");
        assertEquals(1, outcome.exit());
        assertTrue(outcome.err().contains("Java " + version), outcome::err);
        assertTrue(outcome.err().contains("needs Java 17"), outcome::err);
        assertTrue(outcome.err().contains("LOTUS_CONSOLE_JAVA"), outcome::err);
        assertEquals(2, outcome.err().lines().count(), outcome::err);
        assertEquals(List.of(), recorded());
    }

    @Test
    void aJavaWithoutReleaseFileIsAsked() throws Exception {
        String answer = "[ \"$1\" != -XshowSettings:properties ] || "
                + "{ printf '    java.version = %s\\n    java.home = /none\\n' \"$V\" >&2; exit; }\n";
        Path java = program(temporary.resolve("shims/java"), answer + RECORDING);
        environment.put("LOTUS_CONSOLE_JAVA", java.toString());
        environment.put("V", "17.0.9");
        assertEquals(new Outcome(0, "", ""), launch("proving", "workers"));
        assertEquals(List.of("proving", "workers"), recordedAfterJar());

        environment.put("V", "11.0.9");
        assertEquals(1, launch("proving", "workers").exit());
        environment.put("V", "");
        assertEquals(1, launch("proving", "workers").exit());
    }

    @Test
    void aWrongJavaIsNamed() throws Exception {
        environment.put("LOTUS_CONSOLE_JAVA", "/no/such/java");
        Outcome outcome = launch("proving", "workers");
        assertEquals(1, outcome.exit());
        assertTrue(outcome.err().contains("/no/such/java"), outcome::err);
        assertEquals(2, outcome.err().lines().count(), outcome::err);
    }

    @Test
    void unbuiltCommandsSayHowToBuild() throws Exception {
        Files.delete(checkout.resolve("target/lotus-console.jar"));
        Files.writeString(checkout.resolve("pom.xml"), "");
        Outcome outcome = launch("proving", "workers");
        assertEquals(1, outcome.exit());
        assertTrue(outcome.err().contains("not built"), outcome::err);
        assertTrue(outcome.err().contains("mvn"), outcome::err);
        assertEquals(2, outcome.err().lines().count(), outcome::err);
    }

    @Test
    void demoBuildsWhatIsNotBuiltOrOutOfDate() throws Exception {
        Path jar = checkout.resolve("target/lotus-console.jar");
        Path source = Files.createDirectories(checkout.resolve("src/main/java")).resolve("A.java");
        Files.writeString(source, "");
        Files.writeString(checkout.resolve("pom.xml"), "");
        program(next.resolve("mvn"), "echo \"$@\" >'" + temporary + "/mvn'; echo noise; : >target/lotus-console.jar\n");
        Files.delete(jar);

        Outcome first = launch("demo", "--keep");
        assertEquals(0, first.exit(), first::err);
        assertEquals("", first.out());
        assertTrue(first.err().contains("building"), first::err);
        assertEquals(1, first.err().lines().count(), first::err);
        assertEquals("-q -B -DskipTests package\n", Files.readString(temporary.resolve("mvn")));
        assertEquals(List.of("demo", "--keep"), recordedAfterJar());

        setTimes(Instant.now(), jar);
        assertEquals(new Outcome(0, "", ""), launch("demo"));

        setTimes(Instant.now().plusSeconds(60), source);
        assertTrue(launch("demo").err().contains("newer"));
        assertEquals(new Outcome(0, "", ""), launch("proving", "workers"));
    }

    @Test
    void aFailedBuildShowsItsEnd() throws Exception {
        Files.delete(checkout.resolve("target/lotus-console.jar"));
        Files.writeString(checkout.resolve("pom.xml"), "");
        program(next.resolve("mvn"), "echo 'no such symbol'; exit 1\n");
        Outcome outcome = launch("demo");
        assertEquals(1, outcome.exit());
        assertTrue(outcome.err().contains("no such symbol"), outcome::err);
        assertTrue(outcome.err().contains("launcher-build.log"), outcome::err);
        assertEquals(List.of(), recorded());
    }

    private static void setTimes(Instant time, Path... files) throws IOException {
        for (Path file : files) {
            Files.setLastModifiedTime(file, FileTime.from(time));
        }
    }

    @ParameterizedTest
    @CsvSource({"17.0.1, all.jsa, -XX:SharedArchiveFile=", "25.0.1, workers.aot, -XX:AOTCache="})
    void onlyAClassArchiveOfThisJarIsUsed(String version, String suffix, String flag) throws Exception {
        environment.put(
                "LOTUS_CONSOLE_JAVA", jdk("jdk archive", version, RECORDING).toString());
        Path jar = checkout.resolve("target/lotus-console.jar");
        Path built = checkout.resolve("target/archive/Stand-In-" + version + "+7." + suffix);
        Path cached = Path.of(
                environment.get("HOME") + "/.cache/lotus-console/Stand-In-" + version + "+7" + checkout + "/" + suffix);
        Instant now = Instant.now();
        setTimes(now, jar);
        assertEquals(List.of(), archiveFlags());

        Files.createDirectories(cached.getParent());
        Files.writeString(cached, "archive");
        setTimes(now, cached);
        assertEquals(List.of(flag + cached), archiveFlags());

        Files.createDirectories(built.getParent());
        Files.writeString(built, "archive");
        setTimes(now, built);
        assertEquals(List.of(flag + built), archiveFlags());

        setTimes(now.plusSeconds(5), jar);
        assertEquals(List.of(), archiveFlags());
    }

    private List<String> archiveFlags() throws IOException, InterruptedException {
        assertEquals(new Outcome(0, "", ""), launch("proving", "workers"));
        return recorded().stream()
                .filter(argument -> argument.startsWith("-XX:SharedArchiveFile") || argument.startsWith("-XX:AOTCache"))
                .toList();
    }

    @Test
    void theFirstUseOfAJdkMakesItsArchiveBesideTheCommand() throws Exception {
        String training =
                "for a; do case $a in -XX:ArchiveClassesAtExit=*) echo archive >\"${a#*=}\"; exit;; esac; done\n"
                        + "case $* in *TrainingMiner*) echo 1 >\"$a\"; exit;; esac\n";
        environment.remove("LOTUS_CONSOLE_MAKE_ARCHIVE");
        environment.put(
                "LOTUS_CONSOLE_JAVA",
                jdk("jdk new", "17.0.3", training + "echo command\n").toString());
        Path directory = Files.createDirectories(
                Path.of(environment.get("HOME") + "/.cache/lotus-console/Stand-In-17.0.3+7" + checkout));
        try (WatchService changes = directory.getFileSystem().newWatchService()) {
            directory.register(changes, StandardWatchEventKinds.ENTRY_CREATE);
            assertEquals(new Outcome(0, "command\n", ""), launch("proving", "workers"));
            Path archive = directory.resolve("all.jsa");
            while (!Files.exists(archive)) {
                WatchKey key = changes.poll(PROCESS_SECONDS_MAX, TimeUnit.SECONDS);
                assertNotNull(key, "no archive was made");
                key.pollEvents();
                key.reset();
            }
            assertEquals("archive\n", Files.readString(archive));
            assertEquals(
                    Files.getLastModifiedTime(checkout.resolve("target/lotus-console.jar")),
                    Files.getLastModifiedTime(archive));
        }
    }

    @Test
    void theTrainingForAnArchiveLeavesNothingOfTheMinerItAsked() throws Exception {
        Path runtime = Files.createDirectory(temporary.resolve("runtime"));
        environment.put("XDG_RUNTIME_DIR", runtime.toString());
        environment.put("LOTUS_CONSOLE_MAKE_ARCHIVE", "build");
        String training = "case $* in *TrainingMiner*) for a; do :; done; echo 1 >\"$a\"; exit;; esac\n"
                + "echo turn >\"$XDG_RUNTIME_DIR/worker-stats-1\" || exit 1\n"
                + "for a; do case $a in -XX:ArchiveClassesAtExit=*) echo archive >\"${a#*=}\";; esac; done\n";
        environment.put("LOTUS_CONSOLE_JAVA", jdk("jdk", "17.0.3", training).toString());
        assertEquals(new Outcome(0, "", ""), launch());
        try (Stream<Path> turns = Files.list(runtime);
                Stream<Path> made = Files.list(checkout.resolve("target/archive"))) {
            assertEquals(List.of(), turns.toList());
            assertEquals(
                    List.of("Stand-In-17.0.3+7.all.jsa", "java"),
                    made.map(file -> file.getFileName().toString()).sorted().toList());
        }
        assertEquals("archive\n", Files.readString(checkout.resolve("target/archive/Stand-In-17.0.3+7.all.jsa")));
    }

    /** Maven leaves a jar alone whose content came out the same; the sources would stay newer for ever. */
    @Test
    void aBuildGivesTheJarItsOwnTime() throws Exception {
        Path jar = checkout.resolve("target/lotus-console.jar");
        Files.setLastModifiedTime(jar, FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
        environment.put("LOTUS_CONSOLE_MAKE_ARCHIVE", "build");
        launch();
        Instant now = Files.getLastModifiedTime(jar).toInstant();
        assertTrue(now.isAfter(Instant.parse("2026-01-02T00:00:00Z")), now::toString);
    }

    @Test
    void aCacheThatCannotBeWrittenDoesNotMatter() throws Exception {
        environment.remove("LOTUS_CONSOLE_MAKE_ARCHIVE");
        environment.put("XDG_CACHE_HOME", "/dev/null/cache");
        assertEquals(new Outcome(0, "", ""), launch("proving", "workers"));
        environment.remove("XDG_CACHE_HOME");
        environment.remove("HOME");
        assertEquals(new Outcome(0, "", ""), launch("proving", "workers"));
        assertEquals(List.of("proving", "workers"), recordedAfterJar());
    }

    @Test
    void aJvmThatCannotMakeAnArchiveIsAskedOnce() throws Exception {
        environment.put(
                "LOTUS_CONSOLE_JAVA", jdk("jdk odd", "17.0.4", "exit 1\n").toString());
        environment.put("LOTUS_CONSOLE_MAKE_ARCHIVE", "build");
        Outcome outcome = launch();
        assertEquals(0, outcome.exit());
        assertTrue(outcome.err().contains("class archive"), outcome::err);
        Path archive = checkout.resolve("target/archive/Stand-In-17.0.4+7.all.jsa");
        assertEquals(0, Files.size(archive));
        assertFalse(Files.exists(checkout.resolve("target/archive/Stand-In-17.0.4+7.all.jsa.lock")));

        environment.put(
                "LOTUS_CONSOLE_JAVA", jdk("jdk odd", "17.0.4", RECORDING).toString());
        environment.remove("LOTUS_CONSOLE_MAKE_ARCHIVE");
        assertEquals(List.of(), archiveFlags());
    }

    @Test
    void theEnvironmentIsPassedOn() throws Exception {
        environment.put(
                "LOTUS_CONSOLE_JAVA", jdk("jdk env", "21", "env >\"$RECORD\"\n").toString());
        for (String name : List.of("program", "home", "java", "self", "IFS_", "MINER_API_INFO")) {
            environment.put(name, "as it was");
        }
        assertEquals(new Outcome(0, "", ""), launch("proving", "workers"));
        List<String> passed = Files.readAllLines(record);
        environment.forEach((name, value) -> assertTrue(passed.contains(name + "=" + value), name));
        assertTrue(passed.stream().noneMatch(line -> line.startsWith("lc_")), passed::toString);
    }

    @Test
    void theBuildMadeAClassArchiveForItsOwnJdk() throws Exception {
        Path target = Path.of(System.getProperty("lotusconsole.home"), "target");
        FileTime built = Files.getLastModifiedTime(target.resolve("lotus-console.jar"));
        try (Stream<Path> archives = Files.list(target.resolve("archive"))) {
            List<Path> made = archives.filter(file -> file.toString().matches(".*\\.(aot|jsa)"))
                    .filter(file -> file.toString().contains(Runtime.version().toString()))
                    .toList();
            assertEquals(Runtime.version().feature() < 25 ? 1 : 2, made.size(), made::toString);
            for (Path archive : made) {
                assertEquals(built, Files.getLastModifiedTime(archive));
                assertTrue(Files.size(archive) > 100_000, archive::toString);
            }
        }
    }
}
