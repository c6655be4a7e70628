package io.lotusconsole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lotusconsole.support.Fault;
import io.lotusconsole.support.FaultyServer;
import io.lotusconsole.support.Run;
import io.lotusconsole.support.Transport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The packaged program between pipes, full disks and signals. */
class ConsoleIT {
    private static final long PROCESS_SECONDS_MAX = 60;
    private static final int WORKERS = 20_000;

    @TempDir
    private Path directory;

    private Process start(String minerApiInfo, String script) throws IOException {
        ProcessBuilder shell = new ProcessBuilder("bash", "-c", "set -o pipefail; " + script)
                .redirectOutput(directory.resolve("out").toFile())
                .redirectError(directory.resolve("err").toFile());
        Path program = Path.of(System.getProperty("lotusconsole.home"), "bin", "lotus-miner");
        shell.environment().keySet().removeIf(name -> name.startsWith("XDG_"));
        shell.environment().put("MINER", program.toString());
        shell.environment().put("MINER_API_INFO", minerApiInfo);
        shell.environment().put("HOME", directory.toString());
        shell.environment().put("LC_ALL", "C");
        return shell.start();
    }

    private int ended(Process process) throws InterruptedException {
        try {
            assertTrue(process.waitFor(PROCESS_SECONDS_MAX, TimeUnit.SECONDS), "still running");
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    private String err() throws IOException {
        return Files.readString(directory.resolve("err"), StandardCharsets.UTF_8);
    }

    private static FaultyServer minerOfManyWorkers() {
        StringBuilder reply = new StringBuilder("{\"jsonrpc\":\"2.0\",\"id\":$ID,\"result\":{");
        for (int i = 0; i < WORKERS; i++) {
            reply.append(i == 0 ? "" : ",").append('"').append(i).append("\":{\"Info\":{\"Hostname\":\"host\"},");
            reply.append("\"Tasks\":[\"post/v0/windowproof\"],\"Enabled\":true}");
        }
        return FaultyServer.answering(reply + "}}");
    }

    @ParameterizedTest
    @CsvSource({"text", "wide", "json", "yaml", "ndjson"})
    void aReaderThatHasEnoughIsNoError(String format) throws Exception {
        try (FaultyServer miner = minerOfManyWorkers()) {
            Process process = start(
                    miner.apiInfo(Run.TOKEN, Transport.HTTP), "\"$MINER\" -o " + format + " proving workers | head -1");
            assertEquals(0, ended(process), this::said);
            assertEquals("", err());
        }
    }

    @ParameterizedTest
    @CsvSource({"text", "wide", "json", "yaml", "ndjson"})
    void aFullDiskIsAnErrorOfOneLine(String format) throws Exception {
        assumeTrue(Files.exists(Path.of("/dev/full")), "needs /dev/full");
        try (FaultyServer miner = minerOfManyWorkers()) {
            Process process = start(
                    miner.apiInfo(Run.TOKEN, Transport.HTTP),
                    "\"$MINER\" -o " + format + " proving workers >/dev/full");
            assertEquals(1, ended(process), this::said);
            assertEquals("ERROR: cannot write the output: No space left on device\n", err());
        }
    }

    @Test
    void aFullDiskIsToldOfHelpToo() throws Exception {
        assumeTrue(Files.exists(Path.of("/dev/full")), "needs /dev/full");
        assertEquals(1, ended(start("", "\"$MINER\" --help >/dev/full")), this::said);
        assertEquals("ERROR: cannot write the output: No space left on device\n", err());
    }

    @Test
    void aClosedErrorStreamDoesNotHideTheStatus() throws Exception {
        try (FaultyServer miner = FaultyServer.start(Fault.UNAUTHORIZED_401)) {
            assertEquals(
                    4,
                    ended(start(miner.apiInfo(Run.TOKEN, Transport.HTTP), "\"$MINER\" proving workers 2>&-")),
                    this::said);
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void signalsEndAStalledCall(Transport transport) throws Exception {
        // 130 and 143 are what a shell makes of these signals, and what Java itself exits with; Lotus exits with 1.
        for (List<String> signal : List.of(
                List.of("INT", "130", "classic"),
                List.of("TERM", "143", "classic"),
                List.of("INT", "1", "lotus"),
                List.of("TERM", "1", "lotus"))) {
            try (FaultyServer miner = FaultyServer.start(Fault.STALL_BEFORE_ANSWER)) {
                // Without job control a shell ignores SIGINT in the background; env gives it back.
                Process process = start(
                        miner.apiInfo(Run.TOKEN, transport),
                        "set -m; \"$MINER\" --style " + signal.get(2)
                                + " proving workers & lc_pid=$!; read -r go; kill -" + signal.get(0)
                                + " $lc_pid; wait $lc_pid");
                miner.awaitCall(PROCESS_SECONDS_MAX);
                process.getOutputStream().write('\n');
                process.getOutputStream().flush();
                assertEquals(Integer.parseInt(signal.get(1)), ended(process), this::said);
                assertEquals("", Files.readString(directory.resolve("out")));
            }
        }
    }

    @Test
    void nothingOfAReplyTooLargeForTheMemoryIsATrace() throws Exception {
        String head = "{\"jsonrpc\":\"2.0\",\"id\":$ID,\"result\":{\"0\":{\"Info\":{\"Resources\":{\"GPUs\":[";
        String device = "\"" + "x".repeat(1 << 20) + "\",";
        for (Transport transport : Transport.values()) {
            try (FaultyServer miner = FaultyServer.answeringRepeatedly(head, device, 400, "null]}}}}}")) {
                assertEquals(
                        1, ended(start(miner.apiInfo(Run.TOKEN, transport), "\"$MINER\" proving workers")), this::said);
                assertTrue(err().contains("too large for the memory allowed"), this::said);
                assertTrue(err().lines().count() <= 2, this::said);
            }
        }
    }

    private String said() {
        try {
            String text = err();
            return text.substring(0, Math.min(4000, text.length()));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
