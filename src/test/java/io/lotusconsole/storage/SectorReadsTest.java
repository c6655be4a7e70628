package io.lotusconsole.storage;

import static io.lotusconsole.prover.RegisteredPoStProof.WINDOW_2KIB;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotusconsole.http.HttpFault;
import io.lotusconsole.http.RpcHttpServer;
import io.lotusconsole.http.ServerExchange;
import io.lotusconsole.http.ServerOptions;
import io.lotusconsole.prover.ProverException;
import io.lotusconsole.prover.SectorDamage;
import io.lotusconsole.prover.SectorReplica;
import io.lotusconsole.prover.VanillaProof;
import io.lotusconsole.proving.ChallengedSector;
import io.lotusconsole.proving.SealedCid;
import io.lotusconsole.proving.SectorLocation;
import io.lotusconsole.rpc.RpcException;
import io.lotusconsole.storage.SkipRule.Verdict;
import io.lotusconsole.support.Fault;
import io.lotusconsole.support.FaultyServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Partitions of many sectors, with a prover that reads as the test says. */
@Timeout(60)
class SectorReadsTest {
    private static final SealedCid CID = TestShelf.sector(0).sealedCid();

    @TempDir
    private Path directory;

    private final List<AutoCloseable> open = new ArrayList<>();
    private TestShelf shelf;
    private RemoteVanilla remote;
    private IndexTrust trust = IndexTrust.WHOLE;

    @BeforeEach
    void makeShelf() throws Exception {
        shelf = new TestShelf(directory.resolve("shelf"), TestShelf.ID, false);
        remote = closing(new RemoteVanilla("token", null));
    }

    @AfterEach
    void close() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    private <T extends AutoCloseable> T closing(T resource) {
        open.add(resource);
        return resource;
    }

    private SectorReads reads(SectorIndex index, LocalPaths local, VanillaOnly.Reading reading, int atOnce) {
        SectorReader reader =
                closing(new SectorReader(new VanillaOnly(reading), index, local, remote, TestShelf.MINER));
        return closing(new SectorReads(reader, SkipRule.DEFAULT, trust, atOnce));
    }

    private SectorReads local(VanillaOnly.Reading reading, int atOnce) throws IOException {
        return reads(TestIndex.of(TestShelf.ID), shelf.open(), reading, atOnce);
    }

