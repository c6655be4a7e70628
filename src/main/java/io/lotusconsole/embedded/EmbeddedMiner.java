package io.lotusconsole.embedded;

import io.lotusconsole.host.HostResources;
import io.lotusconsole.http.RpcHttpServer;
import io.lotusconsole.http.ServerHandler;
import io.lotusconsole.http.ServerOptions;
import io.lotusconsole.prover.Prover;
import io.lotusconsole.prover.ProverId;
import io.lotusconsole.rpc.RpcDispatcher;
import io.lotusconsole.rpc.RpcFault;
import io.lotusconsole.rpc.RpcMethod;
import io.lotusconsole.rpc.RpcServer;
import io.lotusconsole.rpc.TokenVerifier;
import io.lotusconsole.storage.LocalPaths;
import io.lotusconsole.storage.RemoteAuthority;
import io.lotusconsole.storage.RemoteHandler;
import io.lotusconsole.storage.SectorFileType;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

/**
 * A miner and a full node on two listeners, over a chain that begins when they start.
 *
 * <p>The chain goes by the clock. With a prover, sectors are sealed, deadlines and winning tickets are proven by
 * workers that attach, or here where none of their kind is enabled; every proof is checked before it counts. Without
 * one nothing is ever proven, and no thread of ours runs between two calls. A restart begins another chain; secrets,
 * tokens and sectors stay. Owned by who started it; {@link #close} may be
 * called from any thread.
 */
public final class EmbeddedMiner implements AutoCloseable {
    private static final String RPC_V0 = "/rpc/v0";
    private static final String RPC_V1 = "/rpc/v1";

    /** How often the clock is looked at while something is to be proven. */
    private static final long LOOK_MILLIS_MAX = 100;

    private final Repository minerRepo;
    private final Repository fullNodeRepo;
    private final ChainLedger ledger;
    private final EmbeddedThreads threads;
    private final ProofLog log;
    private final MethodFaults faults = new MethodFaults();
    private final CountDownLatch shutDown = new CountDownLatch(1);

    /** The fields below are set before anybody else sees this object. */
    private RpcHttpServer minerServer;

    private RpcHttpServer fullNodeServer;

    private PoStWorkers workers;

    /** Null if nothing can be proven. */
    private ProvingDriver driver;

    /** Null if nothing was sealed. */
    private RemoteHandler remote;

    private EmbeddedMiner(Repository minerRepo, Repository fullNodeRepo, Parts parts) {
        this.minerRepo = minerRepo;
        this.fullNodeRepo = fullNodeRepo;
        this.ledger = parts.ledger();
        this.threads = parts.threads();
        this.log = new ProofLog(parts.config().proving().observer());
    }

    /**
     * Starts both and writes their {@code api} files; about half a second in a fresh JVM, and 50 ms for every sector
     * that is to be sealed first.
     *
     * @throws IOException if a repository is in use, belongs to a real node or cannot be written, sectors cannot be
     *     sealed, or a port is taken. Nothing is left running then
     */
    public static EmbeddedMiner start(EmbeddedMinerConfig config) throws IOException {
        List<AutoCloseable> opened = new ArrayList<>();
        try {
            CompletableFuture<HostResources> host = CompletableFuture.supplyAsync(config.host());
            Repository minerRepo = keep(opened, Repository.open(config.repo()));
            Repository fullNodeRepo = keep(opened, Repository.open(config.fullNodeRepo()));
            Parts parts = parts(config, minerRepo, opened);
            EmbeddedMiner miner = new EmbeddedMiner(minerRepo, fullNodeRepo, parts);
            miner.minerServer =
                    keep(opened, listen(config, config.minerPort(), miner.minerHandlers(parts, host::join, opened)));
            miner.fullNodeServer = keep(opened, listen(config, config.fullNodePort(), fullNode(fullNodeRepo, parts)));
            declareOwn(parts, miner.minerAddress());
            miner.goOn(parts);
            minerRepo.publish(multiaddr(miner.minerAddress()));
            fullNodeRepo.publish(multiaddr(miner.fullNodeAddress()));
            return miner;
        } catch (IOException | RuntimeException e) {
            for (int i = opened.size() - 1; i >= 0; i--) {
                try {
                    opened.get(i).close();
                } catch (Exception suppressed) {
                    e.addSuppressed(suppressed);
                }
            }
            throw e;
        }
    }

