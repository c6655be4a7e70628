package io.lotusconsole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotusconsole.support.Answers;
import io.lotusconsole.support.Api;
import io.lotusconsole.support.Fault;
import io.lotusconsole.support.FaultyServer;
import io.lotusconsole.support.RecordedFolder;
import io.lotusconsole.support.Recording;
import io.lotusconsole.support.ReplayServer;
import io.lotusconsole.support.Run;
import io.lotusconsole.support.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Where only a part of the answers comes, it is drawn, and the rest is named on stderr and in the document. */
class PartialAnswerTest {
    private static final String NO_PERMISSION = "missing permission to invoke 'WorkerStats' (need 'admin')";

    private static Recording recording(String name) {
        return RecordedFolder.of("static-chain").recordings().stream()
                .filter(recording -> recording.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Answers answers(String name, Api api) {
        return RecordedFolder.of("static-chain").answers(recording(name), api);
    }

    /** Runs a command between these two. */
    private static Run run(Answers miner, Answers node, String words) {
        try (ReplayServer minerServer = ReplayServer.start(Api.MINER, Run.TOKEN, miner);
                ReplayServer nodeServer = ReplayServer.start(Api.FULL_NODE, Run.TOKEN, node)) {
            return run(minerServer, nodeServer.apiInfo(Run.TOKEN, Transport.HTTP), words);
        }
    }

    private static Run run(ReplayServer miner, String nodeInfo, String words) {
        return Run.of(
                Map.of("MINER_API_INFO", miner.apiInfo(Run.TOKEN, Transport.HTTP), "FULLNODE_API_INFO", nodeInfo),
                List.of(words.split(" ")));
    }

    @Test
    void infoWithoutAFullNodeShowsTheMiner() {
        try (ReplayServer miner = ReplayServer.start(Api.MINER, Run.TOKEN, answers("info", Api.MINER))) {
            for (Fault fault : List.of(Fault.ACCEPT_AND_CLOSE, Fault.HTML_404, Fault.STALL_BEFORE_ANSWER)) {
                try (FaultyServer node = FaultyServer.start(fault)) {
                    for (Transport transport : Transport.values()) {
                        String nodeInfo = node.apiInfo(Run.TOKEN, transport);
                        Run run = run(miner, nodeInfo, "--timeout 1s info")
                                .ended(7, "missing: chain head, ", ", power, ", "the full node at 127.0.0.1:")
                                .within(8_000);
                        assertTrue(run.out().contains("Workers:"), run::toString);
                        assertTrue(run.out().contains("Enabled subsystems"), run::toString);
                        Run json = run(miner, nodeInfo, "--timeout 1s -o json info")
                                .ended(7);
                        assertTrue(
                                json.out().contains("\"chain head (ChainHead): the full node at 127.0.0.1:"),
                                json::toString);
                        run(miner, nodeInfo, "--timeout 1s --style lotus info").clean();
                    }
                }
            }
        }
    }

    @Test
    void infoWithoutAnAddressOfAFullNodeShowsTheMiner() {
        try (ReplayServer miner = ReplayServer.start(Api.MINER, Run.TOKEN, answers("info", Api.MINER))) {
            Run run = Run.of(miner.apiInfo(Run.TOKEN, Transport.HTTP), "info")
                    .ended(
                            7,
                            "missing: chain head, full node version, miner info, ",
                            ": no address for the full node: FULLNODE_API_INFO is not set",
                            "\nnote: Set FULLNODE_API_INFO=TOKEN:",
                            "on the full node's host `lotus auth api-info --perm read` prints it.");
            assertEquals(2, run.err().lines().count(), run::toString);
            assertTrue(run.out().contains("Workers:"), run::toString);
        }
    }

    @Test
    void infoWithoutAMinerIsAnErrorOfTheMiner() {
        try (FaultyServer miner = FaultyServer.start(Fault.ACCEPT_AND_CLOSE);
                FaultyServer node = FaultyServer.start(Fault.ACCEPT_AND_CLOSE)) {
            Run.of(
                            Map.of(
                                    "MINER_API_INFO",
                                    miner.apiInfo(Run.TOKEN, Transport.HTTP),
                                    "FULLNODE_API_INFO",
                                    node.apiInfo(Run.TOKEN, Transport.HTTP)),
                            List.of("info"))
                    .failed(5, "lotus-miner at 127.0.0.1:" + miner.port());
        }
    }

    @Test
    void infoSaysOnceWhichNodeIsAwayAndWhereItsAddressComesFrom() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = free.getLocalPort();
        }
        try (ReplayServer miner = ReplayServer.start(Api.MINER, Run.TOKEN, answers("info", Api.MINER))) {
            Run run = run(miner, Transport.HTTP.multiaddr(port), "info").ended(7);
            assertEquals(
                    "missing: chain head, full node version, miner info, power, sector count, miner balance,"
                            + " market balance, worker balance, control balance: the full node at 127.0.0.1:" + port
                            + " is not reachable: connection refused\n"
                            + "note: Is it running? The address comes from FULLNODE_API_INFO.\n",
                    run.err());
        }
    }

