package io.lotusconsole.worker;

import io.lotusconsole.http.RpcHttpServer;
import io.lotusconsole.http.ServerExchange;
import io.lotusconsole.http.ServerOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.LongPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A host of sectors on a real socket: vanilla proofs that begin as real ones do, of those sectors that it has. */
final class ScriptedShelf implements AutoCloseable {
    private static final Pattern SECTOR_NUMBER = Pattern.compile("\"SectorNumber\":(\\d+)");
    private static final int REQUEST_BYTES_MAX = 65_536;
    private static final int PROOF_BYTES = 100;

    /** Sectors that it says to be gone. */
    volatile LongPredicate missing = number -> false;

    /** Sectors that it never answers for. */
    volatile LongPredicate silent = number -> false;

    /** What it answers everybody; 200 for what it has. */
    volatile int status = 200;

    private final RpcHttpServer server;

    ScriptedShelf() throws IOException {
        server = RpcHttpServer.start(ServerOptions.at("127.0.0.1", 0), Map.of("/remote/", this::serve));
    }

    String url() {
        return "http://127.0.0.1:" + server.address().getPort() + "/remote";
    }

    private void serve(ServerExchange exchange) throws IOException {
        if (status != 200) {
            exchange.reply(status, null, new byte[0]);
            return;
        }
        if (exchange.path().startsWith("/remote/stat/")) {
            if (!silent.test(-1)) {
                exchange.reply(200, "application/json", "{}".getBytes(StandardCharsets.UTF_8));
            }
            return;
        }
        String request = new String(exchange.body(REQUEST_BYTES_MAX).readAllBytes(), StandardCharsets.UTF_8);
        Matcher matcher = SECTOR_NUMBER.matcher(request);
        long number = matcher.find() ? Long.parseLong(matcher.group(1)) : -1;
        if (silent.test(number)) {
            return;
        }
        if (missing.test(number)) {
            exchange.reply(500, "text/plain", "fsstat: path not found".getBytes(StandardCharsets.UTF_8));
            return;
        }
        ByteBuffer proof = ByteBuffer.allocate(PROOF_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        proof.putLong(number).put(PoStTasksTest.SEALED.commR());
        exchange.reply(200, "application/octet-stream", proof.array());
    }

    @Override
    public void close() {
        server.close();
    }
}