    private Map<String, ServerHandler> minerHandlers(
            Parts parts, Supplier<HostResources> host, List<AutoCloseable> opened) throws IOException {
        TokenAuthority authority = minerRepo.authority();
        ChainLedger ledger = parts.ledger();
        EmbeddedThreads threads = parts.threads();
        workers = new PoStWorkers(authority, parts.config().proving(), threads.timer(), threads.pool());
        List<RpcMethod> methods = new ArrayList<>(CommonMethods.of(
                authority,
                parts.version(),
                MinerMethods.API_VERSION,
                parts.chain().blockDelaySeconds(),
                UUID.randomUUID().toString(),
                parts.started()));
        methods.addAll(MinerMethods.of(parts.chain()));
        methods.addAll(MinerMethods.ofWorkers(workers, UUID.randomUUID().toString(), host, threads.pool()));
        methods.addAll(StorageMethods.of(parts.index(), parts.own()));
        methods.add(MinerMethods.sectorStatus(parts.sealed()));
        methods.add(CommonMethods.verifying("StorageAuthVerify", authority));
        methods.add(CommonMethods.method("Shutdown", CommonMethods.ADMIN, 0, (call, out) -> shutDown()));
        Map<String, ServerHandler> handlers = new HashMap<>();
        Proving proving = parts.config().proving();
        if (proving.isPossible()) {
            ProverId own = new ProverId(parts.chain().minerActor());
            LocalProving local = new LocalProving(proving.prover(), parts.sealed(), own);
            PoStDispatch dispatch = new PoStDispatch(local, workers, log, threads.pool());
            driver = new ProvingDriver(ledger, local, dispatch, proving, log, threads.pool());
            methods.addAll(ProvingMethods.of(ledger, local, dispatch, driver, threads.pool()));
            remote = keep(opened, remote(local.reading(), parts, authority));
            handlers.put(RemoteHandler.PREFIX, remote);
        } else {
            methods.addAll(ProvingMethods.unavailable(proving.missing()));
        }
        methods.replaceAll(faults::around);
        handlers.put(RPC_V0, new RpcServer(new RpcDispatcher(methods), CommonMethods.verifier(authority)));
        return handlers;
    }

    /** The sectors for workers that cannot read them from a disk of their own. */
    private static RemoteHandler remote(Prover reading, Parts parts, TokenAuthority authority) {
        TokenVerifier verifier = CommonMethods.verifier(authority);
        RemoteAuthority admins = bearer -> {
            Set<String> allowed = verifier.permissionsOf(bearer);
            return allowed != null && allowed.contains(CommonMethods.ADMIN);
        };
        // Lotus's miner names another permission than it asks for.
        return new RemoteHandler(reading, parts.own(), admins, "write");
    }

    /** From now on the chain goes on by itself, if anything can come of that. */
    private void goOn(Parts parts) {
        if (driver != null) {
            long millis = Math.min(LOOK_MILLIS_MAX, parts.config().epoch().toMillis());
            ledger.every(millis, driver::onEpoch);
        }
    }

    /** Stops after the answer to the call that asked for it. */
    private void shutDown() {
        Thread stop = new Thread(
                () -> {
                    try {
                        close();
                    } catch (IOException e) {
                        // Everything is stopped all the same, and nobody is left to be told.
                    } finally {
                        shutDown.countDown();
                    }
                },
                "embedded-stop");
        stop.setDaemon(true);
        stop.start();
    }

    private static <T extends AutoCloseable> T keep(List<AutoCloseable> opened, T resource) {
        opened.add(resource);
        return resource;
    }

    private static RpcHttpServer listen(EmbeddedMinerConfig config, int port, Map<String, ServerHandler> handlers)
            throws IOException {
        return RpcHttpServer.start(ServerOptions.at(config.listenHost(), port), handlers);
    }

    /** What both nodes are made of. */
    private record Parts(
            EmbeddedMinerConfig config,
            Instant started,
            String version,
            SimulatedChain chain,
            ChainLedger ledger,
            SealedSectors sealed,
            StorageIndex index,
            LocalPaths own,
            EmbeddedThreads threads) {}

    private static Parts parts(EmbeddedMinerConfig config, Repository repo, List<AutoCloseable> opened)
            throws IOException {
        Instant started = config.clock().instant();
        Proving proving = config.proving();
        String seed = UUID.randomUUID().toString();
        SealedSectors sealed = proving.isPossible()
                ? SealedSectors.in(repo, proving.sealing(), config.minerActor(), config.sectors())
                : SealedSectors.unsealed(seed, config.sectors());
        // Sealing is before the chain, so that its first deadlines do not go by meanwhile.
        SimulatedChain chain = new SimulatedChain(
                seed,
                config.minerActor(),
                config.sectors(),
                config.clock().instant().toEpochMilli(),
                config.epoch().toMillis(),
                config.windowEpochs(),
                proving.deadlinePartitions());
        ChainLedger ledger = keep(opened, new ChainLedger(chain, config.clock(), proving.isPossible()));
        EmbeddedThreads threads = keep(opened, new EmbeddedThreads());
        LocalPaths own = proving.isPossible() ? LocalPaths.open(repo.directory()) : new LocalPaths();
        return new Parts(
                config,
                started,
                config.version() + "+simulated",
                chain,
                ledger,
                sealed,
                new StorageIndex(),
                own,
                threads);
    }