    @Test
    void aTokenThatOneNodeTurnsDownIsThatNodes() {
        try (ReplayServer miner = ReplayServer.start(Api.MINER, Run.TOKEN, answers("info", Api.MINER));
                FaultyServer node = FaultyServer.start(Fault.UNAUTHORIZED_401)) {
            Run run = run(miner, node.apiInfo(Run.TOKEN, Transport.HTTP), "info")
                    .ended(
                            7,
                            "the full node at 127.0.0.1:" + node.port() + ": the token was refused (HTTP status 401)\n",
                            "note: The token comes from FULLNODE_API_INFO; `lotus auth api-info --perm read` on the"
                                    + " full node's host prints a right one.\n");
            assertEquals(2, run.err().lines().count(), run::toString);
            run(miner, Transport.HTTP.multiaddr(node.port()), "info")
                    .ended(
                            7,
                            " wants a token, and there is none in FULLNODE_API_INFO\n",
                            "note: `lotus auth api-info --perm read` on the full node's host prints TOKEN:ADDRESS.\n");
        }
    }

    /** What the methods need in Lotus. */
    private static Answers anonymous(Answers answers, boolean hasRead) {
        Set<String> admin = Set.of("Filecoin.WorkerStats", "Filecoin.LogAlerts");
        return (method, params) -> {
            String need = admin.contains(method) ? "admin" : "read";
            String name = method.substring(method.indexOf('.') + 1);
            return hasRead && need.equals("read")
                    ? answers.to(method, params)
                    : answers.refusing(method, 1, "missing permission to invoke '" + name + "' (need '" + need + "')")
                            .to(method, params);
        };
    }

    @Test
    void theAdviceIsForTheStrongestPermissionThatWasMissing() {
        Answers node = answers("info", Api.FULL_NODE);
        Run run = run(anonymous(answers("info", Api.MINER), false), node, "--actor t01000 --vv info")
                .ended(0);
        run = run(anonymous(answers("info", Api.MINER), true), node, "info")
                .ended(7, "missing: alerts, workers: lotus-miner at ", ": missing permission (need 'admin')\n");
        assertEquals(2, run.err().lines().count(), run::toString);
        run = run(anonymous(answers("info", Api.MINER), false), node, "info")
                .ended(
                        7,
                        "missing: miner address, subsystems, start time, sector states: lotus-miner at ",
                        ": missing permission (need 'read')\n",
                        "may not do that; `lotus-miner auth create-token --perm admin`");
        assertEquals(
                1, run.err().lines().filter(line -> line.startsWith("note: ")).count(), run::toString);
    }

    @Test
    void whereThereIsNoTokenTheAdviceDoesNotSpeakOfOne() {
        try (FaultyServer miner = FaultyServer.answering(
                "{\"jsonrpc\":\"2.0\",\"id\":$ID,\"error\":{\"code\":1,\"message\":\"" + NO_PERMISSION + "\"}}")) {
            Run.of(Transport.HTTP.multiaddr(miner.port()), "proving workers")
                    .failed(
                            4,
                            "There is no token in MINER_API_INFO; `lotus-miner auth api-info --perm"
                                    + " admin` on lotus-miner's host prints TOKEN:ADDRESS.");
        }
    }

    @Test
    void oneCallThatFailsIsNamedAndNothingElseIs() {
        Answers node = answers("info", Api.FULL_NODE)
                .refusing("Filecoin.StateMarketBalance", 1, "no \u001b[31mmarket\nactor " + Run.TOKEN);
        Run run = run(answers("info", Api.MINER), node, "info")
                .ended(
                        7,
                        "missing: market balance (StateMarketBalance): the full node at 127.0.0.1:",
                        ": no \\x1b[31mmarket\\x0aactor (token)");
        assertEquals(
                1,
                run.err().lines().filter(line -> line.startsWith("missing: ")).count(),
                run::toString);
        assertTrue(run.out().contains("Workers:"), run::toString);
        run(answers("info", Api.MINER), node, "-o json info").ended(7);
    }

