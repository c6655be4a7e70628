package io.lotusconsole.storage;

import static io.lotusconsole.prover.RegisteredPoStProof.WINDOW_32GIB;

import io.lotusconsole.http.RpcHttpServer;
import io.lotusconsole.http.ServerExchange;
import io.lotusconsole.http.ServerOptions;
import io.lotusconsole.prover.VanillaProof;
import io.lotusconsole.proving.ChallengedSector;
import io.lotusconsole.proving.SealedCid;
import io.lotusconsole.proving.SectorLocation;
import io.lotusconsole.storage.SkipRule.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * What {@code src/bench/vanilla.py} measures: a full partition's vanilla proofs over the remote path, and a plain
 * download of as many bytes from the same server with as many connections.
 *
 * <p>{@code serve DIRECTORY} serves until its input ends and prints its port; {@code read PORT AT_ONCE ROUNDS} prints
 * a line {@code remote NANOS plain NANOS} a round.
 */
final class VanillaBench {
    /** A full partition at 32 GiB. */
    private static final int SECTORS = 2349;

    private static final int SEAL_PROOF = 8;
    private static final int LEAVES = 10;
    private static final SealedCid CID = TestShelf.sector(0).sealedCid();

    private VanillaBench() {}

    public static void main(String[] args) throws Exception {
        if (args[0].equals("serve")) {
            serve(Path.of(args[1]));
        } else {
            read(Integer.parseInt(args[1]), Integer.parseInt(args[2]), Integer.parseInt(args[3]));
        }
        Runtime.getRuntime().halt(0);
    }

    /** The files of the sectors are empty: what is measured is the way, not the library. */
    private static void serve(Path directory) throws IOException {
        TestShelf shelf = new TestShelf(directory, TestShelf.ID, false);
        for (int number = 0; number < SECTORS; number++) {
            Files.createFile(shelf.sealed(number));
            Files.createDirectory(shelf.cache(number));
        }
        VanillaProof[] proofs = new VanillaProof[SECTORS];
        for (int number = 0; number < SECTORS; number++) {
            proofs[number] = VanillaOnly.proofOf(shelf.path()
                    .replica(TestShelf.MINER, new ChallengedSector(SEAL_PROOF, number, CID, List.of(), false)));
        }
        VanillaOnly prover = new VanillaOnly(replica -> proofs[(int) replica.sectorNumber()]);
        RemoteHandler handler = new RemoteHandler(prover, shelf.open(), "token"::equals, "admin");
        try (RpcHttpServer server = RpcHttpServer.start(
                ServerOptions.at("127.0.0.1", 0),
                Map.of(RemoteHandler.PREFIX, handler, "/plain/", exchange -> plain(exchange, proofs)))) {
            System.out.println("port " + server.address().getPort());
            System.in.read();
        }
    }

    private static void plain(ServerExchange exchange, VanillaProof[] proofs) throws IOException {
        int number = Integer.parseInt(exchange.path().substring("/plain/".length()));
        exchange.reply(200, "application/octet-stream", proofs[number].sharedBytes());
    }

    private static void read(int port, int atOnce, int rounds) throws Exception {
        String base = "http://127.0.0.1:" + port;
        List<ChallengedSector> sectors = new ArrayList<>();
        List<Long> leaves =
                LongStream.range(0, LEAVES).map(i -> 1_000_000_007L * i).boxed().toList();
        for (int number = 0; number < SECTORS; number++) {
            sectors.add(new ChallengedSector(SEAL_PROOF, number, CID, leaves, false));
        }
        List<SectorLocation> everywhere = List.of(new SectorLocation(TestShelf.ID, List.of(base + "/remote")));
        SectorIndex index = (number, types, size) -> everywhere;
        OkHttpClient client = new OkHttpClient.Builder()
                .connectionPool(new ConnectionPool(atOnce, 1, TimeUnit.MINUTES))
                .build();
        try (RemoteVanilla remote = new RemoteVanilla("token", null);
                SectorReader reader = new SectorReader(
                        new VanillaOnly(VanillaOnly::proofOf), index, new LocalPaths(), remote, TestShelf.MINER);
                SectorReads reads = new SectorReads(reader, SkipRule.DEFAULT, IndexTrust.WHOLE, atOnce)) {
            for (int round = 0; round < rounds; round++) {
                long start = System.nanoTime();
                PartitionRead read = reads.read(WINDOW_32GIB, sectors, ReadLimits.NONE, ReadProgress.NONE);
                long middle = System.nanoTime();
                if (read.verdict() != Verdict.ALL_READ) {
                    throw new IllegalStateException(read.judgement().reason());
                }
                long plain = download(client, base + "/plain/", atOnce);
                System.out.println("remote " + (middle - start) + " plain " + plain);
            }
        }
    }

    /** @return nanoseconds */
    private static long download(OkHttpClient client, String url, int atOnce) throws InterruptedException {
        AtomicInteger next = new AtomicInteger();
        byte[][] bodies = new byte[SECTORS][];
        CountDownLatch done = new CountDownLatch(atOnce);
        Request[] requests = new Request[SECTORS];
        for (int i = 0; i < SECTORS; i++) {
            requests[i] = new Request.Builder()
                    .url(url + i)
                    .header("Accept-Encoding", "identity")
                    .build();
        }
        long start = System.nanoTime();
        for (int i = 0; i < atOnce; i++) {
            new Thread(() -> {
                        for (int at; (at = next.getAndIncrement()) < SECTORS; ) {
                            bodies[at] = get(client, requests[at]);
                        }
                        done.countDown();
                    })
                    .start();
        }
        done.await();
        return System.nanoTime() - start;
    }

    private static byte[] get(OkHttpClient client, Request request) {
        try (Response response = client.newCall(request).execute();
                InputStream in = response.body().byteStream()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
