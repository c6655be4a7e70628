package io.lotusconsole.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotusconsole.proving.PoStKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Workers that end with the console: real processes, which are scripts here. */
@Timeout(60)
class ChildWorkerTest {
    @TempDir
    private Path directory;

    private ChildWorker start(String name, String script) throws Exception {
        WorkerProgram program = WorkerProgram.of(List.of("/bin/sh", "-c", script, "worker"), System::getenv);
        return ChildWorker.start(program, PoStKind.WINDOW, directory, name, Map.of("MINER_API_INFO", "a token"));
    }

    private static void awaitLines(ChildWorker worker, int count) throws Exception {
        while (worker.lastLines(count).size() < count) {
            assertTrue(worker.isAlive(), () -> "it ended with " + worker.exitStatus());
        }
    }

    @Test
    void itGetsItsFlagsItsVariablesAndALogOfItsOwn() throws Exception {
        ChildWorker worker = start("w", "echo \"$@\"; echo \"$MINER_API_INFO $HOME\"; exec tail -f /dev/null");
        try {
            awaitLines(worker, 2);
            Path repository = directory.resolve("w/repo");
            assertEquals(
                    List.of(
                            "--worker-repo " + repository + " run --windowpost --listen 127.0.0.1:0 --name w",
                            "a token " + System.getenv("HOME")),
                    worker.lastLines(10));
        } finally {
            ChildWorker.endAll(List.of(worker));
        }
        assertEquals(143, worker.exitStatus());
    }

    @Test
    void allEndTogetherAndWhoeverDoesNotIsKilled() throws Exception {
        ChildWorker deaf = start("deaf", "trap '' TERM; echo up; exec tail -f /dev/null");
        ChildWorker gone = start("gone", "echo up; exit 3");
        awaitLines(deaf, 1);
        while (gone.isAlive()) {
            Thread.onSpinWait();
        }
        ChildWorker.endAll(List.of(deaf, gone));
        assertFalse(deaf.isAlive() || gone.isAlive());
        assertEquals(137, deaf.exitStatus());
        assertEquals(3, gone.exitStatus());
    }

    @Test
    void aProgramThatIsNotThereIsSaid() {
        WorkerProgram program = WorkerProgram.of(List.of("/nowhere/lotus-worker"), System::getenv);
        assertThrows(
                LaunchException.class,
                () -> ChildWorker.start(program, PoStKind.WINDOW, directory, "w", Map.of("MINER_API_INFO", "x")));
    }
}
