package io.lotusconsole.storage;

import io.lotusconsole.http.BodyTooLargeException;
import io.lotusconsole.http.ServerExchange;
import io.lotusconsole.http.ServerHandler;
import io.lotusconsole.json.DocumentFormat;
import io.lotusconsole.json.DocumentWriter;
import io.lotusconsole.json.JsonCursor;
import io.lotusconsole.json.MalformedJsonException;
import io.lotusconsole.lotus.wire.PoStCodec;
import io.lotusconsole.lotus.wire.StorageCodec;
import io.lotusconsole.lotus.wire.StorageCodec.FsStat;
import io.lotusconsole.prover.FileFaults;
import io.lotusconsole.prover.Prover;
import io.lotusconsole.prover.ProverException;
import io.lotusconsole.prover.RegisteredPoStProof;
import io.lotusconsole.proving.ChallengedSector;
import io.lotusconsole.storage.LocalVanilla.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Serves the own storage paths under {@code /remote/}, reading only, as Lotus does ({@code
 * storage/paths/http_handler.go}): vanilla proofs, figures of file systems, files of sectors.
 *
 * <p>Reads wait for storage on threads of this object, not on the server's, and for each storage path on others: one
 * that hangs keeps nobody from the rest. Safe for many threads.
 */
public final class RemoteHandler implements ServerHandler, AutoCloseable {
    /** Where it is served; the path of the URL that the index is told ends here. */
    public static final String PREFIX = "/remote/";

    /** Requests that are taken in at a time, which waits for their bytes, and for the miner to know their token. */
    static final int TAKEN_AT_ONCE = 64;

    /** Requests that wait for one of those; the connection of one more is closed. */
    static final int WAITING_MAX = 4096;

    /** How long a vanilla proof may take to read, from when it is begun. */
    static final long READ_MILLIS_MAX = 120_000;

    /** Figures of a path that says how much it may hold are counted file by file, the first time. */
    private static final long STAT_MILLIS_MAX = 60_000;

    /** Sectors whose path is remembered. */
    private static final int HOLDERS_MAX = 65_536;

    /** A request for a vanilla proof has about 400 bytes. */
    static final long REQUEST_BYTES_MAX = 64 * 1024;

    private static final String BEARER = "Bearer ";
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String JSON = "application/json";
    private static final String BYTES = "application/octet-stream";
    private static final long THREAD_IDLE_SECONDS = 30;
    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final int NOT_FOUND = 404;
    private static final int NOT_ALLOWED = 405;
    private static final int NOT_SATISFIABLE = 416;
    private static final int FAILED = 500;

