package io.lotusconsole.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotusconsole.http.RpcHttpServer;
import io.lotusconsole.http.ServerOptions;
import io.lotusconsole.json.JsonCursor;
import io.lotusconsole.lotus.wire.StorageCodec;
import io.lotusconsole.lotus.wire.StorageCodec.FsStat;
import io.lotusconsole.prover.RegisteredPoStProof;
import io.lotusconsole.proving.ChallengedSector;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is served under {@code /remote/}, and what is not. */
@Timeout(30)
class RemoteHandlerTest {
    private static final long STEP_SECONDS_MAX = 20;
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    private Path directory;

    private TestShelf shelf;
    private RemoteHandler handler;
    private RpcHttpServer server;

    @BeforeEach
    void serve() throws Exception {
        shelf = TestShelf.full(directory.resolve("shelf"));
        RemoteAuthority authority = bearer -> {
            if (bearer.equals("unknowable")) {
                throw new IOException("the miner does not answer");
            }
            return bearer.equals("good");
        };
        handler = new RemoteHandler(new VanillaOnly(VanillaOnly::proofOf), shelf.open(), authority, "admin");
        server = RpcHttpServer.start(ServerOptions.at("127.0.0.1", 0), Map.of(RemoteHandler.PREFIX, handler));
    }

    @AfterEach
    void stop() {
        server.close();
        handler.close();
    }

