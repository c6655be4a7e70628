package io.lotusconsole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.lotusconsole.support.Fixtures;
import io.lotusconsole.support.Golden;
import io.lotusconsole.support.Stage;
import io.lotusconsole.support.Transcript;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Worker lists worked out by hand, E1 to E13 of the reference: under {@code --style lotus} its text byte
 * for byte, in classic style golden files, both plain and coloured.
 */
class WorkedExamplesTest {
    private static final int EXAMPLES = 13;

    /** Lotus divides by the memory of 0 bytes and dies there; the console goes on. */
    private static final String CRASHES = "E6";

    private static final String NO_MEMORY = "\tRAM:  [" + " ".repeat(64) + "] 0% 0 B/0 B\n";

    @TestFactory
    Stream<DynamicTest> lotusStyleIsTheReference() {
        return examples(WorkedExamplesTest::checkLotus);
    }

    @TestFactory
    Stream<DynamicTest> classicStyleIsGolden() {
        return examples(WorkedExamplesTest::checkClassic);
    }

    private interface Check {
        void check(Path example, boolean coloured);
    }

    private static Stream<DynamicTest> examples(Check check) {
        List<Path> examples = Fixtures.list(Fixtures.path("worked-examples"));
        assertEquals(EXAMPLES, examples.size(), "worked examples");
        return examples.stream().flatMap(example -> Stream.of(false, true)
                .map(coloured -> dynamicTest(
                        example.getFileName() + (coloured ? ", coloured" : ", plain"),
                        () -> check.check(example, coloured))));
    }

    private static String run(Path example, boolean coloured, String style) {
        String[] words = Fixtures.text(example.resolve("command")).strip().split(" ");
        try (Stage stage = Stage.ofWorkers(Fixtures.text(example.resolve("worker-stats.json")))) {
            stage.with("LOTUS_CONSOLE_STYLE", style);
            return (coloured ? stage.onTerminal() : stage).stdout(words);
        }
    }

    private static void checkLotus(Path example, boolean coloured) {
        String expected = Fixtures.text(example.resolve(coloured ? "colour" : "plain"));
        if (example.getFileName().toString().equals(CRASHES)) {
            String ram = coloured ? NO_MEMORY.replace("[", "[\u001b[33m\u001b[0m\u001b[32m\u001b[0m") : NO_MEMORY;
            expected += ram + ram.replace("RAM:  ", "VMEM: ");
        }
        String actual = run(example, coloured, "lotus");
        if (!expected.equals(actual)) {
            throw new AssertionError(new Transcript(example.getFileName() + " differs")
                    .withDifference("stdout", expected, actual)
                    .toString());
        }
    }

    private static void checkClassic(Path example, boolean coloured) {
        Golden.check(
                "classic/workers-" + example.getFileName() + (coloured ? "-colour" : "") + ".txt",
                run(example, coloured, "classic"));
    }
}
