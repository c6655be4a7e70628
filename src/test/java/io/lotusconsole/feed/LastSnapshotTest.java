package io.lotusconsole.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotusconsole.support.Fixtures;
import io.lotusconsole.support.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LastSnapshotTest {
    private static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");

    @TempDir
    private Path directory;

    private String address(Stage stage) {
        return "127.0.0.1:" + stage.miner().port();
    }

    private Path files() {
        return directory.resolve("lotus-console");
    }

    private List<Path> named(String prefix) throws IOException {
        try (Stream<Path> all = Files.list(files())) {
            return all.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .toList();
        }
    }

    private static String worker(String id, String hostname) {
        return "\"" + id + "\":{\"Info\":{\"Hostname\":\"" + hostname + "\"},\"Enabled\":true}";
    }

    private Stage workers(String... rows) {
        return Stage.ofWorkers("{" + String.join(",", rows) + "}").with("XDG_RUNTIME_DIR", directory.toString());
    }

    @Test
    void whoReadsTheWorkersNotesThem() throws IOException {
        String id = "8e207191-8a90-4ed7-9e01-8b957459edcc";
        for (String command : List.of("proving workers", "sealing workers", "--style lotus proving workers")) {
            try (Stage stage = workers(worker(id, "prover-1"), worker("7", "größe 2"))) {
                stage.stdout(command.split(" "));
                LastSnapshot.Workers seen = LastSnapshot.workers(files(), address(stage));
                assertEquals(NOW, seen.at());
                assertEquals(
                        List.of(new LastSnapshot.Worker("7", "größe 2"), new LastSnapshot.Worker(id, "prover-1")),
                        seen.workers());
                assertNull(LastSnapshot.deadlines(files(), address(stage)), "nobody read them");
            }
        }
        try (Stage stage = Stage.recorded("static-chain", "info").with("XDG_RUNTIME_DIR", directory.toString())) {
            stage.stdout("info");
            assertFalse(LastSnapshot.workers(files(), address(stage)).workers().isEmpty());
        }
    }

    @Test
    void whoReadsTheDeadlinesNotesThoseWithLiveSectors() {
        for (String command : List.of("proving deadlines", "proving info", "proving faults")) {
            String recording = command.replace(' ', '-');
            try (Stage stage =
                    Stage.recorded("static-chain", recording).with("XDG_RUNTIME_DIR", directory.toString())) {
                stage.stdout(command.split(" "));
                LastSnapshot.Deadlines seen = LastSnapshot.deadlines(files(), address(stage));
                assertNotNull(seen, command);
                assertFalse(seen.deadlines().isEmpty(), command);
                seen.deadlines().forEach(deadline -> assertTrue(deadline.liveSectors() > 0, seen::toString));
            }
        }
    }

    @Test
    void theDeadlinesOfAnotherActorAreNotTheMiners() {
        try (Stage stage =
                Stage.recorded("static-chain", "proving-deadlines").with("XDG_RUNTIME_DIR", directory.toString())) {
            stage.stdout("--actor", "t01000", "proving", "deadlines");
            assertNull(LastSnapshot.deadlines(files(), address(stage)));
        }
    }

    @Test
    void namesThatWouldSteerATerminalAreLeftOut() throws IOException {
        try (Stage stage = workers(
                worker("1", "\\u001b[31mred"),
                worker("2", "two\\tcolumns"),
                worker("3", "two\\nlines"),
                worker("4", "\\u202eturned"),
                worker("\\u009b5", "good"),
                worker("6", ""),
                worker("7", "x".repeat(256)),
                worker("8", "kept"))) {
            stage.stdout("proving", "workers");
            assertEquals(
                    List.of(new LastSnapshot.Worker("8", "kept")),
                    LastSnapshot.workers(files(), address(stage)).workers());
            assertEquals(4, Fixtures.text(named("last-workers-").get(0)).lines().count());
        }
    }

    @Test
    void whatOthersPutThereIsNotBelievedEither() throws IOException {
        try (Stage stage = workers(worker("1", "kept"))) {
            stage.stdout("proving", "workers");
            Path file = named("last-workers-").get(0);
            String good = Fixtures.text(file);
            Files.writeString(file, good + "2\t\u001b[2Jgone\nno tab\n3\tthree\n4\tlast without an end");
            assertEquals(
                    List.of(new LastSnapshot.Worker("1", "kept"), new LastSnapshot.Worker("3", "three")),
                    LastSnapshot.workers(files(), address(stage)).workers());
            for (String bad : List.of(
                    "",
                    "\n\n\n",
                    good.replace("lotus-console 1", "lotus-console 2"),
                    good.replace("miner 127", "miner 128"),
                    good.replace("at ", "at x"),
                    good.replace("at ", "was "),
                    good + "y".repeat(1 << 20))) {
                Files.writeString(file, bad);
                assertNull(LastSnapshot.workers(files(), address(stage)), bad);
            }
            Files.write(file, new byte[] {(byte) 0xff, '\n'});
            assertNull(LastSnapshot.workers(files(), address(stage)), "no UTF-8");
        }
    }

    @Test
    void theFileIsThisUsersAloneAndNothingIsLeftBesideIt() throws IOException {
        try (Stage stage = workers(worker("1", "one"))) {
            stage.stdout("proving", "workers");
            stage.stdout("proving", "workers");
            List<Path> written = named("last-");
            assertEquals(1, written.size(), written::toString);
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(written.get(0))));
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(files())));
        }
    }

    @Test
    void manyWorkersMakeASmallFile() throws IOException {
        String[] rows = new String[3_000];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = worker(Integer.toString(i), "host-" + i);
        }
        try (Stage stage = workers(rows)) {
            stage.stdout("proving", "workers");
            assertEquals(
                    LastSnapshot.ROWS_MAX,
                    LastSnapshot.workers(files(), address(stage)).workers().size());
        }
    }

    @Test
    void whereNothingCanBeWrittenTheCommandDoesNotFail() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "in the way");
        try (Stage stage = workers(worker("1", "one")).with("XDG_RUNTIME_DIR", file.toString())) {
            assertTrue(stage.stdout("proving", "workers").contains("host one"));
        }
        // A directory in the place of the file: the rename fails.
        try (Stage stage = workers(worker("1", "one"))) {
            Files.createDirectories(
                    StateFiles.of(files(), "last-workers-", address(stage)).resolve("full"));
            assertTrue(stage.stdout("proving", "workers").contains("host one"));
            assertEquals(1, named("last-").size(), "what was written for it is removed");
        }
    }

    @Test
    void filesOfMinersThatNobodyAsksAreRemoved() throws IOException {
        Files.createDirectories(files());
        Path old = Files.writeString(files().resolve("last-workers-1234"), "old");
        Files.setLastModifiedTime(old, FileTime.from(NOW.minus(Duration.ofDays(8))));
        Path recent = Files.writeString(files().resolve("last-workers-5678"), "recent");
        Files.setLastModifiedTime(recent, FileTime.from(NOW.minus(Duration.ofDays(6))));
        Path turn = Files.writeString(files().resolve("worker-stats-1234"), "old");
        Files.setLastModifiedTime(turn, FileTime.from(NOW.minus(Duration.ofDays(8))));
        try (Stage stage =
                Stage.recorded("static-chain", "proving-deadlines").with("XDG_RUNTIME_DIR", directory.toString())) {
            stage.stdout("proving", "deadlines");
        }
        assertFalse(Files.exists(turn));
        assertFalse(Files.exists(old));
        assertTrue(Files.exists(recent));
        Files.setLastModifiedTime(recent, FileTime.from(NOW.minus(Duration.ofDays(8))));
        try (Stage stage = workers(worker("1", "one"))) {
            stage.stdout("proving", "workers");
        }
        assertFalse(Files.exists(recent));
    }
}
