package io.lotusconsole.support;

import io.lotusconsole.http.Endpoint;
import io.lotusconsole.http.HttpPoster;
import io.lotusconsole.http.LeanHttpPoster;
import io.lotusconsole.http.RpcHttpServer;
import io.lotusconsole.http.ServerOptions;
import io.lotusconsole.lotus.CallTimeouts;
import io.lotusconsole.lotus.MinerClient;
import io.lotusconsole.lotus.wire.StorageCodec;
import io.lotusconsole.rpc.CallObserver;
import io.lotusconsole.rpc.HttpConnection;
import io.lotusconsole.rpc.Peer;
import io.lotusconsole.rpc.RpcDispatcher;
import io.lotusconsole.rpc.RpcFault;
import io.lotusconsole.rpc.RpcMethod;
import io.lotusconsole.rpc.RpcServer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A miner on a real socket that knows what a worker asks while it attaches, and keeps what it was asked. */
public final class ScriptedMiner implements AutoCloseable {
    public static final String TOKEN = "test-token";

    private static final String STORAGES = "{\"shelf\":[{\"Miner\":1000,\"Number\":1,\"SectorFileType\":6}]}";

    /** Methods in the order they came, without their namespace. */
    public final BlockingQueue<String> asked = new LinkedBlockingQueue<>();

    /** URLs that were to be connected to. */
    public final BlockingQueue<String> connected = new LinkedBlockingQueue<>();

    /** The miner's own session; another one says that it was restarted. */
    public volatile String session = UUID.randomUUID().toString();

    /** Why it refuses {@code WorkerConnect}; null if it does not. */
    public volatile String refusal;

    /** What {@code Version} says; a worker wants this one. */
    public volatile long apiVersion = 66816;

    public volatile long sectorSizeBytes = 2048;

    /** What its own token is worth. */
    public volatile List<String> permissions = List.of("read", "admin");

    /** Whether every call is answered with 401. */
    public volatile boolean refusesTokens;

    /** What the index was told of storage paths, in its order: {@code attach ID}, {@code declare ID}, … */
    public final BlockingQueue<String> told = new LinkedBlockingQueue<>();

    /** {@code URLs} of the one path that holds its sectors; null if it knows of none. */
    public volatile String storageUrl;

    /** So many calls of {@code StorageList} find the connection closed, as when it restarts. */
    public final AtomicInteger storageListsDropped = new AtomicInteger();

    private final RpcHttpServer server;

    private ScriptedMiner(int port) throws IOException {
        RpcDispatcher dispatcher = new RpcDispatcher(List.of(
                method("Version", 0, (call, out) -> out.object()
                        .text("Version", "v1.36.2-dev+2k")
                        .integer("APIVersion", apiVersion)
                        .integer("BlockDelay", 4)
                        .end()),
                method("ActorAddress", 0, (call, out) -> out.element("t01000")),
                method("ActorSectorSize", 1, (call, out) -> out.element(sectorSizeBytes)),
                method("Session", 0, (call, out) -> out.element(session)),
                method("AuthVerify", 1, (call, out) -> {
                    if (!call.text(0).equals(TOKEN)) {
                        throw RpcFault.ordinary("JWT Verification failed: jwt: HMAC verification failed");
                    }
                    out.array();
                    permissions.forEach(out::element);
                    out.endArray();
                }),
                RpcMethod.deferred("Filecoin.StorageList", "admin", 0, (call, reply) -> {
                    asked.add("StorageList");
                    if (storageListsDropped.getAndDecrement() > 0) {
                        reply.drop();
                    } else {
                        reply.succeed(out -> out.raw(storageUrl == null ? "{}" : STORAGES));
                    }
                }),
                method(
                        "StorageFindSector",
                        4,
                        (call, out) -> out.raw(
                                storageUrl == null
                                        ? "[]"
                                        : "[{\"ID\":\"shelf\",\"URLs\":[],\"BaseURLs\":[\"" + storageUrl
                                                + "\"],\"Weight\":10}]")),
                method(
                        "StorageInfo",
                        1,
                        (call, out) -> out.raw("{\"ID\":\"shelf\",\"URLs\":[\"" + storageUrl
                                + "\"],\"Weight\":10,\"MaxStorage\":0,\"CanSeal\":false,\"CanStore\":true}")),
                method(
                        "StorageAttach",
                        2,
                        (call, out) -> told.add("attach "
                                + call.param(0, "*storiface.StorageInfo", StorageCodec::info)
                                        .id())),
                method("StorageDetach", 2, (call, out) -> told.add("detach " + call.text(0))),
                method("StorageReportHealth", 2, (call, out) -> {}),
                method("StorageDeclareSector", 4, (call, out) -> told.add("declare " + call.text(0))),
                method("WorkerConnect", 1, (call, out) -> {
                    connected.add(call.text(0));
                    if (refusal != null) {
                        throw RpcFault.ordinary(refusal);
                    }
                })));
        server = RpcHttpServer.start(
                ServerOptions.at("127.0.0.1", port),
                Map.of("/rpc/v0", new RpcServer(dispatcher, token -> refusesTokens ? null : Set.of("read", "admin"))));
    }

    public static ScriptedMiner start() throws IOException {
        return new ScriptedMiner(0);
    }

    /** A miner where another one was. */
    public static ScriptedMiner startAt(int port) throws IOException {
        return new ScriptedMiner(port);
    }

    private RpcMethod method(String name, int params, RpcMethod.Immediate body) {
        return RpcMethod.immediate("Filecoin." + name, "admin", params, (call, out) -> {
            asked.add(name);
            body.answer(call, out);
        });
    }

    public int port() {
        return server.address().getPort();
    }

    /** A client of a miner at a port of this machine. */
    public static MinerClient client(int port) {
        return client(port, TOKEN, CallTimeouts.all(5_000));
    }

    public static MinerClient client(int port, String token, CallTimeouts timeouts) {
        Endpoint endpoint = new Endpoint("http", "127.0.0.1", port, "/rpc/v0");
        Peer peer = new Peer("lotus-miner", endpoint.authority(), "a test", true, "lotus-miner", "admin", false);
        HttpPoster poster = new LeanHttpPoster(endpoint, token, HttpPoster.REPLY_BYTES_MAX);
        return new MinerClient(new HttpConnection(poster, token, peer, CallObserver.NONE), timeouts);
    }

    @Override
    public void close() {
        server.close();
    }
}
