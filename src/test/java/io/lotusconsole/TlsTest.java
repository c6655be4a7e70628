package io.lotusconsole;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lotusconsole.http.Endpoint;
import io.lotusconsole.http.HttpFault;
import io.lotusconsole.http.HttpPoster;
import io.lotusconsole.http.OkHttpPoster;
import io.lotusconsole.http.TimeLimit;
import io.lotusconsole.support.Certificates;
import io.lotusconsole.support.Fault;
import io.lotusconsole.support.FaultyServer;
import io.lotusconsole.support.Run;
import io.lotusconsole.support.Transport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS where cleartext is and the reverse, certificates of strangers, and {@code --cacert}. */
class TlsTest {
    private static final List<String> SECURE = List.of("https", "wss", "tls/http", "tls/ws");

    @TempDir
    static Path directory;

    private static Certificates certificates;

    @BeforeAll
    static void makeCertificate() {
        certificates = Certificates.of(directory.resolve("own"), "ip:127.0.0.1");
    }

    private static String info(FaultyServer miner, String end) {
        return Run.TOKEN + ":/ip4/127.0.0.1/tcp/" + miner.port() + "/" + end;
    }

    private static FaultyServer secure(Certificates shown) {
        return FaultyServer.answeringOverTls(shown.serverContext(), FaultyServer.GOOD);
    }

    @Test
    void cleartextToATlsPortIsNamed() {
        try (FaultyServer miner = secure(certificates)) {
            for (Transport transport : Transport.values()) {
                Run.of(miner.apiInfo(Run.TOKEN, transport), "proving workers")
                        .failed(
                                5,
                                "the server speaks TLS, we spoke cleartext",
                                transport == Transport.WEB_SOCKET
                                        ? ": /ws or ws:// for cleartext, /wss or wss:// for TLS."
                                        : ": /http or http:// for cleartext, /https or https:// for TLS.");
            }
        }
    }

    @Test
    void tlsToACleartextPortIsNamed() {
        try (FaultyServer miner = FaultyServer.start(Fault.BAD_REQUEST_AT_ONCE)) {
            for (String end : SECURE) {
                Run.of(info(miner, end), "proving workers")
                        .failed(
                                5,
                                "the server speaks cleartext, we spoke TLS",
                                end.contains("ws") ? ": /ws or ws:// for" : ": /http or http:// for");
            }
        }
    }

    @Test
    void anUntrustedCertificateIsNamedAndTheOptionToTrustIt() {
        try (FaultyServer miner = secure(certificates)) {
            for (String end : SECURE) {
                Run.of(info(miner, end), "proving workers")
                        .failed(5, "its certificate is not signed by an authority we trust", "--cacert FILE");
            }
        }
    }

    @Test
    void aTrustedCertificateIsTakenOverPostAndWebSocket() {
        try (FaultyServer miner = secure(certificates)) {
            for (String end : SECURE) {
                Run.of(info(miner, end), "--cacert " + certificates.pem() + " proving workers")
                        .ended(0);
            }
            Run.of(
                            Run.TOKEN + ":https://127.0.0.1:" + miner.port(),
                            "--cacert " + certificates.pem() + " proving workers")
                    .ended(0);
        }
    }

    @Test
    void aCertificateForAnotherHostIsNamed() {
        Certificates other = Certificates.of(directory.resolve("other"), "dns:elsewhere.invalid");
        try (FaultyServer miner = secure(other)) {
            for (String end : SECURE) {
                Run.of(info(miner, end), "--cacert " + other.pem() + " proving workers")
                        .failed(5, "its certificate is for another host name");
            }
        }
    }

    @Test
    void anExpiredCertificateIsNamed() {
        Certificates old = Certificates.ofAuthority(
                directory.resolve("old"), "ip:127.0.0.1", "-startdate", "-30d", "-validity", "10");
        try (FaultyServer miner = secure(old)) {
            for (String end : SECURE) {
                Run.of(info(miner, end), "--cacert " + old.pem() + " proving workers")
                        .failed(5, "its certificate is expired or not valid yet");
            }
        }
    }

    @Test
    void aFileOfCertificatesThatIsNoneIsAUsageError() throws IOException {
        Path empty = Files.writeString(directory.resolve("empty.pem"), "");
        Path other = Files.writeString(directory.resolve("other.pem"), "-----BEGIN CERTIFICATE-----\nnonsense\n");
        try (FaultyServer miner = secure(certificates)) {
            for (Path file : List.of(directory.resolve("missing.pem"), empty, other, directory)) {
                for (String end : SECURE) {
                    Run.of(info(miner, end), "--cacert " + file + " proving workers")
                            .failed(2, file.toString(), "--cacert takes a PEM file with certificates.");
                    Run.of(info(miner, end), "--style lotus --cacert " + file + " proving workers")
                            .failedAsLotus();
                }
            }
        }
    }

    @Test
    void aHandshakeThatStallsEndsWithTheCallsLimit() {
        try (FaultyServer miner = FaultyServer.start(Fault.ACCEPT_AND_STALL)) {
            for (String end : SECURE) {
                Run.of(info(miner, end), "--timeout 300ms proving workers")
                        .failed(124, "in time")
                        .within(5_000);
            }
        }
    }

    @Test
    void aHandshakeThatStallsEndsEvenWithoutALimit() throws IOException {
        try (FaultyServer miner = FaultyServer.start(Fault.ACCEPT_AND_STALL);
                HttpPoster poster = new OkHttpPoster(
                        new Endpoint("https", "127.0.0.1", miner.port(), "/"),
                        null,
                        HttpPoster.REPLY_BYTES_MAX,
                        null)) {
            HttpFault fault =
                    Assertions.assertThrows(HttpFault.class, () -> poster.post(new byte[0], TimeLimit.NONE, null));
            assertEquals(HttpFault.Kind.UNREACHABLE, fault.kind());
            assertEquals("no answer to the TLS handshake", fault.getMessage());
        }
    }
}
