package io.lotusconsole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.lotusconsole.support.Fault;
import io.lotusconsole.support.FaultyServer;
import io.lotusconsole.support.Run;
import io.lotusconsole.support.Transport;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Whatever a server does wrong on the wire, {@code proving workers} ends in time, with a clear error. */
class FaultTest {
    private static final String STALL_TIMEOUT = "300ms";

    /** For what does not stall; a busy machine must not make a time-out of it. */
    private static final String TIMEOUT = "4s";

    /** The limit above, and what a busy machine adds. */
    private static final long ENDED_MILLIS_MAX = 5_000;

    private static final Set<Fault> TIME_OUT = EnumSet.of(
            Fault.ACCEPT_AND_STALL,
            Fault.STALL_BEFORE_HEADERS,
            Fault.STALL_IN_HEADERS,
            Fault.STALL_BEFORE_ANSWER,
            Fault.STALL_IN_BODY,
            Fault.STALL_IN_CHUNKS,
            Fault.SLOW_DRIP);

    private static final Set<Fault> CUT = EnumSet.of(
            Fault.ACCEPT_AND_CLOSE,
            Fault.CLOSE_BEFORE_HEADERS,
            Fault.CUT_IN_HEADERS,
            Fault.CLOSE_BEFORE_ANSWER,
            Fault.CUT_IN_BODY,
            Fault.CUT_IN_CHUNKS);

    private static final Set<Fault> SPEAKS_TLS = EnumSet.of(Fault.TLS_ALERT, Fault.CLEARTEXT_REFUSED);
    private static final Set<Fault> REFUSED_TOKEN = EnumSet.of(Fault.UNAUTHORIZED_401, Fault.FORBIDDEN_403);
    private static final Set<Fault> DEAD_BEHIND_PROXY = EnumSet.of(Fault.HTML_502, Fault.TEXT_503);
    private static final Set<Fault> REMOTE_ERROR = EnumSet.of(
            Fault.RESULT_AND_ERROR,
            Fault.ERROR,
            Fault.ERROR_WITH_NULL_ID,
            Fault.ERROR_OF_CONTROL_CHARACTERS,
            Fault.ERROR_WITH_TOKEN);

    /** Not HTTP, or reset while connecting: OkHttp does not always tell these apart from a cut. */
    private static final Set<Fault> UNREACHABLE = EnumSet.of(
            Fault.ACCEPT_AND_RESET,
            Fault.ENDLESS_HEADER,
            Fault.ENDLESS_INFORMATION,
            Fault.GARBAGE,
            Fault.BAD_STATUS_LINE);