    private static Map<String, ServerHandler> fullNode(Repository repo, Parts parts) {
        String session = UUID.randomUUID().toString();
        return Map.of(
                RPC_V0, fullNode(repo, parts, FullNodeMethods.API_VERSION_0, session),
                RPC_V1, fullNode(repo, parts, FullNodeMethods.API_VERSION_1, session));
    }

    private static ServerHandler fullNode(Repository repo, Parts parts, long apiVersion, String session) {
        List<RpcMethod> methods = new ArrayList<>(CommonMethods.of(
                repo.authority(),
                parts.version(),
                apiVersion,
                parts.chain().blockDelaySeconds(),
                session,
                parts.started()));
        methods.addAll(FullNodeMethods.of(
                parts.ledger(), parts.sealed(), apiVersion, parts.threads().pool()));
        return new RpcServer(new RpcDispatcher(methods), CommonMethods.verifier(repo.authority()));
    }

    /** The miner's own storage path in its index, served at the address that is bound now. */
    private static void declareOwn(Parts parts, InetSocketAddress address) throws IOException {
        SealedSectors sealed = parts.sealed();
        if (sealed.path() == null) {
            return;
        }
        String url = "http://" + host(address) + ":" + address.getPort() + "/remote";
        try {
            parts.index()
                    .attach(
                            sealed.info().withUrls(List.of(url)),
                            parts.own().stat(sealed.path().id()));
            for (long number : sealed.cids().keySet()) {
                parts.index()
                        .declare(
                                sealed.path().id(),
                                new Wire.SectorId(parts.chain().minerActor(), number),
                                SectorFileType.SEALED.bit() | SectorFileType.CACHE.bit(),
                                true);
            }
        } catch (RpcFault e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** As the {@code api} file has it. */
    private static String multiaddr(InetSocketAddress address) {
        boolean six = address.getAddress() instanceof Inet6Address;
        return (six ? "/ip6/" : "/ip4/") + literal(address.getAddress()) + "/tcp/" + address.getPort() + "/http";
    }

    /** Where to dial what listens there: on every address, over loopback. */
    private static String literal(InetAddress ip) {
        boolean six = ip instanceof Inet6Address;
        String host = ip.isAnyLocalAddress() ? six ? "::1" : "127.0.0.1" : ip.getHostAddress();
        int scope = host.indexOf('%');
        return scope < 0 ? host : host.substring(0, scope);
    }

    private static String host(InetSocketAddress address) {
        String literal = literal(address.getAddress());
        return address.getAddress() instanceof Inet6Address ? "[" + literal + "]" : literal;
    }

    public InetSocketAddress minerAddress() {
        return minerServer.address();
    }

    public InetSocketAddress fullNodeAddress() {
        return fullNodeServer.address();
    }

    /** The miner's API as its {@code api} file has it, for example {@code /ip4/127.0.0.1/tcp/2345/http}. */
    public String minerMultiaddr() {
        return multiaddr(minerAddress());
    }

    public String fullNodeMultiaddr() {
        return multiaddr(fullNodeAddress());
    }

    /** Holds {@code token}, which is never handed out by this object. */
    public Path minerRepo() {
        return minerRepo.directory();
    }

    public Path fullNodeRepo() {
        return fullNodeRepo.directory();
    }

    /** The last attempts at a proof, oldest first: hours of them. {@link ProofLog#PROOFS_MAX} at most. */
    public List<ProofAttempt> proofs() {
        return log.all();
    }

    /**
     * Has a method of the miner fail from now on, for tests of its callers.
     *
     * @param method without its namespace, such as {@code AuthVerify}
     * @param fault {@link MethodFault#NONE} mends it
     */
    public void fail(String method, MethodFault fault) {
        faults.set(method, fault);
    }

    /** Forgets every worker, for tests: as after a restart, but for the session, which stays. */
    public void forgetWorkers() {
        workers.forget();
    }

    /** Blocks until a caller of {@code Shutdown} has had it stopped; {@link #close} does not end this. */
    public void awaitShutdown() throws InterruptedException {
        shutDown.await();
    }

    /**
     * Stops: {@code api} files first, so that no client comes any more, then the listeners, last the locks.
     * Takes a few seconds at most if calls are running. A proof that the library is at ends later, for nobody.
     *
     * @throws IOException if an {@code api} file cannot be deleted; everything is stopped all the same
     */
    @Override
    public synchronized void close() throws IOException {
        IOException failure = null;
        for (Repository repo : List.of(minerRepo, fullNodeRepo)) {
            try {
                repo.withdraw();
            } catch (IOException e) {
                failure = e;
            }
        }
        threads.close();
        workers.close();
        minerServer.close();
        if (fullNodeServer != null) {
            // Somebody may ask for a shutdown while the rest still starts.
            fullNodeServer.close();
        }
        if (remote != null) {
            remote.close();
        }
        ledger.close();
        for (Repository repo : List.of(minerRepo, fullNodeRepo)) {
            try {
                repo.close();
            } catch (IOException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
