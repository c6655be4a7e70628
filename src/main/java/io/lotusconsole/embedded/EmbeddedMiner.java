package io.lotusconsole.embedded;

import io.lotusconsole.host.HostResources;
import io.lotusconsole.http.RpcHttpServer;
import io.lotusconsole.http.ServerHandler;
import io.lotusconsole.http.ServerOptions;
import io.lotusconsole.rpc.RpcDispatcher;
import io.lotusconsole.rpc.RpcMethod;
import io.lotusconsole.rpc.RpcServer;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * A miner and a full node on two listeners, over a chain that begins when they start.
 *
 * <p>The chain goes by the clock and costs nothing between two calls: no thread of ours runs then. A
 * restart begins another chain; secrets and tokens stay. Owned by who started it; {@link #close} may be
 * called from any thread.
 */
public final class EmbeddedMiner implements AutoCloseable {
    private static final String RPC_V0 = "/rpc/v0";
    private static final String RPC_V1 = "/rpc/v1";

    private final Repository minerRepo;
    private final Repository fullNodeRepo;
    private final RpcHttpServer minerServer;
    private final RpcHttpServer fullNodeServer;

    private EmbeddedMiner(
            Repository minerRepo, Repository fullNodeRepo, RpcHttpServer minerServer, RpcHttpServer fullNodeServer) {
        this.minerRepo = minerRepo;
        this.fullNodeRepo = fullNodeRepo;
        this.minerServer = minerServer;
        this.fullNodeServer = fullNodeServer;
    }

    /**
     * Starts both and writes their {@code api} files; about half a second in a fresh JVM.
     *
     * @throws IOException if a repository is in use, belongs to a real node or cannot be written, or a port
     *     is taken. Nothing is left running then
     */
    public static EmbeddedMiner start(EmbeddedMinerConfig config) throws IOException {
        List<AutoCloseable> opened = new ArrayList<>();
        try {
            Repository minerRepo = keep(opened, Repository.open(config.repo()));
            Repository fullNodeRepo = keep(opened, Repository.open(config.fullNodeRepo()));
            CompletableFuture<HostResources> host = CompletableFuture.supplyAsync(config.host());
            Instant started = config.clock().instant();
            SimulatedChain chain = new SimulatedChain(
                    UUID.randomUUID().toString(),
                    config.minerActor(),
                    config.sectors(),
                    started.toEpochMilli(),
                    config.epoch().toMillis(),
                    config.windowEpochs());
            String version = config.version() + "+simulated";
            RpcHttpServer miner = keep(
                    opened,
                    listen(
                            config,
                            config.minerPort(),
                            Map.of(RPC_V0, miner(minerRepo, chain, version, started, host::join))));
            Map<String, ServerHandler> node = fullNode(fullNodeRepo, chain, version, started, config);
            RpcHttpServer fullNode = keep(opened, listen(config, config.fullNodePort(), node));
            minerRepo.publish(multiaddr(miner.address()));
            fullNodeRepo.publish(multiaddr(fullNode.address()));
            return new EmbeddedMiner(minerRepo, fullNodeRepo, miner, fullNode);
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

    private static <T extends AutoCloseable> T keep(List<AutoCloseable> opened, T resource) {
        opened.add(resource);
        return resource;
    }

    private static RpcHttpServer listen(EmbeddedMinerConfig config, int port, Map<String, ServerHandler> handlers)
            throws IOException {
        return RpcHttpServer.start(ServerOptions.at(config.listenHost(), port), handlers);
    }

    private static ServerHandler miner(
            Repository repo, SimulatedChain chain, String version, Instant started, Supplier<HostResources> host) {
        List<RpcMethod> methods = new ArrayList<>(CommonMethods.of(
                repo.authority(),
                version,
                MinerMethods.API_VERSION,
                chain.blockDelaySeconds(),
                UUID.randomUUID().toString(),
                started));
        methods.addAll(MinerMethods.of(chain, UUID.randomUUID().toString(), host));
        return new RpcServer(new RpcDispatcher(methods), CommonMethods.verifier(repo.authority()));
    }

    private static Map<String, ServerHandler> fullNode(
            Repository repo, SimulatedChain chain, String version, Instant started, EmbeddedMinerConfig config) {
        String session = UUID.randomUUID().toString();
        return Map.of(
                RPC_V0, fullNode(repo, chain, version, FullNodeMethods.API_VERSION_0, session, started, config),
                RPC_V1, fullNode(repo, chain, version, FullNodeMethods.API_VERSION_1, session, started, config));
    }

    private static ServerHandler fullNode(
            Repository repo,
            SimulatedChain chain,
            String version,
            long apiVersion,
            String session,
            Instant started,
            EmbeddedMinerConfig config) {
        List<RpcMethod> methods = new ArrayList<>(
                CommonMethods.of(repo.authority(), version, apiVersion, chain.blockDelaySeconds(), session, started));
        methods.addAll(FullNodeMethods.of(chain, config.clock()));
        return new RpcServer(new RpcDispatcher(methods), CommonMethods.verifier(repo.authority()));
    }

    /** As the {@code api} file has it. A listener on every address is dialled over loopback. */
    private static String multiaddr(InetSocketAddress address) {
        InetAddress ip = address.getAddress();
        boolean six = ip instanceof Inet6Address;
        String host = ip.isAnyLocalAddress() ? six ? "::1" : "127.0.0.1" : ip.getHostAddress();
        int scope = host.indexOf('%');
        return (six ? "/ip6/" : "/ip4/")
                + (scope < 0 ? host : host.substring(0, scope))
                + "/tcp/" + address.getPort() + "/http";
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

    /**
     * Stops: {@code api} files first, so that no client comes any more, then the listeners, last the locks.
     * Takes a few seconds at most if calls are running.
     *
     * @throws IOException if an {@code api} file cannot be deleted; everything is stopped all the same
     */
    @Override
    public void close() throws IOException {
        IOException failure = null;
        for (Repository repo : List.of(minerRepo, fullNodeRepo)) {
            try {
                repo.withdraw();
            } catch (IOException e) {
                failure = e;
            }
        }
        minerServer.close();
        fullNodeServer.close();
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