    @TestFactory
    Stream<DynamicTest> everyFaultIsAClearError() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Transport transport : Transport.values()) {
            for (Fault fault : Fault.values()) {
                tests.add(dynamicTest(fault + " over " + transport, () -> check(fault, transport)));
                tests.add(
                        dynamicTest(fault + " over " + transport + " as Lotus", () -> checkAsLotus(fault, transport)));
            }
        }
        return tests.stream();
    }

    private static Run run(Fault fault, Transport transport, String style) {
        try (FaultyServer miner = FaultyServer.start(fault)) {
            return Run.of(
                            miner.apiInfo(Run.TOKEN, transport),
                            "--style " + style + " --timeout " + (TIME_OUT.contains(fault) ? STALL_TIMEOUT : TIMEOUT)
                                    + " proving workers")
                    .within(ENDED_MILLIS_MAX);
        }
    }

    private static void checkAsLotus(Fault fault, Transport transport) {
        Run run = run(fault, transport, "lotus");
        if (!isAccepted(fault, transport)) {
            run.failedAsLotus();
        }
    }

    /** OkHttp takes text that is not UTF-8 for what it can. */
    private static boolean isAccepted(Fault fault, Transport transport) {
        return fault == Fault.INVALID_UTF8 && transport == Transport.WEB_SOCKET;
    }

    private static void check(Fault fault, Transport transport) {
        Run run = run(fault, transport, "classic");
        boolean overHttp = transport == Transport.HTTP;
        if (isAccepted(fault, transport)) {
            run.ended(0);
        } else if (TIME_OUT.contains(fault)) {
            run.failed(124, "lotus-miner at 127.0.0.1:", "in time", "--timeout gives it longer");
        } else if (CUT.contains(fault)) {
            run.failed(5, "the connection was c", "Is it being restarted?");
        } else if (UNREACHABLE.contains(fault)) {
            run.failed(5, "lotus-miner at 127.0.0.1:");
        } else if (SPEAKS_TLS.contains(fault)) {
            run.failed(5, "the server speaks TLS, we spoke cleartext", "Change the address in MINER_API_INFO");
        } else if (REFUSED_TOKEN.contains(fault)) {
            run.failed(4, "the token was refused", "MINER_API_INFO", "auth api-info --perm admin");
        } else if (DEAD_BEHIND_PROXY.contains(fault)) {
            run.failed(5, "is not reachable: HTTP status 50", "Is it running?");
        } else if (fault == Fault.MISSING_PERMISSION) {
            run.failed(4, "need 'admin'", "lotus-miner auth create-token --perm admin");
        } else if (REMOTE_ERROR.contains(fault)) {
            assertEquals(
                    1, run.failed(1, "lotus-miner at 127.0.0.1:").errorLines().size(), run::toString);
        } else if (overHttp && (fault == Fault.BAD_CONTENT_LENGTH || fault == Fault.BAD_CHUNK_SIZE)) {
            run.failed(5, "the answer is not HTTP", "Is that the port of its API?");
        } else {
            run.failed(
                    1, "gave no usable answer", "Is that the port of its API? The address comes from MINER_API_INFO.");
        }
        if (fault == Fault.TEXT_500 && overHttp) {
            run.failed(1, "HTTP status 500: disk \\x1b[31mfull");
        }
        if (fault == Fault.ERROR_WITH_TOKEN) {
            run.failed(1, "bad token (token), sorry");
        }
    }

    @Test
    void aReplyThatIsTheTokenItselfDoesNotShowIt() {
        for (String reply : List.of("$TOKEN", "{\"$TOKEN\":{\"x\":}}", "{\"result\":{\"$TOKEN\":{\"Info\":5}}}")) {
            try (FaultyServer miner = FaultyServer.answering(reply)) {
                for (Transport transport : Transport.values()) {
                    Run run = Run.of(miner.apiInfo(Run.TOKEN, transport), "--debug proving workers");
                    assertEquals(1, run.exit(), run::toString);
                    assertEquals(false, run.err().contains(Run.TOKEN.substring(0, 16)), run::toString);
                }
            }
        }
    }

    @Test
    void aTokenOfOneLetterDoesNotEatTheWords() {
        try (FaultyServer miner = FaultyServer.start(Fault.ERROR_WITH_TOKEN)) {
            for (Transport transport : Transport.values()) {
                Run.of(miner.apiInfo("t", transport), "proving workers").failed(1, "bad token (token), sorry");
            }
        }
    }

    @Test
    void aMissingTokenIsNotCalledARefusedOne() {
        try (FaultyServer miner = FaultyServer.start(Fault.UNAUTHORIZED_401)) {
            for (Transport transport : Transport.values()) {
                Run.of(transport.multiaddr(miner.port()), "proving workers")
                        .failed(4, "wants a token, and there is none in MINER_API_INFO", "auth api-info --perm admin");
            }
        }
    }

    @Test
    void answersOfAnotherMakeAreUnderstood() {
        String body = FaultyServer.GOOD;
        List<String> replies = List.of(
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 200 OK\r\n\r\n"
                        + body,
                "HTTP/1.0 200 OK\r\n\r\n" + body,
                "HTTP/1.1 200 \r\ncontent-type:application/json;charset=UTF-8\r\nCONNECTION: close\r\n\r\n" + body,
                "HTTP/1.1 200 OK\nContent-Type: text/plain\n\n" + body + "\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;x=y\r\n{\r\nFF\r\n"
                        + body.substring(1).replace("$ID", "1") + " ".repeat(255 - body.length() + 1 + 2)
                        + "\r\n0\r\nTrailer: x\r\n\r\n");
        for (String reply : replies) {
            try (FaultyServer miner = FaultyServer.sending(reply)) {
                Run.of(miner.apiInfo(Run.TOKEN, Transport.HTTP), "proving workers")
                        .ended(0);
            }
        }
    }

    @Test
    void aConnectionClosedWhileIdleIsReplacedByAnother() {
        String head = "{\"jsonrpc\":\"2.0\",\"id\":$ID,\"result\":\"f01000\"}";
        try (FaultyServer miner = FaultyServer.closingBehindAnswers(head)) {
            // Several calls one after the other; each finds the connection of the one before it closed.
            Run run = Run.of(miner.apiInfo(Run.TOKEN, Transport.HTTP), "info").clean();
            assertEquals(false, run.err().contains("closed before any answer"), run::toString);
        }
    }
}
