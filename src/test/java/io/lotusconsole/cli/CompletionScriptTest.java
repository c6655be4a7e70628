package io.lotusconsole.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lotusconsole.manual.CommandEntry;
import io.lotusconsole.support.Fixtures;
import io.lotusconsole.support.Golden;
import io.lotusconsole.support.Stage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code completions/} is what the programs print, which is made from their commands. */
class CompletionScriptTest {
    private static final Path FOLDER = Path.of(System.getProperty("basedir", ""), "completions");

    /** Each shell and the name of a program's script where that shell looks for it. */
    private static final Map<String, String> NAMES = Map.of("bash", "%s.bash", "zsh", "_%s", "fish", "%s.fish");

    @Test
    void theCommittedScriptsAreThoseOfTheModel() {
        for (String program : List.of("lotus-miner", "lotus-worker")) {
            NAMES.forEach((shell, name) -> {
                try (Stage stage = Stage.ofWorkers("{}")) {
                    Stage asked = program.equals("lotus-worker") ? stage.asWorker() : stage;
                    Golden.checkFile(FOLDER.resolve(name.formatted(program)), asked.stdout("completion", shell));
                    assertEquals(List.of(), stage.miner().asked());
                }
            });
        }
        assertEquals(6, Fixtures.list(FOLDER).size(), "a script a program and shell, and nothing else");
    }

    @Test
    void everyCommandOfTheHelpIsInTheModel() {
        for (CommandEntry program : List.of(CommandEntries.ofMiner(), CommandEntries.ofWorker())) {
            long helps = Fixtures.list(Fixtures.path("golden", "help")).stream()
                    .filter(file -> file.getFileName().toString().matches(program.name() + "[.-].*"))
                    .count();
            assertEquals(helps, program.all().size(), program.name());
        }
    }
}