    private HttpRequest.Builder request(String path, String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + server.address().getPort() + "/remote/" + path));
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    private HttpResponse<byte[]> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = request(path, "good");
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofByteArray());
    }

    private HttpResponse<String> post(String token, String body) throws Exception {
        return CLIENT.send(
                request("vanilla/single", token)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    @Test
    void nobodyReadsWithoutAGoodToken() throws Exception {
        for (String token : Arrays.asList(null, "", "bad")) {
            HttpResponse<String> refused = post(token, "{}");
            assertEquals(401, refused.statusCode());
            assertEquals("{\"Error\":\"unauthorized: missing admin permission\"}", refused.body());
            assertEquals(
                    401,
                    CLIENT.send(request("sealed/s-t01000-1", token).build(), BodyHandlers.ofString())
                            .statusCode());
        }
        HttpResponse<String> noBearer = CLIENT.send(
                request("sealed/s-t01000-1", null)
                        .header("Authorization", "good")
                        .build(),
                BodyHandlers.ofString());
        assertEquals(401, noBearer.statusCode());
        assertThrows(IOException.class, () -> post("unknowable", "{}"));
    }

    @Test
    void nothingIsEverDeletedOrWritten() throws Exception {
        for (String method : List.of("DELETE", "PUT", "PATCH")) {
            HttpResponse<String> refused = CLIENT.send(
                    request("sealed/s-t01000-1?keep=x", "good")
                            .method(method, BodyPublishers.noBody())
                            .build(),
                    BodyHandlers.ofString());
            assertEquals(405, refused.statusCode());
        }
        assertTrue(Files.exists(shelf.sealed(1)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sealed/..%2Fsectorstore.json",
                "sealed/../sectorstore.json",
                "sealed/%2e%2e",
                "..%2f/s-t01000-1",
                "cache/s-t01000-1/p_aux",
                "cache/s-t01000-1%2Fp_aux",
                "sealed/s-t01000-1%00",
                "sealed/s-t01000-01",
                "sealed/s-t0-1",
                "sealed/s-t01000-",
                "sealed/s-t01000--1",
                "sealed/s-t01000-99",
                "sealed/s-t01000-99999999999999999999",
                "unsealed/s-t01000-1",
                "piece/x",
                "/etc/passwd",
                ""
            })
    void namesThatAreNoneOfASectorLeadNowhere(String path) throws Exception {
        HttpResponse<byte[]> response = get(path);
        assertTrue(response.statusCode() == 500 || response.statusCode() == 404, () -> path + ": " + response);
        String body = new String(response.body(), StandardCharsets.UTF_8);
        assertTrue(!body.contains("ID") && response.body().length < 100, () -> path + ": " + body);
    }

    @Test
    void aFileComesWholeOrInParts() throws Exception {
        byte[] file = Files.readAllBytes(shelf.sealed(1));
        HttpResponse<byte[]> whole = get("sealed/s-t01000-1");
        assertEquals(200, whole.statusCode());
        assertArrayEquals(file, whole.body());
        assertEquals(
                "application/octet-stream",
                whole.headers().firstValue("content-type").orElseThrow());
        part("bytes=0-0", file, 0, 1);
        part("bytes=100-199", file, 100, 200);
        part("bytes=2000-", file, 2000, 2048);
        part("bytes=2000-9999", file, 2000, 2048);
        part("bytes=-48", file, 2000, 2048);
        assertEquals(416, get("sealed/s-t01000-1", "Range", "bytes=2048-").statusCode());
        assertEquals(416, get("sealed/s-t01000-1", "Range", "bytes=-0").statusCode());
        assertEquals(200, get("sealed/s-t01000-1", "Range", "bytes=0-1,5-6").statusCode());
    }

    private void part(String range, byte[] file, int from, int to) throws Exception {
        HttpResponse<byte[]> response = get("sealed/s-t01000-1", "Range", range);
        assertEquals(206, response.statusCode(), range);
        assertArrayEquals(Arrays.copyOfRange(file, from, to), response.body(), range);
        assertEquals(
                "bytes " + from + "-" + (to - 1) + "/2048",
                response.headers().firstValue("content-range").orElseThrow());
    }

    @Test
    void aDirectoryComesAsAFlatTarThatTarReads() throws Exception {
        Files.createDirectory(shelf.cache(1).resolve("inner"));
        Files.write(shelf.cache(1).resolve("empty"), new byte[0]);
        HttpResponse<byte[]> response = get("cache/s-t01000-1");
        assertEquals(200, response.statusCode());
        assertEquals(
                "application/x-tar",
                response.headers().firstValue("content-type").orElseThrow());
        Path archive = Files.write(directory.resolve("cache.tar"), response.body());
        Path into = Files.createDirectory(directory.resolve("into"));
        Process tar = new ProcessBuilder("tar", "-xf", archive.toString(), "-C", into.toString())
                .inheritIO()
                .start();
        assertEquals(0, tar.waitFor());
        try (Stream<Path> files = Files.list(into)) {
            List<String> names =
                    files.map(file -> file.getFileName().toString()).sorted().toList();
            assertEquals(List.of("empty", "p_aux", "sc-02-data-tree-r-last.dat"), names);
            for (String name : names) {
                assertArrayEquals(
                        Files.readAllBytes(shelf.cache(1).resolve(name)), Files.readAllBytes(into.resolve(name)));
            }
        }
        assertEquals(500, get("cache/s-t01000-1", "Range", "bytes=1-").statusCode());
    }

    @Test
    void aTarSaysSizesBeyondOctal() throws Exception {
        byte[] header = TarHeader.of("layer", 1L << 35, 1_700_000_000);
        assertEquals((byte) 0x80, header[124]);
        assertEquals(1L << 35, java.nio.ByteBuffer.wrap(header).getLong(128));
        assertThrows(IOException.class, () -> TarHeader.of("x".repeat(101), 1, 0));
    }

    @Test
    void figuresOfAFileSystemAreServedByItsId() throws Exception {
        HttpResponse<byte[]> response = get("stat/" + TestShelf.ID);
        assertEquals(200, response.statusCode());
        try (JsonCursor in = new JsonCursor(new String(response.body(), StandardCharsets.UTF_8))) {
            FsStat stat = StorageCodec.stat(in);
            assertTrue(stat.capacity() > 0 && stat.available() == stat.fsAvailable(), stat::toString);
            assertEquals(0, stat.reserved() + stat.max() + stat.used());
        }
        assertEquals(404, get("stat/unknown").statusCode());
        Files.delete(shelf.meta());
        assertEquals(500, get("stat/" + TestShelf.ID).statusCode());
    }

    @Test
    void nothingUnsealedIsAllocated() throws Exception {
        assertEquals(416, get("unsealed/s-t01000-1/5/allocated/0/127").statusCode());
    }

    @Test
    void requestsThatAreNoneAreAnsweredAndBounded() throws Exception {
        for (String body : List.of("", "{", "[]", "{}", "{\"Miner\":1000,\"ProofType\":99}", "null")) {
            HttpResponse<String> response = post("good", body);
            assertEquals(500, response.statusCode(), body);
            assertTrue(response.body().startsWith("failed: "), response::body);
        }
        HttpResponse<String> long_ = post("good", " ".repeat((int) RemoteHandler.REQUEST_BYTES_MAX + 1));
        assertEquals(500, long_.statusCode());
        HttpResponse<String> other = CLIENT.send(
                request("vanilla/porep", "good")
                        .POST(BodyPublishers.ofString("{}"))
                        .build(),
                BodyHandlers.ofString());
        assertEquals(404, other.statusCode());
    }

    @Test
    void aSectorOfNoOpenPathIsNotFoundInLotussWords() throws Exception {
        HttpResponse<String> response = post(
                "good",
                new String(
                        RemoteVanilla.request(
                                77, TestShelf.sector(0), io.lotusconsole.prover.RegisteredPoStProof.WINDOW_2KIB),
                        StandardCharsets.UTF_8));
        assertEquals(500, response.statusCode());
        assertEquals(
                "missing: path not found: no open storage path holds s-t077-1",
                response.body().strip());
    }

    /** More callers than there are threads of any kind, all for a path that does not answer. */
    @Test
    void aPathThatHangsKeepsNobodyFromTheOthers() throws Exception {
        TestShelf hanging = new TestShelf(directory.resolve("hanging"), "hanging", false);
        long there = 77;
        Files.createFile(hanging.sealed(there));
        Files.createDirectory(hanging.cache(there));
        LocalPaths paths = new LocalPaths();
        paths.add(hanging.root);
        paths.add(shelf.root);
        CountDownLatch end = new CountDownLatch(1);
        VanillaOnly prover = new VanillaOnly(replica -> {
            try {
                if (replica.sectorNumber() == there) {
                    end.await();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return VanillaOnly.proofOf(replica);
        });
        int many = 3 * (StorageLanes.THREADS_EACH + RemoteHandler.TAKEN_AT_ONCE);
        List<CompletableFuture<HttpResponse<String>>> asked = new ArrayList<>();
        try (RemoteHandler two = new RemoteHandler(prover, paths, "good"::equals, "admin");
                RpcHttpServer both =
                        RpcHttpServer.start(ServerOptions.at("127.0.0.1", 0), Map.of(RemoteHandler.PREFIX, two))) {
            URI uri = URI.create("http://127.0.0.1:" + both.address().getPort() + "/remote/vanilla/single");
            for (int i = 0; i < many; i++) {
                asked.add(CLIENT.sendAsync(vanilla(uri, there), BodyHandlers.ofString()));
            }
            for (long number = 1; number <= 3; number++) {
                assertEquals(
                        200,
                        CLIENT.send(vanilla(uri, number), BodyHandlers.discarding())
                                .statusCode());
            }
            assertEquals(0, asked.stream().filter(CompletableFuture::isDone).count());
            end.countDown();
            for (CompletableFuture<HttpResponse<String>> each : asked) {
                assertEquals(200, each.get(STEP_SECONDS_MAX, TimeUnit.SECONDS).statusCode());
            }
        }
    }

    private static HttpRequest vanilla(URI uri, long number) {
        ChallengedSector like = TestShelf.sector(0);
        byte[] body = RemoteVanilla.request(
                TestShelf.MINER,
                new ChallengedSector(5, number, like.sealedCid(), like.leaves(), false),
                RegisteredPoStProof.WINDOW_2KIB);
        return HttpRequest.newBuilder(uri)
                .header("Authorization", "Bearer good")
                .POST(BodyPublishers.ofByteArray(body))
                .build();
    }
}
