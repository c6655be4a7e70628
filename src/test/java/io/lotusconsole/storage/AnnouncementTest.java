package io.lotusconsole.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotusconsole.http.HttpFault;
import io.lotusconsole.lotus.wire.StorageCodec.FsStat;
import io.lotusconsole.lotus.wire.StorageCodec.StorageInfo;
import io.lotusconsole.rpc.RpcException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which session of the miner is told of which path, and when its index may be believed. */
@Timeout(60)
class AnnouncementTest {
    private static final long STEP_MILLIS_MAX = 30_000;
    private static final long SETTLING_MILLIS = 400;

    @TempDir
    private Path directory;

    private final Index index = new Index();
    private final List<String> notes = Collections.synchronizedList(new ArrayList<>());
    private final List<AutoCloseable> open = new ArrayList<>();
    private volatile String session = "first";

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    /** An index on its own, which may be away, or not know paths. */
    private static class Index implements IndexCalls {
        private final BlockingQueue<String> attached = new LinkedBlockingQueue<>();
        private final AtomicInteger declared = new AtomicInteger();
        private volatile boolean isAway;
        private volatile CyclicBarrier beside;

        private void check() throws RpcException {
            if (isAway) {
                throw RpcException.of(new HttpFault(HttpFault.Kind.REFUSED, "connection refused"));
            }
        }

        @Override
        public void attach(StorageInfo info, FsStat stat) throws RpcException {
            check();
            attached.add(info.id());
        }

        @Override
        public void detach(String storageId, String url) throws RpcException {
            check();
        }

        @Override
        public void declareSector(String storageId, SectorName sector, int bits, boolean isPrimary)
                throws RpcException {
            check();
            declared.incrementAndGet();
            CyclicBarrier barrier = beside;
            if (barrier != null) {
                try {
                    barrier.await(STEP_MILLIS_MAX, TimeUnit.MILLISECONDS);
                } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
                    throw new AssertionError("no other call came", e);
                }
            }
        }

        @Override
        public void dropSector(String storageId, SectorName sector, int bits) {}

