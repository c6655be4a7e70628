package io.lotusconsole.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotusconsole.lotus.wire.StorageCodec.FsStat;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalPathsTest {
    @TempDir
    private Path directory;

    @Test
    void theListOfARepositoryIsOpenedAndChangesAtRunTime() throws Exception {
        TestShelf first = TestShelf.full(directory.resolve("first"));
        TestShelf second = new TestShelf(directory.resolve("second"), "second", true);
        Files.writeString(
                directory.resolve("storage.json"),
                "{\"StoragePaths\":[{\"Path\":\"" + first.root + "\"},{\"Path\":\"" + second.root + "\"}]}");
        LocalPaths paths = LocalPaths.open(directory);
        assertEquals(List.of(first.path(), second.path()), paths.all());
        assertEquals(second.root, paths.byId("second").root());
        IOException twice = assertThrows(IOException.class, () -> paths.add(second.root));
        assertTrue(twice.getMessage().contains("second"), twice::getMessage);
        assertEquals("second", paths.remove(second.root.resolve("../second")).id());
        assertNull(paths.remove(second.root));
        assertNull(paths.byId("second"));
        assertNull(paths.stat("second"));
        assertNotNull(paths.add(second.root));
        IOException none = assertThrows(IOException.class, () -> paths.add(directory.resolve("third")));
        assertTrue(none.getMessage().contains("third/sectorstore.json"), none::getMessage);
    }

    @Test
    void aPathIsScannedForWhatProofsRead() throws Exception {
        TestShelf shelf = TestShelf.full(directory.resolve("shelf"));
        Files.createDirectories(shelf.root.resolve("update"));
        Files.createFile(shelf.root.resolve("update/s-t01000-9"));
        Files.createDirectory(shelf.root.resolve("sealed/fetching"));
        Files.createFile(shelf.root.resolve("sealed/s-t01000-9.tmp"));
        LocalPaths.Scan scan = LocalPaths.scan(shelf.path());
        assertEquals(List.of(shelf.root.resolve("sealed/s-t01000-9.tmp")), scan.strays());
        Set<String> found = scan.files().stream()
                .map(file -> file.type() + " " + file.name())
                .collect(Collectors.toSet());
        assertEquals(9, found.size());
        assertTrue(found.contains("SEALED s-t01000-1") && found.contains("CACHE s-t01000-4"), found::toString);
        assertTrue(found.contains("UPDATE s-t01000-9"), found::toString);
    }

    @Test
    void aLimitOfTheOperatorIsInTheFigures() throws Exception {
        TestShelf shelf = TestShelf.full(directory.resolve("shelf"));
        FsStat free = shelf.open().stat(TestShelf.ID);
        assertEquals(free.fsAvailable(), free.available());
        Files.writeString(
                shelf.meta(), Files.readString(shelf.meta()).replace("\"MaxStorage\":0", "\"MaxStorage\":1000000"));
        FsStat limited = shelf.open().stat(TestShelf.ID);
        assertEquals(1_000_000, limited.max());
        assertTrue(limited.used() > 8192 && limited.available() == 1_000_000 - limited.used(), limited::toString);
    }

    @Test
    void aNameIsReadOnlyAsWeWouldWriteIt() {
        assertEquals(new SectorName(1000, 9), SectorName.parse("s-t01000-9"));
        assertEquals("s-t01000-9", new SectorName(1000, 9).toString());
        assertEquals(new SectorName(0, 0), SectorName.parse("s-t00-0"));
        for (String bad : List.of(
                "",
                "s-t0",
                "s-t0-",
                "s-t0-9",
                "s-f01000-9",
                "s-t01000-09",
                "s-t001000-9",
                "s-t01000-9 ",
                "s-t01000-9/",
                "s-t01000-+9",
                "s-t0-1-9",
                "s-t01000-9999999999999999999")) {
            assertNull(SectorName.parse(bad), bad);
        }
    }

    @Test
    void aPathThatHangsIsNamedInTime() throws Exception {
        TestShelf shelf = new TestShelf(directory.resolve("hanging"), "an-id", false);
        LocalPaths paths = new LocalPaths(200);
        StoragePath path = paths.add(shelf.root);
        assertNull(paths.whyAway(path));
        Files.delete(shelf.meta());
        assertEquals(
                0, new ProcessBuilder("mkfifo", shelf.meta().toString()).start().waitFor());
        assertTrue(paths.whyAway(path).contains(shelf.root + " does not answer within"), () -> "what hangs is named");
        LocalPaths others = new LocalPaths(200);
        String why =
                assertThrows(IOException.class, () -> others.add(shelf.root)).getMessage();
        assertTrue(why.contains(shelf.root + " does not answer within"), why);
        // Opened for both, a FIFO waits for nobody, and frees who waits.
        try (RandomAccessFile both = new RandomAccessFile(shelf.meta().toFile(), "rw")) {
            Files.delete(shelf.meta());
        }
    }
}
