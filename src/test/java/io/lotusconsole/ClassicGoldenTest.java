package io.lotusconsole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.lotusconsole.support.Answers;
import io.lotusconsole.support.ConsoleUnderTest.Outcome;
import io.lotusconsole.support.Golden;
import io.lotusconsole.support.HandMade;
import io.lotusconsole.support.Stage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What every command prints in classic style, both streams and the exit status: golden files. */
class ClassicGoldenTest {
    /** A command over a recording. */
    private record Run(String golden, String folder, String recording, boolean coloured, String words) {}

    private static final List<Run> RUNS = List.of(
            new Run("proving-workers", "static-chain", "proving-workers", false, "proving workers"),
            new Run("proving-workers-colour", "static-chain", "proving-workers", true, "proving workers"),
            new Run("sealing-workers", "mixed-cluster", "sealing-workers", false, "sealing workers"),
            new Run("sealing-jobs-none", "mixed-cluster", "sealing-jobs", false, "sealing jobs"),
            new Run("info", "static-chain", "info", false, "info"),
            new Run("info-colour", "static-chain", "info", true, "info"),
            new Run("info-blocks", "static-chain", "info-blocks", false, "info --blocks 3 --hide-sectors-info"),
            new Run("info-actor", "static-chain", "info", false, "info --actor t01000"),
            new Run("info-running", "two-post-workers", "info", false, "info"),
            new Run("proving-info", "static-chain", "proving-info", false, "proving info"),
            new Run("proving-info-colour", "static-chain", "proving-info", true, "proving info"),
            new Run("proving-deadlines", "static-chain", "proving-deadlines", false, "proving deadlines"),
            new Run("proving-deadlines-all", "static-chain", "proving-deadlines", false, "proving deadlines --all"),
            new Run("proving-deadline", "static-chain", "proving-deadline-16", false, "proving deadline -n -b 16"),
            new Run("proving-deadline-empty", "static-chain", "proving-deadline-0", false, "proving deadline 0"),
            new Run("proving-deadline-none", "static-chain", "proving-deadline-48", false, "proving deadline 48"),
            new Run("proving-faults", "static-chain", "proving-faults", false, "proving faults"),
            new Run("proving-faults-colour", "static-chain", "proving-faults", true, "proving faults"));

    @TestFactory
    Stream<DynamicTest> printsTheGoldenText() {
        return RUNS.stream()
                .map(run -> dynamicTest(run.golden(), () -> {
                    try (Stage stage = Stage.recorded(run.folder(), run.recording())) {
                        check(run.golden(), run.coloured() ? stage.onTerminal() : stage, run.words());
                    }
                }));
    }

    private static void check(String golden, Stage stage, String words) {
        Outcome outcome = stage.run(words.split(" "));
        assertEquals(List.of(), stage.miner().complaints());
        assertEquals(List.of(), stage.fullNode().complaints());
        Golden.check("classic/" + golden + ".txt", Stage.transcript(outcome));
    }

    @Test
    void checkTellsGoodSectorsFromBad() {
        for (boolean coloured : List.of(false, true)) {
            try (Stage stage = HandMade.badSectors()) {
                check(
                        "proving-check" + (coloured ? "-colour" : ""),
                        coloured ? stage.onTerminal() : stage,
                        "proving check 16");
                check(
                        "proving-check-only-bad" + (coloured ? "-colour" : ""),
                        stage,
                        "proving check --only-bad --slow 16");
            }
        }
    }

    @Test
    void jobsAreListedOldestResultFirst() {
        try (Stage stage = HandMade.jobs()) {
            check("sealing-jobs", stage, "sealing jobs");
            check("sealing-jobs-all", stage, "sealing jobs --show-ret-done");
        }
    }

    /** The sample of the reference, section 4.3. */
    @Test
    void jobsInLotusStyleAreTheReferences() {
        String sample = """
                ID        Sector  Worker    Hostname   Task  State        Time
                eccdef01  10      00000000             C2    returned     n/a
                cccdef01  8       00000000  lost-host  C2    ret-wait     1m40s
                abcdef01  5       00000001  computer   PC1   running      1h2m3.5s
                bbcdef01  7       00000001  computer   AP    prepared     2.3s
                00000000  6       00000001  computer   PC1   assigned(2)  10s
                """;
        try (Stage stage = HandMade.jobs()) {
            assertEquals(sample, stage.stdout("--style", "lotus", "sealing", "jobs"));
        }
    }

    @Test
    void recoverFaultsTellsOfMessagesThatFailed() {
        try (Stage stage = HandMade.recovery(16)) {
            check("recover-faults-failed", stage, "proving recover-faults 33 34");
            Outcome lotus = stage.run("--style", "lotus", "proving", "recover-faults", "33", "34");
            // The reference's text, section 4.6.8, formatting accidents included.
            assertEquals(
                    "Failed to execute the message %w Failed to execute message " + HandMade.MESSAGE
                            + ": %!w(string=ErrIllegalArgument(16))\n",
                    new String(lotus.stdout(), StandardCharsets.UTF_8));
            assertEquals(0, lotus.exit());
        }
        try (Stage stage = HandMade.recovery(0)) {
            check("recover-faults", stage, "proving recover-faults --confidence=1 33");
        }
    }

    @Test
    void computeShowsTheProofAndHowLongItTook() {
        try (Stage stage = Stage.recorded("two-post-workers", "proving-compute-0")) {
            String stdout = stage.stdout("proving", "compute", "window-post", "0");
            Golden.check(
                    "classic/proving-compute.txt", stdout.replaceFirst("\\ATook [0-9.]+(?:µs|ms|s)\n", "Took …\n"));
        }
    }

    /** A figure that cannot be had is named, and the rest is shown. */
    @Test
    void whatIsMissingIsNamedAndTheRestIsShown() {
        Answers noMarket = Answers.refusing("Filecoin.StateMarketBalance", "the market actor is away");
        Answers noWorkers = Answers.refusing("Filecoin.WorkerStats", "the scheduler is away");
        try (Stage stage = Stage.recorded("static-chain", "info", noWorkers, noMarket)) {
            check("info-partial", stage, "info");
        }
        try (Stage stage = HandMade.withoutDeadline(16)) {
            check("proving-deadlines-partial", stage, "proving deadlines");
            check("proving-info-partial", stage, "proving info");
        }
    }
}