    @Test
    void infoWithoutAHeadAsksForTheRestAtTheNodesOwn() {
        Answers node = answers("info", Api.FULL_NODE);
        Answers headless = node.refusing("Filecoin.ChainHead", 1, "boom");
        Run run = run(answers("info", Api.MINER), headless, "info").ended(7);
        assertTrue(
                run.err().matches("missing: chain head \\(ChainHead\\): the full node at 127.0.0.1:[0-9]+: boom\n"),
                run::toString);
        assertTrue(run.out().contains("Chain: unknown\n"), run::toString);
        String whole = run(answers("info", Api.MINER), node, "info").ended(0).out();
        assertEquals(
                whole.substring(whole.indexOf("\nMiner: ")),
                run.out().substring(run.out().indexOf("\nMiner: ")));
        run(answers("info", Api.MINER), headless, "--style lotus info").ended(1);
    }

    @Test
    void aTokenThatMayNotAskForWorkersLosesOnlyThem() {
        Answers miner = answers("info", Api.MINER).refusing("Filecoin.WorkerStats", 1, NO_PERMISSION);
        Answers node = answers("info", Api.FULL_NODE);
        Run run = run(miner, node, "info")
                .ended(
                        7,
                        "missing: workers (WorkerStats): lotus-miner at 127.0.0.1:",
                        ": missing permission (need 'admin')",
                        "`lotus-miner auth create-token --perm admin` on lotus-miner's host");
        assertTrue(run.out().contains("Enabled subsystems"), run::toString);
        assertEquals(
                1,
                run.err().lines().filter(line -> line.startsWith("missing: ")).count(),
                run::toString);
        run(miner, node, "--style lotus info").ended(0);
        run(miner, node, "proving workers").failed(4, NO_PERMISSION, "auth create-token --perm admin");
        run(miner, node, "--style lotus proving workers").failedAsLotus();
    }

    @Test
    void provingInfoNamesTheDeadlinesItCouldNotRead() {
        Answers node = answers("proving-info", Api.FULL_NODE);
        Answers lame = (method, params) -> method.equals("Filecoin.StateMinerPartitions")
                        && params.get(1).toString().equals("7")
                ? node.refusing(method, 1, "disk on fire").to(method, params)
                : node.to(method, params);
        Run run = run(answers("proving-info", Api.MINER), lame, "proving info")
                .ended(
                        7,
                        "missing: deadline 7 (StateMinerPartitions): the full node at 127.0.0.1:",
                        ": disk on fire\n");
        assertFalse(run.out().isEmpty(), run::toString);
        Run json = run(answers("proving-info", Api.MINER), lame, "-o json proving info")
                .ended(7);
        assertTrue(json.out().contains("\"deadline 7 (StateMinerPartitions): the full node"), json::toString);
        run(answers("proving-info", Api.MINER), lame, "--style lotus proving info")
                .ended(1);
    }

    /** One call of the full node is refused, and this is said of it. */
    private static Run refused(String method, String words) {
        Answers node = answers("proving-info", Api.FULL_NODE).refusing("Filecoin." + method, 1, "boom");
        return run(answers("proving-info", Api.MINER), node, words);
    }

    @Test
    void provingInfoDrawsWhatArrivedWhicheverOneCallIsRefused() {
        String why = ": the full node at 127.0.0.1:[0-9]+: boom\n";
        Run version = refused("Version", "proving info").ended(7);
        assertTrue(version.err().matches("missing: length of an epoch \\(Version\\)" + why), version::toString);
        assertTrue(version.out().contains("Proving Period Start:    3538\n"), version::toString);
        assertTrue(version.out().contains("Deadline Sectors:     4\n"), version::toString);
        Run head = refused("ChainHead", "proving info").ended(7);
        assertTrue(head.err().matches("missing: chain head \\(ChainHead\\)" + why), head::toString);
        assertTrue(head.out().contains("Deadline Close:       4378 (in 56 seconds)\n"), head::toString);
        assertTrue(head.out().contains("Next Period Start:       6418 (in 2 hours 16 minutes)\n"), head::toString);
        Run window = refused("StateMinerProvingDeadline", "proving info").ended(7);
        assertTrue(
                window.err().matches("missing: proving window \\(StateMinerProvingDeadline\\)" + why),
                window::toString);
        assertTrue(window.out().contains("Current Epoch:           4364\n"), window::toString);
        assertTrue(window.out().contains("Faults:      3 (2.50%)\n"), window::toString);
        assertTrue(window.out().contains("Deadline Index:       unknown\n"), window::toString);
        Run partitions = refused("StateMinerPartitions", "proving info").ended(7);
        assertTrue(
                partitions.err().matches("missing: deadlines 0-47 \\(StateMinerPartitions\\)" + why),
                partitions::toString);
        assertTrue(partitions.out().contains("Faults:      unknown\nRecovering:  unknown\n"), partitions::toString);
        assertEquals("", refused("StateMinerDeadlines", "proving info").ended(0).err(), "not even asked");
        for (String method : List.of("Version", "ChainHead", "StateMinerProvingDeadline", "StateMinerPartitions")) {
            assertEquals(
                    1, refused(method, "--style lotus proving info").clean().exit(), method);
            refused(method, "-o wide proving info").ended(7);
        }
    }

