package io.lotusconsole.storage;

import static io.lotusconsole.prover.RegisteredPoStProof.WINDOW_2KIB;
import static io.lotusconsole.prover.RegisteredPoStProof.WINNING_2KIB;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotusconsole.http.RpcHttpServer;
import io.lotusconsole.http.ServerOptions;
import io.lotusconsole.json.JsonCursor;
import io.lotusconsole.prover.GuardedProver;
import io.lotusconsole.prover.Prover;
import io.lotusconsole.proving.ChallengedSector;
import io.lotusconsole.proving.SectorLocation;
import io.lotusconsole.support.Fault;
import io.lotusconsole.support.FaultyServer;
import io.lotusconsole.support.Fixtures;
import io.lotusconsole.support.Libraries;
import io.lotusconsole.support.Vectors;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real sectors through the proof library, over real sockets; each kind of trouble once. */
@Timeout(60)
class SectorReaderTest {
    private static final String TOKEN = "a-token";
    private static final ChallengedSector SECTOR = TestShelf.sector(0);
    private static final long NUMBER = SECTOR.sectorNumber();
    private static final long GENEROUS_MILLIS = 20_000;
    private static final long SHORT_MILLIS = 400;

    private static Prover prover;

    @TempDir
    private Path directory;

    private final List<AutoCloseable> open = new ArrayList<>();
    private TestShelf shelf;
    private RemoteVanilla remote;

    @BeforeAll
    static void load() {
        prover = new GuardedProver(Libraries.ofVectors(), Vectors.twoKib().prover());
    }

