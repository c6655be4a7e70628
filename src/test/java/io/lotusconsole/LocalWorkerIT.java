package io.lotusconsole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotusconsole.embedded.ProofAttempt;
import io.lotusconsole.proving.PoStKind;
import io.lotusconsole.support.TestMiner;
import io.lotusconsole.support.TestNetwork;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code lotus-miner worker …} with the packaged programs: real workers in the background of this machine. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class LocalWorkerIT {
    private static final long COMMAND_SECONDS_MAX = 90;
    private static final Pattern PROCESS = Pattern.compile("process (\\d+)");

    @TempDir
    private Path directory;

    /** Workers that were started, by their process ids. */
    private final List<Long> started = new ArrayList<>();

    private record Outcome(int exit, String out, String err) {}

    private Outcome console(TestMiner miner, String... words) throws Exception {
        Path bin = Path.of(System.getProperty("lotusconsole.home"), "bin");
        List<String> all = new ArrayList<>(List.of(bin.resolve("lotus-miner").toString()));
        all.addAll(List.of(words));
        Path out = directory.resolve("out");
        Path err = directory.resolve("err");
        ProcessBuilder builder =
                new ProcessBuilder(all).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("LOTUS_") || name.startsWith("XDG_"));
        builder.environment().put("HOME", directory.toString());
        builder.environment().put("XDG_STATE_HOME", directory.resolve("state").toString());
        builder.environment()
                .put("FIL_PROOFS_PARAMETER_CACHE", TestNetwork.parameters().toString());
        builder.environment().put("LOTUS_CONSOLE_MAKE_ARCHIVE", "never");
        builder.environment().put("LC_ALL", "C");
        builder.environment().put("PATH", bin + File.pathSeparator + System.getenv("PATH"));
        builder.environment().putAll(miner.environment());
        Process process = builder.start();
        assertTrue(process.waitFor(COMMAND_SECONDS_MAX, TimeUnit.SECONDS), () -> String.join(" ", words));
        return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    private long start(TestMiner miner, String... words) throws Exception {
        Outcome outcome = console(miner, words);
        assertEquals(0, outcome.exit(), outcome::toString);
        Matcher said = PROCESS.matcher(outcome.out());
        assertTrue(said.find(), outcome::toString);
        long pid = Long.parseLong(said.group(1));
        started.add(pid);
        return pid;
    }

    @AfterEach
    void endAll() {
        started.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
    }

    @Test
    void aWorkerIsStartedFoundAgainAskedReadAndStopped() throws Exception {
        try (TestMiner miner = TestMiner.start(directory.resolve("miner"))) {
            long pid = start(miner, "worker", "start", "--windowpost", "--name", "w", "--", "--listen", "127.0.0.1:0");
            miner.client().computeWindowPoSt(2);
            ProofAttempt made = miner.awaitProof(
                    0, each -> each.kind() == PoStKind.WINDOW && !each.maker().isMiner(), "one by the worker");
            assertTrue(made.isVerified(), made::toString);

            Outcome list = console(miner, "worker", "ls", "-o", "json");
            assertTrue(list.out().contains("\"pid\": " + pid), list::toString);
            assertTrue(list.out().contains("\"state\": \"registered\""), list::toString);
            assertTrue(list.out().contains("\"outcome\": \"proven\""), list::toString);
            Outcome log = console(miner, "worker", "logs", "w");
            assertTrue(log.out().contains("Worker registered successfully"), log::toString);
            for (Outcome outcome : List.of(list, log)) {
                assertFalse(outcome.out().contains("eyJ"), "a token is shown");
            }

            Outcome stop = console(miner, "worker", "stop", "w");
            assertEquals(0, stop.exit(), stop::toString);
            assertFalse(ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false));
            assertEquals(1, miner.workers().size(), "no ghost row is left");
        }
    }

    /** Nobody says where they serve. */
    @Test
    void twoWorkersOfOneMachineAreBothRegistered() throws Exception {
        try (TestMiner miner = TestMiner.start(directory.resolve("miner"))) {
            start(miner, "worker", "start", "--windowpost");
            start(miner, "worker", "start", "--winningpost");
            assertEquals(3, miner.workers().size(), "the miner itself and both");
        }
    }

    @Test
    void aWorkerThatDiedIsShownWithItsLastWordsAndOneThatCannotAttachWithTheReason() throws Exception {
        try (TestMiner miner = TestMiner.start(directory.resolve("miner"))) {
            long pid = start(miner, "worker", "start", "--winningpost", "--", "--listen", "127.0.0.1:0");
            ProcessHandle worker = ProcessHandle.of(pid).orElseThrow();
            worker.destroyForcibly();
            worker.onExit().get(30, TimeUnit.SECONDS);
            Outcome list = console(miner, "worker", "ls");
            assertTrue(list.out().contains("dead"), list::toString);

            Outcome refused = console(miner, "worker", "start", "--windowpost", "--", "--listen", "nowhere");
            assertEquals(1, refused.exit(), refused::toString);
            assertTrue((refused.out() + refused.err()).contains("invalid value \"nowhere\""), refused::toString);
        }
    }
}