    private static List<ChallengedSector> sectors(int count) {
        List<ChallengedSector> sectors = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            sectors.add(new ChallengedSector(5, number, CID, List.of(1L), false));
        }
        return sectors;
    }

    private static ProverException missing(SectorReplica replica) {
        return new ProverException.BadSector(
                replica.sectorNumber(), SectorDamage.SEALED_FILE_MISSING, replica.sealedFile(), "");
    }

    /** Every tenth, hundredth and so on is missing. */
    private static VanillaOnly.Reading missingEvery(int step) {
        return replica -> {
            if (replica.sectorNumber() % step == step - 1) {
                throw missing(replica);
            }
            return VanillaOnly.proofOf(replica);
        };
    }

    @Test
    void allAreReadInTheOrderOfTheRequestAndCounted() throws Exception {
        List<Integer> progress = new ArrayList<>();
        PartitionRead read = local(VanillaOnly::proofOf, 0)
                .read(WINDOW_2KIB, sectors(500), ReadLimits.NONE, (done, of) -> progress.add(done * 1000 + of));
        assertEquals(Verdict.ALL_READ, read.verdict());
        for (int i = 0; i < 500; i++) {
            assertEquals(i, read.sectors().get(i).sectorNumber());
            assertEquals(i, read.proofs().get(i).sectorNumber());
            assertEquals((i + 1) * 1000 + 500, progress.get(i));
        }
    }

    @Test
    void oneOfAThousandIsSkippedAndAHundredAreInability() throws Exception {
        PartitionRead one =
                local(missingEvery(1000), 16).read(WINDOW_2KIB, sectors(1000), ReadLimits.NONE, ReadProgress.NONE);
        assertEquals(Verdict.SKIP, one.verdict());
        assertEquals(List.of(999L), one.judgement().skipped());
        PartitionRead hundred =
                local(missingEvery(10), 16).read(WINDOW_2KIB, sectors(1000), ReadLimits.NONE, ReadProgress.NONE);
        assertEquals(Verdict.UNABLE, hundred.verdict());
        assertEquals(List.of(), hundred.judgement().skipped());
        assertTrue(hundred.judgement().reason().contains("of which 10 may be skipped"), () -> hundred.judgement()
                .reason());
    }

    @Test
    void theLimitHoldsForAllCallsTogether() throws Exception {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        SectorReads reads = local(
                replica -> {
                    most.accumulateAndGet(running.incrementAndGet(), Math::max);
                    Thread.yield();
                    running.decrementAndGet();
                    return VanillaOnly.proofOf(replica);
                },
                3);
        Thread other = new Thread(() -> assertReadsAll(reads));
        other.start();
        assertReadsAll(reads);
        other.join();
        assertTrue(most.get() <= 3, most::toString);
    }

    private static void assertReadsAll(SectorReads reads) {
        try {
            assertEquals(
                    Verdict.ALL_READ,
                    reads.read(WINDOW_2KIB, sectors(200), ReadLimits.NONE, ReadProgress.NONE)
                            .verdict());
        } catch (ProverException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatTheIndexDoesNotListIsMissingOnlyIfTheIndexIsWhole() throws Exception {
        List<SectorLocation> here = List.of(new SectorLocation(TestShelf.ID, List.of()));
        SectorIndex index = new TestIndex(number -> number == 7 ? List.of() : here);
        long start = System.nanoTime();
        for (String doubt : new String[] {"the miner was restarted", null}) {
            trust = since -> {
                assertTrue(since - start > 0, "as it was when it was asked first");
                return doubt;
            };
            SkipRule.Judgement judgement = reads(index, shelf.open(), VanillaOnly::proofOf, 4)
                    .read(WINDOW_2KIB, sectors(1000), ReadLimits.NONE, ReadProgress.NONE)
                    .judgement();
            assertEquals(doubt == null ? List.of(7L) : List.of(), judgement.skipped());
            assertEquals(doubt != null, judgement.isOfIndex());
            assertEquals(doubt != null, judgement.reason().endsWith(", but " + doubt), judgement::reason);
        }
    }

    /** It is asked only about what it does not list, for that may cost a call. */
    @Test
    void anIndexThatIsNotWholeDoesNotMatterToWhatItLists() throws Exception {
        trust = since -> {
            throw new AssertionError("not to be asked");
        };
        PartitionRead one =
                local(missingEvery(1000), 16).read(WINDOW_2KIB, sectors(1000), ReadLimits.NONE, ReadProgress.NONE);
        assertEquals(Verdict.SKIP, one.verdict());
    }

    @Test
    void aHostThatRefusesEndsTheAttemptEarlyWithNothingSkipped() throws Exception {
        String dead;
        try (ServerSocket socket = new ServerSocket(0)) {
            dead = "http://127.0.0.1:" + socket.getLocalPort() + "/remote";
        }
        TestIndex index = TestIndex.of("elsewhere", dead);
        PartitionRead read = reads(index, new LocalPaths(), VanillaOnly::proofOf, 4)
                .read(WINDOW_2KIB, sectors(2000), ReadLimits.NONE, ReadProgress.NONE);
        assertEquals(Verdict.UNABLE, read.verdict());
        assertTrue(read.judgement().reason().contains("refused"), () -> read.judgement()
                .reason());
        assertTrue(index.asked.size() < 200, () -> index.asked.size() + " questions");
        assertEquals(2000, read.sectors().size());
        assertEquals(ReadFault.NOT_TRIED, read.sectors().get(1999).fault());
    }

    @Test
    void aHostThatHangsForAllIsInabilityOnceThatIsCertain() throws Exception {
        try (FaultyServer server = FaultyServer.start(Fault.STALL_BEFORE_HEADERS)) {
            TestIndex index = TestIndex.of("elsewhere", "http://127.0.0.1:" + server.port() + "/remote");
            PartitionRead read = reads(index, new LocalPaths(), VanillaOnly::proofOf, 20)
                    .read(WINDOW_2KIB, sectors(1000), new ReadLimits(300, 0), ReadProgress.NONE);
            assertEquals(Verdict.UNABLE, read.verdict());
            long tried = read.sectors().stream()
                    .filter(sector -> sector.fault() == ReadFault.TIMED_OUT)
                    .count();
            assertEquals(11, tried);
        }
    }

    @Test
    void aSectorThatWasSlowOnceIsReadAgain() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        AtomicInteger calls = new AtomicInteger();
        SectorReads reads = local(
                replica -> {
                    if (replica.sectorNumber() == 1 && calls.incrementAndGet() == 1) {
                        awaitQuietly(end);
                    }
                    return VanillaOnly.proofOf(replica);
                },
                0);
        PartitionRead read = reads.read(WINDOW_2KIB, sectors(3), new ReadLimits(500, 0), ReadProgress.NONE);
        end.countDown();
        assertEquals(Verdict.ALL_READ, read.verdict());
        assertEquals(2, read.sectors().get(1).attempts().size());
        assertEquals(
                ReadFault.TIMED_OUT, read.sectors().get(1).attempts().get(0).fault());
    }

    @Test
    void aSectorThatIsSlowTwiceIsSkippedAndTheOthersAreNot() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        SectorReads reads = local(
                replica -> {
                    if (replica.sectorNumber() == 1) {
                        awaitQuietly(end);
                    }
                    return VanillaOnly.proofOf(replica);
                },
                0);
        PartitionRead read = reads.read(WINDOW_2KIB, sectors(3), new ReadLimits(300, 0), ReadProgress.NONE);
        end.countDown();
        assertEquals(Verdict.SKIP, read.verdict());
        assertEquals(List.of(1L), read.judgement().skipped());
    }

    /** Without a limit of the operator the time for all has to do: it is no inability, and nothing is left running. */
    @Test
    void aSectorThatHangsIsKnownToBeSlowTwiceBeforeTheTimeForAllIsOver() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        SectorReads reads = local(
                replica -> {
                    if (replica.sectorNumber() == 1) {
                        awaitQuietly(end);
                    }
                    return VanillaOnly.proofOf(replica);
                },
                0);
        for (long each : new long[] {0, 60_000}) {
            PartitionRead read = reads.read(WINDOW_2KIB, sectors(3), new ReadLimits(each, 2_000), ReadProgress.NONE);
            assertEquals(Verdict.SKIP, read.verdict());
            assertEquals(2, read.sectors().get(1).attempts().size());
            assertTrue(read.millis() < 2_000, () -> read.millis() + " ms");
        }
        end.countDown();
    }

    @Test
    void aHostThatHangsLeavesTimeForAGoodCopyInTheTimeForAll() throws Exception {
        try (FaultyServer hanging = FaultyServer.start(Fault.STALL_BEFORE_HEADERS);
                RpcHttpServer good = RpcHttpServer.start(
                        ServerOptions.at("127.0.0.1", 0), Map.of("/remote/", SectorReadsTest::serve))) {
            TestIndex index = TestIndex.of(
                    "elsewhere",
                    "http://127.0.0.1:" + hanging.port() + "/remote",
                    "http://127.0.0.1:" + good.address().getPort() + "/remote");
            PartitionRead read = reads(index, new LocalPaths(), VanillaOnly::proofOf, 0)
                    .read(WINDOW_2KIB, sectors(1), new ReadLimits(0, 3_000), ReadProgress.NONE);
            assertEquals(
                    Verdict.ALL_READ, read.verdict(), () -> read.judgement().reason());
            assertTrue(read.millis() < 3_000, () -> read.millis() + " ms");
        }
    }

    /** Sector 0. */
    private static void serve(ServerExchange exchange) throws IOException {
        SectorReplica replica = new SectorReplica(0, CID, Path.of("/"), Path.of("/"));
        exchange.reply(200, null, VanillaOnly.proofOf(replica).sharedBytes());
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void storageThatGoesAwayInTheMiddleIsInability() throws Exception {
        SectorReads reads = local(
                replica -> {
                    if (replica.sectorNumber() == 40) {
                        deleteMeta();
                        throw missing(replica);
                    }
                    return VanillaOnly.proofOf(replica);
                },
                1);
        PartitionRead read = reads.read(WINDOW_2KIB, sectors(100), ReadLimits.NONE, ReadProgress.NONE);
        assertEquals(Verdict.UNABLE, read.verdict());
        assertEquals(ReadFault.STORAGE_AWAY, read.sectors().get(40).fault());
        assertTrue(read.judgement().reason().contains("does not answer"), () -> read.judgement()
                .reason());
    }

    private void deleteMeta() {
        assertTrue(shelf.meta().toFile().delete());
    }

    @Test
    void aMinerThatCannotBeAskedIsInabilityAfterASecondTry() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        SectorIndex index = (number, types, size) -> {
            asked.addAndGet(types == SectorFileType.CACHE.bit() ? 1 : 0);
            throw RpcException.of(new HttpFault(HttpFault.Kind.REFUSED, "connection refused"));
        };
        PartitionRead read = reads(index, shelf.open(), VanillaOnly::proofOf, 1)
                .read(WINDOW_2KIB, sectors(10), ReadLimits.NONE, ReadProgress.NONE);
        assertEquals(Verdict.UNABLE, read.verdict());
        assertEquals(
                "the miner cannot be asked where sectors are: connection refused",
                read.judgement().reason());
        assertEquals(2, asked.get());
    }

    @Test
    void closingEndsACallThatWaits() throws Exception {
        CountDownLatch begun = new CountDownLatch(2);
        CountDownLatch end = new CountDownLatch(1);
        SectorReads reads = local(
                replica -> {
                    begun.countDown();
                    awaitQuietly(end);
                    return VanillaOnly.proofOf(replica);
                },
                2);
        Thread closer = new Thread(() -> {
            awaitQuietly(begun);
            reads.close();
        });
        closer.start();
        assertThrows(
                IllegalStateException.class,
                () -> reads.read(WINDOW_2KIB, sectors(9), ReadLimits.NONE, ReadProgress.NONE));
        end.countDown();
        closer.join();
    }

    /** By which the caller knows that only a new process is free of them. */
    @Test
    void readsThatHangWhenTheCallIsInterruptedCountAsLeftBehindAtOnce() throws Exception {
        int count = 20;
        CountDownLatch begun = new CountDownLatch(count);
        CountDownLatch end = new CountDownLatch(1);
        SectorReader reader = closing(new SectorReader(
                new VanillaOnly(replica -> {
                    begun.countDown();
                    awaitQuietly(end);
                    return VanillaOnly.proofOf(replica);
                }),
                TestIndex.of(TestShelf.ID),
                shelf.open(),
                remote,
                TestShelf.MINER));
        SectorReads reads = closing(new SectorReads(reader, SkipRule.DEFAULT, trust, count));
        Thread caller = Thread.currentThread();
        Thread interrupter = new Thread(() -> {
            awaitQuietly(begun);
            caller.interrupt();
        });
        interrupter.start();
        assertThrows(
                InterruptedException.class,
                () -> reads.read(WINDOW_2KIB, sectors(count), ReadLimits.NONE, ReadProgress.NONE));
        assertEquals(count, reader.stuckReads());
        end.countDown();
        interrupter.join();
    }

    @Test
    void aBrokenProverIsToldToTheCaller() throws Exception {
        SectorReads reads = local(
                replica -> {
                    throw new ProverException.Broken("lost a thread");
                },
                4);
        assertThrows(
                ProverException.Broken.class,
                () -> reads.read(WINDOW_2KIB, sectors(10), ReadLimits.NONE, ReadProgress.NONE));
        SectorReads failing = local(
                replica -> {
                    throw new AssertionError("a bug");
                },
                4);
        assertThrows(
                IllegalStateException.class,
                () -> failing.read(WINDOW_2KIB, sectors(10), ReadLimits.NONE, ReadProgress.NONE));
    }

    @Test
    void aPartitionOfNothingIsRead() throws Exception {
        PartitionRead read =
                local(VanillaOnly::proofOf, 1).read(WINDOW_2KIB, List.of(), ReadLimits.NONE, ReadProgress.NONE);
        assertEquals(Verdict.ALL_READ, read.verdict());
        assertFalse(read.millis() < 0);
    }

    @Test
    void aVanillaProofIsTheOneOfItsSector() {
        VanillaProof proof = VanillaOnly.proofOf(new SectorReplica(7, CID, directory, directory));
        assertEquals(7, proof.sectorNumber());
        assertEquals(CID, proof.sealedCid());
    }
}
