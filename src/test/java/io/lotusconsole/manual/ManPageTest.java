package io.lotusconsole.manual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lotusconsole.cli.CommandEntries;
import io.lotusconsole.cli.CommandLines;
import io.lotusconsole.cli.ExitStatus;
import io.lotusconsole.support.Fixtures;
import io.lotusconsole.support.Golden;
import io.lotusconsole.support.Sources;
import io.lotusconsole.support.TmuxTerminal;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code man/} is what the commands, the schema, the series and {@code src/man} say. */
class ManPageTest {
    private static final Path BASE = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    private static final Path FOLDER = BASE.resolve("man");
    private static final long LINT_SECONDS_MAX = 60;

    /** In capitals, with an underscore, and no variable: fields of the table of resources, of which names are made. */
    private static final Set<String> NO_VARIABLES = Set.of(
            "BASE_MIN_MEMORY",
            "GPU_UTILIZATION",
            "MAX_CONCURRENT",
            "MAX_MEMORY",
            "MAX_PARALLELISM",
            "MAX_PARALLELISM_GPU",
            "MIN_MEMORY");

    private static List<CommandEntry> programs() {
        return List.of(CommandEntries.ofMiner(), CommandEntries.ofWorker());
    }

    @Test
    void theCommittedPagesAreThoseOfTheModel() {
        Map<String, String> pages = ManPages.of(programs());
        pages.forEach((name, text) -> Golden.checkFile(FOLDER.resolve(name), text));
        Set<String> present = new TreeSet<>();
        Fixtures.list(FOLDER).forEach(file -> present.add(file.getFileName().toString()));
        assertEquals(pages.keySet(), present, "a page of a command that is gone? Remove it.");
    }

    @Test
    void theyHaveTheSectionsThatReadersLookFor() {
        for (String section : List.of(
                "NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "EXIT STATUS", "ENVIRONMENT", "EXAMPLES", "SEE ALSO")) {
            ManPages.of(programs()).forEach((name, text) -> {
                if (name.endsWith(".1")) {
                    assertTrue(text.contains("\n.SH " + section + "\n"), name + " has no " + section);
                }
            });
        }
    }

    @Test
    void everyPageThatIsNamedIsThere() {
        Map<String, String> pages = ManPages.of(programs());
        Set<String> named = new TreeSet<>();
        Set<String> dead = new TreeSet<>();
        pages.forEach((name, text) -> {
            Matcher reference =
                    Pattern.compile("(lotus[a-z\\\\-]*)\\\\fR\\(([157])\\)").matcher(text);
            while (reference.find()) {
                String page = reference.group(1).replace("\\", "") + "." + reference.group(2);
                named.add(page);
                if (!pages.containsKey(page)) {
                    dead.add(name + ": " + page);
                }
            }
        });
        assertEquals(Set.of(), dead);
        assertEquals(pages.keySet(), named, "pages that another one leads to");
    }

    @Test
    void mandocHasNothingAgainstThem() throws Exception {
        assumeTrue(TmuxTerminal.isHere("mandoc"), "mandoc is missing on this machine");
        List<String> command = new ArrayList<>(List.of("mandoc", "-T", "lint", "-W", "all"));
        Fixtures.list(FOLDER).forEach(page -> command.add(page.toString()));
        Process lint = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(lint.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(lint.waitFor(LINT_SECONDS_MAX, TimeUnit.SECONDS));
        assertEquals("", said);
        assertEquals(0, lint.exitValue());
    }

    @Test
    void theProseIsOfCommandsThatThereAre() {
        Set<String> paths = new TreeSet<>();
        programs().forEach(program -> program.all().forEach(command -> paths.add(command.path())));
        assertEquals(
                paths,
                new TreeSet<>(ManualProse.sections("commands.txt").keySet()),
                "sections of src/man/commands.txt");
        Set<String> kinds = new HashSet<>();
        ManPages.schema().forEach(line -> kinds.add(line.substring(0, line.indexOf('\t'))));
        ManualProse.sections("commands.txt")
                .forEach((path, section) -> assertTrue(kinds.containsAll(section.kinds()), path));
        for (String file : List.of("environment.tsv", "exit-status.tsv")) {
            for (String[] row : ManualProse.table(file, 3)) {
                for (String path : row[1].split(", ")) {
                    assertTrue(path.isEmpty() || path.equals("*") || paths.contains(path), file + ": " + path);
                }
            }
        }
    }

    @Test
    void examplesAreLinesThatTheProgramsTake() {
        ManualProse.sections("commands.txt")
                .forEach((path, section) -> section.examples().forEach(example -> {
                    String command = CommandLines.pathOf(List.of(example.line().split(" ")));
                    assertTrue(
                            (command + " ").startsWith(path + " "),
                            () -> "\"" + example.line() + "\" is no example of " + path + ", but of " + command);
                }));
    }

    @Test
    void everyExitStatusIsTold() throws IllegalAccessException {
        Set<String> told = new HashSet<>();
        ManualProse.table("exit-status.tsv", 3).forEach(row -> told.add(row[0]));
        for (Field field : ExitStatus.class.getFields()) {
            assertTrue(told.contains(Integer.toString(field.getInt(null))), field.getName());
        }
    }

    @Test
    void everyVariableThatIsReadIsTold() throws IOException {
        Set<String> told = new TreeSet<>();
        ManualProse.table("environment.tsv", 3).forEach(row -> told.add(row[0]));
        StringBuilder sources = new StringBuilder();
        for (Path file : Sources.files("main")) {
            sources.append(Fixtures.text(file));
        }
        Set<String> read = found(Pattern.compile("\"([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)\""), sources);
        read.removeAll(NO_VARIABLES);
        String launcher = Files.readString(BASE.resolve("bin/launcher.sh"));
        read.addAll(found(Pattern.compile("\\b(LOTUS_CONSOLE_[A-Z_]*[A-Z])\\b"), launcher));
        Set<String> untold = new TreeSet<>(read);
        untold.removeAll(told);
        assertEquals(Set.of(), untold, "read, and not in src/man/environment.tsv");

        String all = sources + launcher;
        told.removeIf(all::contains);
        assertEquals(Set.of(), told, "in src/man/environment.tsv, and nowhere in the sources");
    }

    private static Set<String> found(Pattern pattern, CharSequence text) {
        Set<String> found = new TreeSet<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }
}