    @BeforeEach
    void makeShelf() throws Exception {
        shelf = TestShelf.full(directory.resolve("shelf"));
        remote = closing(new RemoteVanilla(TOKEN, null));
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable resource : open) {
            resource.close();
        }
    }

    private <T extends AutoCloseable> T closing(T resource) {
        open.add(resource);
        return resource;
    }

    private SectorReader reader(SectorIndex index, LocalPaths local) {
        return closing(new SectorReader(prover, index, local, remote, TestShelf.MINER));
    }

    private SectorRead readLocal() throws Exception {
        return reader(TestIndex.of(TestShelf.ID, "http://127.0.0.1:0/remote"), shelf.open())
                .read(WINDOW_2KIB, SECTOR, GENEROUS_MILLIS);
    }

    private SectorRead readRemote(long timeoutMillis, String... baseUrls) throws Exception {
        return reader(TestIndex.of(TestShelf.ID, baseUrls), new LocalPaths()).read(WINDOW_2KIB, SECTOR, timeoutMillis);
    }

    /** The base URL of a host that serves the shelf. */
    private String host() throws Exception {
        RemoteHandler handler = closing(new RemoteHandler(prover, shelf.open(), TOKEN::equals, "admin"));
        RpcHttpServer server =
                closing(RpcHttpServer.start(ServerOptions.at("127.0.0.1", 0), Map.of(RemoteHandler.PREFIX, handler)));
        return "http://127.0.0.1:" + server.address().getPort() + "/remote";
    }

    private static String refusing() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return "http://127.0.0.1:" + socket.getLocalPort() + "/remote";
        }
    }

    private static void assertRead(SectorRead read) {
        assertTrue(read.isRead(), read::detail);
        assertNull(read.fault());
        assertArrayEquals(
                Vectors.twoKib().sectors().get(0).windowVanilla(), read.proof().sharedBytes());
    }

    private static void assertFault(ReadFault fault, SectorRead read) {
        assertEquals(fault, read.fault(), read::toString);
        assertFalse(read.isRead());
        assertEquals(NUMBER, read.sectorNumber());
        assertFalse(read.detail().isEmpty());
    }

    @Test
    void aSectorInAnOwnPathIsReadThereAfterTheIndexWasAskedForBothTypes() throws Exception {
        TestIndex index = TestIndex.of(TestShelf.ID, "http://127.0.0.1:0/remote");
        SectorRead read = reader(index, shelf.open()).read(WINDOW_2KIB, SECTOR, 0);
        assertRead(read);
        assertEquals(Set.of(NUMBER + " 2 2048", NUMBER + " 4 2048"), Set.copyOf(index.asked));
        assertEquals(1, read.attempts().size());
        assertEquals(shelf.root.toString(), read.attempts().get(0).place());
        assertEquals(TestShelf.ID, read.attempts().get(0).storageId());
    }

    @Test
    void theIndexIsAskedForBothTypesAtOnce() throws Exception {
        CyclicBarrier both = new CyclicBarrier(2);
        TestIndex found = TestIndex.of(TestShelf.ID);
        SectorIndex index = (number, types, size) -> {
            try {
                both.await(30, TimeUnit.SECONDS);
            } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
                throw new AssertionError("the other question never came", e);
            }
            return found.find(number, types, size);
        };
        assertRead(reader(index, shelf.open()).read(WINDOW_2KIB, SECTOR, 0));
    }

    @Test
    void aSectorElsewhereIsReadFromTheFirstHostThatServesIt() throws Exception {
        String dead = refusing();
        String good = host();
        TestIndex index = TestIndex.of(TestShelf.ID, "http://127.0.0.1:0/remote", dead, good, "http://never/remote");
        SectorRead read = reader(index, new LocalPaths()).read(WINDOW_2KIB, SECTOR, 0);
        assertRead(read);
        assertEquals(Set.of(NUMBER + " 2 2048", NUMBER + " 4 2048"), Set.copyOf(index.asked.subList(0, 2)));
        assertEquals(List.of(NUMBER + " 6 0"), index.asked.subList(2, index.asked.size()));
        assertEquals(
                Arrays.asList(ReadFault.UNREACHABLE, ReadFault.REFUSED, null),
                read.attempts().stream().map(ReadAttempt::fault).toList());
    }

    @Test
    void anUpdatedSectorIsAskedForByItsOwnTypes() throws Exception {
        ChallengedSector updated = new ChallengedSector(5, NUMBER, SECTOR.sealedCid(), SECTOR.leaves(), true);
        Files.createDirectories(shelf.root.resolve("update"));
        Files.createDirectories(shelf.root.resolve("update-cache"));
        Files.move(shelf.sealed(NUMBER), shelf.root.resolve("update/s-t01000-" + NUMBER));
        Files.move(shelf.cache(NUMBER), shelf.root.resolve("update-cache/s-t01000-" + NUMBER));
        TestIndex index = TestIndex.of(TestShelf.ID, host());
        assertRead(reader(index, new LocalPaths()).read(WINDOW_2KIB, updated, 0));
        assertEquals(Set.of(NUMBER + " 8 2048", NUMBER + " 16 2048"), Set.copyOf(index.asked.subList(0, 2)));
        assertEquals(List.of(NUMBER + " 24 0"), index.asked.subList(2, index.asked.size()));
        assertRead(reader(index, shelf.open()).read(WINDOW_2KIB, updated, 0));
    }

    @Test
    void theRequestIsTheOneThatALotusWorkerSends() throws Exception {
        List<String> seen = new ArrayList<>();
        RpcHttpServer server =
                closing(RpcHttpServer.start(ServerOptions.at("127.0.0.1", 0), Map.of("/remote/", exchange -> {
                    seen.add(exchange.method() + " " + exchange.path());
                    seen.add(exchange.header("Authorization"));
                    seen.add(exchange.header("Content-Type"));
                    seen.add(new String(exchange.body(10_000).readAllBytes(), StandardCharsets.UTF_8));
                    exchange.reply(500, "text/plain", "fsstat: path not found\n".getBytes(StandardCharsets.UTF_8));
                })));
        Recorded recorded = Recorded.read();
        String url = "http://127.0.0.1:" + server.address().getPort() + "/remote";
        SectorRead read = reader(TestIndex.of("other", url), new LocalPaths()).read(WINNING_2KIB, recorded.sector, 0);
        assertEquals(Arrays.asList("POST /remote/vanilla/single", "Bearer " + TOKEN, null, recorded.body), seen);
        assertEquals(376, recorded.body.length());
        assertEquals(ReadFault.MISSING, read.fault());
    }

    /** {@code worker-wire/remote-vanilla-single.json}. */
    private record Recorded(String body, ChallengedSector sector) {
        static Recorded read() throws IOException {
            String body = null;
            try (JsonCursor in =
                    new JsonCursor(Fixtures.text(Fixtures.path("worker-wire", "remote-vanilla-single.json")))) {
                in.beginObject();
                while (in.nextField()) {
                    if (!in.name().equals("request")) {
                        in.skip();
                        continue;
                    }
                    in.beginObject();
                    while (in.nextField()) {
                        if (in.name().equals("body")) {
                            body = in.raw();
                        } else {
                            in.skip();
                        }
                    }
                }
            }
            try (JsonCursor in = new JsonCursor(body)) {
                in.beginObject();
                ChallengedSector sector = null;
                while (in.nextField()) {
                    if (in.name().equals("Sector")) {
                        sector = io.lotusconsole.lotus.wire.PoStCodec.sector(in);
                    } else {
                        in.skip();
                    }
                }
                return new Recorded(body, sector);
            }
        }
    }

    @Test
    void filesThatAreMissingOrBrokenAreOfTheSectorWhereverTheyAre() throws Exception {
        String host = host();
        byte[] tree = Files.readAllBytes(shelf.cache(NUMBER).resolve("sc-02-data-tree-r-last.dat"));
        Files.delete(shelf.cache(NUMBER).resolve("sc-02-data-tree-r-last.dat"));
        assertFault(ReadFault.MISSING, readLocal());
        assertFault(ReadFault.MISSING, readRemote(0, host));
        Files.write(shelf.cache(NUMBER).resolve("sc-02-data-tree-r-last.dat"), tree);
        Files.write(shelf.sealed(NUMBER), new byte[2048]);
        assertFault(ReadFault.CORRUPT, readLocal());
        assertFault(ReadFault.CORRUPT, readRemote(0, host));
        Files.delete(shelf.sealed(NUMBER));
        assertFault(ReadFault.MISSING, readLocal());
        assertFault(ReadFault.MISSING, readRemote(0, host));
        Files.createDirectory(shelf.sealed(NUMBER));
        assertFault(ReadFault.UNREADABLE, readLocal());
        assertFault(ReadFault.UNREADABLE, readRemote(0, host));
        assertTrue(ReadFault.CORRUPT.isOfSector() && ReadFault.MISSING.isOfSector());
        SectorRead other =
                reader(TestIndex.of(TestShelf.ID, host), new LocalPaths()).read(WINDOW_2KIB, TestShelf.sector(1), 0);
        assertTrue(other.isRead(), other::detail);
    }

    @Test
    void aPathThatIsAwayNeverLooksLikeMissingSectors() throws Exception {
        String host = host();
        LocalPaths local = shelf.open();
        Files.move(shelf.root, directory.resolve("unmounted"));
        TestIndex index = TestIndex.of(TestShelf.ID, host);
        for (int i = 0; i < 2; i++) {
            assertFault(ReadFault.STORAGE_AWAY, reader(index, local).read(WINDOW_2KIB, SECTOR, 0));
            assertFault(ReadFault.STORAGE_AWAY, readRemote(0, host));
            // The empty directory below an unmounted file system.
            Files.createDirectories(shelf.root);
        }
        new TestShelf(shelf.root, "another", false);
        assertFault(ReadFault.STORAGE_AWAY, reader(index, local).read(WINDOW_2KIB, SECTOR, 0));
        assertFalse(ReadFault.STORAGE_AWAY.isOfSector());
    }

    @Test
    void aFileThatDoesNotAnswerIsLeftBehindInTime() throws Exception {
        Path pAux = shelf.cache(NUMBER).resolve("p_aux");
        byte[] bytes = Files.readAllBytes(pAux);
        Files.delete(pAux);
        assertEquals(0, new ProcessBuilder("mkfifo", pAux.toString()).start().waitFor());
        SectorReader reader = reader(TestIndex.of(TestShelf.ID), shelf.open());
        long start = System.nanoTime();
        assertFault(ReadFault.TIMED_OUT, reader.read(WINDOW_2KIB, SECTOR, SHORT_MILLIS));
        assertTrue(System.nanoTime() - start < 10_000_000_000L);
        assertEquals(1, reader.stuckReads());
        assertTrue(
                reader.read(WINDOW_2KIB, TestShelf.sector(1), GENEROUS_MILLIS).isRead());
        try (OutputStream out = Files.newOutputStream(pAux)) {
            // The library opens the file once more, by its name.
            Files.delete(pAux);
            Files.write(pAux, bytes);
            out.write(bytes);
        }
        while (reader.stuckReads() > 0) {
            Thread.onSpinWait();
        }
    }

    @Test
    void whatHostsDoWrongIsToldApart() throws Exception {
        Map<Fault, ReadFault> table = Map.ofEntries(
                Map.entry(Fault.UNAUTHORIZED_401, ReadFault.UNAUTHORIZED),
                Map.entry(Fault.FORBIDDEN_403, ReadFault.UNAUTHORIZED),
                Map.entry(Fault.STALL_BEFORE_HEADERS, ReadFault.TIMED_OUT),
                Map.entry(Fault.STALL_IN_HEADERS, ReadFault.TIMED_OUT),
                Map.entry(Fault.ACCEPT_AND_STALL, ReadFault.TIMED_OUT),
                Map.entry(Fault.ACCEPT_AND_CLOSE, ReadFault.DROPPED),
                Map.entry(Fault.ACCEPT_AND_RESET, ReadFault.DROPPED),
                Map.entry(Fault.CLOSE_BEFORE_HEADERS, ReadFault.DROPPED),
                Map.entry(Fault.HTML_200, ReadFault.BAD_ANSWER),
                Map.entry(Fault.HTML_404, ReadFault.NOT_SERVED),
                Map.entry(Fault.HTML_502, ReadFault.UNREACHABLE),
                Map.entry(Fault.TEXT_500, ReadFault.FAILED),
                Map.entry(Fault.REDIRECT, ReadFault.FAILED),
                Map.entry(Fault.GARBAGE, ReadFault.FAILED));
        for (Map.Entry<Fault, ReadFault> row : table.entrySet()) {
            try (FaultyServer server = FaultyServer.start(row.getKey())) {
                SectorRead read = readRemote(SHORT_MILLIS, "http://127.0.0.1:" + server.port() + "/remote");
                assertEquals(row.getValue(), read.fault(), () -> row.getKey() + ": " + read);
            }
        }
        assertFault(ReadFault.REFUSED, readRemote(0, refusing()));
        assertFault(ReadFault.UNRESOLVED, readRemote(0, "http://no-such-host.invalid:2345/remote"));
        assertFault(ReadFault.UNREACHABLE, readRemote(0, "no URL at all"));
    }

    @Test
    void aWrongTokenIsNoFaultOfTheSector() throws Exception {
        remote = closing(new RemoteVanilla("another", null));
        SectorRead read = readRemote(0, host());
        assertFault(ReadFault.UNAUTHORIZED, read);
        assertTrue(read.detail().contains("missing admin permission"), read::detail);
    }

    @Test
    void aProofOfAnotherSectorIsNoAnswer() throws Exception {
        byte[] other = Vectors.twoKib().sectors().get(1).windowVanilla();
        RpcHttpServer server = closing(RpcHttpServer.start(
                ServerOptions.at("127.0.0.1", 0), Map.of("/remote/", exchange -> exchange.reply(200, null, other))));
        assertFault(
                ReadFault.BAD_ANSWER,
                readRemote(0, "http://127.0.0.1:" + server.address().getPort() + "/remote"));
    }

    @Test
    void aSectorThatTheIndexDoesNotKnowIsMissingWithoutAnAttempt() throws Exception {
        SectorRead read =
                reader(new TestIndex(number -> List.of()), shelf.open()).read(WINDOW_2KIB, SECTOR, 0);
        assertFault(ReadFault.MISSING, read);
        assertEquals(List.of(), read.attempts());
    }

    @Test
    void aGoodCopyMayBeWhereNobodyAnswers() throws Exception {
        Files.delete(shelf.sealed(NUMBER));
        String missing = host();
        String dead = refusing();
        assertFault(ReadFault.MISSING, readRemote(0, dead, missing));
        List<SectorLocation> twoPaths = List.of(
                new SectorLocation(TestShelf.ID, List.of(missing)), new SectorLocation("another", List.of(dead)));
        SectorReader reader = reader(new TestIndex(number -> twoPaths), new LocalPaths());
        assertFault(ReadFault.REFUSED, reader.read(WINDOW_2KIB, SECTOR, 0));
    }

    @Test
    void aHostThatHangsLeavesTimeForTheNext() throws Exception {
        try (FaultyServer server = FaultyServer.start(Fault.STALL_BEFORE_HEADERS)) {
            assertRead(readRemote(4_000, "http://127.0.0.1:" + server.port() + "/remote", host()));
        }
    }
}
