package io.lotusconsole.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.lotusconsole.host.FileLock;
import io.lotusconsole.host.Gpu;
import io.lotusconsole.host.GpuDriver;
import io.lotusconsole.host.HostResources;
import io.lotusconsole.http.HttpFault;
import io.lotusconsole.lotus.ApiInfoException;
import io.lotusconsole.lotus.ApiLocator;
import io.lotusconsole.lotus.NodeKind;
import io.lotusconsole.prover.GpuDevice;
import io.lotusconsole.prover.ProverBuild;
import io.lotusconsole.prover.ProverException;
import io.lotusconsole.prover.SectorSize;
import io.lotusconsole.proving.Answer;
import io.lotusconsole.proving.Finding;
import io.lotusconsole.proving.Finding.Verdict;
import io.lotusconsole.proving.LocalWorker;
import io.lotusconsole.proving.NodeVersion;
import io.lotusconsole.proving.ParameterFile;
import io.lotusconsole.proving.ParameterState;
import io.lotusconsole.proving.PendingProof;
import io.lotusconsole.proving.PoStKind;
import io.lotusconsole.proving.ProvingWindow;
import io.lotusconsole.proving.ResourceTable;
import io.lotusconsole.proving.SyncTask;
import io.lotusconsole.proving.TaskResources;
import io.lotusconsole.proving.TaskType;
import io.lotusconsole.proving.Tipset;
import io.lotusconsole.proving.WorkerHardware;
import io.lotusconsole.proving.WorkerId;
import io.lotusconsole.proving.WorkerSnapshot;
import io.lotusconsole.proving.WorkerStatus;
import io.lotusconsole.rpc.RpcException;
import io.lotusconsole.storage.ReadAttempt;
import io.lotusconsole.storage.ReadFault;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every verdict of every check, over facts made by hand: what it comes to, why, and the command that mends it. */
class DoctorVerdictsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Answer<Fleet> NO_FLEET = Answer.unknown("the miner did not answer");
    private static final Answer<SectorSize> SIZE = Answer.known(SectorSize.GIB_32);
    private static final Answer<SectorSize> TEST_SIZE = Answer.known(SectorSize.KIB_2);
    private static final Answer<SectorSize> NO_SIZE = Answer.unknown("the miner did not answer");
    private static final Explainer WORDS = failure -> new Explainer.Explanation("said: " + failure.getMessage(), "Do.");
    private static final String SESSION = "8e207191-8a90-4ed7-9e01-8b957459edcc";

    /** @param remedy words that are in it; null if there must be none */
    private record Row(Finding finding, Verdict verdict, String why, String remedy) {}

    private static Row ok(Finding finding, String why) {
        return new Row(finding, Verdict.OK, why, null);
    }

    private static Row unknown(Finding finding, String why, String remedy) {
        return new Row(finding, Verdict.UNKNOWN, why, remedy);
    }

    private static Row warning(Finding finding, String why, String remedy) {
        return new Row(finding, Verdict.WARNING, why, remedy);
    }

    private static Row failure(Finding finding, String why, String remedy) {
        return new Row(finding, Verdict.FAILURE, why, remedy);
    }

    @TestFactory
    Stream<DynamicTest> everyVerdictSaysWhyAndWhatMendsIt() {
        List<Row> rows = new ArrayList<>();
        rows.addAll(nodes());
        rows.addAll(clockAndSync());
        rows.addAll(money());
        rows.addAll(pool());
        rows.addAll(attachedWorkers());
        rows.addAll(localProving());
        rows.addAll(startedWorkers());
        rows.addAll(storage());
        rows.addAll(parametersAndSpace());
        rows.addAll(machine());
        rows.addAll(gpus());
        rows.addAll(environment());
        return rows.stream()
                .map(row -> dynamicTest(name(row), () -> {
                    Finding found = row.finding();
                    assertEquals(row.verdict(), found.verdict(), found::toString);
                    assertTrue(found.why().contains(row.why()), found::toString);
                    if (row.remedy() == null) {
                        assertNull(found.remedy(), found::toString);
                    } else {
                        assertTrue(found.remedy() != null && found.remedy().contains(row.remedy()), found::toString);
                        assertTrue(found.remedy().endsWith("."), found::toString);
                    }
                    assertFalse(found.why().endsWith("."), () -> "a clause, no sentence: " + found);
                }));
    }

    private static String name(Row row) {
        return row.finding().area() + " " + row.finding().check() + ", " + row.verdict() + ": " + row.why();
    }

    private static Answer<NodeVersion> version(String text, int major, int minor, int patch) {
        return Answer.known(new NodeVersion(text, (long) major << 16 | minor << 8 | patch, 30));
    }

    private static final Answer<NodeVersion> NODE = version("v1.36.2", 2, 3, 0);

    private static <T> Answer<T> refused() {
        return Answer.unknown(
                new RpcException.Unreachable(new HttpFault(HttpFault.Kind.REFUSED, "connection refused")));
    }

    private static ApiInfoException unnamed() {
        try {
            new ApiLocator(name -> null).locate(NodeKind.FULL_NODE, Path.of("/nowhere"), false, null);
            throw new AssertionError("a repository in nowhere");
        } catch (ApiInfoException e) {
            return e;
        }
    }

    private static List<Row> nodes() {
        Answer<NodeVersion> miner = version("v1.36.2", 1, 5, 0);
        Answer<NodeVersion> refusing = Answer.unknown(new RpcException.Unauthorized(401));
        Answer<List<String>> turnedDown = Answer.unknown(new RpcException.Unauthorized(401));
        return List.of(
                ok(NodeVerdicts.miner(miner, "h:1", WORDS), "lotus-miner v1.36.2 answers at h:1"),
                failure(NodeVerdicts.miner(refused(), "h:1", WORDS), "said: connection refused", "Do."),
                ok(NodeVerdicts.miner(refusing, "h:1", WORDS), "though not with this token"),
                ok(NodeVerdicts.minerVersion(miner), "API 1.5.0"),
                failure(NodeVerdicts.minerVersion(version("v", 1, 5, 1)), "API 1.5.1, and workers want 1.5.0", "v1.36"),
                unknown(NodeVerdicts.minerVersion(refused()), "the miner did not answer", null),
                unknown(NodeVerdicts.minerVersion(refusing), "the miner refused the token", null),
                ok(
                        token(Answer.known(List.of("read", "write", "sign", "admin"))),
                        "it allows read, write, sign, admin"),
                failure(token(Answer.known(List.of("read"))), "it allows read, and not admin", "--perm admin"),
                failure(token(Answer.known(List.of("admin"))), "it allows admin, and not read", "--perm admin"),
                failure(token(Answer.known(null)), "it allows nothing", "`lotus-miner auth api-info --perm admin`"),
                failure(token(turnedDown), "the token was refused (HTTP status 401)", "Do."),
                unknown(token(refused()), "the miner did not answer", null),
                failure(
                        NodeVerdicts.token(refused(), false, "MINER_API_INFO", WORDS),
                        "there is none in MINER_API_INFO",
                        "--perm admin"),
                ok(NodeVerdicts.node(NODE, "h:2", WORDS), "lotus v1.36.2 answers at h:2"),
                failure(NodeVerdicts.node(refused(), "h:2", WORDS), "said: connection refused", "Do."),
                unknown(NodeVerdicts.node(Answer.unknown(unnamed()), "", WORDS), "said: no address", "Do."),
                ok(NodeVerdicts.nodeVersion(version("v", 2, 3, 9)), "API 2.3.9"),
                warning(NodeVerdicts.nodeVersion(version("v", 2, 4, 0)), "API 2.4.0", "v1.36"),
                unknown(NodeVerdicts.nodeVersion(refused()), "no full node answered", null));
    }

    private static Finding token(Answer<List<String>> allowed) {
        return NodeVerdicts.token(allowed, true, "MINER_API_INFO", WORDS);
    }

    /** A head of so many seconds ago, with a base fee of 1000 attoFIL. */
    private static Answer<Tipset> head(long secondsAgo) {
        Tipset.Block block =
                new Tipset.Block("f01000", NOW.getEpochSecond() - secondsAgo, BigInteger.valueOf(1000), 1, List.of());
        return Answer.known(new Tipset(List.of("c"), List.of(block), 500));
    }

    private static List<Row> clockAndSync() {
        Answer<List<SyncTask>> idle = Answer.known(List.of());
        return List.of(
                ok(ChainVerdicts.clock(head(12), NODE, NOW), "12 s old"),
                ok(ChainVerdicts.clock(head(-1), NODE, NOW), "0 s old"),
                failure(ChainVerdicts.clock(head(-7), NODE, NOW), "7 s in the future", "`timedatectl set-ntp true`"),
                warning(ChainVerdicts.clock(head(400), NODE, NOW), "or this machine's clock is ahead", "`timedatectl`"),
                unknown(ChainVerdicts.clock(refused(), NODE, NOW), "no full node", null),
                ok(ChainVerdicts.sync(head(12), NODE, idle, NOW), "its head is epoch 500"),
                warning(ChainVerdicts.sync(head(60), NODE, idle, NOW), "epoch 500, is 60 s old", "`lotus sync wait`"),
                failure(ChainVerdicts.sync(head(900), NODE, idle, NOW), "15 min old", "`lotus sync wait`"),
                warning(sync(new SyncTask(501, 400, 5, "bad block")), "to epoch 501 failed: bad block", "sync status"),
                warning(sync(new SyncTask(600, 500, 3, "")), "it is at epoch 500 of 600", "`lotus sync wait`"),
                ok(sync(new SyncTask(499, 499, 4, "")), "its head is epoch 500"),
                ok(sync(new SyncTask(400, 399, 5, "an old fork")), "its head is epoch 500"),
                unknown(ChainVerdicts.sync(refused(), NODE, idle, NOW), "no full node", null));
    }

    private static Finding sync(SyncTask task) {
        return ChainVerdicts.sync(head(12), NODE, Answer.known(List.of(task)), NOW);
    }

    private static Finding balance(Answer<NodeVersion> version, Object... addressesAndFil) {
        Map<String, BigInteger> balances = new LinkedHashMap<>();
        for (int i = 0; i < addressesAndFil.length; i += 2) {
            balances.put((String) addressesAndFil[i], new BigInteger((String) addressesAndFil[i + 1]));
        }
        return ChainVerdicts.balance(Answer.known(balances), head(12), version);
    }

    private static List<Row> money() {
        return List.of(
                ok(balance(NODE, "f3w", "2500000000000000000"), "f3w holds 2.5 FIL"),
                ok(balance(NODE, "f3c", "0", "f3w", "1000000000000000000"), "f3w holds 1 FIL"),
                failure(balance(NODE, "f3c", "0", "f3w", "0"), "no address can pay for a proof", "`lotus send f3c"),
                failure(balance(NODE, "f3w", "99999999999"), "holds 99999999999 attoFIL", "`lotus send f3w AMOUNT`"),
                warning(balance(NODE, "f3w", "200000000000"), "less than a day of proofs", "`lotus send f3w AMOUNT`"),
                failure(balance(NODE), "no address may pay", "`lotus-miner actor control list`"),
                ok(balance(version("0.1.0+simulated", 2, 3, 0), "f3w", "0"), "this chain is simulated"),
                unknown(ChainVerdicts.balance(refused(), refused(), NODE), "no full node tells", null),
                unknown(ChainVerdicts.balance(Answer.unknown("no actor"), head(1), NODE), "no actor", null));
    }

    private static Finding pool(long currentEpoch, PendingProof... pending) {
        ProvingWindow window = new ProvingWindow(currentEpoch, 0, 5, 300, 360, 280, 230, 48, 2880);
        return ChainVerdicts.pool(Answer.known(List.of(pending)), Answer.known(window), head(12));
    }

    private static PendingProof proof(long feeCap, Integer deadline) {
        return new PendingProof("f3w", 7, BigInteger.valueOf(feeCap), deadline);
    }

    private static List<Row> pool() {
        return List.of(
                ok(pool(310), "none waits there"),
                ok(pool(310, proof(2000, 5)), "1 on the way"),
                ok(pool(310, proof(2000, null)), "1 on the way"),
                failure(pool(310, proof(999, 5)), "deadline 5 is stuck", "`lotus mpool replace --auto f3w 7`"),
                failure(pool(310, proof(2000, 4)), "deadline 4 is stuck: that deadline is not open", "replace --auto"),
                warning(pool(352, proof(2000, 5)), "the deadline closes in 8 epochs", "replace --auto f3w 7"),
                unknown(ChainVerdicts.pool(refused(), refused(), refused()), "no full node tells its pool", null),
                unknown(ChainVerdicts.pool(Answer.unknown("no actor"), refused(), head(1)), "no actor", null));
    }

    /** A worker with 256 GiB and 64 processors. */
    private static WorkerSnapshot worker(String name, TaskType task, boolean isEnabled) {
        return new WorkerSnapshot(
                new WorkerId(name.equals("own") ? SESSION : name),
                name,
                false,
                64,
                256L << 30,
                8L << 30,
                0,
                0,
                List.of("A GPU"),
                task == null ? null : List.of(task),
                isEnabled,
                0,
                0,
                0,
                0,
                List.of(),
                null);
    }

    private static WorkerSnapshot window(String name) {
        return worker(name, TaskType.WINDOW_POST, true);
    }

    private static WorkerSnapshot winning(String name) {
        return worker(name, TaskType.WINNING_POST, true);
    }

    private static WorkerSnapshot lost(String name) {
        return worker(name, TaskType.WINDOW_POST, false);
    }

    private static Answer<Fleet> fleet(WorkerSnapshot... workers) {
        return Answer.known(new Fleet(List.of(workers), Map.of()));
    }

    /** One worker, whose own table says that a task needs more than there is. */
    private static Answer<Fleet> tooSmall() {
        TaskResources row = new TaskResources(1L << 50, 1L << 50, 0, 1, 0, 0, 0);
        WorkerSnapshot worker = window("small");
        return Answer.known(new Fleet(List.of(worker), Map.of(worker.id(), Map.of("8:post/v0/windowproof", row))));
    }

    private static final Answer<MinerConfig> BUILTIN = Answer.known(new MinerConfig(false, false, Path.of("/m/c")));
    private static final Answer<MinerConfig> OFF = Answer.known(new MinerConfig(true, true, Path.of("/m/config.toml")));
    private static final Answer<MinerConfig> HIDDEN = Answer.unknown("the miner's repository is not /m");

    private static Finding next(PoStKind kind, Answer<Fleet> fleet, Answer<MinerConfig> config) {
        return WorkerVerdicts.next(kind, fleet, config, SIZE);
    }

    private static List<Row> attachedWorkers() {
        PoStKind window = PoStKind.WINDOW;
        Answer<Fleet> silent = fleet(worker("mute", null, true));
        return List.of(
                ok(WorkerVerdicts.attached(window, fleet(winning("x"))), "none is attached"),
                ok(WorkerVerdicts.attached(window, fleet(window("a"), window("b"))), "a and b are attached"),
                warning(
                        WorkerVerdicts.attached(window, fleet(window("a"), lost("b"))),
                        "the miner does not reach b: disabled, of 2 attached",
                        "`lotus-worker set --enabled`"),
                unknown(WorkerVerdicts.attached(window, NO_FLEET), "the miner did not answer", null),
                warning(WorkerVerdicts.silent(silent), "mute did not tell the miner a task", "`lotus-worker info`"),
                ok(next(window, fleet(window("a"), window("b")), HIDDEN), "a or b, by lot"),
                ok(next(PoStKind.WINNING, fleet(winning("w")), HIDDEN), "w; while it is at one, a block"),
                failure(next(window, tooSmall(), BUILTIN), "nobody: the miner makes none itself", "--enabled=false"),
                ok(next(window, fleet(lost("a")), BUILTIN), "the miner itself"),
                failure(next(window, fleet(), OFF), "nobody: no worker is enabled", "worker start --windowpost`"),
                unknown(next(window, fleet(), HIDDEN), "unless its configuration says no", "--miner-repo DIR"),
                unknown(next(window, NO_FLEET, OFF), "the miner did not answer", null),
                ok(WorkerVerdicts.scheduling(window, fleet(window("a")), SIZE).get(0), "formula gives it one"),
                failure(
                        WorkerVerdicts.scheduling(window, tooSmall(), SIZE).get(0),
                        "the miner would never give it one: it needs",
                        "WDP_32G_MIN_MEMORY"),
                unknown(
                        WorkerVerdicts.scheduling(window, fleet(window("a")), NO_SIZE)
                                .get(0),
                        "sector size",
                        null));
    }

    private static Finding local(Answer<Fleet> fleet, Answer<MinerConfig> config) {
        return WorkerVerdicts.local(PoStKind.WINNING, fleet, config);
    }

    private static List<Row> localProving() {
        String key = "DisableBuiltinWinningPoSt = false in /m/config.toml";
        return List.of(
                ok(local(fleet(), BUILTIN), "it proves by itself"),
                failure(local(fleet(), OFF), "no worker is enabled: no WinningPoSt is made", key),
                failure(local(fleet(), OFF), "switches it off", "`lotus-miner worker start --winningpost`"),
                warning(local(fleet(winning("a")), OFF), "there is one worker", key),
                ok(local(fleet(winning("a"), winning("b")), OFF), "2 workers are enabled"),
                warning(local(NO_FLEET, OFF), "whether a worker is attached is not known", key),
                unknown(local(fleet(), HIDDEN), "the miner's repository is not /m", "--miner-repo DIR"));
    }

    private static WorkerStatus status(String state, String unable, boolean isEnabled) {
        return new WorkerStatus(
                state, SESSION, "0.1.0", 1, "h:1", "f01000", NOW, NOW, unable, isEnabled, List.of(), null);
    }

    private static Finding started(boolean isAlive, WorkerStatus status, Answer<Fleet> fleet) {
        LocalWorker worker = new LocalWorker(
                "w-1",
                PoStKind.WINDOW,
                1,
                NOW,
                List.of(),
                isAlive,
                status,
                isAlive && status == null ? "connection refused" : null,
                isAlive ? null : "out of memory",
                "/log",
                "/repo");
        return WorkerVerdicts.started(worker, fleet);
    }

    private static List<Row> startedWorkers() {
        WorkerStatus good = status("registered", null, true);
        String logs = "`lotus-miner worker logs w-1`";
        return List.of(
                ok(started(true, good, fleet(window("own"))), "the miner reaches it"),
                failure(started(true, good, fleet(lost("own"))), "the miner does not reach it", "--listen HOST:PORT"),
                failure(started(true, good, fleet(window("x"))), "the miner does not list it", "/repo stop`"),
                unknown(started(true, good, NO_FLEET), "the miner's list is not known", null),
                warning(started(true, status("registered", null, false), fleet()), "switched off", "set --enabled`"),
                failure(started(true, status("unable", "no disk", true), fleet()), "it cannot prove: no disk", logs),
                warning(started(true, status("connecting", null, true), fleet()), "it is connecting", logs),
                warning(started(true, null, fleet()), "does not tell its status: connection refused", logs),
                warning(started(false, null, fleet()), "its log ends: out of memory", "--name w-1`"));
    }

    private static Finding share(Answer<Fleet> fleet, String... own) {
        Map<String, Map<Long, Integer>> files = new HashMap<>();
        files.put("a", Map.of(1L, 6, 2L, 2, 3L, 6));
        files.put("b", Map.of(2L, 4, 4L, 24));
        return StorageVerdicts.ownShare(Answer.known(files), Answer.known(Set.of(own)), fleet);
    }

    private static Finding byMiner(String reason, long millis) {
        return StorageVerdicts.byMiner("/shelf", 5, reason, millis);
    }

    private static Finding here(String place, ReadFault fault, long millis) {
        return StorageVerdicts.here(new ReadAttempt(place, "id", millis, fault, fault == null ? "" : "no file"), 5);
    }

    private static List<Row> storage() {
        Answer<Fleet> both = fleet(window("a"), winning("b"));
        Answer<Map<String, Map<Long, Integer>>> none = Answer.known(Map.of());
        return List.of(
                ok(share(both, "a", "b"), "all 4"),
                warning(share(both, "a"), "2 of 4 (50 %)", "`lotus-miner storage attach PATH`"),
                failure(share(fleet(window("a")), "a"), "of a kind no worker is enabled", "storage attach"),
                unknown(
                        StorageVerdicts.ownShare(none, Answer.known(Set.of()), both),
                        "knows no sector",
                        "`lotus-miner storage redeclare --all`"),
                unknown(StorageVerdicts.ownShare(none, Answer.unknown("no admin"), both), "no admin", null),
                ok(byMiner("", 15), "sector 5 was read"),
                warning(byMiner("", 2500), "that took long", "`lotus-worker drill`"),
                failure(byMiner("no such file", 9), "sector 5 could not be read", "proving check"),
                failure(
                        StorageVerdicts.notByMiner("/shelf", Answer.unknown(new RpcException.TimedOut("no answer"))),
                        "its sector was not read in time",
                        "`lotus-miner storage list`"),
                unknown(StorageVerdicts.notByMiner("/shelf", Answer.unknown("not proven")), "not proven", null),
                ok(here("/shelf", null, 15), "sector 5 was read"),
                warning(here("http://h/remote", null, 2001), "that took long", "`lotus-worker drill`"),
                failure(here("/shelf", ReadFault.MISSING, 1), "it is missing: no file", "storage detach"),
                failure(
                        here("http://h/remote", ReadFault.REFUSED, 1),
                        "refused the connection",
                        "RemoteListenAddress"));
    }

    private static Answer<List<ParameterState>> files(ParameterState.Verdict verdict, long bytes) {
        ParameterFile file = new ParameterFile("v28.params", "Qm", "00", 34359738368L, Optional.of(PoStKind.WINDOW));
        long size = verdict == ParameterState.Verdict.MISSING ? -1 : bytes;
        return Answer.known(List.of(new ParameterState(file, "/p/v28.params", verdict, size)));
    }

    private static Finding parameters(ParameterState.Verdict verdict, long bytes) {
        return HostVerdicts.parameters(PoStKind.WINDOW, files(verdict, bytes), SIZE, false, false);
    }

    private static Finding space(long gibibytes, ParameterState.Verdict verdict) {
        return HostVerdicts.parameterSpace(Path.of("/p"), Answer.known(gibibytes << 30), files(verdict, 1), SIZE);
    }

    private static Finding parents(boolean isNamed, long gibibytes) {
        return HostVerdicts.parentSpace(Path.of("/q"), isNamed, Answer.known(gibibytes << 30), SIZE);
    }

    private static List<Row> parametersAndSpace() {
        String fetch = "`lotus-worker fetch-params --windowpost 32GiB`";
        Path place = Path.of("/p");
        return List.of(
                ok(parameters(ParameterState.Verdict.GOOD, 57L << 30), "57.0 GiB, their content is good"),
                ok(parameters(ParameterState.Verdict.UNCHECKED, 57L << 30), "--deep does"),
                ok(
                        HostVerdicts.parameters(
                                PoStKind.WINDOW, files(ParameterState.Verdict.UNCHECKED, 1 << 20), SIZE, true, false),
                        "1.0 MiB, good on this machine's test network only"),
                failure(parameters(ParameterState.Verdict.MISSING, 0), "missing: /p/v28.params", fetch),
                failure(parameters(ParameterState.Verdict.WRONG, 9), "wrong content: /p/v28.params", fetch),
                failure(parameters(ParameterState.Verdict.UNCHECKED, 0), "empty: /p/v28.params", fetch),
                unknown(
                        HostVerdicts.parameters(PoStKind.WINDOW, Answer.unknown("x"), NO_SIZE, false, false),
                        "sector size",
                        null),
                ok(space(120, ParameterState.Verdict.MISSING), "120.0 GiB free at /p"),
                ok(space(3, ParameterState.Verdict.GOOD), "all files are there"),
                warning(
                        space(99, ParameterState.Verdict.MISSING),
                        "the documentation asks for 100.0 GiB",
                        "`export FIL_PROOFS_PARAMETER_CACHE=DIR`"),
                unknown(
                        HostVerdicts.parameterSpace(place, Answer.unknown("no such disk"), Answer.unknown("x"), SIZE),
                        "no such disk",
                        null),
                ok(parents(false, 1), "is not set, and PoSt needs none"),
                ok(parents(true, 50), "50.0 GiB free at /q"),
                warning(parents(true, 49), "asks for 50.0 GiB", "`export FIL_PROOFS_PARENT_CACHE=DIR`"));
    }

    private static Answer<HostResources> host(long gibibytes) {
        return Answer.known(new HostResources("box", 64, gibibytes << 30, 0, 0, 0, List.of()));
    }

    private static Finding schedule(long gibibytes) {
        WorkerHardware machine = new WorkerHardware(gibibytes << 30, 0, 0, 0, 64, 1);
        return HostVerdicts.schedule(PoStKind.WINNING, SIZE, Answer.known(machine), ResourceTable.defaults());
    }

    private static List<Row> machine() {
        List<PoStKind> window = List.of(PoStKind.WINDOW);
        Answer<ProverBuild> none =
                Answer.unknown(new ProverException.Unavailable("no library", "`mvn package` builds one.", null));
        return List.of(
                ok(HostVerdicts.library(Answer.known(new ProverBuild("1", "19.1.0", true, true, false))), "for CUDA"),
                failure(HostVerdicts.library(none), "no library", "`mvn package` builds one."),
                ok(HostVerdicts.files(1024, Answer.known(518L)), "1024 may be open, 518 are needed"),
                ok(HostVerdicts.files(Long.MAX_VALUE, Answer.known(518L)), "without limit"),
                failure(HostVerdicts.files(64, Answer.known(518L)), "64 may be open", "`ulimit -n 518`"),
                unknown(HostVerdicts.files(64, Answer.unknown("x")), "sector size", null),
                ok(HostVerdicts.memory(window, SIZE, host(128)), "128.0 GiB of RAM"),
                ok(HostVerdicts.memory(List.of(PoStKind.WINNING), SIZE, host(32)), "32.0 GiB of RAM"),
                ok(HostVerdicts.memory(window, TEST_SIZE, host(2)), "2.0 GiB of RAM"),
                failure(HostVerdicts.memory(window, SIZE, host(64)), "less than the 128 GiB", "run --winningpost"),
                unknown(HostVerdicts.memory(window, NO_SIZE, host(64)), "sector size", null),
                ok(schedule(64), "formula would give it one"),
                failure(schedule(16), "the miner would never give it one", "WNP_32G_MIN_MEMORY"),
                unknown(
                        HostVerdicts.schedule(PoStKind.WINDOW, NO_SIZE, Answer.unknown("x"), ResourceTable.defaults()),
                        "sector size",
                        null));
    }

    private static Answer<List<Gpu>> cards(long mebibytes) {
        OptionalLong memory = mebibytes < 0 ? OptionalLong.empty() : OptionalLong.of(mebibytes << 20);
        return Answer.known(List.of(new Gpu(
                "RTX 3090", "uuid", memory, OptionalLong.empty(), OptionalInt.empty(), OptionalInt.empty(), null)));
    }

    private static Finding gpu(Answer<List<Gpu>> gpus, boolean isUsed, boolean allowsCpu) {
        List<GpuDevice> devices = isUsed ? List.of(new GpuDevice("RTX 3090", 0)) : List.of();
        return HostVerdicts.gpu(List.of(PoStKind.WINDOW), SIZE, host(128), gpus, Answer.known(devices), allowsCpu);
    }

    private static List<Row> gpus() {
        Answer<List<Gpu>> none = Answer.known(List.of());
        Path tmp = Path.of("/tmp");
        FileLock held = new FileLock(tmp.resolve("bellman.gpu.lock"), List.of(4711L));
        HostVerdicts.Holder holder = new HostVerdicts.Holder(4711, "/usr/bin/lotus-worker");
        return List.of(
                ok(gpu(cards(24_000), true, false), "RTX 3090"),
                failure(gpu(cards(8_000), true, false), "less than the 8.5 GiB of VRAM", "`nvidia-smi`"),
                unknown(gpu(cards(-1), true, false), "does not tell its VRAM", "`nvidia-smi`"),
                failure(gpu(none, false, false), "no GPU", "-Dprover.features=cuda"),
                failure(gpu(cards(24_000), false, false), "the proof library does not use it", "cuda"),
                warning(gpu(none, false, true), "no GPU", "--allow-cpu"),
                ok(
                        HostVerdicts.gpu(
                                List.of(PoStKind.WINDOW), TEST_SIZE, host(2), none, Answer.known(List.of()), false),
                        "none is needed"),
                ok(HostVerdicts.driver(new GpuDriver(0, 0, null), none), "no card"),
                ok(HostVerdicts.driver(new GpuDriver(1, 0, "550.54.14"), cards(24_000)), "NVIDIA's 550.54.14"),
                failure(HostVerdicts.driver(new GpuDriver(2, 0, null), none), "is not loaded", "`modprobe nvidia`"),
                failure(
                        HostVerdicts.driver(new GpuDriver(2, 0, "550.54.14"), none),
                        "its library finds no GPU",
                        "`nvidia-smi`"),
                unknown(HostVerdicts.driver(new GpuDriver(0, 1, null), none), "AMD", "`clinfo -l`"),
                ok(HostVerdicts.locks(Answer.known(List.of()), List.of(), tmp), "nobody holds one in /tmp"),
                warning(
                        HostVerdicts.locks(Answer.known(List.of(held)), List.of(holder), tmp),
                        "bellman.gpu.lock is held by process 4711 (/usr/bin/lotus-worker)",
                        "`export TMPDIR=DIR`"),
                warning(
                        HostVerdicts.locks(Answer.known(List.of(held)), List.of(new HostVerdicts.Holder(0, null)), tmp),
                        "a process that is not seen from here",
                        "TMPDIR"),
                unknown(HostVerdicts.locks(Answer.unknown("no /proc"), List.of(), tmp), "no /proc", null));
    }

    private static List<Row> environment() {
        IdleVariable idle = new IdleVariable("X", "X is set and has no effect.");
        ResourceTable.BadOverride bad = new ResourceTable.BadOverride("WDP_32G_MAX_MEMORY", "96G");
        return List.of(
                ok(HostVerdicts.variables(HostVerdicts.VARIABLES, List.of()), "none is set"),
                warning(
                        HostVerdicts.variables(HostVerdicts.VARIABLES, List.of(idle)),
                        "X is set and has no effect",
                        "`unset X`"),
                ok(HostVerdicts.overrides(List.of()), "a number"),
                warning(HostVerdicts.overrides(List.of(bad)), "WDP_32G_MAX_MEMORY=96G: no number", "`unset WDP_32G"),
                ok(HostVerdicts.address("10.0.0.2:3456", false, "10.0.0.1", false), "10.0.0.2:3456"),
                ok(HostVerdicts.address("127.0.0.1:3456", true, "127.0.0.1", true), "127.0.0.1:3456"),
                failure(
                        HostVerdicts.address("127.0.0.1:3456", true, "10.0.0.1", false),
                        "the miner at 10.0.0.1 cannot reach",
                        "`lotus-worker run --listen 0.0.0.0:3456`"));
    }

    @Test
    void aFailureThatIsNoPeersIsToldAsItIs() {
        assertNull(WorkerVerdicts.silent(NO_FLEET));
        assertNull(WorkerVerdicts.silent(fleet(window("a"))));
    }

    @Test
    void theConfigurationIsReadByItsSection() {
        String toml = """
                [Subsystems]
                  DisableBuiltinWindowPoSt = true
                [Proving]
                  # DisableBuiltinWindowPoSt = true
                  DisableBuiltinWinningPoSt = true # for the cluster
                  ParallelCheckLimit = 32
                [Sealing]
                  DisableBuiltinWindowPoSt = true
                """;
        MinerConfig config = MinerConfig.parse(toml, Path.of("c"));
        assertFalse(config.isOff(PoStKind.WINDOW));
        assertTrue(config.isOff(PoStKind.WINNING));
        assertTrue(MinerConfig.parse("[Proving]\nDisableBuiltinWindowPoSt=true", Path.of("c"))
                .isOff(PoStKind.WINDOW));
        assertFalse(MinerConfig.parse("[Proving]\nDisableBuiltinWindowPoSt = false", Path.of("c"))
                .isOff(PoStKind.WINDOW));
    }
}
