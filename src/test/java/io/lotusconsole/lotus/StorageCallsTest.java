package io.lotusconsole.lotus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotusconsole.json.JsonCursor;
import io.lotusconsole.lotus.wire.StorageCodec;
import io.lotusconsole.rpc.Call;
import io.lotusconsole.rpc.CannedConnection;
import io.lotusconsole.rpc.Connection;
import io.lotusconsole.rpc.Peer;
import io.lotusconsole.rpc.RpcException;
import io.lotusconsole.support.Fixtures;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The calls about storage paths, against those that a real worker made to a real miner. */
class StorageCallsTest {
    /** Answers null and keeps what it was called. */
    private static final class Kept implements Connection {
        private final List<String> calls = new ArrayList<>();
        private final CannedConnection canned =
                new CannedConnection("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":null}", CannedConnection.Form.TEXT);

        @Override
        public <T> T call(Call<T> call) throws RpcException {
            calls.add(call.method() + " " + call.params());
            return canned.call(call);
        }

        @Override
        public Peer peer() {
            return canned.peer();
        }

        @Override
        public void close() {}
    }

    private final Kept connection = new Kept();
    private final MinerClient miner = new MinerClient(connection, CallTimeouts.DEFAULT);

    /** Parameters of the first recorded call of a method. */
    private static String recorded(String method) throws IOException {
        for (String line : Fixtures.text(Fixtures.path("worker-wire", "windowpost-worker.ndjson"))
                .split("\n")) {
            String body = body(line);
            if (!body.contains("\"Filecoin." + method + "\"")) {
                continue;
            }
            try (JsonCursor in = new JsonCursor(body)) {
                in.beginObject();
                while (in.nextField()) {
                    if (in.name().equals("params")) {
                        return in.raw();
                    }
                    in.skip();
                }
            }
        }
        throw new AssertionError("nothing recorded of " + method);
    }

    private static String body(String line) throws IOException {
        String body = "";
        boolean isRequest = false;
        try (JsonCursor in = new JsonCursor(line)) {
            in.beginObject();
            while (in.nextField()) {
                if (in.name().equals("body") && in.isText()) {
                    body = in.text();
                } else if (in.name().equals("kind")) {
                    isRequest = in.text().equals("http-req");
                } else {
                    in.skip();
                }
            }
        }
        return isRequest ? body : "";
    }

    @Test
    void theyAreThoseOfARealWorker() throws Exception {
        String attach = recorded("StorageAttach");
        StorageCodec.StorageInfo info;
        StorageCodec.FsStat stat;
        try (JsonCursor in = new JsonCursor(attach)) {
            in.beginArray();
            in.nextElement();
            info = StorageCodec.info(in);
            in.nextElement();
            stat = StorageCodec.stat(in);
        }
        miner.storageAttach(info, stat);
        assertEquals("Filecoin.StorageAttach " + attach, connection.calls.get(0));

        String health = recorded("StorageReportHealth");
        try (JsonCursor in = new JsonCursor(health)) {
            in.beginArray();
            in.nextElement();
            in.text();
            in.nextElement();
            in.beginObject();
            in.nextField();
            stat = StorageCodec.stat(in);
        }
        miner.storageReportHealth(info.id(), stat, "");
        assertEquals("Filecoin.StorageReportHealth " + health, connection.calls.get(1));

        assertTrue(miner.storageInfo(info.id()).id().isEmpty());
        assertEquals("Filecoin.StorageInfo " + recorded("StorageInfo"), connection.calls.get(2));

        miner.findSector(1000, 1, 2, 2048);
        assertEquals("Filecoin.StorageFindSector " + recorded("StorageFindSector"), connection.calls.get(3));
    }

    @Test
    void thoseThatWereNotRecordedAreAsTheProtocolHasThem() throws Exception {
        miner.storageDeclareSector("id", 1000, 9, 6, true);
        miner.storageDropSector("id", 1000, 9, 4);
        miner.storageDetach("id", "http://10.0.0.2:3456/remote");
        assertEquals(
                List.of(
                        "Filecoin.StorageDeclareSector [\"id\",{\"Miner\":1000,\"Number\":9},6,true]",
                        "Filecoin.StorageDropSector [\"id\",{\"Miner\":1000,\"Number\":9},4]",
                        "Filecoin.StorageDetach [\"id\",\"http://10.0.0.2:3456/remote\"]"),
                connection.calls);
    }
}
