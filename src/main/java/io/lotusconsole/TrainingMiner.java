package io.lotusconsole;

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
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * A miner of canned replies for {@link Training}, in a process of its own: whatever the trained process
 * loads, every later command loads.
 *
 * <p>Started by the launcher with one argument, a file that it writes its port to once it listens. Ends
 * when the launcher ends it, or after {@link #LIFE_MILLIS_MAX}.
 */
public final class TrainingMiner {
    /** Bound of the whole life: the launcher trains in the background, where nobody would notice a hang. */
    private static final long LIFE_MILLIS_MAX = 60_000;

    /** Largest request that the canned miner reads: headers and body of an ordinary call. */
    private static final int REQUEST_BYTES_MAX = 64 * 1024;

    /** The result of each method, as a real node gave it: lines of a method, a blank, and JSON. */
    private static final String REPLIES = "training-replies.txt";

    private TrainingMiner() {}

    public static void main(String[] args) throws IOException {
        endAfter(LIFE_MILLIS_MAX);
        Map<String, String> replies = replies();
        try (ServerSocket miner = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
            Path portFile = Path.of(args[0]);
            Path draft = portFile.resolveSibling(portFile.getFileName() + ".new");
            Files.writeString(draft, miner.getLocalPort() + "\n");
            Files.move(draft, portFile, StandardCopyOption.ATOMIC_MOVE);
            answerAll(miner, replies);
        }
    }

    private static void endAfter(long millis) {
        Thread limit = new Thread(
                () -> {
                    LockSupport.parkNanos(millis * 1_000_000);
                    Runtime.getRuntime().halt(1);
                },
                "life limit");
        limit.setDaemon(true);
        limit.start();
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
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(TrainingMiner.class.getResourceAsStream(REPLIES), StandardCharsets.UTF_8))) {
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