    private final LocalPaths local;
    private final LocalVanilla vanilla;
    private final RemoteAuthority authority;
    private final String permission;
    private final ThreadPoolExecutor pool = new ThreadPoolExecutor(
            TAKEN_AT_ONCE,
            TAKEN_AT_ONCE,
            THREAD_IDLE_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING_MAX),
            task -> {
                Thread thread = new Thread(task, "serving storage");
                thread.setDaemon(true);
                return thread;
            });

    private final StorageLanes lanes = new StorageLanes();

    /** Id of the path that had a sector last. */
    private final Map<SectorName, String> holders = new ConcurrentHashMap<>();

    /** @param permission how a refusal names what is missing: {@code admin} of a worker, {@code write} of a miner */
    public RemoteHandler(Prover prover, LocalPaths local, RemoteAuthority authority, String permission) {
        this.vanilla = new LocalVanilla(prover);
        this.local = local;
        this.authority = authority;
        this.permission = permission;
        pool.allowCoreThreadTimeOut(true);
    }

    @Override
    public void serve(ServerExchange exchange) throws IOException {
        String authorization = exchange.header("Authorization");
        if (authorization == null || !authorization.startsWith(BEARER)) {
            refuse(exchange);
            return;
        }
        if (authority.isAdmin(authorization.substring(BEARER.length()))) {
            route(exchange);
        } else {
            refuse(exchange);
        }
    }

    @Override
    public Executor threads(ServerExchange exchange) {
        return pool;
    }

    private void refuse(ServerExchange exchange) throws IOException {
        String body = "{\"Error\":\"unauthorized: missing " + permission + " permission\"}";
        exchange.reply(UNAUTHORIZED, JSON, body.getBytes(StandardCharsets.UTF_8));
    }

    private void route(ServerExchange exchange) throws IOException {
        String[] words = exchange.path().substring(PREFIX.length()).split("/", -1);
        switch (exchange.method()) {
            case "POST" -> {
                if (words.length == 2 && words[0].equals("vanilla") && words[1].equals("single")) {
                    vanilla(exchange);
                } else {
                    text(exchange, NOT_FOUND, "this worker serves vanilla/single only");
                }
            }
            case "GET" -> {
                if (words.length == 2 && words[0].equals("stat")) {
                    stat(exchange, words[1]);
                } else if (words.length == 2) {
                    file(exchange, words[0], words[1]);
                } else if (words.length == 6 && words[3].equals("allocated")) {
                    // Unsealed data, which nothing here has.
                    text(exchange, NOT_SATISFIABLE, "not allocated");
                } else {
                    text(exchange, NOT_FOUND, "no such path");
                }
            }
            case "DELETE" -> text(exchange, NOT_ALLOWED, "this worker never deletes files of sectors");
            default -> text(exchange, NOT_ALLOWED, "storage is served for reading only");
        }
    }

    private static void text(ServerExchange exchange, int status, String text) throws IOException {
        exchange.reply(status, TEXT, (text + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private void vanilla(ServerExchange exchange) throws IOException {
        Request request;
        try (InputStream body = exchange.body(REQUEST_BYTES_MAX);
                JsonCursor in = new JsonCursor(body)) {
            request = Request.read(in);
        } catch (BodyTooLargeException | MalformedJsonException | IllegalArgumentException e) {
            answer(exchange, Outcome.failed(ReadFault.FAILED, e.getMessage()));
            return;
        }
        new VanillaSearch(exchange, request).start();
    }

    private static void answer(ServerExchange exchange, Outcome outcome) throws IOException {
        if (outcome.proof() == null) {
            text(exchange, FAILED, outcome.fault().word() + ": " + outcome.detail());
        } else {
            exchange.reply(OK, BYTES, outcome.proof().sharedBytes());
        }
    }

    private interface Answer {
        void give() throws IOException;
    }

    /** On the thread of the caller, which may block. */
    private static void reply(ServerExchange exchange, Answer answer) {
        try {
            answer.give();
        } catch (IOException e) {
            // The caller has left; its connection is closed.
        } catch (RuntimeException e) {
            exchange.drop();
            throw e;
        }
    }

    /** For a caller that must not block. */
    private void replyBeside(ServerExchange exchange, Answer answer) {
        try {
            pool.execute(() -> reply(exchange, answer));
        } catch (RejectedExecutionException e) {
            exchange.drop();
        }
    }

    /** {@code SingleVanillaParams} of Lotus. */
    private record Request(long minerActor, ChallengedSector sector, RegisteredPoStProof proof) {
        static Request read(JsonCursor in) throws IOException {
            long minerActor = 0;
            ChallengedSector sector = null;
            long proof = -1;
            if (in.beginObject()) {
                while (in.nextField()) {
                    switch (in.name()) {
                        case "Miner" -> minerActor = in.integer();
                        case "Sector" -> sector = PoStCodec.sector(in);
                        case "ProofType" -> proof = in.integer();
                        default -> in.skip();
                    }
                }
            }
            if (sector == null) {
                throw new IllegalArgumentException("a request without a sector");
            }
            return new Request(minerActor, sector, RegisteredPoStProof.ofNetworkCode(proof));
        }
    }

    /** The own paths, the one that had the sector last before the others. */
    private List<StoragePath> paths(SectorName name) {
        List<StoragePath> paths = new ArrayList<>(local.all());
        String last = holders.get(name);
        paths.sort(Comparator.comparing(path -> !path.id().equals(last)));
        return paths;
    }

    private final class VanillaSearch extends StorageSearch {
        private final ServerExchange exchange;
        private final Request request;
        private final SectorName name;

        VanillaSearch(ServerExchange exchange, Request request) {
            this(
                    exchange,
                    request,
                    new SectorName(request.minerActor(), request.sector().sectorNumber()));
        }

        private VanillaSearch(ServerExchange exchange, Request request, SectorName name) {
            super(
                    lanes,
                    exchange,
                    name,
                    List.of(SectorFileType.sealedOf(request.sector()), SectorFileType.cacheOf(request.sector())),
                    paths(name),
                    holders.get(name));
            this.exchange = exchange;
            this.request = request;
            this.name = name;
        }

        @Override
        void serve(StorageLanes.Work work, List<StoragePath> found) {
            if (!work.mayTake(READ_MILLIS_MAX, false)) {
                return;
            }
            remember(name, found.get(0));
            Outcome outcome;
            try {
                outcome = vanilla.read(
                        request.proof(), request.minerActor(), request.sector(), found.get(0), found.get(1));
            } catch (ProverException e) {
                outcome = Outcome.failed(ReadFault.FAILED, e.getMessage());
            }
            Outcome made = outcome;
            if (work.end()) {
                reply(exchange, () -> answer(exchange, made));
            }
        }

        /** Slowness of a sector is its own affair only where the path still says who it is. */
        @Override
        void tooSlow(List<StoragePath> found) {
            lookAt(
                    found.get(0),
                    found.get(1),
                    why -> say(
                            why == null
                                    ? Outcome.failed(ReadFault.TIMED_OUT, "not read within " + READ_MILLIS_MAX + " ms")
                                    : Outcome.failed(ReadFault.STORAGE_AWAY, why)));
        }

        @Override
        void notFound(String away) {
            say(
                    away == null
                            ? Outcome.failed(ReadFault.MISSING, "path not found: no open storage path holds " + name)
                            : Outcome.failed(ReadFault.STORAGE_AWAY, away));
        }

        private void say(Outcome outcome) {
            replyBeside(exchange, () -> answer(exchange, outcome));
        }
    }

    private void remember(SectorName name, StoragePath path) {
        if (holders.size() >= HOLDERS_MAX) {
            holders.clear();
        }
        holders.put(name, path.id());
    }

    private void stat(ServerExchange exchange, String id) throws IOException {
        StoragePath path = local.byId(id);
        if (path == null) {
            text(exchange, NOT_FOUND, "no such storage path");
            return;
        }
        if (lanes.isStuck(path)) {
            text(exchange, FAILED, StorageSearch.hanging(path));
            return;
        }
        lanes.new Work(path, false) {
            @Override
            void work() {
                if (mayTake(STAT_MILLIS_MAX, false)) {
                    Answer answer = figures(exchange, id);
                    if (end()) {
                        reply(exchange, answer);
                    }
                }
            }

            @Override
            void tooLong(boolean wasBegun) {
                replyBeside(exchange, () -> text(exchange, FAILED, StorageSearch.hanging(path)));
            }
        }.submit();
    }

    private Answer figures(ServerExchange exchange, String id) {
        try {
            FsStat stat = local.stat(id);
            if (stat == null) {
                return () -> text(exchange, NOT_FOUND, "no such storage path");
            }
            StringWriter json = new StringWriter();
            try (DocumentWriter out = new DocumentWriter(json, DocumentFormat.NDJSON)) {
                StorageCodec.write(out, null, stat);
            }
            return () -> exchange.reply(OK, JSON, json.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            return () -> text(exchange, FAILED, FileFaults.reason(e));
        }
    }

    private void file(ServerExchange exchange, String typeText, String nameText) throws IOException {
        SectorFileType type = SectorFileType.ofDirectory(typeText);
        SectorName name = SectorName.parse(nameText);
        if (type == null || name == null) {
            exchange.reply(FAILED, null, new byte[0]);
            return;
        }
        new StorageSearch(lanes, exchange, name, List.of(type), paths(name), holders.get(name)) {
            /** A whole file may take as long as its taker does. */
            @Override
            void serve(StorageLanes.Work work, List<StoragePath> found) {
                if (!work.end()) {
                    return;
                }
                ServedFile served = new ServedFile(found.get(0).of(type, name.minerActor(), name.sectorNumber()));
                reply(exchange, () -> {
                    if (type.isDirectory()) {
                        served.replyAsTar(exchange);
                    } else {
                        served.reply(exchange);
                    }
                });
            }

            @Override
            void tooSlow(List<StoragePath> found) {
                exchange.drop();
            }

            @Override
            void notFound(String away) {
                replyBeside(exchange, () -> exchange.reply(FAILED, null, new byte[0]));
            }
        }.start();
    }

    /** Begins no more. */
    @Override
    public void close() {
        pool.shutdown();
        lanes.close();
    }
}
