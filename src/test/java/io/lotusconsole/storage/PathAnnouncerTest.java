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
import java.util.Collections;
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
        announcer = new PathAnnouncer(paths, told, URL, new Noted(notes));
        return announcer;
    }

    /** Sentences, of either kind. */
    record Noted(List<String> notes) implements PathAnnouncer.Told {
        @Override
        public void progress(String sentence) {
            notes.add(sentence);
        }

        @Override
        public void trouble(String sentence) {
            notes.add(sentence);
        }
    }

    private void announceAll(LocalPaths paths) throws Exception {
        announcing(paths);
        for (StoragePath path : paths.all()) {
            announcer.announce(path);
        }
    }

    /** What an index was told, one line a call. */
    private static final class Told implements IndexCalls {
        private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
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
        announceAll(paths);
        List<String> first = told.take();
        assertEquals("attach " + TestShelf.ID + " [" + URL + "] 10 true", first.get(0));
        assertEquals(9, new TreeSet<>(first).size());
        assertTrue(first.contains("declare " + TestShelf.ID + " s-t01000-1 2 true"), first::toString);
        assertTrue(first.contains("declare " + TestShelf.ID + " s-t01000-4 4 true"), first::toString);

        Files.delete(shelf.sealed(2));
        announcer.redeclare(null, false);
        List<String> third = told.take();
        assertEquals("attach " + TestShelf.ID + " [" + URL + "] 10 true", third.get(0), "or an index that forgot it");
        assertEquals(8, third.size());
        announcer.redeclare("another", true);
        assertEquals(List.of(), told.take());
        announcer.redeclare(TestShelf.ID, true);
        List<String> again = told.take();
        assertEquals("drop " + TestShelf.ID + " s-t01000-2 2", again.get(8));
        assertEquals(9, again.size());

        announcer.withdrawAll();
        announcer.withdrawAll();
        assertEquals(List.of("detach " + TestShelf.ID + " " + URL), told.take());
        assertEquals(List.of(), notes);
    }

    @Test
    void aPathThatSealingMayUseIsOnlyRead() throws Exception {
        TestShelf shelf = new TestShelf(directory.resolve("shelf"), "sealing", true);
        announceAll(shelf.open());
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
        announcer.report(path);
        assertEquals(1, notes.size(), "what is so every ten seconds is said once");
        told.isAway = false;
        announcer.report(path);
        told.isAway = true;
        announcer.report(path);
        assertEquals(2, notes.size(), "and once more when it begins anew");
    }

    @Test
    void whatIsOutOfSightIsNotDropped() throws Exception {
        TestShelf shelf = TestShelf.full(directory.resolve("shelf"));
        announceAll(shelf.open());
        told.take();
        Files.move(shelf.root, directory.resolve("unmounted"));
        assertThrows(IOException.class, () -> announcer.redeclare(null, true));
        assertEquals(List.of(), told.take());
    }

    @Test
    void strayNamesAreNotedAndDoNotMatter() throws Exception {
        TestShelf shelf = TestShelf.full(directory.resolve("shelf"));
        Files.createFile(shelf.root.resolve("sealed/readme"));
        announceAll(shelf.open());
        assertEquals(9, told.take().size());
        assertTrue(notes.get(0).startsWith(shelf.root + "/sealed/readme is no file of a sector"), notes::toString);
    }
}
