package io.lotusconsole;

import io.lotusconsole.cli.Console;
import io.lotusconsole.cli.Surroundings;
import io.lotusconsole.render.Zone;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Timer;
import java.util.TimerTask;
import java.util.stream.Stream;

/**
 * Runs the commands that people wait for once, so that the JVM can put their classes into a class archive.
 *
 * <p>The launcher starts it in place of {@link Main}, with the flags that make the archive, at build time and at the
 * first use of another JDK. It needs no arguments and no miner: the commands ask a canned miner inside this process,
 * which they find in a temporary repository. Takes about a second; a command that hangs ends after {@link
 * #TRAINING_MILLIS_MAX}. Exit status 0 says that every command was run, whatever it answered.
 */
public final class ClassArchiveTraining {
    /** Bound of the whole run: the launcher trains in the background, where nobody would notice a hang. */
    private static final long TRAINING_MILLIS_MAX = 60_000;

    /** Largest request that the canned miner reads: headers and body of an ordinary call. */
    private static final int REQUEST_BYTES_MAX = 64 * 1024;

    /** The result of each method, as a real node gave it: lines of a method, a blank, and JSON. */
    private static final String REPLIES = "class-archive-training.txt";

    private ClassArchiveTraining() {}

    /**
     * The command lines; what they load is what starts fast. The repository serves as the miner's and the
     * node's.
     *
     * @param set {@code workers} for the lists of workers alone, anything else for all
     */
    private static List<List<String>> commandLines(String set, String repository) {
        List<List<String>> workers = List.of(List.of("proving", "workers"), List.of("sealing", "workers"));
        List<List<String>> others = List.of(
                List.of("-o", "json", "proving", "workers"),
                List.of("proving", "deadlines"),
                List.of("proving", "info"),
                List.of("info"),
                List.of("--help"),
                List.of("proving", "--help"));
        return (set.equals("workers")
                        ? workers
                        : Stream.concat(workers.stream(), others.stream()).toList())
                .stream()
                        .map(command -> Stream.concat(
                                        Stream.of("--miner-repo", repository, "--repo", repository), command.stream())
                                .toList())
                        .toList();
    }

    private static void run(List<String> commandLine) {
        Main.run(commandLine.toArray(String[]::new));
    }

    /** The way most people come: the address in a variable, which the launcher took out of this process's own. */
    private static void runByEnvironment(String apiInfo) {
        Surroundings surroundings = new Surroundings(
                "lotus-miner",
                name -> name.equals("MINER_API_INFO") ? apiInfo : null,
                OutputStream.nullOutputStream(),
                OutputStream.nullOutputStream(),
                Clock.systemUTC(),
                Zone.SYSTEM,
                false,
                false,
                null,
                null);
        Console.run(List.of("proving", "workers"), surroundings);
    }

    public static void main(String[] args) throws IOException {
        endAfter(TRAINING_MILLIS_MAX);
        Map<String, String> replies = replies();
        Path repository = Files.createTempDirectory("lotus-console-training");
        try (ServerSocket miner = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
            Files.createDirectory(repository.resolve("keystore"));
            Files.writeString(repository.resolve("api"), "/ip4/127.0.0.1/tcp/" + miner.getLocalPort() + "/http");
            Files.writeString(repository.resolve("token"), "training");
            startDaemon("canned miner", () -> answerAll(miner, replies));
            for (List<String> commandLine : commandLines(args.length > 0 ? args[0] : "all", repository.toString())) {
                run(commandLine);
            }
            runByEnvironment("training:/ip4/127.0.0.1/tcp/" + miner.getLocalPort() + "/http");
        } finally {
            for (String name : List.of("api", "token", "keystore", "")) {
                Files.deleteIfExists(repository.resolve(name));
            }
        }
    }

    private static void endAfter(long millis) {
        new Timer("training limit", true)
                .schedule(
                        new TimerTask() {
                            @Override
                            public void run() {
                                Runtime.getRuntime().halt(1);
                            }
                        },
                        millis);
    }

    private static void startDaemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Until the socket is closed, one connection and one call after the other. */
    private static void answerAll(ServerSocket miner, Map<String, String> replies) {
        while (!miner.isClosed()) {
            try (Socket connection = miner.accept()) {
                answer(connection, replies);
            } catch (IOException e) {
                // Either the training is over, or a command gave up; the next one connects anew.
                continue;
            }
        }
    }

    private static void answer(Socket connection, Map<String, String> replies) throws IOException {
        String body = body(new BufferedInputStream(connection.getInputStream()));
        String result = replies.get(between(body, "\"method\":\"Filecoin.", '"'));
        String reply = "{\"jsonrpc\":\"2.0\",\"id\":" + between(body, "\"id\":", ',')
                + (result != null
                        ? ",\"result\":" + result + "}"
                        : ",\"error\":{\"code\":-32601,\"message\":\"not in this training\"}}");
        byte[] bytes = reply.getBytes(StandardCharsets.UTF_8);
        String head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: "
                + bytes.length + "\r\n\r\n";
        OutputStream out = connection.getOutputStream();
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        out.write(bytes);
        out.flush();
    }

    private static Map<String, String> replies() throws IOException {
        Map<String, String> replies = new HashMap<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                ClassArchiveTraining.class.getResourceAsStream(REPLIES), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int blank = line.indexOf(' ');
                replies.put(line.substring(0, blank), line.substring(blank + 1));
            }
        }
        return replies;
    }

    /** What follows the start up to the end, or to the closing brace if the end is missing; "null" without start. */
    private static String between(String text, String start, char end) {
        int from = text.indexOf(start);
        if (from < 0) {
            return "null";
        }
        from += start.length();
        int to = text.indexOf(end, from);
        return text.substring(from, to >= 0 ? to : text.lastIndexOf('}'));
    }

    /** Reads a request and returns its body; empty if it has none. */
    private static String body(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0 || head.length() == REQUEST_BYTES_MAX) {
                throw new IOException("the request ends in its head");
            }
            head.append((char) next);
        }
        int length = 0;
        for (String line : head.toString().split("\r\n")) {
            if (line.regionMatches(true, 0, "Content-Length:", 0, 15)) {
                length = Integer.parseInt(line.substring(15).trim());
            }
        }
        return new String(in.readNBytes(Math.min(length, REQUEST_BYTES_MAX)), StandardCharsets.UTF_8);
    }
}
