package io.lotusconsole;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotusconsole.support.FaultyServer;
import io.lotusconsole.support.Run;
import io.lotusconsole.support.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses, tokens and repository files as people leave them. */
class BadAddressTest {
    private static final List<String> WORKERS = List.of("proving", "workers");

    @TempDir
    private Path directory;

    private static Run workers(String minerApiInfo) {
        return Run.of(minerApiInfo, "proving workers");
    }

    @Test
    void noAddressAtAllNamesTheVariableAndTheCommandThatPrintsIt() {
        Run.of(Map.of(), WORKERS)
                .failed(2, "MINER_API_INFO is not set", ".lotusminer is no repository", "auth api-info --perm admin");
        Run.of(Map.of("LOTUS_CONSOLE_STYLE", "lotus"), WORKERS).failedAsLotus();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TOKEN:/onion/abc:80/http",
                "TOKEN:/ip4/127.0.0.1/udp/2345",
                "TOKEN:/ip4/127.0.0.1",
                "TOKEN:/ip4/127.0.0.1/tcp",
                "TOKEN:/ip4/127.0.0.1/tcp/",
                "TOKEN:/ip4/127.0.0.1/tcp/0",
                "TOKEN:/ip4/127.0.0.1/tcp/65536/http",
                "TOKEN:/ip4/127.0.0.1/tcp/abc/http",
                "TOKEN:/ip4/999.0.0.1/tcp/2345/http",
                "TOKEN:/ip4/127.1/tcp/2345/http",
                "TOKEN:/ip4/::1/tcp/2345/http",
                "TOKEN:/ip6/127.0.0.1/tcp/2345/http",
                "TOKEN:/ip6/zz::1/tcp/2345/http",
                "TOKEN:/dns/exa mple/tcp/2345/http",
                "TOKEN:/dns/exa%mple/tcp/2345/wss",
                "TOKEN:/dns//tcp/2345",
                "TOKEN://tcp/2345",
                "TOKEN:127.0.0.1:2345",
                "127.0.0.1:2345",
                "localhost:2345",
                "TOKEN",
                ":/ip4/127.0.0.1/tcp/2345",
                "ftp://127.0.0.1:2345",
                "http://127.0.0.1:port",
                "http://:2345",
                "http://",
                "http://user:TOKEN@127.0.0.1:2345",
                "http://127.0.0.1:2345/\r\nX: TOKEN",
                "http://127.0.0.1\r\nX:2345",
                "https://exa{mple:2345",
                "/ip4/127.0.0.1/tcp/2345/http:TOKEN",
                "/ip4/127.0.0.1/tcp/2345/TOKEN",
                "/ip4/127.0.0.1/tcp/TOKEN",
                "http://127.0.0.1:TOKEN",
            })
    void anAddressThatIsNoneIsAUsageErrorAndNotRepeated(String text) {
        for (String token : List.of(Run.TOKEN, "abc123def456")) {
            Run run = workers(text.replace("TOKEN", token))
                    .failed(2, "in MINER_API_INFO", "Write it as TOKEN:/ip4/127.0.0.1/tcp/2345/http.");
            // Not even a part of it: the beginning of a short token is worth having.
            assertFalse(run.err().contains(token.substring(0, 6)), run::toString);
            Run.of(text.replace("TOKEN", token), "--style lotus proving workers")
                    .failedAsLotus();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "export MINER_API_INFO=INFO",
                "export MINER_API_INFO=\"INFO\"",
                "MINER_API_INFO='INFO'",
                "export MINER_API_INFO:INFO`",
                "`INFO`",
                "\"INFO\"",
                " INFO\n",
                "export  MINER_API_INFO=INFO\r\n",
            })
    void aPastedLineIsUsedWithAWord(String pasted) {
        try (FaultyServer miner = FaultyServer.answering(FaultyServer.GOOD)) {
            workers(pasted.replace("INFO", miner.apiInfo(Run.TOKEN, Transport.HTTP))
                            .replace("MINER_API_" + miner.apiInfo(Run.TOKEN, Transport.HTTP), "MINER_API_INFO"))
                    .ended(0, "note: MINER_API_INFO held a pasted line; used the part that is TOKEN:ADDRESS.\n");
        }
    }

    @Test
    void aLineOfAnotherVariableIsCalledThat() {
        try (FaultyServer miner = FaultyServer.answering(FaultyServer.GOOD)) {
            workers("export FULLNODE_API_INFO=" + miner.apiInfo(Run.TOKEN, Transport.HTTP))
                    .ended(
                            0,
                            "note: MINER_API_INFO held a pasted line of FULLNODE_API_INFO; used the part that is"
                                    + " TOKEN:ADDRESS, which may be of another program than lotus-miner.\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\"\"", "export MINER_API_INFO="})
    void anEmptyVariableSaysSo(String empty) {
        workers(empty).failed(2, "MINER_API_INFO is set but empty", "Unset it");
    }

    @Test
    void ofSeveralAddressesTheFirstIsUsedWithAWord() {
        try (FaultyServer miner = FaultyServer.answering(FaultyServer.GOOD)) {
            workers(miner.apiInfo(Run.TOKEN, Transport.HTTP) + "," + Run.TOKEN + ":/ip4/10.0.0.1/tcp/1/http")
                    .ended(0, "names several addresses; only the first is used");
        }
    }

    @Test
    void formerVariablesAreExplained() {
        try (FaultyServer miner = FaultyServer.answering(FaultyServer.GOOD)) {
            String info = miner.apiInfo(Run.TOKEN, Transport.HTTP);
            for (String style : List.of("classic", "lotus")) {
                Run.of(Map.of("STORAGE_API_INFO", info, "LOTUS_CONSOLE_STYLE", style), WORKERS)
                        .ended(0, "STORAGE_API_INFO is deprecated; use MINER_API_INFO");
            }
            Run.of(Map.of("MINER_API_INFO", info, "MARKETS_API_INFO", "x"), WORKERS)
                    .ended(0, "MARKETS_API_INFO is not used");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc\u001b[31mdef", "abc\r\nX-Evil: 1", "with blank", "tök"})
    void aTokenOfOtherCharactersIsNotRepeated(String token) {
        Run run = workers(token + ":/ip4/127.0.0.1/tcp/2345/http")
                .failed(2, "the API token in MINER_API_INFO contains a character that no token has", "Copy it again");
        assertFalse(run.err().contains(token), run::toString);
    }

    @Test
    void aNameThatDoesNotExistIsNotReachable() {
        for (String end : List.of("http", "ws", "https", "wss")) {
            workers(Run.TOKEN + ":/dns/no-such-host.invalid/tcp/2345/" + end)
                    .failed(5, "no-such-host.invalid:2345 is not reachable", "Check the host name in MINER_API_INFO");
        }
        workers("wss://a..b:2345").failed(5, "is not reachable");
    }

    @Test
    void aPortWithoutListenerIsRefused() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = free.getLocalPort();
        }
        for (String end : List.of("http", "ws", "https", "wss")) {
            String info = Run.TOKEN + ":/ip4/127.0.0.1/tcp/" + port + "/" + end;
            workers(info).failed(5, "connection refused", "Is it running? The address comes from MINER_API_INFO.");
            Run.of(info, "--style lotus proving workers").failedAsLotus();
        }
    }

    private Run ofRepository(String... more) {
        return Run.of(Map.of("LOTUS_MINER_PATH", directory.toString()), WORKERS);
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(directory.resolve(file), text);
    }

    @Test
    void aRepositoryWithoutApiFileIsOfAMinerThatIsNotRunning() throws IOException {
        Files.createDirectories(directory.resolve("keystore"));
        ofRepository().failed(5, "api does not exist, so it is not running", "Start it");
    }

    @Test
    void repositoryFilesAreReadAsLotusWritesThem() throws IOException {
        Files.createDirectories(directory.resolve("datastore"));
        try (FaultyServer miner = FaultyServer.answering(FaultyServer.GOOD)) {
            write("api", Transport.HTTP.multiaddr(miner.port()) + "\n");
            ofRepository().ended(0, "note: no token: " + directory.resolve("token") + " does not exist.");
            write("token", Run.TOKEN + "\n");
            Run run = ofRepository().ended(0);
            assertFalse(run.err().contains("no token"), run::toString);
        }
    }

    @Test
    void formerNamesOfTheRepositoryAreExplainedWhereItIsRead() throws IOException {
        Files.createDirectories(directory.resolve("datastore"));
        try (FaultyServer miner = FaultyServer.answering(FaultyServer.GOOD)) {
            write("api", Transport.HTTP.multiaddr(miner.port()));
            write("token", Run.TOKEN);
            String path = directory.toString();
            for (String style : List.of("classic", "lotus")) {
                Map<String, String> former = Map.of("LOTUS_STORAGE_PATH", path, "LOTUS_CONSOLE_STYLE", style);
                Run.of(former, WORKERS).ended(0, "note: LOTUS_STORAGE_PATH is deprecated; use LOTUS_MINER_PATH.\n");
                Run.of(Map.of("LOTUS_CONSOLE_STYLE", style), List.of("--storagerepo", path, "proving", "workers"))
                        .ended(0, "note: --storagerepo is deprecated; use --miner-repo.\n");
            }
            List<Run> silent = List.of(
                    Run.of(Map.of("LOTUS_MINER_PATH", path, "LOTUS_STORAGE_PATH", "/nowhere"), WORKERS),
                    Run.of(
                            Map.of("LOTUS_STORAGE_PATH", "/nowhere"),
                            List.of("--miner-repo", path, "proving", "workers")),
                    Run.of(
                            Map.of(
                                    "LOTUS_STORAGE_PATH",
                                    path,
                                    "MINER_API_INFO",
                                    miner.apiInfo(Run.TOKEN, Transport.HTTP)),
                            WORKERS));
            for (Run run : silent) {
                assertFalse(run.ended(0).err().contains("deprecated"), run::toString);
            }
        }
    }

    @Test
    void repositoryFilesThatAreNoneAreNamed() throws IOException {
        Files.createDirectories(directory.resolve("keystore"));
        write("api", "");
        ofRepository().failed(2, directory.resolve("api").toString());
        write("api", "x".repeat(70_000));
        ofRepository().failed(2, directory.resolve("api") + " is too large");
        Files.write(directory.resolve("api"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        ofRepository().failed(2, directory.resolve("api") + " is not text");
        Files.delete(directory.resolve("api"));
        Files.createDirectory(directory.resolve("api"));
        ofRepository().failed(2, directory.resolve("api") + " is not a file");
        Files.delete(directory.resolve("api"));
        write("api", "/ip4/127.0.0.1/tcp/1/http");
        write("token", "two\nlines");
        ofRepository().failed(2, "the API token in " + directory.resolve("token"));
    }

    @Test
    void theVariableWinsOverTheRepositoryWithAWord() {
        try (FaultyServer miner = FaultyServer.answering(FaultyServer.GOOD)) {
            Run.of(miner.apiInfo(Run.TOKEN, Transport.HTTP), "--miner-repo " + directory + " proving workers")
                    .ended(0, "the repository on the command line is not used: MINER_API_INFO is set and wins");
        }
    }

    @Test
    void aUrlOfAWebSocketHasThePortOfCleartext() {
        Run run = workers("ws://127.0.0.1");
        assertTrue(run.exit() == 5 && run.err().contains("127.0.0.1:80 "), run::toString);
    }
}