    @Test
    void faultsNeedNeitherTheClockNorTheWindow() {
        String whole = refused("StateMinerDeadlines", "proving faults").ended(0).out();
        assertEquals(3, whole.lines().filter(line -> line.matches("[0-9].*")).count(), whole);
        for (String method : List.of("Version", "StateMinerProvingDeadline")) {
            Run run = refused(method, "proving faults").ended(0);
            assertEquals(whole, run.out());
            assertEquals("", run.err());
        }
        Run head = refused("ChainHead", "proving faults")
                .ended(7, "missing: one tipset for all deadlines (ChainHead): the full node at ");
        assertEquals(whole, head.out());
        assertEquals(
                whole,
                refused("ChainHead", "--style lotus proving faults").ended(0).out());
    }

    @Test
    void whereADeadlineCannotBePlacedTheErrorNamesTheCall() {
        for (String words : List.of("proving deadlines", "proving deadline 16")) {
            for (String method : List.of("Version", "ChainHead", "StateMinerProvingDeadline")) {
                refused(method, words).failed(1, "ERROR: the full node at 127.0.0.1:", ": " + method + ": boom");
            }
        }
    }

    @Test
    void provingInfoOfAFullNodeThatIsAwayIsAnError() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = free.getLocalPort();
        }
        try (ReplayServer miner = ReplayServer.start(Api.MINER, Run.TOKEN, answers("proving-info", Api.MINER))) {
            for (String words : List.of("proving info", "proving faults", "proving deadlines", "proving deadline 1")) {
                run(miner, Transport.HTTP.multiaddr(port), words)
                        .failed(5, "ERROR: the full node at 127.0.0.1:" + port + " is not reachable");
            }
        }
    }

    @Test
    void anAnswerThatCannotBeIsToldOfTheFullNodeItCameFrom() {
        Answers node = answers("proving-info", Api.FULL_NODE);
        String version = "{\"Version\":\"1.0.0\",\"APIVersion\":131840,\"BlockDelay\":0}";
        Answers timeless = Answers.toOne("Filecoin.Version", version).or(node);
        run(answers("proving-info", Api.MINER), timeless, "proving info")
                .ended(7, "the full node at 127.0.0.1:", "it says an epoch takes 0 seconds");
        for (String command : List.of("proving deadlines", "proving deadline 3")) {
            run(answers("proving-info", Api.MINER), timeless, command)
                    .failed(
                            1,
                            "the full node at 127.0.0.1:",
                            "gave no usable answer: it says an epoch takes 0 seconds",
                            "The address comes from FULLNODE_API_INFO.");
        }
        Answers nobody = Answers.toOne("Filecoin.ActorAddress", "\"t0nobody\"").or(answers("info", Api.MINER));
        Answers sectors = Answers.toAny(Map.of(
                "Filecoin.StateMinerInfo", "{}",
                "Filecoin.StateMinerPartitions", "[{}]",
                "Filecoin.StateMinerSectors", "[]"));
        run(nobody, sectors, "proving check 3")
                .failed(1, "lotus-miner at 127.0.0.1:", "its address is not that of an actor: t0nobody");
    }

    @Test
    void aFullNodeThatStallsIsNotWaitedForOverAndOver() {
        CountDownLatch end = new CountDownLatch(1);
        Answers node = answers("proving-info", Api.FULL_NODE);
        Answers stalling = (method, params) -> {
            if (method.equals("Filecoin.StateMinerPartitions")) {
                try {
                    end.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return node.to(method, params);
        };
        try (ReplayServer miner = ReplayServer.start(Api.MINER, Run.TOKEN, answers("proving-info", Api.MINER));
                ReplayServer nodeServer = ReplayServer.start(Api.FULL_NODE, Run.TOKEN, stalling)) {
            // 48 deadlines, four at a time: twelve times the limit, if each were waited for.
            run(miner, nodeServer.apiInfo(Run.TOKEN, Transport.HTTP), "--timeout 1s proving info")
                    .ended(
                            7,
                            "missing: deadlines 0-",
                            ": no complete answer in time\n",
                            "-47: the full node at 127.0.0.1:",
                            ": not asked, for 4 calls before it were not answered in time\n",
                            "note: --timeout gives it longer")
                    .within(6_000);
            end.countDown();
        }
    }
}