        @Override
        public void reportHealth(String storageId, FsStat stat, String error) {}
    }

    private Announcement announcing(LocalPaths paths) {
        PathAnnouncerTest.Noted noted = new PathAnnouncerTest.Noted(notes);
        PathAnnouncer announcer = new PathAnnouncer(paths, index, "http://10.0.0.2:3456/remote", noted);
        Announcement announcement = new Announcement(paths, announcer, () -> session, noted, SETTLING_MILLIS);
        open.add(announcement);
        open.add(announcer);
        return announcement;
    }

    private TestShelf shelf(String name) throws IOException {
        return new TestShelf(directory.resolve(name), "id of " + name, false);
    }

    /** Empty files, of which only the names are looked at. */
    private static TestShelf put(TestShelf shelf, int sectors) throws IOException {
        for (int number = 0; number < sectors; number++) {
            Files.createFile(shelf.sealed(number));
        }
        return shelf;
    }

    @Test
    void eachSessionOfTheMinerIsToldOnce() throws Exception {
        Announcement announcement = announcing(put(shelf("a"), 3).open());
        assertFalse(announcement.await("first", 0));
        for (String each : List.of("first", "first", "second", "second")) {
            session = each;
            announcement.minerIs(each);
            assertTrue(announcement.await(each, STEP_MILLIS_MAX));
        }
        assertEquals(List.of("id of a", "id of a"), List.copyOf(index.attached));
        assertEquals(6, index.declared.get());
    }

    @Test
    void sectorsAreDeclaredBesideEachOther() throws Exception {
        index.beside = new CyclicBarrier(PathAnnouncer.DECLARED_AT_ONCE);
        Announcement announcement =
                announcing(put(shelf("a"), 5 * PathAnnouncer.DECLARED_AT_ONCE).open());
        announcement.minerIs("first");
        assertTrue(announcement.await("first", STEP_MILLIS_MAX));
        assertEquals(5 * PathAnnouncer.DECLARED_AT_ONCE, index.declared.get());
    }

    @Test
    void aPathThatIsAwayHoldsUpNoOtherAndIsToldWhenItIsBack() throws Exception {
        TestShelf away = put(shelf("away"), 1);
        LocalPaths paths = away.open();
        paths.add(put(shelf("later"), 2).root);
        Path hidden = Files.move(away.root, directory.resolve("hidden"));
        Announcement announcement = announcing(paths);
        announcement.minerIs("first");
        assertTrue(announcement.await("first", STEP_MILLIS_MAX), "nobody waits for a path that is away");
        assertEquals("id of later", index.attached.take());
        assertEquals(2, index.declared.get());
        Files.move(hidden, away.root);
        assertEquals("id of away", index.attached.poll(STEP_MILLIS_MAX, TimeUnit.MILLISECONDS));
        assertNull(index.attached.poll(), "what was told is not told again");
        assertEquals(1, notes.size(), notes::toString);
    }

    @Test
    void aMinerThatIsAwayIsToldWhenItIsBack() throws Exception {
        index.isAway = true;
        Announcement announcement = announcing(put(shelf("a"), 1).open());
        announcement.minerIs("first");
        assertFalse(announcement.await("first", 100));
        index.isAway = false;
        assertTrue(announcement.await("first", STEP_MILLIS_MAX));
    }

    /** Finding a bound for it is the storage's affair; here, that nobody but its own thread waits. */
    @Test
    void aPathThatHangsHoldsUpNoOther() throws Exception {
        TestShelf hanging = put(shelf("hanging"), 1);
        LocalPaths paths = hanging.open();
        paths.add(put(shelf("later"), 2).root);
        Files.delete(hanging.meta());
        assertEquals(
                0,
                new ProcessBuilder("mkfifo", hanging.meta().toString()).start().waitFor());
        Announcement announcement = announcing(paths);
        announcement.minerIs("first");
        assertEquals("id of later", index.attached.poll(STEP_MILLIS_MAX, TimeUnit.MILLISECONDS));
        try (OutputStream end = Files.newOutputStream(hanging.meta())) {
            assertNotNull(end);
        }
    }

    @Test
    void anIndexIsDoubtedUntilOwnPathsAreToldAndOthersHadTheirTime() throws Exception {
        TestShelf shelf = put(shelf("a"), 1);
        LocalPaths paths = shelf.open();
        Path hidden = Files.move(shelf.root, directory.resolve("hidden"));
        Announcement announcement = announcing(paths);
        assertNotNull(announcement.whyDoubtful(System.nanoTime()));
        announcement.minerIs("first");
        assertTrue(announcement.await("first", STEP_MILLIS_MAX));
        long before = System.nanoTime();
        assertTrue(announcement.whyDoubtful(before).contains(shelf.root.toString()));
        Files.move(hidden, shelf.root);
        index.attached.take();
        awaitWhole(announcement);
        assertTrue(announcement.whyDoubtful(before).contains(shelf.root.toString()), "it lacked that path when asked");
        long whole = System.nanoTime();
        assertNull(announcement.whyDoubtful(whole));
        session = "second";
        assertEquals("the miner was restarted", announcement.whyDoubtful(whole));
        announcement.minerIs("second");
        assertNotNull(announcement.whyDoubtful(System.nanoTime()));
        awaitWhole(announcement);
        assertNotNull(announcement.whyDoubtful(whole));
        announcement.remove(paths.remove(shelf.root));
        assertNotNull(announcement.whyDoubtful(System.nanoTime()), "another host may be about to open it");
        awaitWhole(announcement);
    }

    private static void awaitWhole(Announcement announcement) {
        while (announcement.whyDoubtful(System.nanoTime()) != null) {
            Thread.onSpinWait();
        }
    }

    @Test
    void aPathThatIsAddedWhileTheMinerIsAwayIsAnnouncedLater() throws Exception {
        LocalPaths paths = new LocalPaths();
        Announcement announcement = announcing(paths);
        announcement.minerIs("first");
        index.isAway = true;
        StoragePath path = paths.add(put(shelf("a"), 1).root);
        assertThrows(RpcException.class, () -> announcement.add(path));
        index.isAway = false;
        assertEquals("id of a", index.attached.poll(STEP_MILLIS_MAX, TimeUnit.MILLISECONDS));
    }
}
