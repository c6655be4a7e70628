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
import java.nio.file.Files;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Serves the own storage paths under {@code /remote/}, reading only, as Lotus does ({@code
 * storage/paths/http_handler.go}): vanilla proofs, figures of file systems, files of sectors.
 *
 * <p>Reads wait for storage on threads of this object, not on the server's. Safe for many threads.
 */
public final class RemoteHandler implements ServerHandler, AutoCloseable {
    /** Where it is served; the path of the URL that the index is told ends here. */
    public static final String PREFIX = "/remote/";

    /** Requests that are answered at a time. */
    static final int READS_MAX = 64;

    /** Requests that wait for one of those; the connection of one more is closed. */
    static final int WAITING_MAX = 4096;

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
            READS_MAX,
            READS_MAX,
            THREAD_IDLE_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING_MAX),
            task -> {
                Thread thread = new Thread(task, "serving storage");
                thread.setDaemon(true);
                return thread;
            });

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
        Outcome outcome;
        try (InputStream body = exchange.body(REQUEST_BYTES_MAX);
                JsonCursor in = new JsonCursor(body)) {
            Request request = Request.read(in);
            outcome = vanilla(request);
        } catch (BodyTooLargeException | MalformedJsonException | IllegalArgumentException e) {
            outcome = Outcome.failed(ReadFault.FAILED, e.getMessage());
        }
        if (outcome.proof() == null) {
            text(exchange, FAILED, outcome.fault().word() + ": " + outcome.detail());
        } else {
            exchange.reply(OK, BYTES, outcome.proof().sharedBytes());
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

    private Outcome vanilla(Request request) {
        SectorName name = new SectorName(request.minerActor(), request.sector().sectorNumber());
        StoragePath sealedIn = holder(SectorFileType.sealedOf(request.sector()), name);
        StoragePath cacheIn = holder(SectorFileType.cacheOf(request.sector()), name);
        if (sealedIn == null || cacheIn == null) {
            return notHere(name);
        }
        try {
            return vanilla.read(request.proof(), request.minerActor(), request.sector(), sealedIn, cacheIn);
        } catch (ProverException e) {
            return Outcome.failed(ReadFault.FAILED, e.getMessage());
        }
    }

    /** The first open path that has the file; null if none has. */
    private StoragePath holder(SectorFileType type, SectorName name) {
        for (StoragePath path : local.all()) {
            if (Files.exists(path.of(type, name.minerActor(), name.sectorNumber()))) {
                return path;
            }
        }
        return null;
    }

    /** A path that is away may be the one that has it. */
    private Outcome notHere(SectorName name) {
        for (StoragePath path : local.all()) {
            String away = LocalVanilla.whyAway(path, path);
            if (away != null) {
                return Outcome.failed(ReadFault.STORAGE_AWAY, away);
            }
        }
        return Outcome.failed(ReadFault.MISSING, "path not found: no open storage path holds " + name);
    }

    private void stat(ServerExchange exchange, String id) throws IOException {
        FsStat stat;
        try {
            stat = local.stat(id);
        } catch (IOException e) {
            text(exchange, FAILED, FileFaults.reason(e));
            return;
        }
        if (stat == null) {
            text(exchange, NOT_FOUND, "no such storage path");
            return;
        }
        StringWriter json = new StringWriter();
        try (DocumentWriter out = new DocumentWriter(json, DocumentFormat.NDJSON)) {
            StorageCodec.write(out, null, stat);
        }
        exchange.reply(OK, JSON, json.toString().getBytes(StandardCharsets.UTF_8));
    }

    private void file(ServerExchange exchange, String typeText, String nameText) throws IOException {
        SectorFileType type = SectorFileType.ofDirectory(typeText);
        SectorName name = SectorName.parse(nameText);
        StoragePath path = type == null || name == null ? null : holder(type, name);
        if (path == null) {
            exchange.reply(FAILED, null, new byte[0]);
            return;
        }
        ServedFile served = new ServedFile(path.of(type, name.minerActor(), name.sectorNumber()));
        if (type.isDirectory()) {
            served.replyAsTar(exchange);
        } else {
            served.reply(exchange);
        }
    }

    /** Begins no more. */
    @Override
    public void close() {
        pool.shutdown();
    }
}
