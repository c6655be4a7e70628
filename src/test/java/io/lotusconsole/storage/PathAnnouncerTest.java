package io.lotusconsole.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotusconsole.http.HttpFault;
import io.lotusconsole.lotus.wire.StorageCodec.FsStat;
import io.lotusconsole.lotus.wire.StorageCodec.StorageInfo;
import io.lotusconsole.rpc.RpcException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PathAnnouncerTest {
    private static final String URL = "http://10.0.0.2:3456/remote";

    @TempDir
    private Path directory;

    private final Told told = new Told();
    private final List<String> notes = new ArrayList<>();
    private PathAnnouncer announcer;

    @AfterEach
    void close() {
        announcer.close();
    }

    private PathAnnouncer announcing(LocalPaths paths) {
        announcer = new PathAnnouncer(paths, told, URL, notes::add);
        return announcer;
    }

    /** What an index was told, one line a call. */
    private static final class Told implements IndexCalls {
        private final List<String> lines = new ArrayList<>();
        private boolean isAway;

        private void tell(String line) throws RpcException {
            if (isAway) {
                throw RpcException.of(new HttpFault(HttpFault.Kind.REFUSED, "connection refused"));
            }
            lines.add(line);
        }

        List<String> take() {
            List<String> taken = List.copyOf(lines);
            lines.clear();
            return taken;
        }

        @Override
        public void attach(StorageInfo info, FsStat stat) throws RpcException {
            tell("attach " + info.id() + " " + info.urls() + " " + info.weight() + " " + (stat.capacity() > 0));
        }

        @Override
        public void detach(String storageId, String url) throws RpcException {
            tell("detach " + storageId + " " + url);
        }

        @Override
        public void declareSector(String storageId, SectorName sector, int bits, boolean isPrimary)
                throws RpcException {
            tell("declare " + storageId + " " + sector + " " + bits + " " + isPrimary);
        }

        @Override
        public void dropSector(String storageId, SectorName sector, int bits) throws RpcException {
            tell("drop " + storageId + " " + sector + " " + bits);
        }

        @Override
        public void reportHealth(String storageId, FsStat stat, String error) throws RpcException {
            tell("health " + storageId + " " + (stat.capacity() > 0) + " " + error);
        }
    }

    @Test
    void aPathIsAttachedDeclaredRedeclaredAndTakenAway() throws Exception {
        TestShelf shelf = TestShelf.full(directory.resolve("shelf"));
        LocalPaths paths = shelf.open();
        announcing(paths).announceAll();
        List<String> first = told.take();
        assertEquals("attach " + TestShelf.ID + " [" + URL + "] 10 true", first.get(0));
        assertEquals(9, new TreeSet<>(first).size());
        assertTrue(first.contains("declare " + TestShelf.ID + " s-t01000-1 2 true"), first::toString);
        assertTrue(first.contains("declare " + TestShelf.ID + " s-t01000-4 4 true"), first::toString);

        Files.delete(shelf.sealed(2));
        announcer.redeclare(null, false);
        assertEquals(7, told.take().size());
        announcer.redeclare("another", true);
        assertEquals(List.of(), told.take());
        announcer.redeclare(TestShelf.ID, true);
        List<String> again = told.take();
        assertEquals("drop " + TestShelf.ID + " s-t01000-2 2", again.get(7));
        assertEquals(8, again.size());

        announcer.withdrawAll();
        announcer.withdrawAll();
        assertEquals(List.of("detach " + TestShelf.ID + " " + URL), told.take());
        assertEquals(List.of(), notes);
    }

    @Test
    void aPathThatSealingMayUseIsOnlyRead() throws Exception {
        TestShelf shelf = new TestShelf(directory.resolve("shelf"), "sealing", true);
        announcing(shelf.open()).announceAll();
        announcer.redeclare(null, true);
        announcer.withdrawAll();
        assertEquals(List.of(), told.take());
        assertEquals(1, notes.size());
    }

    @Test
    void healthIsReportedWithTheReasonIfThereIsOne() throws Exception {
        TestShelf shelf = TestShelf.full(directory.resolve("shelf"));
        announcing(shelf.open()).report(shelf.path());
        assertEquals(List.of("health " + TestShelf.ID + " true "), told.take());
        StoragePath path = shelf.path();
        Files.delete(shelf.meta());
        announcer.report(path);
        assertEquals(
                List.of("health " + TestShelf.ID + " false " + shelf.meta() + ": no such file or directory"),
                told.take());
        told.isAway = true;
        announcer.report(path);
        assertEquals(1, notes.size());
    }

    @Test
    void whatIsOutOfSightIsNotDropped() throws Exception {
        TestShelf shelf = TestShelf.full(directory.resolve("shelf"));
        announcing(shelf.open()).announceAll();
        told.take();
        Files.move(shelf.root, directory.resolve("unmounted"));
        assertThrows(IOException.class, () -> announcer.redeclare(null, true));
        assertEquals(List.of(), told.take());
    }

    @Test
    void strayNamesAreNotedAndDoNotMatter() throws Exception {
        TestShelf shelf = TestShelf.full(directory.resolve("shelf"));
        Files.createFile(shelf.root.resolve("sealed/readme"));
        announcing(shelf.open()).announceAll();
        assertEquals(9, told.take().size());
        assertTrue(notes.get(0).startsWith(shelf.root + "/sealed/readme is no file of a sector"), notes::toString);
    }
}
