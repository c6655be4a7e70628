package io.lotusconsole.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotusconsole.host.HostResources;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Asks the embedded miner with the JDK's HTTP client and compares texts, so that nothing of ours is in between. */
@Timeout(30)
class EmbeddedMinerTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Instant GENESIS = Instant.parse("2026-11-22T10:00:00Z");
    private static final HostResources MACHINE = new HostResources("box", 16, 64L << 30, 5, 1L << 30, 6, List.of());

    @TempDir
    Path directory;

    private final AtomicReference<Instant> now = new AtomicReference<>(GENESIS);
    private EmbeddedMiner miner;

    @BeforeEach
    void start() throws IOException {
        miner = EmbeddedMiner.start(config());
    }

    @AfterEach
    void stop() throws IOException {
        miner.close();
    }

    private EmbeddedMinerConfig config() {
        return EmbeddedMinerConfig.in(directory.resolve("repo"))
                .withClock(now::get)
                .withVersion("v1.2.3")
                .withHost(() -> MACHINE)
                .withEpoch(Duration.ofSeconds(4), 10)
                .withSectors(5);
    }

    private String token() throws IOException {
        return Files.readString(miner.minerRepo().resolve("token"));
    }

    private HttpResponse<String> post(
            InetSocketAddress address, String path, String token, String method, String params) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + address.getPort() + path))
                .POST(BodyPublishers.ofString("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"Filecoin." + method
                        + "\",\"params\":" + params + "}"));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    /** The result, as text, of a call that must succeed. */
    private static String result(HttpResponse<String> response) {
        Matcher matcher = Pattern.compile("\\{\"id\":1,\"jsonrpc\":\"2.0\",\"result\":(.*)}\n")
                .matcher(response.body());
        assertTrue(matcher.matches(), response.body());
        return matcher.group(1);
    }

    private static String error(HttpResponse<String> response) {
        Matcher matcher = Pattern.compile("\\{\"error\":\\{(.*)},\"id\":1,\"jsonrpc\":\"2.0\"}\n")
                .matcher(response.body());
        assertTrue(matcher.matches(), response.body());
        return matcher.group(1);
    }

    private HttpResponse<String> miner(String method, String params) throws Exception {
        return post(miner.minerAddress(), "/rpc/v0", token(), method, params);
    }

    private HttpResponse<String> node(String method, String params) throws Exception {
        String token = Files.readString(miner.fullNodeRepo().resolve("token"));
        return post(miner.fullNodeAddress(), "/rpc/v1", token, method, params);
    }

    private void advance(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }

    private String headCid() throws Exception {
        Matcher cid = Pattern.compile("\\{\"Cids\":\\[\\{\"/\":\"([a-z0-9]+)\"}],.*")
                .matcher(result(node("ChainHead", "[]")));
        assertTrue(cid.matches());
        return cid.group(1);
    }

    @Test
    void repositoriesHaveTheFilesAndModesOfLotus() throws Exception {
        for (Path repo : List.of(miner.minerRepo(), miner.fullNodeRepo())) {
            assertEquals("rwx------", mode(repo));
            assertEquals("rwx------", mode(repo.resolve("keystore")));
            for (String file : List.of("api", "token", "repo.lock", Repository.KEY_FILE)) {
                assertEquals("rw-------", mode(repo.resolve(file)), file);
            }
            assertEquals(0, Files.size(repo.resolve("repo.lock")));
            assertTrue(Files.readString(repo.resolve(Repository.KEY_FILE))
                    .matches("\\{\"Type\":\"jwt-hmac-secret\",\"PrivateKey\":\"[A-Za-z0-9+/]{43}=\"}"));
            assertTrue(token().startsWith("eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJBbGxvdyI6WyJyZWFkIiwi"));
        }
        assertEquals(
                "/ip4/127.0.0.1/tcp/" + miner.minerAddress().getPort() + "/http",
                Files.readString(miner.minerRepo().resolve("api")));
        assertEquals(
                miner.fullNodeMultiaddr(), Files.readString(miner.fullNodeRepo().resolve("api")));
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void aCleanStopDeletesApiAndKeepsTheTokenForTheNextStart() throws Exception {
        String token = token();
        Path repo = miner.minerRepo();
        miner.close();
        assertFalse(Files.exists(repo.resolve("api")));
        assertFalse(Files.exists(repo.resolve("fullnode/api")));
        miner = EmbeddedMiner.start(config());
        assertEquals(token, token());
        assertEquals("[\"read\",\"write\",\"sign\",\"admin\"]", result(miner("AuthVerify", "[\"" + token + "\"]")));
    }

    @Test
    void aRepositoryInUseIsNotSharedAndTheFirstOwnerKeepsIt() throws Exception {
        for (int i = 0; i < 2; i++) {
            IOException e = assertThrows(IOException.class, () -> EmbeddedMiner.start(config()));
            assertTrue(e.getMessage().endsWith("repo is already locked (process is already running)"), e.getMessage());
        }
        assertTrue(Files.exists(miner.minerRepo().resolve("api")));
        assertEquals("\"t01000\"", result(miner("ActorAddress", "[]")));
        assertTrue(isLockedForOthers(miner.minerRepo().resolve("repo.lock")));
    }

    private static boolean isLockedForOthers(Path lock) throws Exception {
        long inode = (Long) Files.getAttribute(lock, "unix:ino");
        try (Stream<String> locks = Files.lines(Path.of("/proc/locks"))) {
            return locks.anyMatch(line -> line.contains("POSIX") && line.contains(":" + inode + " "));
        }
    }

    @Test
    void theRepositoryOfARealNodeIsLeftAlone() throws Exception {
        Path real = Files.createDirectories(directory.resolve("real/datastore")).getParent();
        EmbeddedMinerConfig config = EmbeddedMinerConfig.in(real).withHost(() -> MACHINE);
        assertThrows(IOException.class, () -> EmbeddedMiner.start(config));
        try (Stream<Path> files = Files.list(real)) {
            assertEquals(List.of(real.resolve("datastore")), files.toList());
        }
    }

    @Test
    void aTakenPortLeavesNothingBehind() throws Exception {
        Path repo = directory.resolve("second");
        EmbeddedMinerConfig config = EmbeddedMinerConfig.in(repo)
                .withHost(() -> MACHINE)
                .withListen("127.0.0.1", 0, miner.minerAddress().getPort());
        assertThrows(BindException.class, () -> EmbeddedMiner.start(config));
        assertFalse(Files.exists(repo.resolve("api")));
        EmbeddedMiner.start(config.withListen("127.0.0.1", 0, 0)).close();
    }

    @Test
    void aStrangerGetsNothingFromAnyMethod() throws Exception {
        List<String> ofMiner = List.of("Version", "Session", "ActorAddress", "AuthVerify", "WorkerStats", "AuthNew");
        for (String method : ofMiner) {
            String error = error(post(miner.minerAddress(), "/rpc/v0", null, method, "[]"));
            assertTrue(error.startsWith("\"code\":1,\"message\":\"missing permission to invoke '" + method), error);
        }
        for (String method : List.of("Version", "ChainHead", "StateMinerPower", "WalletBalance")) {
            String error = error(post(miner.fullNodeAddress(), "/rpc/v1", null, method, "[]"));
            assertTrue(error.endsWith("'" + method + "' (need 'read')\""), error);
        }
    }

    @Test
    void tokensOfOthersAreRefusedWith401() throws Exception {
        String forged = new TokenAuthority(new byte[32]).issue(TokenAuthority.ALL);
        for (String token : List.of(forged, token() + "x", "a.b.c", "nonsense")) {
            HttpResponse<String> response = post(miner.minerAddress(), "/rpc/v0", token, "Version", "[]");
            assertEquals(401, response.statusCode(), token);
            assertEquals("", response.body());
        }
        // Each node has its own secret.
        assertEquals(
                401,
                post(miner.fullNodeAddress(), "/rpc/v1", token(), "Version", "[]")
                        .statusCode());
    }

    @Test
    void aNewTokenAllowsWhatItListsAndNothingElse() throws Exception {
        String base64 = result(miner("AuthNew", "[[\"read\"]]"));
        String reader = new String(Base64.getDecoder().decode(base64.substring(1, base64.length() - 1)));
        assertEquals("\"t01000\"", result(post(miner.minerAddress(), "/rpc/v0", reader, "ActorAddress", "[]")));
        assertEquals(
                "\"code\":1,\"message\":\"missing permission to invoke 'WorkerStats' (need 'admin')\"",
                error(post(miner.minerAddress(), "/rpc/v0", reader, "WorkerStats", "[]")));
        assertEquals("[\"read\"]", result(miner("AuthVerify", "[\"" + reader + "\"]")));
        assertEquals(
                "\"code\":1,\"message\":\"JWT Verification failed: jwt: HMAC verification failed\"",
                error(miner("AuthVerify", "[\"" + new TokenAuthority(new byte[32]).issue(List.of("read")) + "\"]")));
        assertEquals(
                "\"code\":1,\"message\":\"JWT Verification failed: jwt: malformed token\"",
                error(miner("AuthVerify", "[\"x\"]")));
    }

    @Test
    void versionsSayTheyAreSimulated() throws Exception {
        String text =
                "{\"Version\":\"v1.2.3+simulated\",\"APIVersion\":%d,\"BlockDelay\":4,\"Agent\":\"lotus-console\"}";
        assertEquals(String.format(text, 66816), result(miner("Version", "[]")));
        assertEquals(String.format(text, 131840), result(node("Version", "[]")));
        String token = Files.readString(miner.fullNodeRepo().resolve("token"));
        assertEquals(
                String.format(text, 66816), result(post(miner.fullNodeAddress(), "/rpc/v0", token, "Version", "[]")));
        assertEquals(
                404,
                post(miner.minerAddress(), "/rpc/v1", token(), "Version", "[]").statusCode());
    }

    @Test
    void theMinerKnowsItselfAndListsThisMachineAsItsOnlyWorker() throws Exception {
        assertEquals("\"2026-11-22T10:00:00Z\"", result(miner("StartTime", "[]")));
        assertEquals("2048", result(miner("ActorSectorSize", "[\"f01000\"]")));
        assertEquals("{\"Proving\":5}", result(miner("SectorsSummary", "[]")));
        assertEquals("[\"Mining\",\"Sealing\",\"SectorStorage\"]", result(miner("RuntimeSubsystems", "[]")));
        assertEquals("[]", result(miner("LogAlerts", "[]")));
        assertEquals("{}", result(miner("WorkerJobs", "[]")));
        String session = result(miner("Session", "[]"));
        assertTrue(session.matches("\"[0-9a-f-]{36}\""), session);
        assertEquals(session, result(miner("Session", "[]")));
        String stats = result(miner("WorkerStats", "[]"));
        assertTrue(
                stats.matches("\\{\"[0-9a-f-]{36}\":\\{\"Info\":\\{\"Hostname\":\"box\",\"IgnoreResources\":false,"
                        + "\"Resources\":\\{\"MemPhysical\":68719476736,\"MemUsed\":5,\"MemSwap\":1073741824,"
                        + "\"MemSwapUsed\":6,\"CPUs\":16,\"GPUs\":\\[],\"Resources\":null}},\"Tasks\":\\[.*],"
                        + "\"Enabled\":true,\"MemUsedMin\":0,\"MemUsedMax\":0,\"GpuUsed\":0,\"CpuUse\":0,"
                        + "\"TaskCounts\":\\{}}}"),
                stats);
        assertFalse(stats.contains("post/v0"), stats);
        assertEquals(16, stats.split("seal/v0/", -1).length - 1);
    }

    @Test
    void withoutAProofLibraryCallsThatNeedOneSayWhatIsMissing() throws Exception {
        for (String[] call :
                new String[][] {{"ComputeWindowPoSt", "[3,[]]"}, {"CheckProvable", "[10,[]]"}, {"RecoverFault", "[[1]]"}
                }) {
            String error = error(miner(call[0], call[1]));
            assertTrue(
                    error.startsWith(
                            "\"code\":1,\"message\":\"no sector is sealed here and nothing can be proven: nobody gave"),
                    error);
            // Whoever reports it names the call already.
            assertFalse(error.contains(call[0]), error);
        }
    }

    @Test
    void theChainTicksWithTheClockAndOldKeysKeepTheirState() throws Exception {
        assertTrue(result(node("ChainHead", "[]")).contains("\"Parents\":[]"));
        advance(Duration.ofSeconds(4 * 25));
        String head = result(node("ChainHead", "[]"));
        assertTrue(head.endsWith("\"Height\":25}"), head);
        assertTrue(head.contains("\"Timestamp\":" + GENESIS.plusSeconds(100).getEpochSecond()), head);
        String cid = headCid();
        String key = "[{\"/\":\"" + cid + "\"}]";
        String deadline = "{\"CurrentEpoch\":25,\"PeriodStart\":0,\"Index\":2,\"Open\":20,\"Close\":30,"
                + "\"Challenge\":17,\"FaultCutoff\":9,\"WPoStPeriodDeadlines\":48,\"WPoStProvingPeriod\":480,"
                + "\"WPoStChallengeWindow\":10,\"WPoStChallengeLookback\":3,\"FaultDeclarationCutoff\":11}";
        assertEquals(deadline, result(node("StateMinerProvingDeadline", "[\"t01000\",[]]")));
        advance(Duration.ofSeconds(4 * 480));
        assertEquals(deadline, result(node("StateMinerProvingDeadline", "[\"t01000\"," + key + "]")));
        assertEquals(head, result(node("ChainGetTipSet", "[" + key + "]")));
        assertTrue(result(node("StateMinerProvingDeadline", "[\"t01000\",null]"))
                .startsWith("{\"CurrentEpoch\":505,\"PeriodStart\":480,\"Index\":2,"));
        // A key from the future, seen by a clock that then went back, is not of this chain yet.
        String later = headCid();
        now.set(GENESIS);
        assertEquals(
                "\"code\":1,\"message\":\"loading tipset: the key is not one of this chain\"",
                error(node("StateMinerPower", "[\"t01000\",[{\"/\":\"" + later + "\"}]]")));
    }

    @Test
    void parentsLeadBackToGenesisAndNoBlockOnTheWayIsOurs() throws Exception {
        advance(Duration.ofSeconds(40));
        String tipset = result(node("ChainHead", "[]"));
        int blocks = 0;
        for (; ; blocks++) {
            assertTrue(tipset.contains("\"Miner\":\"t01001\""), tipset);
            assertTrue(tipset.contains("\"ElectionProof\":{\"WinCount\":1,"), tipset);
            Matcher parent = Pattern.compile("\"Parents\":\\[(\\{[^]]*})]").matcher(tipset);
            if (!parent.find()) {
                break;
            }
            tipset = result(node("ChainGetTipSet", "[[" + parent.group(1) + "]]"));
        }
        assertEquals(10, blocks);
        assertTrue(tipset.endsWith("\"Height\":0}"), tipset);
    }

    @Test
    void withoutAProofLibraryNothingCountsAsProvenHoweverLongTheChainGoesOn() throws Exception {
        advance(Duration.ofDays(2));
        String deadlines = result(node("StateMinerDeadlines", "[\"t01000\",[]]"));
        String one = "{\"PostSubmissions\":[0],\"DisputableProofCount\":0,\"DailyFee\":\"0\"}";
        assertEquals("[" + (one + ",").repeat(47) + one + "]", deadlines);
        assertEquals(
                "{\"MinerPower\":{\"RawBytePower\":\"0\",\"QualityAdjPower\":\"0\"},\"TotalPower\":"
                        + "{\"RawBytePower\":\"2048\",\"QualityAdjPower\":\"2048\"},\"HasMinPower\":false}",
                result(node("StateMinerPower", "[\"t01000\",[]]")));
        assertEquals(
                "{\"Live\":5,\"Active\":0,\"Faulty\":0}", result(node("StateMinerSectorCount", "[\"t01000\",[]]")));
        assertEquals(
                "[{\"AllSectors\":[3,2],\"FaultySectors\":[0],\"RecoveringSectors\":[0],\"LiveSectors\":[3,2],"
                        + "\"ActiveSectors\":[0]}]",
                result(node("StateMinerPartitions", "[\"t01000\",3,[]]")));
        assertEquals("[]", result(node("StateMinerPartitions", "[\"t01000\",0,[]]")));
        assertEquals(
                "\"code\":1,\"message\":\"getting deadline: invalid deadline 48\"",
                error(node("StateMinerPartitions", "[\"t01000\",48,[]]")));
    }

    @Test
    void actorsHaveTheRecordedFieldsAndNoMoney() throws Exception {
        String state = result(node("StateReadState", "[\"t01000\",[]]"));
        for (String field : List.of(
                "\"Balance\":\"0\"",
                "\"PreCommitDeposits\":\"0\"",
                "\"LockedFunds\":\"0\"",
                "\"FeeDebt\":\"0\"",
                "\"InitialPledge\":\"0\"",
                "\"ProvingPeriodStart\":0",
                "\"CurrentDeadline\":0")) {
            assertTrue(state.contains(field), field);
        }
        assertTrue(result(node("StateReadState", "[\"t02\",[]]")).contains("\"State\":{\"ThisEpochReward\":\"0\""));
        assertTrue(result(node("StateGetActor", "[\"f01000\",[]]"))
                .matches("\\{\"Code\":\\{\"/\":\"bafk2bzace[a-z2-7]+\"},\"Head\":\\{\"/\":\"bafy2bzace[a-z2-7]+\"},"
                        + "\"Nonce\":0,\"Balance\":\"0\",\"DelegatedAddress\":null}"));
        assertEquals("\"code\":11,\"message\":\"actor not found\"", error(node("StateGetActor", "[\"t01234\",[]]")));
        assertEquals(
                "\"code\":1,\"message\":\"failed to load miner actor: actor not found\"",
                error(node("StateMinerInfo", "[\"t01001\",[]]")));
        assertEquals("{\"Escrow\":\"0\",\"Locked\":\"0\"}", result(node("StateMarketBalance", "[\"t01000\",[]]")));
        assertEquals("\"0\"", result(node("StateMinerAvailableBalance", "[\"t01000\",[]]")));
        assertEquals("\"0\"", result(node("WalletBalance", "[\"t0102\"]")));
        assertEquals(
                "{\"Owner\":\"t0102\",\"Worker\":\"t0102\",\"NewWorker\":\"<empty>\",\"ControlAddresses\":null,"
                        + "\"WorkerChangeEpoch\":-1,\"PeerId\":null,\"Multiaddrs\":null,\"WindowPoStProofType\":10,"
                        + "\"SectorSize\":2048,\"WindowPoStPartitionSectors\":2,\"ConsensusFaultElapsed\":-1,"
                        + "\"PendingOwnerAddress\":null,\"Beneficiary\":\"t0102\",\"BeneficiaryTerm\":{\"Quota\":\"0\","
                        + "\"UsedQuota\":\"0\",\"Expiration\":0},\"PendingBeneficiaryTerm\":null}",
                result(node("StateMinerInfo", "[\"t01000\",[]]")));
    }

    @Test
    void sectorsAreListedAllOrByBitField() throws Exception {
        String all = result(node("StateMinerSectors", "[\"t01000\",null,[]]"));
        assertEquals(5, all.split("\"SectorNumber\":", -1).length - 1);
        String some = result(node("StateMinerSectors", "[\"t01000\",[2,1,1,9],[]]"));
        assertTrue(some.matches("\\[\\{\"SectorNumber\":2,\"SealProof\":5,\"SealedCID\":\\{\"/\":\"bagboea4b5abc.*"
                + "\"SectorNumber\":4,.*\"SectorNumber\":5,.*"));
        assertEquals(3, some.split("\"SectorNumber\":", -1).length - 1);
        HttpResponse<String> bad = node("StateMinerSectors", "[\"t01000\",[1,-1],[]]");
        assertEquals(500, bad.statusCode());
        assertTrue(error(bad).startsWith("\"code\":-32700"), bad.body());
    }

    @Test
    void bothListenersSpeakWebSocketToo() throws Exception {
        CompletableFuture<String> answer = new CompletableFuture<>();
        WebSocket socket = CLIENT.newWebSocketBuilder()
                .header("Authorization", "Bearer " + token())
                .buildAsync(
                        URI.create("ws://127.0.0.1:" + miner.minerAddress().getPort() + "/rpc/v0"),
                        new WebSocket.Listener() {
                            @Override
                            public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
                                answer.complete(data.toString());
                                return null;
                            }
                        })
                .get(10, TimeUnit.SECONDS);
        socket.sendText("{\"jsonrpc\":\"2.0\",\"id\":5,\"method\":\"Filecoin.ActorAddress\",\"params\":[]}", true);
        assertEquals("{\"id\":5,\"jsonrpc\":\"2.0\",\"result\":\"t01000\"}\n", answer.get(10, TimeUnit.SECONDS));
        socket.abort();
    }

    @Test
    void everyStartIsAnotherSessionAndAnotherChain() throws Exception {
        String session = result(miner("Session", "[]"));
        String head = headCid();
        miner.close();
        miner = EmbeddedMiner.start(config());
        assertNotEquals(session, result(miner("Session", "[]")));
        assertNotEquals(head, headCid());
    }

    @Test
    void aKeyThatOthersCanReadIsRefused() throws Exception {
        Path key = miner.minerRepo().resolve(Repository.KEY_FILE);
        miner.close();
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
        IOException e = assertThrows(IOException.class, () -> EmbeddedMiner.start(config()));
        assertTrue(e.getMessage().contains("permissions of key are too relaxed"), e.getMessage());
    }
}
